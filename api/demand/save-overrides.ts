import { z } from 'zod'
import { businessDate } from '#api/context'
import { Refusal } from '#api/errors'
import { announce } from '#api/live/live-changes'
import { Monday } from '#api/monday'
import { recordAudit } from '#db/audit'
import type { Caller, Db } from '#db/client'
import { gridForecasts } from '#db/demand-grid'
import { unknownItems } from '#db/item-demand'
import { lockLedger } from '#db/ledger'
import { insertOverrides, type NewestOverride, newestOverrides, OVERRIDE_REASONS } from '#db/overrides'
import { businessSettings } from '#db/runs'
import { shownRun } from '#db/shown-run'
import { addDays, daysBetween } from '#planning/time-bucket'
import { onBook } from './read-grid.ts'

const MOST_CELLS = 2000
const LARGEST_QUANTITY = 2_147_483_647

export const OverrideCell = z.object({
  itemId: z.number().int().positive(),
  week: Monday,
  scope: z.enum(['total', 'remainder']).default('total'),
  /** null: back to the forecast. */
  quantity: z.number().int().min(0).max(LARGEST_QUANTITY).nullable(),
  /** The newest entry that was seen when the cell was edited, 0 for none; absent: whatever stands is replaced. */
  seen: z.number().int().min(0).optional(),
})

export type OverrideCell = z.infer<typeof OverrideCell>

export const OverrideReasonInput = z.object({
  reason: z.enum(OVERRIDE_REASONS),
  note: z.string().trim().max(500).default(''),
})

export const SaveOverrides = OverrideReasonInput.extend({
  cells: z.array(OverrideCell).min(1).max(MOST_CELLS),
})
  .refine(({ reason, note, cells }) => reason !== 'other' || note !== '' || cells.every(isTakenBack), {
    path: ['note'],
    message: 'must say what the other reason is',
  })
  .refine(({ cells }) => new Set(cells.map(cellKey)).size === cells.length, {
    path: ['cells'],
    message: 'must name each item and week once',
  })

/** A cell that somebody else changed after it was seen. */
export interface OverrideConflict {
  readonly itemId: number
  readonly week: string
  /** What stands now. */
  readonly theirs: Omit<NewestOverride, 'itemId' | 'week'>
  readonly mine: number | null
}

/**
 * Puts planners' numbers in the place of forecasts from the next run on, all cells or none: where one changed since it
 * was seen, nothing is saved and the conflicts are returned.
 */
export async function saveOverrides(
  db: Db,
  caller: Caller,
  request: z.infer<typeof SaveOverrides>,
  now: Date,
): Promise<{ saved: number; conflicts: OverrideConflict[] }> {
  const { cells, reason, note } = request
  await checkCells(db, cells, now)
  // Held to commit: whoever saves next sees these entries.
  await lockLedger(db)
  const standing = await standingEntries(db, cells)
  const conflicts = cells.flatMap((cell) => {
    const theirs = standing.get(cellKey(cell))
    if (cell.seen === undefined || (theirs?.overrideId ?? 0) === cell.seen || !theirs) return []
    return [{ itemId: cell.itemId, week: cell.week, theirs, mine: cell.quantity }]
  })
  if (conflicts.length > 0) return { saved: 0, conflicts }
  const forecastSeen = await forecastsSeen(db, cells)
  await insertOverrides(
    db,
    cells.map((cell, index) => ({ ...cell, forecastSeen: forecastSeen[index]! })),
    { reason, note, madeBy: caller.userId, now },
  )
  await recordAudit(
    db,
    caller,
    ...cells.map(({ itemId, week, scope, quantity }) => ({
      action: 'forecast.override',
      subject: `item/${itemId}/${week}`,
      before: stated(standing.get(cellKey({ itemId, week }))),
      after: { scope, quantity, reason, note },
    })),
  )
  await announce(db, { topic: 'demand', id: cells[0]!.itemId })
  return { saved: cells.length, conflicts: [] }
}

async function checkCells(db: Db, cells: readonly OverrideCell[], now: Date) {
  const [unknown] = await unknownItems(
    db,
    cells.map(({ itemId }) => itemId),
  )
  if (unknown !== undefined) throw new Refusal('not-found', `There is no item ${unknown}.`)
  const today = businessDate(now, (await businessSettings(db)).timeZone)
  const past = cells.find(({ week }) => addDays(week, 6) < today)
  if (past)
    throw new Refusal('invalid-input', `The week of ${past.week} is over; choose this week or a later one.`)
}

async function standingEntries(db: Db, cells: readonly OverrideCell[]): Promise<Map<string, NewestOverride>> {
  const weeks = cells.map(({ week }) => week).sort()
  const entries = await newestOverrides(db, [...new Set(cells.map(({ itemId }) => itemId))], {
    from: weeks[0]!,
    to: weeks.at(-1)!,
  })
  return new Map(entries.map((entry) => [cellKey(entry), entry]))
}

/** The forecast without any override, of each cell's scope; null beyond the horizon. */
async function forecastsSeen(db: Db, cells: readonly OverrideCell[]): Promise<(number | null)[]> {
  const run = await shownRun(db)
  if (!run) return cells.map(() => null)
  const itemIds = [...new Set(cells.map(({ itemId }) => itemId))]
  const { rows } = await gridForecasts(
    db,
    run.planningRunId,
    { itemIds },
    { weeks: run.horizonWeeks, limit: itemIds.length },
  )
  const byItem = new Map(rows.map((row) => [row.itemId, { model: row.model, onBook: onBook(row) }]))
  return cells.map(({ itemId, week, scope }) => {
    const forecast = byItem.get(itemId)
    const step = daysBetween(run.firstBucket, week) / 7
    const mean = forecast?.model[step]
    if (!forecast || mean === undefined) return null
    return scope === 'total' ? mean : Math.max(0, mean - forecast.onBook[step]!)
  })
}

function stated(entry: NewestOverride | undefined) {
  if (!entry) return null
  const { scope, quantity, reason, note } = entry
  return { scope, quantity, reason, note }
}

function isTakenBack({ quantity }: OverrideCell): boolean {
  return quantity === null
}

function cellKey({ itemId, week }: { itemId: number; week: string }): string {
  return `${itemId}/${week}`
}
