import { businessDate } from '#api/context'
import { Refusal } from '#api/errors'
import { announce } from '#api/live/live-changes'
import { recordAudit } from '#db/audit'
import type { Caller, Headwater } from '#db/client'
import { findLine, insertDowntime, withdrawStatement } from '#db/line-statements'
import { businessSettings } from '#db/runs'
import { daysBetween } from '#planning/time-bucket'

const LONGEST_DAYS = 366

export interface DowntimeInput {
  readonly lineId: number
  readonly firstDay: string
  readonly lastDay: string
  /** Minutes left on each working day; 0 when the line is down. */
  readonly minutesPerDay: number
  readonly reason: string
}

/** Says that a line is down or short on days, with the reason; the next run plans with the minutes that are left. */
export async function stateDowntime(
  headwater: Headwater,
  caller: Caller,
  input: DowntimeInput,
  now: Date,
): Promise<{ lineDowntimeId: number }> {
  return headwater.asCaller(caller, async (db) => {
    const line = await findLine(db, input.lineId)
    if (!line) throw new Refusal('not-found', `There is no line ${input.lineId}.`)
    const { timeZone } = await businessSettings(db)
    const reason = input.reason.trim()
    if (reason === '') throw new Refusal('invalid-input', 'Give a reason: reason is empty.')
    if (input.lastDay < input.firstDay)
      throw new Refusal('invalid-input', `The last day is before the first: ${input.lastDay}.`)
    if (input.lastDay < businessDate(now, timeZone))
      throw new Refusal('invalid-input', `The days are over: lastDay ${input.lastDay}.`)
    if (daysBetween(input.firstDay, input.lastDay) >= LONGEST_DAYS)
      throw new Refusal('invalid-input', `State at most ${LONGEST_DAYS} days at a time.`)
    if (input.minutesPerDay >= line.minutesPerDay)
      throw new Refusal(
        'invalid-input',
        `Minutes left must be below the ${line.minutesPerDay} of a usual day; got ${input.minutesPerDay}.`,
      )
    const of = { ...line, by: caller.userId, at: now }
    const lineDowntimeId = await insertDowntime(db, of, { ...input, reason })
    await recordAudit(db, caller, {
      action: 'line.downtime',
      subject: `line_downtime/${lineDowntimeId}`,
      after: { ...input, reason },
    })
    await announce(db, { topic: 'capacity', id: line.lineId, supplierId: line.supplierId })
    return { lineDowntimeId }
  })
}

/** Takes back a downtime or an offer of slack. */
export async function withdraw(
  headwater: Headwater,
  caller: Caller,
  which: { readonly table: 'line_downtime' | 'slack_offer'; readonly id: number },
  now: Date,
): Promise<void> {
  await headwater.asCaller(caller, async (db) => {
    const found = await withdrawStatement(db, which, caller.userId, now)
    if (!found) throw new Refusal('not-found', `Nothing stands under ${which.id} any more.`)
    await recordAudit(db, caller, { action: 'line.withdraw', subject: `${which.table}/${which.id}` })
    await announce(db, { topic: 'capacity', id: which.id, supplierId: found.supplierId })
  })
}
