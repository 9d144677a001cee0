import { demandOfItems, type ItemDemand } from '#db/batch-demand'
import { campaignProgress } from '#db/campaign-progress'
import type { Db } from '#db/client'
import type { ShownRun } from '#db/shown-run'
import { type ScheduledBatch, secondSetupCost } from '#planning/batches/batch-schedule'
import { breakEvenStep } from '#planning/batches/buy-certainty'
import {
  batchOutcomes,
  bestPosition,
  type DialItem,
  type DialTerms,
  demandOnBatch,
  dialPositions,
  meanTerms,
} from '#planning/batches/certainty-dial'
import { windowOutcomes } from '#planning/batches/demand-outcomes'
import { type ServedWindow, servedWindow } from '#planning/batches/served-window'
import { guessedCorrelation } from '#planning/batches/tranche'
import { weekNumber } from '#planning/demand/week-number'
import { addDays } from '#planning/time-bucket'
import { batchStrands } from './batch-strands.ts'
import { certaintyOffer } from './certainty-offer.ts'
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
  const strands = await batchStrands(db, run, batch)
  const isCampaign = strands.some(({ campaignId }) => campaignId !== null)
  const campaigns = isCampaign ? await campaignProgress(db, run.asOf) : []
  const offer = certaintyOffer(strands, campaigns, run.asOf)
  const positions = dialPositions(of, terms)
  return {
    asOf: run.asOf,
    batchNumber,
    quantity: batch.items.reduce((sum, { quantity }) => sum + quantity, 0),
    paid: of.paid,
    items,
    terms,
    outcomes: of.outcomes,
    positions,
    bestPosition: bestPosition(terms),
    /** Units by the last week in which they can be made in time. */
    latestWeeks: latestWeeks(batch, schedule),
    signalCorrelation: guessedCorrelation(batch.pegs),
    secondSetupCost: secondSetupCost(batch, schedule.floor),
    rungs: await readDepositRungs(db, run, { strands, campaigns }, known),
    /** The second hand: what a higher discount would buy, and how high it pays at each position. */
    offer: offer && {
      ...offer,
      breakEvenSteps: positions.map(({ make }) => breakEvenStep(of, make, terms, offer)),
    },
  }
}

/**
 * Demand from when the batch can be used until the next one of the item comes, less the stock and orders that are there
 * by then; shared with other batches that come in the same week.
 */
function dialItem(demand: ItemDemand, batch: ScheduledBatch, schedule: Schedule): DialItem {
  const { itemId } = demand
  const { run } = schedule
  const { first, last, share } = windowOf(demand, batch, schedule)
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
function windowOf(
  demand: ItemDemand,
  batch: ScheduledBatch,
  { run, floor, batches }: Schedule,
): ServedWindow {
  const { itemId } = demand
  const firstWeek = weekNumber(run.firstBucket)
  const inHorizon = (week: number) => Math.min(run.horizonWeeks - 1, Math.max(0, week - firstWeek))
  const { transportWeeks } = floor.items.get(itemId)!
  const madeBy = ({ week, items }: ScheduledBatch) => ({
    readyWeek: inHorizon(weekNumber(week) + transportWeeks),
    units: items.find((item) => item.itemId === itemId)?.quantity ?? 0,
  })
  const beyond = demand.plannedReceipts.findIndex(
    (units, week) => units > 0 && week >= run.detailWeeks + transportWeeks,
  )
  return servedWindow(
    {
      ...madeBy(batch),
      needWeeks: batch.pegs.flatMap((peg) =>
        peg.itemId === itemId && peg.needWeek !== null ? [inHorizon(weekNumber(peg.needWeek))] : [],
      ),
    },
    batches.filter(({ batchNumber }) => batchNumber !== batch.batchNumber).map(madeBy),
    beyond < 0 ? run.horizonWeeks : beyond,
  )
}

/** Price and cost of a mean unit of the batch; null when nothing is earned by a unit or it costs nothing. */
function dialTerms(
  demand: ReadonlyMap<number, ItemDemand>,
  batch: ScheduledBatch,
  { items }: Schedule,
  supplierId: number,
): DialTerms | null {
  return meanTerms(
    batch.items.map(({ itemId, quantity }) => ({
      quantity,
      priceMinor: demand.get(itemId)!.priceMinor,
      unitCostMinor:
        items.find((item) => item.itemId === itemId && item.supplierId === supplierId)?.unitCostMinor ?? 0,
    })),
  )
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
