import { businessDate } from '#api/context'
import { Refusal } from '#api/errors'
import { announce } from '#api/live/live-changes'
import { recordAudit } from '#db/audit'
import type { Caller, Headwater } from '#db/client'
import { insertQuoteReply, type PriceBreak, type QuoteReply, quotes } from '#db/quotes'
import { businessSettings } from '#db/runs'

export interface QuoteReplyInput {
  readonly quoteRequestId: number
  readonly answer: 'offer' | 'decline'
  readonly quantity?: number | undefined
  readonly arrivesOn?: string | undefined
  readonly unitCostMinor?: number | undefined
  readonly priceBreaks: readonly PriceBreak[]
  readonly note?: string | undefined
}

/**
 * Records what a supplier offers, or that it declines and why. The newest answer counts; earlier ones stay on record.
 * After the deadline a planner may still record what was agreed.
 */
export async function replyToQuote(
  headwater: Headwater,
  caller: Caller,
  input: QuoteReplyInput,
  now: Date,
): Promise<void> {
  await headwater.asCaller(caller, async (db) => {
    const [request] = await quotes(db, { quoteRequestId: input.quoteRequestId })
    if (!request) throw new Refusal('not-found', `There is no request ${input.quoteRequestId}.`)
    if (request.withdrawnAt) throw new Refusal('conflict', 'The request was withdrawn.')
    const { timeZone } = await businessSettings(db)
    const today = businessDate(now, timeZone)
    if (caller.role === 'supplier' && today > request.answerBy)
      throw new Refusal(
        'deadline-passed',
        `Answers were due by ${request.answerBy}; ask the planner to record yours.`,
      )
    await insertQuoteReply(
      db,
      {
        quoteRequestId: request.quoteRequestId,
        supplierId: request.supplierId,
        repliedBy: caller.userId,
        repliedAt: now,
      },
      checkedReply(input, today),
    )
    await recordAudit(db, caller, {
      action: 'quote.reply',
      subject: `quote_request/${request.quoteRequestId}`,
      after: { ...input },
    })
    await announce(db, { topic: 'quote', id: request.quoteRequestId, supplierId: request.supplierId })
  })
}

function checkedReply(input: QuoteReplyInput, today: string): QuoteReply {
  const note = input.note?.trim() || null
  if (input.answer === 'decline') {
    if (note === null) throw new Refusal('invalid-input', 'Give a reason in the note when declining.')
    return { answer: 'decline', quantity: null, arrivesOn: null, unitCostMinor: null, priceBreaks: [], note }
  }
  const { quantity, arrivesOn, unitCostMinor, priceBreaks } = input
  if (quantity === undefined || arrivesOn === undefined || unitCostMinor === undefined)
    throw new Refusal('invalid-input', 'An offer needs a quantity, a date of arrival and a unit cost.')
  if (arrivesOn < today)
    throw new Refusal('invalid-input', `arrivesOn must be ${today} or later; got ${arrivesOn}.`)
  let before: PriceBreak = { quantity: 0, unitCostMinor }
  for (const priceBreak of priceBreaks) {
    if (priceBreak.quantity <= before.quantity || priceBreak.unitCostMinor >= before.unitCostMinor)
      throw new Refusal(
        'invalid-input',
        `A price break from ${priceBreak.quantity} must lie above ${before.quantity} units and below a cost of ${before.unitCostMinor}; got ${priceBreak.unitCostMinor}.`,
      )
    before = priceBreak
  }
  return { answer: 'offer', quantity, arrivesOn, unitCostMinor, priceBreaks, note }
}
