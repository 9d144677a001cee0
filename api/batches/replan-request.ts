import { minimumGroups, servicePrices } from '#api/runs/batch-request'
import { HOLDING_RATE_PER_YEAR } from '#api/runs/holding-rate'
import type { ItemRouting } from '#db/production-lines'
import type { ScheduledBatch } from '#planning/batches/batch-schedule'
import type { BatchItem, BatchPlanningRequest } from '#planning/lot-sizing/batch-planning-request'
import { daysBetween, type IsoDate } from '#planning/time-bucket'
import type { Schedule } from './read-schedule.ts'

/** Something that may happen to the plan of one supplier. */
export type PlanChange =
  | {
      readonly kind: 'line-down'
      readonly lineId: number
      /** Mondays of the first and the last week without the line. */
      readonly firstWeek: IsoDate
      readonly lastWeek: IsoDate
    }
  | {
      readonly kind: 'order-added'
      readonly itemId: number
      /** whole units, > 0 */
      readonly quantity: number
      /** Monday of the week in which they are needed. */
      readonly needWeek: IsoDate
    }

export interface ReplanRequest {
  readonly request: BatchPlanningRequest
  readonly lineIds: readonly number[]
  readonly itemIds: readonly number[]
  readonly changedItems: readonly number[]
}

const WORK = { boundIterations: 40, improvementPasses: 0, solverQuestions: 0, solverNodes: 0 }
/** Units that no need asks for: minimums and multiples bring them about, so they are no demand of the new plan. */
const NOT_ASKED = new Set(['top-up', 'excess'])

/**
 * The planned batches of one supplier as a plan to keep, under a change. Firm and released batches stay: they take their
 * minutes and serve their needs. What the run knew of stock is in the needs that its batches serve.
 */
export function replanRequest(
  { batches, floor, weeks, lines, items }: Schedule,
  supplierId: number,
  routings: readonly ItemRouting[],
  change: PlanChange | null,
): ReplanRequest {
  const lineIds = lines.filter((line) => line.supplierId === supplierId).map(({ lineId }) => lineId)
  const own = batches.filter(({ lineId }) => lineIds.includes(lineId))
  const planned = own.filter(({ state }) => state === 'planned')
  const added = change?.kind === 'order-added' ? change : null
  const itemIds = [
    ...new Set([
      ...planned.flatMap((batch) => batch.items.map(({ itemId }) => itemId)),
      ...(added ? [added.itemId] : []),
    ]),
  ].sort((a, b) => a - b)
  const terms = itemIds.map(
    (itemId) => items.find((item) => item.itemId === itemId && item.supplierId === supplierId)!,
  )
  const familyIds = [...new Set(terms.map(({ familyId }) => familyId))].sort((a, b) => a - b)
  const bucketOf = (itemId: number, needWeek: IsoDate) => {
    const week = daysBetween(weeks[0]!, needWeek) / 7 - floor.items.get(itemId)!.transportWeeks
    return Math.min(weeks.length - 1, Math.max(0, week))
  }
  const demandOf = (itemId: number): BatchItem['demand'] => {
    const series = () => new Float64Array(weeks.length)
    const demand = { promisedPaid: series(), promisedDeposit: series(), other: series() }
    for (const batch of planned)
      for (const peg of batch.pegs) {
        if (peg.itemId !== itemId || NOT_ASKED.has(peg.purpose)) continue
        const bucket = peg.needWeek === null ? weeks.indexOf(batch.week) : bucketOf(itemId, peg.needWeek)
        const kind =
          peg.purpose === 'paid' ? 'promisedPaid' : peg.purpose === 'deposit' ? 'promisedDeposit' : 'other'
        demand[kind][bucket]! += peg.quantity
      }
    if (added?.itemId === itemId) demand.promisedPaid[bucketOf(itemId, added.needWeek)]! += added.quantity
    return demand
  }
  const isDown = (lineId: number, week: IsoDate) =>
    change?.kind === 'line-down' &&
    change.lineId === lineId &&
    change.firstWeek <= week &&
    week <= change.lastWeek
  const kept = own.filter(({ state }) => state !== 'planned')
  const minutesKept = (lineId: number, week: IsoDate) =>
    kept.reduce(
      (sum, batch) => sum + (batch.lineId === lineId && batch.week === week ? minutesOf(batch) : 0),
      0,
    )
  const minutesOf = ({ lineId, familyId, items: made }: ScheduledBatch) =>
    (floor.families.get(lineId)?.get(familyId)?.setupMinutes ?? 0) +
    made.reduce((sum, { itemId, quantity }) => {
      const routing = floor.routings.get(itemId)!.get(lineId)!
      return sum + routing.setupMinutes + routing.minutesPerUnit * quantity
    }, 0)
  const routingOf = new Map(
    routings.filter((each) => each.supplierId === supplierId).map((each) => [each.itemId, each]),
  )
  const grouped = terms.every(({ itemId }) => routingOf.has(itemId))
  return {
    lineIds,
    itemIds,
    changedItems: added ? [itemIds.indexOf(added.itemId)] : [],
    request: {
      bucketCount: weeks.length,
      items: terms.map((item) => ({
        key: item.code,
        family: familyIds.indexOf(item.familyId),
        demand: demandOf(item.itemId),
        openingStock: 0,
        openOrders: new Float64Array(weeks.length),
        safetyStock: 0,
        lotRule: {
          minimum: item.minimumQuantity,
          multiple: item.lotMultiple,
          maximum: item.maximumQuantity ?? Number.POSITIVE_INFINITY,
        },
        setupCost: 0,
        holdingCostPerUnitPerBucket: (item.unitCostMinor * HOLDING_RATE_PER_YEAR) / 52,
        valuePerUnit: item.unitCostMinor,
        routings: lineIds.flatMap((lineId, line) => {
          const routing = floor.routings.get(item.itemId)?.get(lineId)
          return routing ? [{ line, ...routing }] : []
        }),
      })),
      lines: lineIds.map((lineId) => {
        const line = floor.lines.get(lineId)!
        return {
          key: String(lineId),
          capacityMinutes: weeks.map((week) =>
            isDown(lineId, week)
              ? 0
              : Math.max(
                  0,
                  (line.capacityMinutes.get(week) ?? 0) -
                    (line.committedMinutes.get(week) ?? 0) -
                    minutesKept(lineId, week),
                ),
          ),
          overtimeMinutes: weeks.map((week) =>
            isDown(lineId, week) ? 0 : (line.overtimeMinutes.get(week) ?? 0),
          ),
          overtimeCostPerMinute: line.overtimeCostPerMinute,
        }
      }),
      families: familyIds.map((familyId) => {
        const setups = lineIds.flatMap((lineId) => floor.families.get(lineId)?.get(familyId) ?? [])
        return {
          key: String(familyId),
          setupMinutes: Math.max(0, ...setups.map(({ setupMinutes }) => setupMinutes)),
          setupCost: Math.max(0, ...setups.map(({ setupCost }) => setupCost)),
        }
      }),
      minimumGroups: grouped ? minimumGroups(terms, (itemId) => routingOf.get(itemId)!) : [],
      servicePrices: servicePrices(terms),
      fences: { frozenBuckets: 0, slushyBuckets: 0, changeCostPerUnit: 0 },
      previousPlan: planned.flatMap((batch) =>
        batch.items.map(({ itemId, quantity }) => ({
          item: itemIds.indexOf(itemId),
          line: lineIds.indexOf(batch.lineId),
          bucket: weeks.indexOf(batch.week),
          quantity,
        })),
      ),
      work: WORK,
      seed: 1,
    },
  }
}
