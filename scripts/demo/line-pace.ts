import type { DemoItem } from './catalogue.ts'
import { expectedDemand } from './consumer-demand.ts'
import type { Factories } from './factories.ts'
import type { UnitFlow } from './unit-flow.ts'

/** Share of a line's minutes that runs fill in an ordinary week; setups come on top. */
const TARGET_RUN_SHARE = 0.62
/** Less for perishables: boxes leave every second week and safety stock is made anew, but nothing can be made ahead. */
const PERISHABLE_RUN_SHARE = 0.42
const WORKING_DAYS_PER_WEEK = 5
const QUARTER_DAYS = 91

/**
 * Minutes per unit of work (an item's `work`) on its own line, so that demand fills each line
 * well but not over, in the coming quarter and over a year.
 */
export function linePace(
  items: readonly DemoItem[],
  factories: Factories,
  asOfDay: number,
  eventFactor: Float64Array,
  flow: UnitFlow,
): (item: DemoItem) => number {
  const workPerWeek = new Map<number, number>()
  for (const item of items) {
    if (item.isOpenOption) continue
    const sold = expectedDemand(item, eventFactor, asOfDay).reduce((sum, units) => sum + units, 0)
    const coming = (sold + (flow.of(item.itemId)?.coming ?? 0)) / (QUARTER_DAYS / 7)
    const usual = item.endDay === null ? item.weeklyUnits : 0
    const weekly = Math.max(coming, usual) + flow.weeklyBoxes(item.itemId)
    const lineId = factories.linesOf(item)[0]!.lineId
    workPerWeek.set(lineId, (workPerWeek.get(lineId) ?? 0) + weekly * item.product.range.work)
  }
  return (item) => {
    if (item.isOpenOption) return 1
    const line = factories.linesOf(item)[0]!
    const { shelfLifeDays } = item.product.range
    const isPerishable = shelfLifeDays !== undefined && shelfLifeDays < QUARTER_DAYS
    const share = isPerishable ? PERISHABLE_RUN_SHARE : TARGET_RUN_SHARE
    const minutes = line.base.capacityMinutesPerDay * WORKING_DAYS_PER_WEEK * share
    return Math.min(30, (item.product.range.work * minutes) / Math.max(1, workPerWeek.get(line.lineId)!))
  }
}
