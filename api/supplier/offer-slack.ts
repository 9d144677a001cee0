import { businessDate } from '#api/context'
import { Refusal } from '#api/errors'
import { announce } from '#api/live/live-changes'
import { recordAudit } from '#db/audit'
import type { Caller, Headwater } from '#db/client'
import { findLine, insertSlackOffer } from '#db/line-statements'
import { businessSettings } from '#db/runs'
import { capacityFrom } from './read-capacity.ts'

export interface SlackInput {
  readonly lineId: number
  readonly week: string
  readonly minutes: number
  /** Share taken off the unit cost, in (0, 1). */
  readonly priceBreakFraction: number
  readonly note?: string | undefined
}

/** Offers free minutes of a trough week at a lower price; planners see what stands. */
export async function offerSlack(
  headwater: Headwater,
  caller: Caller,
  input: SlackInput,
  now: Date,
): Promise<{ slackOfferId: number }> {
  return headwater.asCaller(caller, async (db) => {
    const line = await findLine(db, input.lineId)
    if (!line) throw new Refusal('not-found', `There is no line ${input.lineId}.`)
    const { timeZone } = await businessSettings(db)
    const { lines, offers } = await capacityFrom(db, line.supplierId, businessDate(now, timeZone))
    const week = lines
      .find(({ lineId }) => lineId === line.lineId)
      ?.weeks.find((each) => each.week === input.week)
    if (week?.state !== 'trough')
      throw new Refusal('invalid-input', `Slack can be offered in trough weeks; ${input.week} is none.`)
    if (input.minutes > week.freeMinutes!)
      throw new Refusal(
        'invalid-input',
        `Offer at most the ${Math.floor(week.freeMinutes!)} minutes that are free; got ${input.minutes}.`,
      )
    if (offers.some((offer) => offer.lineId === line.lineId && offer.week === input.week))
      throw new Refusal('conflict', `Slack of ${input.week} is offered already; withdraw that offer first.`)
    const note = input.note?.trim() || null
    const of = { ...line, by: caller.userId, at: now }
    const slackOfferId = await insertSlackOffer(db, of, { ...input, note })
    await recordAudit(db, caller, {
      action: 'line.offer-slack',
      subject: `slack_offer/${slackOfferId}`,
      after: { ...input, note },
    })
    await announce(db, { topic: 'capacity', id: line.lineId, supplierId: line.supplierId })
    return { slackOfferId }
  })
}
