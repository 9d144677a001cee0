import { mean, variance } from '#planning/bullwhip/order-variance'
import { chainSimulator } from '#planning/order-policy/chain-simulation'
import { type ChainStage, PLAIN_STAGE } from '#planning/order-policy/chain-stage'
import { chooseSmoothing } from '#planning/order-policy/choose-smoothing'
import type { ForecastRule } from '#planning/order-policy/forecast-rule'
import { createRandom } from '#planning/random'
import { dayNumber } from '#planning/time-bucket'
import { readRows } from '#scripts/bench/known-orders-data'
import { table } from './table.ts'

const FIRST_MONDAY = dayNumber('2023-01-02')
const WEEKS = 21
const FITTED_WEEKS = 10
const COSTS = { holdingCost: 1, backorderCost: 9, regularCapacityCost: 4, overtimeCost: 6 }
const FORECASTS: readonly ForecastRule[] = [
  { kind: 'exponential-smoothing', smoothing: 0.1 },
  { kind: 'exponential-smoothing', smoothing: 0.2 },
  { kind: 'exponential-smoothing', smoothing: 0.4 },
  { kind: 'moving-average', periods: 5 },
]

/** Weekly flows of one product in units of its mean weekly orders of the fitted weeks. */
interface Product {
  readonly ordered: Float64Array
  readonly produced: Float64Array
  readonly backlog: Float64Array
  readonly stock: Float64Array
}

interface Plan {
  readonly ratios: readonly { orders: number; demand: number }[]
  readonly backlog: number
  readonly stock: number
}

/** Production planned from sales orders alone against the company's own production. */
export function* benchSupplygraph(): Generator<string> {
  const products = readProducts()
  yield ''
  yield `supplygraph: ${products.length} products with orders in both parts, weeks; fitted on the first ${FITTED_WEEKS}, judged on the other ${WEEKS - FITTED_WEEKS}.`
  yield 'Production decided at the end of a week is available in the next. Opening stock and backlog are the company’s; its'
  yield 'own are known up to a constant only and taken at their lowest. Units: weeks of mean orders of the fitted part.'
  const chosen = choosePolicy(products)
  yield `Chosen on the fitted weeks (h 1, b 9, u 4, v 6): β ${chosen.stage.gapShare}, forecast ${JSON.stringify(chosen.stage.forecast)}.`
  const average: ChainStage = { ...PLAIN_STAGE, forecast: { kind: 'moving-average', periods: 5 } }
  const plans: [string, Plan][] = [
    ['the company', companyPlan(products)],
    ['planned from sales orders', policyPlan(products, chosen.stage, chosen.safetyStock)],
    ['order-up-to, moving average 5', policyPlan(products, average, chosen.safetyStock)],
    ['constant: mean of the fitted weeks', constantPlan(products)],
  ]
  yield table(
    ['plan', 'variance ratio', '5–95 %', 'median product', 'undelivered', 'stock'],
    plans.map(([name, plan]) => {
      const { low, high } = interval(plan.ratios)
      const each = plan.ratios.map((one) => one.orders / one.demand).sort((a, b) => a - b)
      return [
        name,
        pooled(plan.ratios).toFixed(2),
        `${low.toFixed(2)}–${high.toFixed(2)}`,
        each[Math.floor(each.length / 2)]!.toFixed(2),
        plan.backlog.toFixed(2),
        plan.stock.toFixed(2),
      ]
    }),
  )
  yield `${WEEKS - FITTED_WEEKS} weeks are fewer than the 26 a verdict needs; the interval resamples products.`
}

function readProducts(): Product[] {
  const flows = new Map<string, Float64Array[]>()
  for (const row of readRows('supplygraph-fmcg/supplygraph_units.csv.gz')) {
    const week = Math.floor((dayNumber(row.date!) - FIRST_MONDAY) / 7)
    if (week < 0 || week >= WEEKS) continue
    const series = flows.get(row.product!) ?? [0, 1, 2].map(() => new Float64Array(WEEKS))
    flows.set(row.product!, series)
    ;['sales_order', 'delivery', 'production'].forEach((name, k) => {
      series[k]![week] = series[k]![week]! + Number(row[name])
    })
  }
  const products: Product[] = []
  for (const [ordered, delivered, produced] of flows.values()) {
    const unit = mean(ordered!.subarray(0, FITTED_WEEKS))
    if (!(unit > 10 && variance(ordered!.subarray(FITTED_WEEKS)) > 0)) continue
    products.push({
      ordered: ordered!.map((units) => units / unit),
      produced: produced!.map((units) => units / unit),
      backlog: running(ordered!, delivered!, unit),
      stock: running(produced!, delivered!, unit),
    })
  }
  return products
}

/** Running sum of inflow − outflow, lifted so that its lowest value is 0. */
function running(inflow: Float64Array, outflow: Float64Array, unit: number): Float64Array {
  let sum = 0
  let lowest = 0
  const level = inflow.map((units, t) => {
    sum += (units - outflow[t]!) / unit
    lowest = Math.min(lowest, sum)
    return sum
  })
  return level.map((units) => units - lowest)
}

function choosePolicy(products: readonly Product[]) {
  const items = products.map(({ ordered }) => ({
    total: ordered.slice(0, FITTED_WEEKS),
    known: null,
    noticePeriods: 0,
    initialMean: 1,
  }))
  const candidates = FORECASTS.map((forecast) => {
    const stage: ChainStage = { ...PLAIN_STAGE, forecast }
    const [best] = chooseSmoothing({
      stage,
      items,
      costs: COSTS,
      gapShares: [1, 0.8, 0.6, 0.5, 0.4, 0.3, 0.2],
      windows: [1],
      goal: { kind: 'cost' },
      earlyStock: 'reserved',
      warmUpPeriods: 1,
    })
    return {
      stage: { ...stage, gapShare: best!.gapShare },
      safetyStock: best!.safetyStock,
      total: best!.total,
    }
  })
  return candidates.reduce((best, one) => (one.total < best.total ? one : best))
}

function policyPlan(products: readonly Product[], stage: ChainStage, safetyStock: Float64Array): Plan {
  const opening = FITTED_WEEKS - 1
  return judged(products, ({ ordered, stock, backlog }, index) => {
    const [trace] = chainSimulator(
      [
        {
          ...stage,
          safetyStock: { kind: 'units', units: safetyStock[index]! },
          initialStock: stock[opening]! - backlog[opening]!,
        },
      ],
      WEEKS - FITTED_WEEKS,
    )({ total: ordered.slice(FITTED_WEEKS), known: null, noticePeriods: 0, initialMean: 1 })
    return { orders: trace!.ordered, netStock: trace!.netStock }
  })
}

function constantPlan(products: readonly Product[]): Plan {
  const opening = FITTED_WEEKS - 1
  return judged(products, ({ ordered, stock, backlog }) => {
    let net = stock[opening]! - backlog[opening]!
    const netStock = ordered.slice(FITTED_WEEKS).map((units) => {
      net += 1 - units
      return net
    })
    return { orders: new Float64Array(netStock.length).fill(1), netStock }
  })
}

function judged(
  products: readonly Product[],
  plan: (product: Product, index: number) => { orders: Float64Array; netStock: Float64Array },
): Plan {
  let backlog = 0
  let stock = 0
  const ratios = products.map((product, index) => {
    const { orders, netStock } = plan(product, index)
    backlog += mean(netStock.map((net) => Math.max(0, -net))) / products.length
    stock += mean(netStock.map((net) => Math.max(0, net))) / products.length
    return { orders: variance(orders), demand: variance(product.ordered.subarray(FITTED_WEEKS)) }
  })
  return { ratios, backlog, stock }
}

function companyPlan(products: readonly Product[]): Plan {
  const after = (series: Float64Array) => mean(series.subarray(FITTED_WEEKS)) / products.length
  return {
    ratios: products.map(({ produced, ordered }) => ({
      orders: variance(produced.subarray(FITTED_WEEKS)),
      demand: variance(ordered.subarray(FITTED_WEEKS)),
    })),
    backlog: products.reduce((sum, product) => sum + after(product.backlog), 0),
    stock: products.reduce((sum, product) => sum + after(product.stock), 0),
  }
}

function pooled(ratios: Plan['ratios']): number {
  const sum = (key: 'orders' | 'demand') => ratios.reduce((total, one) => total + one[key], 0)
  return sum('orders') / sum('demand')
}

function interval(ratios: Plan['ratios']) {
  const random = createRandom(1)
  const drawn = Array.from({ length: 1000 }, () =>
    pooled(ratios.map(() => ratios[Math.floor(random() * ratios.length)]!)),
  ).sort((a, b) => a - b)
  return { low: drawn[50]!, high: drawn[949]! }
}
