import type { BatchPlan } from '#planning/lot-sizing/batch-plan'
import { addDays, type IsoDate } from '#planning/time-bucket'
import type { ScheduledBatch, ScheduleFloor } from './batch-schedule.ts'

/** What the indices of a batch plan stand for. */
export interface PlanNames {
  /** A line or an item may stand for part of itself, and be named twice. */
  readonly lineIds: readonly number[]
  readonly familyIds: readonly number[]
  readonly itemIds: readonly number[]
  /** Monday of each bucket. */
  readonly weeks: readonly IsoDate[]
}

/** The purpose of a peg by its class of demand. */
const PURPOSES = {
  promisedPaid: 'paid',
  promisedDeposit: 'deposit',
  other: 'model',
  safety: 'safety-stock',
} as const

/**
 * A batch plan as a schedule; batches are numbered as the plan lists them, beginning after `numbersAfter`.
 *
 * @throws RangeError naming an item that the floor does not know
 * @example scheduledPlan(plan, names, floor)[0].batchNumber // 1
 */
export function scheduledPlan(
  { batches }: Pick<BatchPlan, 'batches'>,
  { lineIds, familyIds, itemIds, weeks }: PlanNames,
  { items: known }: Pick<ScheduleFloor, 'items'>,
  numbersAfter = 0,
): ScheduledBatch[] {
  return batches.map((batch, at) => ({
    batchNumber: numbersAfter + at + 1,
    lineId: lineIds[batch.line],
    familyId: batch.family < 0 ? -1 : familyIds[batch.family],
    week: weeks[batch.bucket],
    state: 'planned',
    items: batch.items.map(({ item, quantity }) => ({ itemId: itemIds[item], quantity })),
    pegs: batch.items.flatMap(({ item, pegs }) => {
      const itemId = itemIds[item]
      const terms = known.get(itemId)
      if (!terms) throw new RangeError(`items must be one of ${[...known.keys()].join(', ')}; got ${itemId}`)
      return pegs.map((peg) => ({
        itemId,
        purpose: peg.kind === 'demand' ? PURPOSES[peg.demandClass] : peg.kind,
        needWeek: peg.kind === 'demand' ? addDays(weeks[peg.needBucket], 7 * terms.transportWeeks) : null,
        quantity: peg.quantity,
      }))
    }),
  }))
}
