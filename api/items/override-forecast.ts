import { z } from 'zod'
import { businessDate } from '#api/context'
import { Refusal } from '#api/errors'
import { announce } from '#api/live/live-changes'
import { Monday } from '#api/monday'
import { recordAudit } from '#db/audit'
import type { Caller, Db } from '#db/client'
import { itemForecast, itemHeading } from '#db/item-demand'
import { insertOverride, OVERRIDE_REASONS } from '#db/overrides'
import { businessSettings } from '#db/runs'
import { shownRun } from '#db/shown-run'
import { addDays, daysBetween } from '#planning/time-bucket'

const LARGEST_QUANTITY = 2_147_483_647

export const OverrideRequest = z
  .object({
    itemId: z.number().int().positive(),
    week: Monday,
    scope: z.enum(['total', 'remainder']),
    /** null: back to the forecast. */
    quantity: z.number().int().min(0).max(LARGEST_QUANTITY).nullable(),
    reason: z.enum(OVERRIDE_REASONS),
    note: z.string().trim().max(500).default(''),
  })
  .refine(({ reason, note, quantity }) => reason !== 'other' || note !== '' || quantity === null, {
    path: ['note'],
    message: 'must say what the other reason is',
  })

/** Puts a planner's number in the place of a forecast from the next run on. */
export async function overrideForecast(
  db: Db,
  caller: Caller,
  request: z.infer<typeof OverrideRequest>,
  now: Date,
): Promise<void> {
  const { itemId, week } = request
  if (!(await itemHeading(db, itemId))) throw new Refusal('not-found', `There is no item ${itemId}.`)
  const { timeZone } = await businessSettings(db)
  if (addDays(week, 6) < businessDate(now, timeZone))
    throw new Refusal('invalid-input', `The week of ${week} is over; choose this week or a later one.`)
  await insertOverride(db, {
    ...request,
    forecastSeen: await forecastSeen(db, request),
    madeBy: caller.userId,
    now,
  })
  await recordAudit(db, caller, {
    action: 'forecast.override',
    subject: `item/${itemId}/${week}`,
    after: request,
  })
  await announce(db, { topic: 'demand', id: itemId })
}

/** The forecast without any override, of the same scope; null beyond the horizon. */
async function forecastSeen(
  db: Db,
  { itemId, week, scope }: Pick<z.infer<typeof OverrideRequest>, 'itemId' | 'week' | 'scope'>,
): Promise<number | null> {
  const run = await shownRun(db)
  const forecast = run && (await itemForecast(db, run.planningRunId, itemId))
  if (!run || !forecast) return null
  const step = daysBetween(run.firstBucket, week) / 7
  const mean = (forecast.meanBeforeOverride ?? forecast.mean)[step]
  if (mean === undefined) return null
  const onBook = forecast.paid[step]! + forecast.deposit[step]! + forecast.subscription[step]!
  return scope === 'total' ? mean : Math.max(0, mean - onBook)
}
