import { mean, variance } from '#planning/bullwhip/order-variance'
import { OBSERVED } from '#planning/demand/demand-history'
import { normalQuantile } from '#planning/distribution/normal'
import { forecastSeries } from '#planning/forecast/forecast-series'
import { syntetosBoylan } from '#planning/forecast/intermittent'
import { quantileAt, type SpreadDemand } from '#planning/order-policy/quantile-curve'
import { type LotSizeRule, lotSize } from '#planning/quantity'
import { readRows } from '#scripts/bench/known-orders-data'
import { percent, table } from './table.ts'

const FIRST_PLANNED = 52
const FIRST_JUDGED = 96
const REFIT_WEEKS = 8
const LEVELS = [0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999]
const GOALS = [0.8, 0.85, 0.88, 0.9]
const QUANTILE_LEVELS = [0.05, 0.2, 0.35, 0.5, 0.65, 0.75, 0.85, 0.9, 0.95, 0.975, 0.99, 0.995, 0.999]

interface Part {
  readonly demand: Float64Array
  readonly unitCost: number
  readonly leadTimeWeeks: number
  readonly rule: LotSizeRule
}

/** Order-up-to level of a part at a service level, from its demand so far. */
type TargetRule = (part: Part, history: Float64Array) => (level: number) => number

const METHODS: readonly [string, TargetRule][] = [
  [
    'Headwater: quantiles, one price of shortage',
    (part, history) => {
      const spread = leadTimeDemand(history, part.leadTimeWeeks)
      const cycles = orderCycles(part, history)
      return (level) => Math.max(0, quantileAt(spread, cycleLevel(level, cycles)))
    },
  ],
  [
    'Headwater: quantiles, one level for all',
    (part, history) => {
      const spread = leadTimeDemand(history, part.leadTimeWeeks)
      return (level) => Math.max(0, quantileAt(spread, level))
    },
  ],
  [
    'SBA (.1) + normal safety stock',
    (part, history) => normalTarget(syntetosBoylan(history, 0.1), history, part.leadTimeWeeks),
  ],
  [
    'moving average 26 + normal safety stock',
    (part, history) => normalTarget(mean(history.subarray(-26)), history, part.leadTimeWeeks),
  ],
]

/** Fill rate against stock value, real lead times, minimum quantities and packs. */
export function* benchSpareParts(): Generator<string> {
  const parts = readParts()
  const weeks = parts[0]!.demand.length
  yield ''
  yield `MAN spare parts: ${parts.length} parts with demand, ${weeks} weeks; forecasts every ${REFIT_WEEKS} weeks from the past only,`
  yield `planned from week ${FIRST_PLANNED}, judged on weeks ${FIRST_JUDGED} to ${weeks - 1}. Fill rate weighted by value; stock in thousand EUR.`
  const curves = METHODS.map(([name, rule]) => ({ name, points: curve(parts, rule) }))
  yield table(
    ['method', ...LEVELS.map((level) => `level ${level}`)],
    curves.map(({ name, points }) => [
      name,
      ...points.map((point) => `${percent(point.fillRate)} / ${(point.stockValue / 1000).toFixed(0)}`),
    ]),
  )
  yield table(
    ['stock value needed for a fill rate of', ...GOALS.map((goal) => percent(goal, 0))],
    curves.map(({ name, points }) => [name, ...GOALS.map((goal) => stockAt(points, goal))]),
  )
}

function readParts(): Part[] {
  const rows = readRows('spare-parts/man.csv.gz')
  const weeks = Object.keys(rows[0]!)
    .filter((name) => /^\d{4}-W\d\d$/.test(name))
    .slice(1, -1)
  return rows
    .map((row): Part => {
      const demand = Float64Array.from(weeks, (week) => Number(row[week]))
      const rule = {
        minimum: Math.max(0, Number(row.moq_units)),
        multiple: Math.max(1, Number(row.pack_size)),
        maximum: Number.POSITIVE_INFINITY,
      }
      return { demand, unitCost: Number(row.unit_cost_eur), leadTimeWeeks: Number(row.lead_time_weeks), rule }
    })
    .filter((part) => part.demand.some((units) => units > 0))
}

function curve(parts: readonly Part[], rule: TargetRule) {
  const points = LEVELS.map(() => ({ demanded: 0, short: 0, stockValue: 0 }))
  for (const part of parts) {
    const { demand } = part
    const targets = new Map<number, (level: number) => number>()
    for (let t = FIRST_PLANNED; t < demand.length; t += REFIT_WEEKS)
      targets.set(t, rule(part, demand.subarray(0, t)))
    LEVELS.forEach((level, k) => {
      const point = points[k]!
      const seen = runPart(part, targets, level)
      point.demanded += seen.demanded * part.unitCost
      point.short += seen.short * part.unitCost
      point.stockValue += seen.meanStock * part.unitCost
    })
  }
  return points.map(({ demanded, short, stockValue }) => ({ fillRate: 1 - short / demanded, stockValue }))
}

function runPart(part: Part, targets: ReadonlyMap<number, (level: number) => number>, level: number) {
  const { demand, leadTimeWeeks, rule } = part
  const due = new Float64Array(demand.length + leadTimeWeeks + 1)
  let target = targets.get(FIRST_PLANNED)!(level)
  let net = target
  let position = target
  let demanded = 0
  let short = 0
  let stock = 0
  for (let t = FIRST_PLANNED; t < demand.length; t += 1) {
    const units = demand[t]!
    net += due[t]!
    net -= units
    position -= units
    if (t >= FIRST_JUDGED) {
      demanded += units
      short += Math.min(units, Math.max(0, -net))
      stock += Math.max(0, net)
    }
    const refit = targets.get(t + 1)
    if (refit) target = refit(level)
    const order = lotSize(target - position, rule)
    due[t + leadTimeWeeks] = due[t + leadTimeWeeks]! + order
    position += order
  }
  return { demanded, short, meanStock: stock / (demand.length - FIRST_JUDGED) }
}

/** Orders a week: no more than weeks with demand, no more than the lots demand fills. */
function orderCycles(part: Part, history: Float64Array): number {
  const busy = history.reduce((count, units) => count + (units > 0 ? 1 : 0), 0.5) / history.length
  const lots = (mean(history) + 1e-3) / Math.max(part.rule.minimum, part.rule.multiple)
  return Math.min(busy, lots)
}

/**
 * Level that values a unit short the same at every part: a part that orders often meets its risk often. At `level`
 * stands a part with one order in four weeks.
 */
function cycleLevel(level: number, cyclesPerWeek: number): number {
  const odds = ((1 - level) / level) * (0.25 / cyclesPerWeek)
  return Math.max(0.01, 1 / (1 + odds))
}

function leadTimeDemand(history: Float64Array, weeks: number): SpreadDemand {
  const forecast = forecastSeries(
    {
      seriesId: 'part',
      bucket: 'week',
      start: '2012-01-09',
      quantity: history,
      status: new Uint8Array(history.length).fill(OBSERVED),
    },
    { horizon: weeks, sums: [weeks], quantileLevels: QUANTILE_LEVELS },
  )
  if ('problem' in forecast) return { mean: 0, levels: [0.5], quantiles: [0] }
  const [sum] = forecast.sums
  return { mean: sum!.mean, levels: QUANTILE_LEVELS, quantiles: sum!.quantiles }
}

function normalTarget(rate: number, history: Float64Array, weeks: number) {
  const deviation = Math.sqrt(weeks * variance(history))
  return (level: number) => Math.max(0, rate * weeks + normalQuantile(level) * deviation)
}

function stockAt(points: readonly { fillRate: number; stockValue: number }[], goal: number): string {
  for (let k = 1; k < points.length; k += 1) {
    const [left, right] = [points[k - 1]!, points[k]!]
    if (left.fillRate <= goal && right.fillRate >= goal && right.fillRate > left.fillRate) {
      const share = (goal - left.fillRate) / (right.fillRate - left.fillRate)
      return ((left.stockValue + share * (right.stockValue - left.stockValue)) / 1000).toFixed(0)
    }
  }
  return points[0]!.fillRate > goal ? `< ${(points[0]!.stockValue / 1000).toFixed(0)}` : 'not reached'
}
