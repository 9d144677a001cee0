import type { Db } from '#db/client'
import { businessSettings } from '#db/runs'
import { runBefore, type ShownRun } from '#db/shown-run'
import { weeklyCounts } from '#db/supply'
import {
  arrivalsOfBoth,
  committedAndReceived,
  type SupplierPairs,
  soldInYear,
  supplierNames,
  type YearSold,
} from '#db/supply-measures'
import { planNervousness } from '#planning/batches/nervousness'
import { weekNumber } from '#planning/demand/week-number'
import { grossMarginReturn, planAdherence, stockTurns } from '#planning/order-policy/service-measures'

/** A quarter: commitments of these weeks are held against what arrived. */
const ADHERENCE_WEEKS = 13
const COUNTED_WEEKS = 52

/** How supply keeps to the plan and what stock earns, of all suppliers together (null) and of each. */
export async function readSupplyMeasures(db: Db, run: ShownRun) {
  const { timeZone } = await businessSettings(db)
  const scope = { asOf: run.asOf, ledgerVersion: run.ledgerVersion, timeZone, itemIds: null }
  const firstWeek = weekNumber(run.firstBucket)
  const kept = await committedAndReceived(db, scope, firstWeek, ADHERENCE_WEEKS)
  const before = await runBefore(db, run)
  const changed = before ? await arrivalsOfBoth(db, run, before) : []
  const sold = await soldInYear(db, run)
  const stock = new Map(
    (await weeklyCounts(db, scope, firstWeek - COUNTED_WEEKS)).map(({ itemId, onHand }) => [
      itemId,
      mean(onHand),
    ]),
  )
  const suppliers = await supplierNames(db)
  const seen = new Set([...kept, ...changed, ...sold].map(({ supplierId }) => supplierId))
  const rows = [null, ...suppliers.filter(({ supplierId }) => seen.has(supplierId))].map((supplier) => {
    const isMine = (row: { readonly supplierId: number }) =>
      supplier === null || row.supplierId === supplier.supplierId
    return {
      supplierId: supplier?.supplierId ?? null,
      nameZh: supplier?.nameZh ?? null,
      nameEn: supplier?.nameEn ?? null,
      ...adherence(kept.filter(isMine)),
      ...change(changed.filter(isMine)),
      ...stockYear(sold.filter(isMine), stock),
    }
  })
  return {
    weekCount: ADHERENCE_WEEKS,
    comparedWith: before && { planningRunId: before.planningRunId, asOf: before.asOf },
    rows: rows.slice(0, rows.length > 1 ? rows.length : 0),
  }
}

function adherence(pairs: readonly SupplierPairs[]) {
  const [committed, received] = joined(pairs)
  return {
    /** Weeks of items that something was committed for. */
    commitments: committed.length,
    adherence: committed.some((money) => money > 0) ? planAdherence(committed, received) : null,
  }
}

function change(pairs: readonly SupplierPairs[]) {
  const [before, after] = joined(pairs)
  const { ratio, setupFlips } = planNervousness(before, after)
  return { planChange: ratio, startedOrStopped: before.length > 0 ? setupFlips : null }
}

function stockYear(sold: readonly YearSold[], stock: ReadonlyMap<number, number>) {
  let cost = 0
  let margin = 0
  let held = 0
  for (const row of sold) {
    const units = stock.get(row.itemId)
    if (units === undefined) continue
    cost += row.costOfSold
    margin += row.margin
    held += units * row.shareFraction * row.unitCostMinor
  }
  const isMeasured = cost > 0 && held > 0
  return {
    ...(isMeasured ? stockTurns(cost, held) : { turns: null, daysOfSupply: null }),
    marginReturn: isMeasured ? grossMarginReturn(margin, held) : null,
  }
}

function joined(pairs: readonly SupplierPairs[]): [before: number[], after: number[]] {
  return [pairs.flatMap(({ before }) => before), pairs.flatMap(({ after }) => after)]
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + Math.max(0, value), 0) / Math.max(1, values.length)
}
