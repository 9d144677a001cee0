import { demandOfItems, type ItemDemand } from '#db/batch-demand'
import type { Db } from '#db/client'
import type { ShownRun } from '#db/shown-run'
import type { ScheduledBatch } from '#planning/batches/batch-schedule'
import {
  ASSUMED_SALVAGE_FRACTION,
  batchOutcomes,
  bestPosition,
  type DialItem,
  type DialTerms,
  demandOnBatch,
  dialPositions,
} from '#planning/batches/certainty-dial'
import { windowOutcomes } from '#planning/batches/demand-outcomes'
import { guessedCorrelation } from '#planning/batches/tranche'
import { weekNumber } from '#planning/demand/week-number'
import { addDays } from '#planning/time-bucket'
import { readDepositRungs } from './read-deposit-rungs.ts'
import { readSchedule, type Schedule } from './read-schedule.ts'

/** Demand behind one batch as 50 outcomes, and all 51 positions of the dial; null when a run knows too little. */
export async function readDial(db: Db, run: ShownRun, batchNumber: number) {
  const schedule = await readSchedule(db, run)
  const batch = schedule.batches.find((each) => each.batchNumber === batchNumber)
  if (!batch) return null
  const itemIds = batch.items.map(({ itemId }) => itemId)
  const { supplierId } = schedule.lines.find(({ lineId }) => lineId === batch.lineId)!
  const known = await demandOfItems(db, run.planningRunId, itemIds, supplierId)
  const demand = new Map(known.map((row) => [row.itemId, row]))
  if (itemIds.some((itemId) => !demand.has(itemId))) return null
  const items = itemIds.map((itemId) => dialItem(demand.get(itemId)!, batch, schedule))
  const terms = dialTerms(demand, batch, schedule, supplierId)
  if (!terms) return null
  const of = { outcomes: batchOutcomes(items), paid: items.reduce((sum, { paid }) => sum + paid, 0) }
  return {
    asOf: run.asOf,
    batchNumber,
    quantity: batch.items.reduce((sum, { quantity }) => sum + quantity, 0),
    paid: of.paid,
    items,
    terms,
    outcomes: of.outcomes,
    positions: dialPositions(of, terms),
    bestPosition: bestPosition(terms),
    /** Units by the last week in which they can be made in time. */
    latestWeeks: latestWeeks(batch, schedule),
    signalCorrelation: guessedCorrelation(batch.pegs),
    secondSetupCost: secondSetupCost(batch, schedule),
    rungs: await readDepositRungs(db, run, batch, known),
  }
}

/**
 * Demand from when the batch can be used until the next one of the item comes, less the stock and orders that are there
 * by then; shared with other batches that come in the same week.
 */
function dialItem(demand: ItemDemand, batch: ScheduledBatch, schedule: Schedule): DialItem {
  const { itemId } = demand
  const { run } = schedule
  const { first, last, share } = servedWindow(demand, batch, schedule)
  const weeks = (from: number, to: number) =>
    Array.from({ length: Math.max(0, to - from) }, (_, at) => ({
      mean: demand.mean[from + at]!,
      quantiles: run.quantileLevels.map(
        (_, level) => demand.quantiles[level * run.horizonWeeks + from + at]!,
      ),
    }))
  const outcomes = windowOutcomes({
    levels: run.quantileLevels,
    weeks: weeks(first, last + 1),
    leadTime: {
      weeks: weeks(0, Math.min(demand.leadTimeWeeks, run.horizonWeeks)),
      sum: { mean: demand.leadTimeMean, quantiles: demand.leadTimeQuantiles },
    },
  })
  const there = first > 0 ? demand.projectedStock[first - 1]! : demand.onHand - demand.backorder
  const coming = demand.scheduledReceipts.slice(first, last + 1).reduce((sum, units) => sum + units, 0)
  const paid = batch.pegs.reduce(
    (sum, peg) => sum + (peg.itemId === itemId && peg.purpose === 'paid' ? peg.quantity : 0),
    0,
  )
  return {
    itemId,
    paid,
    outcomes: demandOnBatch(
      outcomes.map((units) => units * share),
      (there + coming) * share,
      paid,
    ),
  }
}

/** Weeks of the horizon that a batch serves, and its share of what is made for them. */
function servedWindow(demand: ItemDemand, batch: ScheduledBatch, { run, floor, batches }: Schedule) {
  const { itemId } = demand
  const firstWeek = weekNumber(run.firstBucket)
  const inHorizon = (week: number) => Math.min(run.horizonWeeks - 1, Math.max(0, week - firstWeek))
  const { transportWeeks } = floor.items.get(itemId)!
  const readyIn = ({ week }: ScheduledBatch) => inHorizon(weekNumber(week) + transportWeeks)
  const unitsIn = ({ items }: ScheduledBatch) => items.find((item) => item.itemId === itemId)?.quantity ?? 0
  const first = readyIn(batch)
  const others = batches.filter((each) => unitsIn(each) > 0)
  const beyond = demand.plannedReceipts.findIndex(
    (units, week) => units > 0 && week >= run.detailWeeks + transportWeeks,
  )
  const next = Math.min(
    beyond < 0 ? run.horizonWeeks : beyond,
    ...others.map(readyIn).filter((ready) => ready > first),
  )
  const needs = batch.pegs.flatMap((peg) =>
    peg.itemId === itemId && peg.needWeek !== null ? [inHorizon(weekNumber(peg.needWeek))] : [],
  )
  const together = others.filter((each) => readyIn(each) === first)
  return {
    first: Math.min(first, ...needs),
    last: Math.max(first, next - 1, ...needs),
    share: unitsIn(batch) / together.reduce((sum, each) => sum + unitsIn(each), 0),
  }
}

/** Price and cost of a mean unit of the batch; null when nothing is earned by a unit or it costs nothing. */
function dialTerms(
  demand: ReadonlyMap<number, ItemDemand>,
  batch: ScheduledBatch,
  { items }: Schedule,
  supplierId: number,
): DialTerms | null {
  const total = batch.items.reduce((sum, { quantity }) => sum + quantity, 0)
  let price = 0
  let cost = 0
  for (const { itemId, quantity } of batch.items) {
    const made = items.find((item) => item.itemId === itemId && item.supplierId === supplierId)
    price += (demand.get(itemId)!.priceMinor * quantity) / total
    cost += ((made?.unitCostMinor ?? 0) * quantity) / total
  }
  return price > cost && cost > 0
    ? { marginPerUnit: price - cost, costPerUnit: cost, salvageFraction: ASSUMED_SALVAGE_FRACTION }
    : null
}

function latestWeeks(batch: ScheduledBatch, { floor }: Schedule) {
  const units = new Map<string, number>()
  for (const { itemId, needWeek, quantity } of batch.pegs) {
    if (needWeek === null) continue
    const week = addDays(needWeek, -7 * floor.items.get(itemId)!.transportWeeks)
    units.set(week, (units.get(week) ?? 0) + quantity)
  }
  return [...units]
    .map(([week, quantity]) => ({ week, quantity }))
    .sort((a, b) => a.week.localeCompare(b.week))
}

/** Setting the line up once more: its cost, and its minutes at the price of overtime. */
function secondSetupCost({ lineId, familyId }: ScheduledBatch, { floor }: Schedule): number {
  const setup = floor.families.get(lineId)?.get(familyId)
  if (!setup) return 0
  return setup.setupCost + setup.setupMinutes * floor.lines.get(lineId)!.overtimeCostPerMinute
}
