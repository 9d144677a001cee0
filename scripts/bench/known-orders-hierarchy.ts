import { normalQuantile } from '#planning/distribution/normal'
import {
  correlationKept,
  type ErrorWeights,
  type Hierarchy,
  hierarchyOf,
  reconcile,
  reconciledVariances,
} from '#planning/forecast/reconcile'
import { readRows } from './known-orders-data.ts'

export interface LevelLine {
  readonly level: string
  readonly nodes: number
  /** Quantile loss over 2 × |actual|, levels .05 … .95, by method. */
  readonly loss: Readonly<Record<string, number>>
  readonly rmse: Readonly<Record<string, number>>
}

const QUARTERS_AHEAD = 8
const LEVELS = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95]

/**
 * Australian tourism, 425 nodes: total, purpose, state, region, and region × purpose at the bottom. Base forecasts are additive seasonal
 * smoothing with damped trend, the same for every method; trained to `trainQuarters`, the next eight are scored.
 */
export function benchHierarchy(trainQuarters: number): LevelLine[] {
  const { hierarchy, series, levels } = readTourism()
  const base = series.map((values) => smoothed(values.subarray(0, trainQuarters)))
  const residuals = Array.from({ length: trainQuarters - 8 }, (_, t) =>
    Float64Array.from(base, ({ errors }) => errors[t + 8]!),
  )
  const methods = variancesOf(hierarchy, residuals)
  const loss = new Map<string, number[]>()
  const squares = new Map<string, number[]>()
  const scale = levels.map(() => 0)
  for (let ahead = 0; ahead < QUARTERS_AHEAD; ahead += 1) {
    const point = Float64Array.from(base, ({ forecast }) => forecast[ahead]!)
    levels.forEach(({ nodes }, l) => {
      for (const node of nodes) scale[l] = scale[l]! + Math.abs(series[node]![trainQuarters + ahead]!)
    })
    for (const { name, weights, variance } of methods) {
      const values = weights ? reconcile(hierarchy, point, weights, true) : bottomUp(hierarchy, point)
      const lossOfLevel = loss.get(name) ?? levels.map(() => 0)
      const squaresOfLevel = squares.get(name) ?? levels.map(() => 0)
      levels.forEach(({ nodes }, l) => {
        for (const node of nodes) {
          const actual = series[node]![trainQuarters + ahead]!
          const deviation = Math.sqrt(variance[node]! * base[node]!.growth[ahead]!)
          squaresOfLevel[l] = squaresOfLevel[l]! + (values[node]! - actual) ** 2
          for (const level of LEVELS) {
            const quantile = Math.max(0, values[node]! + deviation * normalQuantile(level))
            lossOfLevel[l] =
              lossOfLevel[l]! +
              (2 * (actual >= quantile ? level * (actual - quantile) : (1 - level) * (quantile - actual))) /
                LEVELS.length
          }
        }
      })
      loss.set(name, lossOfLevel)
      squares.set(name, squaresOfLevel)
    }
  }
  return levels.map(({ level, nodes }, l) => ({
    level,
    nodes: nodes.length,
    loss: Object.fromEntries([...loss].map(([name, sums]) => [name, sums[l]! / scale[l]!])),
    rmse: Object.fromEntries(
      [...squares].map(([name, sums]) => [name, Math.sqrt(sums[l]! / (nodes.length * QUARTERS_AHEAD))]),
    ),
  }))
}

function bottomUp(hierarchy: Hierarchy, point: Float64Array): Float64Array {
  const values = point.map((value) => Math.max(0, value))
  hierarchy.aggregates.forEach((bottoms, node) => {
    values[node] = bottoms.reduce((sum, bottom) => sum + values[hierarchy.aggregates.length + bottom]!, 0)
  })
  return values
}

interface Method {
  readonly name: string
  readonly weights: ErrorWeights | null
  readonly variance: Float64Array
}

function variancesOf(hierarchy: Hierarchy, residuals: readonly Float64Array[]): Method[] {
  const nodes = residuals[0]!.length
  const own = Float64Array.from({ length: nodes }, (_, node) => {
    let sum = 0
    for (const row of residuals) sum += row[node]! * row[node]!
    return sum / residuals.length
  })
  const kept = correlationKept(residuals)
  const first = hierarchy.aggregates.length
  const summed = own.slice()
  hierarchy.aggregates.forEach((bottoms, node) => {
    let independent = 0
    for (const bottom of bottoms) independent += own[first + bottom]!
    let together = 0
    for (const row of residuals)
      together += bottoms.reduce((sum, bottom) => sum + row[first + bottom]!, 0) ** 2
    summed[node] = (1 - kept) * independent + (kept * together) / residuals.length
  })
  const shrink: ErrorWeights = { kind: 'shrink', residuals }
  const structure: ErrorWeights = { kind: 'structure' }
  const variance: ErrorWeights = { kind: 'variance', variance: own }
  const reconciled = reconciledVariances(hierarchy, shrink)
  return [
    { name: 'bottom-up', weights: null, variance: summed },
    { name: 'minimum trace, shrunk', weights: shrink, variance: reconciled },
    { name: 'by structure', weights: structure, variance: reconciled },
    { name: 'by variance', weights: variance, variance: reconciled },
  ]
}

function readTourism() {
  const rows = readRows('tourism-quarterly/tourism_quarterly.csv.gz')
  const indexOf = (names: Map<string, number>, name: string) => {
    if (!names.has(name)) names.set(name, names.size)
    return names.get(name)!
  }
  const bottoms = new Map<string, number>()
  const purposes = new Map<string, number>()
  const states = new Map<string, number>()
  const regions = new Map<string, number>()
  const quarters = [...new Set(rows.map((row) => row.date_time!))].sort()
  const quarterOf = new Map(quarters.map((date, i) => [date, i]))
  const groups: [number, number, number][] = []
  const values: Float64Array[] = []
  for (const row of rows) {
    const bottom = indexOf(bottoms, `${row.State}/${row.Region}/${row.Purpose}`)
    groups[bottom] ??= [
      indexOf(purposes, row.Purpose!),
      indexOf(states, row.State!),
      indexOf(regions, `${row.State}/${row.Region}`),
    ]
    values[bottom] ??= new Float64Array(quarters.length)
    values[bottom]![quarterOf.get(row.date_time!)!] = Number(row.Trips)
  }
  const hierarchy = hierarchyOf(
    values.length,
    [0, 1, 2].map((grouping) => groups.map((group) => group[grouping]!)),
  )
  const sums = hierarchy.aggregates.map((members) =>
    Float64Array.from(quarters, (_, t) => members.reduce((sum, bottom) => sum + values[bottom]![t]!, 0)),
  )
  const sizes = [1, purposes.size, states.size, regions.size, values.length]
  let start = 0
  const levels = ['total', 'purpose', 'state', 'region', 'region × purpose'].map((level, l) => {
    const nodes = Array.from({ length: sizes[l]! }, (_, i) => start + i)
    start += sizes[l]!
    return { level, nodes }
  })
  return { hierarchy, series: [...sums, ...values], levels }
}

interface SmoothedSeries {
  readonly forecast: Float64Array
  readonly errors: Float64Array
  /** Variance of the error so many quarters ahead over the first's. */
  readonly growth: Float64Array
}

/** Additive Holt–Winters with damped trend; parameters by least one-step squares on a grid. */
function smoothed(values: Float64Array): SmoothedSeries {
  let best: (SmoothedSeries & { sum: number }) | null = null
  for (const alpha of [0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8])
    for (const beta of [0, 0.05, 0.15])
      for (const gamma of [0.01, 0.05, 0.15, 0.3]) {
        const run = smoothedWith(values, alpha, beta * alpha, gamma)
        if (!best || run.sum < best.sum) best = run
      }
  return best!
}

function smoothedWith(values: Float64Array, alpha: number, beta: number, gamma: number) {
  const damping = 0.9
  let level = (values[0]! + values[1]! + values[2]! + values[3]!) / 4
  let trend = 0
  const season = Array.from({ length: 4 }, (_, q) => (values[q]! + values[q + 4]!) / 2)
  const seasonMean = season.reduce((sum, value) => sum + value, 0) / 4
  const seasonal = season.map((value) => value - seasonMean)
  const errors = new Float64Array(values.length)
  let sum = 0
  for (let t = 0; t < values.length; t += 1) {
    const error = values[t]! - level - damping * trend - seasonal[t % 4]!
    errors[t] = error
    if (t >= 8) sum += error * error
    level += damping * trend + alpha * error
    trend = damping * trend + beta * error
    seasonal[t % 4] = seasonal[t % 4]! + gamma * (1 - alpha) * error
  }
  const forecast = new Float64Array(QUARTERS_AHEAD)
  const growth = new Float64Array(QUARTERS_AHEAD).fill(1)
  let damped = 0
  let factor = damping
  for (let ahead = 0; ahead < QUARTERS_AHEAD; ahead += 1) {
    damped += factor
    factor *= damping
    forecast[ahead] = level + damped * trend + seasonal[(values.length + ahead) % 4]!
    if (ahead > 0) {
      const step =
        alpha +
        (beta * damping * (1 - damping ** ahead)) / (1 - damping) +
        (ahead % 4 === 0 ? gamma * (1 - alpha) : 0)
      growth[ahead] = growth[ahead - 1]! + step * step
    }
  }
  return { forecast, errors, growth, sum }
}
