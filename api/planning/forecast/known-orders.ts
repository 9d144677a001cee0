import type { DemandHistory } from '#planning/demand/demand-history'
import { OBSERVED } from '#planning/demand/demand-history'
import type { Rung } from '#planning/demand/rung'
import { type BucketGrid, bookingTriangle, bucketGrid } from '#planning/forecast/booking-triangle'
import { type Bookings, type KnownBookings, knownBookings, NOT_CANCELLED } from '#planning/forecast/bookings'
import { type CancellationCurves, fitCancellationCurves } from '#planning/forecast/cancellation-curve'
import { type Forecast, QUANTILE_LEVELS, type SummedDemand } from '#planning/forecast/forecast'
import { pickUpFeatures, rhythmOf } from '#planning/forecast/pick-up-features'
import {
  addEvidence,
  type DemandScale,
  dependenceSums,
  fitPickUpModel,
  gatherEvidence,
  type PickUpEvidence,
  type PickUpForecast,
  type PreparedSeries,
  pathDependence,
  pickUpForecast,
} from '#planning/forecast/pick-up-model'
import {
  demandOutcomes,
  type Outcomes,
  outcomeQuantile,
  outcomesFromQuantiles,
  type PathDependence,
  relativeOutcomes,
  samplePaths,
  summedOutcomes,
} from '#planning/forecast/sample-paths'
import { seedFor } from '#planning/random'
import { addBucketsDay, type Bucket, bucketsBetween, dayNumber, isoDate } from '#planning/time-bucket'

/** What a forecast from known orders needs. All days are day numbers (`#planning/time-bucket`). */
export interface KnownOrders {
  readonly seriesIds: readonly string[]
  readonly bookings: Bookings
  /** The last day that is seen, to its end. */
  readonly asOfDay: number
  readonly bucket: Bucket
  /** Steps ahead; step 0 is the first bucket that starts after the as-of day. */
  readonly horizon: number
  readonly quantileLevels?: readonly number[]
  /** Numbers of first steps whose summed demand is wanted. */
  readonly sumSteps?: readonly number[]
  /** Whole demand of each series in the past, booked or not. With it the forecast is of this demand; else of bookings that materialise. */
  readonly history?: readonly (DemandHistory | null)[]
  /** Demand apart from the bookings and not in `history`, forecast elsewhere; added path by path. */
  readonly organic?: readonly (Pick<Forecast, 'mean' | 'quantileLevels' | 'quantiles'> | null)[]
  /** Holidays, past and to come, as day numbers: their demand differs from their weekday's. */
  readonly holidays?: readonly number[]
  /** Rung of what stands on the book; pick-up and organic demand are `model`. */
  readonly rung?: Rung
  readonly seed?: number
}

/** A forecast split into what is on the book and will stay, what is still to be booked, and what is added. */
export interface KnownOrdersForecast extends Forecast {
  readonly survivingOnBook: Float64Array
  readonly pickUpStillToCome: Float64Array
  readonly organic: Float64Array
}

const PATHS = 400
/** Series × steps up to which prepared series are kept between the two passes, rather than prepared again. */
const SERIES_STEPS_KEPT = 4000
/** Older need buckets are left out. */
const LONGEST_PAST_DAYS: Readonly<Record<Bucket, number>> = {
  day: 1100,
  week: 2600,
  month: 7300,
  quarter: 14_600,
  year: 36_500,
}

/**
 * Demand that materialises by its need day, for each series and step, given the book as it stands: bookings that
 * survive their cancellation hazards, bookings still to come (net of their own cancellations), and demand added from
 * elsewhere. The mean never falls below the bookings that survive. Mean, quantiles at every level and quantiles of sums come from the same sample paths.
 *
 * @returns one forecast per series, in the order of `seriesIds`; a series without bookings or history forecasts zero
 *   and says so in its reason
 * @throws RangeError for a horizon below 1 or broken bookings
 * Source: Talluri & van Ryzin 2004, ch. 9 (pick-up); gamma–Poisson booking curves; see the parts' own sources.
 */
export function forecastFromBookings(orders: KnownOrders): KnownOrdersForecast[] {
  const { seriesIds, asOfDay, bucket } = orders
  const known = knownBookings(orders.bookings, seriesIds.length, asOfDay)
  const curves = fitCancellationCurves(known)
  const rhythm = rhythmOf(bucket)
  const holidays = new Set(orders.holidays ?? [])
  const scale = demandScale(orders, known)
  const prepare = (series: number) => preparedSeries(orders, known, curves, holidays, scale, series)
  const isSmall = seriesIds.length * orders.horizon <= SERIES_STEPS_KEPT
  const kept: { prepared: PreparedSeries; evidence: PickUpEvidence }[] = []
  let all: PickUpEvidence | null = null
  let leads: Int32Array = new Int32Array(0)
  for (let series = 0; series < seriesIds.length; series += 1) {
    const prepared = prepare(series)
    const evidence = gatherEvidence(prepared)
    leads = prepared.grid.leads
    if (all) addEvidence(all, evidence)
    else all = isSmall ? gatherEvidence(prepared) : evidence
    if (isSmall) kept.push({ prepared, evidence })
  }
  if (!all) return []
  const pool = fitPickUpModel(all, scale, leads, rhythm)
  const sums = new Float64Array(4)
  const forecasts = seriesIds.map((_, series) => {
    const prepared = kept[series]?.prepared ?? prepare(series)
    const model =
      seriesIds.length === 1
        ? pool
        : fitPickUpModel(kept[series]?.evidence ?? gatherEvidence(prepared), scale, leads, rhythm, pool)
    dependenceSums(prepared, model, sums)
    return pickUpForecast(prepared, model)
  })
  const dependence = pathDependence(sums)
  const isWhole = known.quantity.every(Number.isInteger)
  return forecasts.map((pickUp, series) => assembled(orders, scale, isWhole, series, pickUp, dependence))
}

function preparedSeries(
  orders: KnownOrders,
  known: KnownBookings,
  curves: CancellationCurves,
  holidays: ReadonlySet<number>,
  scale: DemandScale,
  series: number,
): PreparedSeries {
  const { asOfDay, bucket, horizon } = orders
  const history = orders.history?.[series] ?? null
  const grid = bucketGrid(firstDay(known, series, history, asOfDay, bucket), asOfDay, bucket, horizon)
  const triangle = bookingTriangle(known, series, curves, grid)
  const units = history ? alignedHistory(history, grid) : triangle.materialised
  const level = meanDemand(units)
  const isRelative = scale === 'relative'
  const demand = isRelative ? units.map((value) => Math.log1p(Math.max(0, value))) : units
  const firstPlacedDay = firstPlaced(known, series)
  const features = pickUpFeatures(
    {
      grid,
      demand,
      book: triangle.expected,
      hasPace: !isRelative,
      bookEffect: isRelative ? relativeBookEffect : (now, usual) => now - usual,
      firstPlacedDay,
      isHoliday: Uint8Array.from(grid.starts, (start) => (holidays.has(start) ? 1 : 0)),
      isHolidayEve: Uint8Array.from(grid.starts, (start) => (holidays.has(start + 1) ? 1 : 0)),
      level: isRelative ? 1 : level,
    },
    rhythmOf(bucket),
  )
  let highest = 0
  for (const value of demand) if (value > highest) highest = value
  return { grid, triangle, scale, demand, level, highest, firstPlacedDay, features }
}

/** Units above the usual book come on top of the usual demand; on the logarithm, and never below three tenths of it. */
function relativeBookEffect(now: number, usual: number, demand: number): number {
  const units = Math.exp(demand)
  return Math.log(Math.max(0.3 * units, units + now - usual) / units)
}

/** Bookings that are most of demand add to it; where they are few they only signal how busy a day will be. */
function demandScale({ history, seriesIds }: KnownOrders, known: KnownBookings): DemandScale {
  if (!history) return 'additive'
  let booked = 0
  let whole = 0
  for (let series = 0; series < seriesIds.length; series += 1) {
    const past = history[series]
    if (!past) continue
    const start = dayNumber(past.start)
    const from = Math.max(start, firstPlaced(known, series))
    for (let i = known.start[series]!; i < known.start[series + 1]!; i += 1)
      if (
        known.needDay[i]! >= from &&
        known.needDay[i]! <= known.asOfDay &&
        known.cancelledDay[i] === NOT_CANCELLED
      )
        booked += known.quantity[i]!
    past.quantity.forEach((units, at) => {
      const day = addBucketsDay(start, past.bucket, at)
      if (past.status[at] === OBSERVED && day >= from && day <= known.asOfDay) whole += units
    })
  }
  return whole > 0 && booked < 0.6 * whole ? 'relative' : 'additive'
}

function meanDemand(units: Float64Array): number {
  let sum = 0
  let count = 0
  for (const value of units)
    if (!Number.isNaN(value)) {
      sum += value
      count += 1
    }
  return sum > 0 ? sum / count : 1
}

function assembled(
  orders: KnownOrders,
  scale: DemandScale,
  isWhole: boolean,
  series: number,
  pickUp: PickUpForecast,
  dependence: PathDependence,
): KnownOrdersForecast {
  const { horizon } = orders
  const levels = orders.quantileLevels ?? QUANTILE_LEVELS
  const organic = orders.organic?.[series] ?? null
  const seriesId = orders.seriesIds[series]!
  const seed = seedFor(orders.seed ?? 1, seriesId)
  const modelled = samplePaths(
    Array.from({ length: horizon }, (_, step) =>
      scale === 'relative'
        ? relativeOutcomes(pickUp.mean[step]!, pickUp.variance[step]!, PATHS)
        : demandOutcomes(pickUp.mean[step]!, pickUp.variance[step]!, PATHS, isWhole),
    ),
    dependence,
    seed,
  )
  // Where little was learned the model may say less than what stands on the book and will stay: orders come first.
  const lift = modelled.map((values, step) =>
    Math.max(
      0,
      pickUp.survivingOnBook[step]! - (scale === 'relative' ? averageOf(values) : pickUp.mean[step]!),
    ),
  )
  const booked = modelled.map((values, step) =>
    lift[step]! > 0 ? values.map((value) => value + lift[step]!) : values,
  )
  const added = organic ? organicPaths(organic, horizon, seed + 1) : null
  const total = added
    ? booked.map((values, step) => values.map((value, p) => value + added[step]![p]!))
    : booked
  const organicMean = Float64Array.from({ length: horizon }, (_, step) => organic?.mean[step] ?? 0)
  const bookedMean =
    scale === 'relative'
      ? Float64Array.from(booked, (values) => averageOf(values))
      : pickUp.mean.map((value, step) => value + lift[step]!)
  const mean = bookedMean.map((value, step) => value + organicMean[step]!)
  const sorted = total.map((values) => values.slice().sort())
  const { survivingOnBook } = pickUp
  return {
    seriesId,
    mean,
    quantileLevels: levels,
    quantiles: levels.map((level) => Float64Array.from(sorted, (values) => outcomeQuantile(values, level))),
    byRung: {
      [orders.rung ?? 'deposit']: survivingOnBook,
      model: mean.map((value, step) => value - survivingOnBook[step]!),
    },
    sums: (orders.sumSteps ?? []).map((steps) => summed(total, mean, steps, levels)),
    method: 'book and pick-up',
    reasons: [{ kind: 'bookings' }],
    survivingOnBook,
    pickUpStillToCome: bookedMean.map((value, step) => value - survivingOnBook[step]!),
    organic: organicMean,
  }
}

function averageOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function summed(
  total: readonly Float64Array[],
  mean: Float64Array,
  steps: number,
  levels: readonly number[],
): SummedDemand {
  const sums = summedOutcomes(total, steps)
  let meanSum = 0
  for (let step = 0; step < Math.min(steps, mean.length); step += 1) meanSum += mean[step]!
  return {
    steps,
    mean: meanSum,
    quantiles: Float64Array.from(levels, (level) => outcomeQuantile(sums, level)),
  }
}

function organicPaths(
  organic: Pick<Forecast, 'mean' | 'quantileLevels' | 'quantiles'>,
  horizon: number,
  seed: number,
): Float64Array[] {
  const marginals: Outcomes[] = Array.from({ length: horizon }, (_, step) =>
    outcomesFromQuantiles(
      organic.quantileLevels,
      organic.quantiles.map((values) => values[step]!),
      PATHS,
    ),
  )
  return samplePaths(marginals, { shared: 0.3, autocorrelation: 0.3 }, seed)
}

function firstPlaced(known: KnownBookings, series: number): number {
  let first = known.asOfDay + 1
  for (let i = known.start[series]!; i < known.start[series + 1]!; i += 1)
    first = Math.min(first, known.placedDay[i]!)
  return first
}

function firstDay(
  known: KnownBookings,
  series: number,
  history: DemandHistory | null,
  asOfDay: number,
  bucket: Bucket,
): number {
  const start = known.start[series]!
  const booked = start < known.start[series + 1]! ? known.needDay[start]! : asOfDay
  const first = Math.min(asOfDay, history ? dayNumber(history.start) : booked)
  return Math.max(first, asOfDay - LONGEST_PAST_DAYS[bucket])
}

/** Past demand on the grid; NaN where it is not an observation. */
function alignedHistory(history: DemandHistory, grid: BucketGrid): Float64Array {
  const offset =
    grid.pastCount === 0 ? 0 : bucketsBetween(history.start, isoDate(grid.starts[0]!), history.bucket)
  return Float64Array.from({ length: grid.pastCount }, (_, past) => {
    const at = past + offset
    return past < grid.completeCount &&
      at >= 0 &&
      at < history.quantity.length &&
      history.status[at] === OBSERVED
      ? history.quantity[at]!
      : Number.NaN
  })
}
