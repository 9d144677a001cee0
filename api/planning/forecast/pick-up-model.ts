import type { BookingTriangle, BucketGrid } from '#planning/forecast/booking-triangle'
import {
  FEATURE_COUNT,
  FEATURES,
  NEEDS_LAST_YEAR,
  type PickUpFeatures,
  type Rhythm,
} from '#planning/forecast/pick-up-features'
import {
  addEquations,
  addRow,
  type NormalEquations,
  normalEquations,
  residualSquares,
  ridgeCoefficients,
} from '#planning/forecast/ridge'
import type { PathDependence } from '#planning/forecast/sample-paths'
import { shortHistoryForecast } from '#planning/forecast/short-history'

/**
 * How demand and book are joined. `additive`: in units, demand is mostly booked ahead. `relative`: on the logarithm,
 * ln(1 + units), the book is a sign of how busy an otherwise unbooked day will be.
 */
export type DemandScale = 'additive' | 'relative'

/** One series, prepared: its book at every lead, its past demand on the model's scale, and the features of each cell. */
export interface PreparedSeries {
  readonly grid: BucketGrid
  readonly triangle: BookingTriangle
  readonly scale: DemandScale
  readonly demand: Float64Array
  /** Mean demand in units, > 0. */
  readonly level: number
  /** Highest past demand on the model's scale: forecasts do not run far beyond it. */
  readonly highest: number
  /** First day whose book is known. */
  readonly firstPlacedDay: number
  readonly features: PickUpFeatures
}

/** Weights of the features by step: one set where last year is known, one where it is not. */
export interface PickUpModel {
  readonly withYear: readonly StepWeights[]
  readonly withoutYear: readonly StepWeights[]
}
interface StepWeights {
  readonly coefficients: Float64Array
  /** Variance of the error per unit of (pick-up + binomial spread of the book). */
  readonly dispersion: number
  /** Past buckets behind them, by recency. */
  readonly rows: number
}

/** Demand of each step given the book, on the model's scale: mean and variance; and the units expected to stay. */
export interface PickUpForecast {
  readonly mean: Float64Array
  readonly variance: Float64Array
  readonly survivingOnBook: Float64Array
}

interface Moments {
  readonly mean: number
  readonly variance: number
}

const ROW_MEMORY = 200
/** Past buckets behind the weights from which they stand alone. */
const ENOUGH_ROWS = 60
const PRIOR_ROWS = 40
const OWN_ROWS = 120
const PRIOR_DISPERSION = { additive: 1.5, relative: 0.2 } as const
const PRIOR_DISPERSION_ROWS = 10
/** Rows for which the additive answer to the book counts. */
const SLOPE_ROWS = 15
const IS_BOOK_FEATURE: readonly boolean[] = FEATURES.map((feature) => feature.startsWith('book-'))
const LEAD_KERNEL = 0.15

/** Normal equations of every step, with and without last year; rows of each past bucket and lead whose demand is known. */
export interface PickUpEvidence {
  readonly withYear: readonly NormalEquations[]
  readonly withoutYear: readonly NormalEquations[]
}

export function gatherEvidence(series: PreparedSeries): PickUpEvidence {
  const { grid, demand, features } = series
  const { horizon, completeCount } = grid
  const withYear = Array.from({ length: horizon }, () => normalEquations(FEATURE_COUNT))
  const withoutYear = Array.from({ length: horizon }, () => normalEquations(FEATURE_COUNT))
  const blank = new Float64Array(FEATURE_COUNT)
  for (let bucket = 0; bucket < completeCount; bucket += 1) {
    if (Number.isNaN(demand[bucket]!)) continue
    const recency = Math.exp(-(completeCount - 1 - bucket) / ROW_MEMORY)
    for (let step = 0; step < horizon; step += 1) {
      const cell = bucket * horizon + step
      if (features.usable[cell] === 0) continue
      const x = features.values.subarray(cell * FEATURE_COUNT, (cell + 1) * FEATURE_COUNT)
      const y = demand[bucket]!
      const variance = errorScale(series, cell, x[0]! + x[5]!)
      if (features.usable[cell] === 2) addRow(withYear[step]!, x, y, recency, variance)
      addRow(withoutYear[step]!, withoutLastYear(x, blank), y, recency, variance)
    }
  }
  return { withYear, withoutYear }
}

/** Sums the evidence of many series; both lists have the same horizon. */
export function addEvidence(into: PickUpEvidence, from: PickUpEvidence): void {
  into.withYear.forEach((equations, step) => {
    addEquations(equations, from.withYear[step]!)
  })
  into.withoutYear.forEach((equations, step) => {
    addEquations(equations, from.withoutYear[step]!)
  })
}

/**
 * Weights of the features at each step by ridge regression about a prior that already forecasts well: near leads lean
 * on neighbouring leads, a series on all series.
 *
 * @param leads days from the as-of day to each step
 * @param pool the model of all series; absent when this is it
 */
export function fitPickUpModel(
  evidence: PickUpEvidence,
  scale: DemandScale,
  leads: Int32Array,
  rhythm: Rhythm,
  pool?: PickUpModel,
): PickUpModel {
  const fitSteps = (equations: readonly NormalEquations[], hasYear: boolean) =>
    equations.map((_, step) => {
      const near = nearbyEquations(equations, step)
      const pooled = pool ? (hasYear ? pool.withYear : pool.withoutYear)[step]! : null
      const prior = pooled
        ? pooled.coefficients
        : withBookSlope(near, priorWeights(scale, leads[step]!, hasYear, rhythm))
      const coefficients = ridgeCoefficients(near, prior, pooled ? OWN_ROWS : PRIOR_ROWS)
      return {
        coefficients,
        dispersion: dispersionOf(near, coefficients, pooled?.dispersion ?? PRIOR_DISPERSION[scale]),
        rows: Math.max(near.rows, pooled?.rows ?? 0),
      }
    })
  return { withYear: fitSteps(evidence.withYear, true), withoutYear: fitSteps(evidence.withoutYear, false) }
}

/** Forecast of a bucket as seen at a step's lead before it, on the model's scale; null where nothing is known. */
function cellForecast(
  series: PreparedSeries,
  model: PickUpModel,
  bucket: number,
  step: number,
): Moments | null {
  const { grid, features } = series
  const cell = bucket * grid.horizon + step
  if (features.usable[cell] === 0) return null
  const hasYear = features.usable[cell] === 2
  const { coefficients, dispersion } = (hasYear ? model.withYear : model.withoutYear)[step]!
  let mean = 0
  for (let feature = 0; feature < FEATURE_COUNT; feature += 1)
    if (hasYear || !NEEDS_LAST_YEAR[feature])
      mean += coefficients[feature]! * features.values[cell * FEATURE_COUNT + feature]!
  const highest = series.highest + (series.scale === 'relative' ? 1 : series.triangle.expected[cell]!)
  mean = Math.max(0, Math.min(highest, mean))
  return { mean, variance: dispersion * errorScale(series, cell, mean) }
}

/** Forecast of every step ahead. A series without a usable past keeps only what is on its book. */
export function pickUpForecast(series: PreparedSeries, model: PickUpModel): PickUpForecast {
  const { horizon, pastCount } = series.grid
  const mean = new Float64Array(horizon)
  const variance = new Float64Array(horizon)
  const survivingOnBook = new Float64Array(horizon)
  for (let step = 0; step < horizon; step += 1) {
    const cell = (pastCount + step) * horizon + step
    const onBook = Math.max(0, series.triangle.expected[cell]!)
    const seen = withShortHistory(series, model, step, cellForecast(series, model, pastCount + step, step))
    const isRelative = series.scale === 'relative'
    mean[step] = seen ? seen.mean : isRelative ? Math.log1p(onBook) : onBook
    variance[step] = seen ? seen.variance : isRelative ? 0.25 : series.triangle.spread[cell]! + onBook
    survivingOnBook[step] = onBook
  }
  return { mean, variance, survivingOnBook }
}

/** While few past buckets stand behind the weights, the plain line through past books and demand counts too. */
function withShortHistory(
  series: PreparedSeries,
  model: PickUpModel,
  step: number,
  seen: Moments | null,
): Moments | null {
  const { grid, demand, triangle, features } = series
  const cell = (grid.pastCount + step) * grid.horizon + step
  const { rows } = (features.usable[cell] === 2 ? model.withYear : model.withoutYear)[step]!
  if (series.scale === 'relative' || rows >= ENOUGH_ROWS) return seen
  const past: { onBook: number[]; demand: number[] } = { onBook: [], demand: [] }
  for (let bucket = 0; bucket < grid.completeCount; bucket += 1) {
    if (Number.isNaN(demand[bucket]!) || grid.starts[bucket]! - grid.leads[step]! < series.firstPlacedDay)
      continue
    past.onBook.push(triangle.expected[bucket * grid.horizon + step]!)
    past.demand.push(demand[bucket]!)
  }
  const line = shortHistoryForecast(past, triangle.expected[cell]!)
  if (!line || !seen) return seen ?? line
  const share = rows / ENOUGH_ROWS
  const mean = share * seen.mean + (1 - share) * line.mean
  return { mean, variance: share * seen.variance + (1 - share) * line.variance }
}

/** How errors of one origin move together over the steps, from past origins; sums over series with `into`. */
export function dependenceSums(series: PreparedSeries, model: PickUpModel, into: Float64Array): void {
  const { horizon, completeCount, pastCount } = series.grid
  const running = pastCount - completeCount
  const scores = new Float64Array(horizon)
  for (let origin = Math.max(0, completeCount - 120 - horizon); origin < completeCount - 2; origin += 3) {
    scores.fill(Number.NaN)
    for (let step = 0; step < horizon; step += 1) {
      const bucket = origin + step + 1 + running
      if (bucket >= completeCount || Number.isNaN(series.demand[bucket]!)) continue
      const seen = cellForecast(series, model, bucket, step)
      if (seen && seen.variance > 0)
        scores[step] = Math.max(
          -3,
          Math.min(3, (series.demand[bucket]! - seen.mean) / Math.sqrt(seen.variance)),
        )
    }
    for (let step = 0; step < horizon; step += 1) {
      if (Number.isNaN(scores[step]!)) continue
      addPair(into, 0, scores[step]!, scores[step + 1])
      addPair(into, 2, scores[step]!, scores[step + 6])
      addPair(into, 2, scores[step]!, scores[step + 11])
    }
  }
}

/** Copula of the sample paths from the gathered sums. */
export function pathDependence(sums: Float64Array): PathDependence {
  const shared = Math.min(0.8, Math.max(0, sums[2]! / (sums[3]! + 30)))
  const neighbour = Math.min(0.9, Math.max(0, sums[0]! / (sums[1]! + 30)))
  return { shared, autocorrelation: Math.max(0, (neighbour - shared) / (1 - shared)) }
}

function addPair(sums: Float64Array, at: number, a: number, b: number | undefined): void {
  if (b === undefined || Number.isNaN(b)) return
  sums[at] += a * b
  sums[at + 1] += (a * a + b * b) / 2
}

function withoutLastYear(x: Float64Array, into: Float64Array): Float64Array {
  for (let feature = 0; feature < FEATURE_COUNT; feature += 1)
    into[feature] = NEEDS_LAST_YEAR[feature] ? 0 : x[feature]!
  return into
}

/** Units² that one unit of dispersion stands for: pick-up (a Poisson's variance) plus what cancellations leave open. */
function errorScale({ scale, level, triangle }: PreparedSeries, cell: number, mean: number): number {
  if (scale === 'relative') return 1
  return Math.max(mean - triangle.expected[cell]!, 0.05 * level, 1e-9) + triangle.spread[cell]!
}

function priorWeights(scale: DemandScale, leadDays: number, hasYear: boolean, rhythm: Rhythm): number[] {
  const near = hasYear ? Math.exp(-leadDays / (scale === 'additive' ? 21 : 90)) : 1
  const weekday = rhythm.cycle > 1 ? 0.4 : 0
  const year = (1 - near) / 2
  const long = scale === 'relative' ? 0.2 : 0
  const bookWeight = scale === 'relative' ? 0.5 : 1
  return [
    near * (1 - weekday - long),
    near * weekday,
    near * long,
    year,
    year,
    near * (1 - weekday) * bookWeight,
    near * weekday * bookWeight,
    year * bookWeight,
    year * bookWeight,
    scale === 'additive' ? near * 0.3 : 0,
    0,
    0,
  ]
}

/**
 * The prior with its answer to the book scaled as past demand wants it: 1 is additive pick-up, above 1 a fuller book
 * brings more bookings still (multiplicative pick-up), below 1 fewer.
 */
function withBookSlope(equations: NormalEquations, prior: number[]): number[] {
  const scaled = (slope: number) => prior.map((weight, i) => (IS_BOOK_FEATURE[i] ? slope * weight : weight))
  const [none, one, two] = [0, 1, 2].map((slope) => residualSquares(equations, scaled(slope)))
  const curvature = (two! - 2 * one! + none!) / 2
  if (!(curvature > 1e-9)) return prior
  const gradient = one! - none! - curvature
  const doubt = (curvature * SLOPE_ROWS) / Math.max(1, equations.rows)
  return scaled(Math.min(6, Math.max(0, (doubt - gradient / 2) / (doubt + curvature))))
}

/** Evidence at this step and, fading, at nearer and farther ones: together as many rows as one step has. */
function nearbyEquations(equations: readonly NormalEquations[], step: number): NormalEquations {
  const near = normalEquations(FEATURE_COUNT)
  const shares = equations.map((_, at) => Math.exp(-Math.abs(Math.log((at + 1) / (step + 1))) / LEAD_KERNEL))
  const total = shares.reduce((sum, share) => sum + share, 0)
  equations.forEach((other, at) => {
    if (shares[at]! > 0.02) addEquations(near, other, shares[at]! / total)
  })
  return near
}

function dispersionOf(equations: NormalEquations, coefficients: Float64Array, pooled: number): number {
  const squares = residualSquares(equations, coefficients)
  return Math.max(1e-4, (squares + PRIOR_DISPERSION_ROWS * pooled) / (equations.rows + PRIOR_DISPERSION_ROWS))
}
