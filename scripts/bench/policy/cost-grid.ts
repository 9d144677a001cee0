import { mean } from '#planning/bullwhip/order-variance'
import { OBSERVED } from '#planning/demand/demand-history'
import { bestSmoothing, smoothingForecast, smoothingForms } from '#planning/forecast/exponential-smoothing'
import { forecastSeries } from '#planning/forecast/forecast-series'
import { bestGapShare, costPerDeviation, type SmoothingCosts } from '#planning/order-policy/smoothing-cost'
import { createRandom, drawBinomial } from '#planning/random'
import { readRows } from '#scripts/bench/known-orders-data'
import { costAtFillRate, orderStream } from './order-stream.ts'
import { percent, table } from './table.ts'

const SERIES = 40
const JUDGED_WEEKS = 52
const LEAD_WEEKS = 3
const FILL_RATE = 0.98
const KNOWN_SHARE = 0.3
const CAPACITIES: readonly [string, number, number][] = [
  ['capacity free', 0, 0],
  ['u 0.5, v 0.75', 0.5, 0.75],
  ['u 1, v 1.5', 1, 1.5],
  ['u 4, v 6', 4, 6],
]

type Ahead = (t: number) => ArrayLike<number>
interface Series {
  readonly demand: Float64Array
  readonly known: Float64Array
  readonly average: Ahead
  readonly ets: Ahead
  readonly engine: Ahead
}

/** Total cost at equal fill rate over a fixed grid of costs, and what each step adds. */
export function* benchCostGrid(): Generator<string> {
  const all = readSeries()
  const weeks = all[0]!.demand.length
  yield ''
  yield `Cost grid: ${all.length} Walmart department series (every n-th complete one), weeks, lead time ${LEAD_WEEKS}; forecasts from the past`
  yield `only, judged on the last ${JUDGED_WEEKS}; fill rate ${percent(FILL_RATE)}, h 1; cost in % of order-up-to on a moving average of 8.`
  yield `Share of the gap from the closed form; ${percent(KNOWN_SHARE, 0)} of units drawn at random are known ${LEAD_WEEKS} weeks ahead in the last step.`
  const steps: [string, (series: Series) => { ahead: Ahead; smooths: boolean; isKnown: boolean }][] = [
    ['order-up-to, moving average 8', (one) => ({ ahead: one.average, smooths: false, isKnown: false })],
    ['order-up-to, AutoETS', (one) => ({ ahead: one.ets, smooths: false, isKnown: false })],
    ['order-up-to, Headwater forecast', (one) => ({ ahead: one.engine, smooths: false, isKnown: false })],
    ['+ smoothing', (one) => ({ ahead: one.engine, smooths: true, isKnown: false })],
    ['+ early knowledge', (one) => ({ ahead: one.engine, smooths: true, isKnown: true })],
  ]
  const columns = CAPACITIES.map(([, u, v]) => {
    const costs: SmoothingCosts = {
      holdingCost: 1,
      backorderCost: 19,
      regularCapacityCost: u,
      overtimeCost: v,
    }
    const per = costPerDeviation(costs)
    const gapShare = bestGapShare(per.orders / per.netStock, LEAD_WEEKS)
    return steps.map(([, step]) =>
      all.reduce((sum, series) => {
        const { ahead, smooths, isKnown } = step(series)
        const cost = costAtFillRate(
          orderStream({
            demand: series.demand,
            ahead: isKnown ? (t) => Float64Array.from(ahead(t), (units) => (1 - KNOWN_SHARE) * units) : ahead,
            leadTimePeriods: LEAD_WEEKS,
            gapShare: smooths ? gapShare : 1,
            from: weeks - JUDGED_WEEKS,
            to: weeks - LEAD_WEEKS,
            ...(isKnown ? { known: series.known } : {}),
          }),
          costs,
          FILL_RATE,
        )
        return sum + cost.holding + cost.capacity
      }, 0),
    )
  })
  yield table(
    ['step', ...CAPACITIES.map(([name]) => name)],
    steps.map(([name], k) => [name, ...columns.map((column) => percent(column[k]! / column[0]!))]),
  )
  yield table(
    ['of which', ...CAPACITIES.map(([name]) => name)],
    (['better forecast', 'smoothing', 'early knowledge'] as const).map((name, k) => [
      name,
      ...columns.map((column) => {
        const before = k === 0 ? column[0]! : column[k + 1]!
        return percent((before - column[k + 2]!) / column[0]!)
      }),
    ]),
  )
}

function readSeries(): Series[] {
  const byKey = new Map<string, number[]>()
  for (const row of readRows('walmart-weekly/weekly_sales.csv.gz')) {
    const key = `${row.Store}/${row.Dept}`
    const list = byKey.get(key)
    if (list) list.push(Number(row.Weekly_Sales))
    else byKey.set(key, [Number(row.Weekly_Sales)])
  }
  const complete = [...byKey.values()].filter(
    (list) => list.length === 143 && list.every((value) => value >= 0),
  )
  const every = Math.floor(complete.length / SERIES)
  const random = createRandom(7)
  return Array.from({ length: SERIES }, (_, k) => {
    const sales = Float64Array.from(complete[k * every]!)
    const unit = mean(sales) / 100
    const demand = sales.map((value) => value / unit)
    const known = demand.map((units) => Math.min(units, drawBinomial(random, Math.round(units), KNOWN_SHARE)))
    const first = demand.length - JUDGED_WEEKS - 1
    const table = (forecast: (history: Float64Array) => Float64Array): Ahead => {
      const made = demand.map((_, t) => t).subarray(first)
      const rows = Array.from(made, (t) => forecast(demand.subarray(0, t + 1)))
      return (t) => rows[t - first]!
    }
    return {
      demand,
      known,
      average: table((history) => new Float64Array(LEAD_WEEKS).fill(mean(history.subarray(-8)))),
      ets: table((history) => {
        const model = bestSmoothing(
          history.slice(),
          smoothingForms(
            history.every((units) => units > 0),
            1,
          ),
        )
        return model ? smoothingForecast(model, LEAD_WEEKS) : new Float64Array(LEAD_WEEKS).fill(mean(history))
      }),
      engine: table((history) => engineForecast(history)),
    }
  })
}

function engineForecast(history: Float64Array): Float64Array {
  const forecast = forecastSeries(
    {
      seriesId: 'sales',
      bucket: 'week',
      start: '2010-02-01',
      quantity: history,
      status: new Uint8Array(history.length).fill(OBSERVED),
    },
    { horizon: LEAD_WEEKS },
  )
  return 'problem' in forecast ? new Float64Array(LEAD_WEEKS).fill(mean(history)) : forecast.mean
}
