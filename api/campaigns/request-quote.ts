import { businessDate } from '#api/context'
import { Refusal } from '#api/errors'
import { announce } from '#api/live/live-changes'
import { recordAudit } from '#db/audit'
import { campaignItems } from '#db/campaign-economics'
import { campaignProgress } from '#db/campaign-progress'
import type { Caller, Headwater } from '#db/client'
import { insertQuoteRequest, quotes, withdrawQuoteRequest } from '#db/quotes'
import { businessSettings } from '#db/runs'
import { shownRun } from '#db/shown-run'
import { apportion } from '#planning/quantity'

export interface QuoteRequestInput {
  readonly campaignId: number
  readonly supplierId: number
  readonly quantity: number
  /** Last date of arrival that keeps the promise. */
  readonly wantedOn: string
  readonly answerBy: string
  readonly note?: string | undefined
}

/** Asks one supplier of a campaign for quantity, date and price; the mix asked for is that of the deposits. */
export async function requestQuote(
  headwater: Headwater,
  caller: Caller,
  input: QuoteRequestInput,
  now: Date,
): Promise<{ quoteRequestId: number }> {
  return headwater.asCaller(caller, async (db) => {
    const { timeZone } = await businessSettings(db)
    const today = businessDate(now, timeZone)
    const asOf = (await shownRun(db))?.asOf ?? today
    const campaign = (await campaignProgress(db, asOf)).find((each) => each.campaignId === input.campaignId)
    if (!campaign) throw new Refusal('not-found', `There is no campaign ${input.campaignId}.`)
    if (input.answerBy < today)
      throw new Refusal('invalid-input', `answerBy must be ${today} or later; got ${input.answerBy}.`)
    if (input.wantedOn < today)
      throw new Refusal('invalid-input', `wantedOn must be ${today} or later; got ${input.wantedOn}.`)
    const items = (await campaignItems(db, input.campaignId, asOf)).filter(
      (item) => item.supplierId === input.supplierId && !item.isOpenOption,
    )
    if (items.length === 0)
      throw new Refusal('invalid-input', `Supplier ${input.supplierId} makes nothing of this campaign.`)
    const quoteRequestId = await insertQuoteRequest(db, {
      supplierId: input.supplierId,
      campaignId: input.campaignId,
      subjectZh: campaign.nameZh,
      subjectEn: campaign.nameEn,
      quantity: input.quantity,
      wantedOn: input.wantedOn,
      answerBy: input.answerBy,
      items: mixOf(items, input.quantity),
      note: input.note?.trim() || null,
      requestedBy: caller.userId,
      requestedAt: now,
    })
    await recordAudit(db, caller, {
      action: 'quote.request',
      subject: `quote_request/${quoteRequestId}`,
      after: { ...input },
    })
    await announce(db, { topic: 'quote', id: quoteRequestId, supplierId: input.supplierId })
    return { quoteRequestId }
  })
}

/** Takes a request back; what was answered stays on record. */
export async function withdrawQuote(
  headwater: Headwater,
  caller: Caller,
  quoteRequestId: number,
  now: Date,
): Promise<void> {
  await headwater.asCaller(caller, async (db) => {
    const [request] = await quotes(db, { quoteRequestId })
    if (!request || !(await withdrawQuoteRequest(db, quoteRequestId, now)))
      throw new Refusal('not-found', `There is no open request ${quoteRequestId}.`)
    await recordAudit(db, caller, { action: 'quote.withdraw', subject: `quote_request/${quoteRequestId}` })
    await announce(db, { topic: 'quote', id: quoteRequestId, supplierId: request.supplierId })
  })
}

function mixOf(
  items: readonly { code: string; nameZh: string; nameEn: string; standing: number }[],
  quantity: number,
) {
  const weights = items.map((item) => Math.max(0, item.standing))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const parts = apportion(weights.map((weight) => quantity * (total > 0 ? weight / total : 1 / items.length)))
  return items
    .map(({ code, nameZh, nameEn }, k) => ({ code, nameZh, nameEn, quantity: parts[k]! }))
    .filter((item) => item.quantity > 0)
}
