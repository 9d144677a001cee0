import type { OrderBook } from '#db/demand'
import { NO_DATA } from '#planning/demand/demand-history'
import { weekNumber, weekOfDay } from '#planning/demand/week-number'
import type { SmoothedItem } from '#planning/order-policy/supplier-smoothing'
import { createRandom, seedFor } from '#planning/random'
import type { ShopFloor } from './batch-request.ts'
import type { Company } from './company.ts'
import { HOLDING_RATE_PER_YEAR } from './holding-rate.ts'
import { type ItemSupply, leadWeeks, type SupplierSupply } from './item-supply.ts'
import type { ItemTask } from './item-task.ts'

/** Items of one supplier whose orders can be smoothed, and a sample of them with its past. */
export interface SupplierItems {
  readonly supplierId: number
  readonly itemCount: number
  /** Why nothing can be priced; null: it can. */
  readonly obstacle: 'no-capacity-price' | 'in-lots' | 'short-history' | null
  readonly weekCount: number
  readonly items: readonly SmoothedItem[]
}

/** Two years, or one where too few items sold longer. */
const SPANS = [104, 52] as const
/** Notice beyond the lead time at which an order counts as known early: enough to level it over four weeks. */
const EARLY_WEEKS = 3
/** Items looked at for one supplier, at least a few, and those that a run with many suppliers pays for in all. */
const MOST_ITEMS = 24
const LEAST_ITEMS = 4
const MOST_ITEMS_A_RUN = 4000
const RECENT_WEEKS = 26
const MOST_MISSING_FRACTION = 0.1
/** A service level of 1 has no price. */
const HIGHEST_SERVICE = 0.999
const LOWEST_SERVICE = 0.5

/** What smoothing is chosen from, supplier by supplier, lowest number first. */
export function smoothingInputs(
  company: Company,
  tasks: readonly ItemTask[],
  supplies: ReadonlyMap<number, ItemSupply>,
  floor: Pick<ShopFloor, 'lines' | 'routings'>,
): SupplierItems[] {
  const overtime = overtimePerUnit(floor)
  const bySupplier = new Map<number, Candidate[]>()
  for (const task of tasks) {
    const supply = supplies.get(task.itemId)!
    for (const supplier of supply.suppliers) {
      const { supplierId } = supplier.terms
      const candidates = bySupplier.get(supplierId) ?? []
      if (candidates.length === 0) bySupplier.set(supplierId, candidates)
      const money = overtime.get(`${supplierId}/${task.itemId}`) ?? 0
      candidates.push({ task, supply, supplier, overtimePerUnit: money })
    }
  }
  const most = Math.floor(MOST_ITEMS_A_RUN / Math.max(1, bySupplier.size))
  const sampleSize = Math.min(MOST_ITEMS, Math.max(LEAST_ITEMS, most))
  return [...bySupplier]
    .sort(([one], [other]) => one - other)
    .map(([supplierId, candidates]) => supplierItems(supplierId, candidates, sampleSize, company))
}

interface Candidate {
  readonly task: ItemTask
  readonly supply: ItemSupply
  readonly supplier: SupplierSupply
  readonly overtimePerUnit: number
}

function supplierItems(
  supplierId: number,
  candidates: readonly Candidate[],
  sampleSize: number,
  company: Company,
): SupplierItems {
  const nothing = { supplierId, itemCount: 0, weekCount: 0, items: [] }
  if (!candidates.some((each) => each.overtimePerUnit > 0))
    return { ...nothing, obstacle: 'no-capacity-price' }
  const smoothed = candidates.filter((each) => !ordersInLots(each))
  if (smoothed.length === 0) return { ...nothing, obstacle: 'in-lots' }
  const longEnough = (weeks: number) => smoothed.filter(({ task }) => hasPast(task, weeks))
  const weekCount = SPANS.find((weeks) => 2 * longEnough(weeks).length >= smoothed.length) ?? SPANS.at(-1)!
  const usable = longEnough(weekCount)
  if (usable.length === 0) return { ...nothing, obstacle: 'short-history' }
  return {
    supplierId,
    itemCount: usable.length,
    obstacle: null,
    weekCount,
    items: sampleOf(usable, sampleSize).map((each) => smoothedItem(each, weekCount, company)),
  }
}

/** The same items from run to run, however many come and go beside them. */
function sampleOf(candidates: readonly Candidate[], size: number): readonly Candidate[] {
  if (candidates.length <= size) return candidates
  const drawn = candidates.map((each) => ({ each, rank: createRandom(seedFor(1, each.task.seriesId))() }))
  return drawn
    .sort((one, other) => one.rank - other.rank)
    .slice(0, size)
    .map(({ each }) => each)
}

/** Orders of at least a lot larger than a week's demand are lots already; the order plan does not smooth them. */
function ordersInLots({ task, supplier }: Candidate): boolean {
  const recent = task.history.quantity.subarray(-RECENT_WEEKS)
  const weekly = (supplier.share * recent.reduce((sum, units) => sum + units, 0)) / Math.max(1, recent.length)
  const { minimumOrderQuantity, lotMultiple } = supplier.terms
  return Math.max(minimumOrderQuantity, lotMultiple) > weekly
}

function hasPast({ history }: ItemTask, weeks: number): boolean {
  const { quantity, status } = history
  if (quantity.length < weeks) return false
  const from = quantity.length - weeks
  const missing = status.subarray(from).reduce((count, each) => count + (each === NO_DATA ? 1 : 0), 0)
  return missing <= MOST_MISSING_FRACTION * weeks && quantity.subarray(from).some((units) => units > 0)
}

function smoothedItem(
  { task, supply, supplier, overtimePerUnit: money }: Candidate,
  weeks: number,
  company: Company,
): SmoothedItem {
  const { terms, share } = supplier
  const leadTimePeriods = Math.max(1, leadWeeks(terms) + 1)
  const noticePeriods = leadTimePeriods + EARLY_WEEKS
  const total = pastDemand(task, weeks)
  const endWeek = weekNumber(task.history.start) + task.history.quantity.length
  const book = company.orderBooks.get(task.itemId)
  const known = book ? knownEarly(book, total, endWeek - weeks, noticePeriods) : null
  const lot = {
    minimum: terms.minimumOrderQuantity,
    multiple: terms.lotMultiple,
    maximum: terms.maximumOrderQuantity ?? Number.POSITIVE_INFINITY,
  }
  const isFree = lot.minimum <= 1 && lot.multiple <= 1 && lot.maximum === Number.POSITIVE_INFINITY
  return {
    demand: {
      total: total.map((units) => units * share),
      known: known?.some((units) => units > 0) ? known.map((units) => units * share) : null,
      noticePeriods,
      initialMean: null,
    },
    leadTimePeriods,
    lotSize: isFree ? null : lot,
    holdingCost: (Math.max(1, terms.unitCostMinor) * HOLDING_RATE_PER_YEAR) / 52,
    serviceFraction: Math.min(HIGHEST_SERVICE, Math.max(LOWEST_SERVICE, supply.serviceLevelFraction)),
    overtimePerUnit: money,
  }
}

/** Units by week of need; weeks of which nothing was delivered count as an average one. */
function pastDemand({ history }: ItemTask, weeks: number): Float64Array {
  const from = history.quantity.length - weeks
  const quantity = Float64Array.from(history.quantity.subarray(from))
  const isKnown = (t: number) => history.status[from + t] !== NO_DATA
  const observed = quantity.filter((_, t) => isKnown(t))
  const average = observed.reduce((sum, units) => sum + units, 0) / Math.max(1, observed.length)
  return quantity.map((units, t) => (isKnown(t) ? units : average))
}

/** Units on the book so many weeks before their week of need; never more than came in the end. */
function knownEarly(
  book: OrderBook,
  total: Float64Array,
  firstWeek: number,
  noticePeriods: number,
): Float64Array {
  const known = new Float64Array(total.length)
  book.needFromDay.forEach((needDay, k) => {
    const at = weekOfDay(needDay) - firstWeek
    if (at < 0 || at >= known.length) return
    const latest = needDay - 7 * noticePeriods
    if (book.placedDay[k]! > latest) return
    const cancelledDay = book.cancelledDay[k] ?? null
    known[at]! += book.placed[k]! - (cancelledDay !== null && cancelledDay <= latest ? book.cancelled[k]! : 0)
  })
  return known.map((units, t) => Math.min(total[t]!, Math.max(0, units)))
}

/** Money that one unit takes in overtime on the line that makes it first; absent where no line has a price. */
function overtimePerUnit({ lines, routings }: Pick<ShopFloor, 'lines' | 'routings'>): Map<string, number> {
  const perMinute = new Map(lines.map((line) => [line.lineId, line.overtimeCostMinorPerMinute]))
  const money = new Map<string, number>()
  for (const { supplierId, itemId, lineId, runMinutesPerUnit } of routings) {
    const key = `${supplierId}/${itemId}`
    if (!money.has(key)) money.set(key, runMinutesPerUnit * (perMinute.get(lineId) ?? 0))
  }
  return money
}
