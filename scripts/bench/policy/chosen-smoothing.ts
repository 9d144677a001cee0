import {
  chooseSupplierSmoothing,
  isSame,
  type SmoothedItem,
  type SmoothingChoice,
  type SupplierSmoothing,
  totalOf,
} from '#planning/order-policy/supplier-smoothing'
import { readRows } from '#scripts/bench/known-orders-data'
import { percent, table } from './table.ts'

const FITTED_WEEKS = 91
const WEEKS = 143
/** Weeks before the judged ones that warm the simulation up. */
const WARM_UP = 13
/** A run every week from here on, each with the choice of the one before at hand. */
const FIRST_CHOICE_WEEKS = 65
const USUAL: SmoothingChoice = { gapShare: 0.5, levellingPeriods: 1 }
const LEAD_WEEKS = 3
const SERVICE = 0.95
const SUPPLIERS = 45
const ITEMS = 24
const OVERTIME = [0, 0.75, 1.5, 6, 24] as const

/** Share of the gap chosen on the weeks before a date, judged on those after it, against fixed shares. */
export function* benchChosenSmoothing(): Generator<string> {
  const suppliers = readSuppliers()
  yield ''
  yield `Chosen smoothing: ${suppliers.length} Walmart stores as suppliers, ${ITEMS} departments each, lead time ${LEAD_WEEKS}, cycle service ${percent(SERVICE, 0)}, h 1;`
  yield `chosen by cost every week from ${FIRST_CHOICE_WEEKS} to ${FITTED_WEEKS} weeks, judged on the ${WEEKS - FITTED_WEEKS} after them; cost in % of no smoothing. Safety stock is set alike for every share.`
  const rows = OVERTIME.map((overtime) => {
    const sums = { none: 0, half: 0, chosen: 0, best: 0 }
    const shares: number[] = []
    let changes = 0
    for (const series of suppliers) {
      let chosen: SmoothingChoice = USUAL
      for (let to = FIRST_CHOICE_WEEKS; to <= FITTED_WEEKS; to += 1) {
        const { choice } = choose(series, 0, to, overtime, chosen)
        if (to > FIRST_CHOICE_WEEKS && !isSame(choice, chosen)) changes += 1
        chosen = choice
      }
      const judged = choose(series, FITTED_WEEKS - WARM_UP, WEEKS, overtime, null)
      const costOf = (choice: SmoothingChoice) => totalOf(judged.costs.find((each) => isSame(each, choice))!)
      sums.none += costOf({ gapShare: 1, levellingPeriods: 1 })
      sums.half += costOf(USUAL)
      sums.chosen += costOf(chosen)
      sums.best += Math.min(...judged.costs.map(totalOf))
      shares.push(chosen.gapShare)
    }
    shares.sort((a, b) => a - b)
    return [
      `overtime ${overtime} h`,
      percent(sums.half / sums.none),
      percent(sums.chosen / sums.none),
      percent(sums.best / sums.none),
      shares[Math.floor(shares.length / 2)]!.toFixed(2),
      (changes / suppliers.length).toFixed(2),
    ]
  })
  yield table(['', 'share .5', 'chosen', 'best in hindsight', 'median share', 'changes a store'], rows)
}

function choose(
  series: readonly Float64Array[],
  from: number,
  to: number,
  overtimePerUnit: number,
  before: SmoothingChoice | null,
): SupplierSmoothing {
  const items = series.map(
    (sales): SmoothedItem => ({
      demand: { total: sales.slice(from, to), known: null, noticePeriods: 0, initialMean: null },
      leadTimePeriods: LEAD_WEEKS,
      lotSize: null,
      holdingCost: 1,
      serviceFraction: SERVICE,
      overtimePerUnit,
    }),
  )
  return chooseSupplierSmoothing({
    items,
    itemCount: items.length,
    regularShareOfOvertime: 2 / 3,
    windows: [1],
    before,
    alsoPriced: [],
  })
}

/** Complete series of each store, its largest departments, in units of a hundredth of the largest one's mean. */
function readSuppliers(): Float64Array[][] {
  const stores = new Map<string, Map<string, number[]>>()
  for (const row of readRows('walmart-weekly/weekly_sales.csv.gz')) {
    const departments = stores.get(row.Store!) ?? new Map<string, number[]>()
    stores.set(row.Store!, departments)
    const sales = departments.get(row.Dept!) ?? []
    departments.set(row.Dept!, sales)
    sales.push(Number(row.Weekly_Sales))
  }
  return [...stores.values()].slice(0, SUPPLIERS).map((departments) => {
    const total = (sales: readonly number[]) => sales.reduce((sum, units) => sum + units, 0)
    const largest = [...departments.values()]
      .filter((sales) => sales.length === WEEKS && sales.every((units) => units >= 0))
      .sort((one, other) => total(other) - total(one))
      .slice(0, ITEMS)
    const unit = total(largest[0]!) / WEEKS / 100
    return largest.map((sales) => Float64Array.from(sales, (units) => units / unit))
  })
}
