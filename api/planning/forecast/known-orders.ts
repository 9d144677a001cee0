import type { DemandHistory } from '#planning/demand/demand-history'
import { OBSERVED } from '#planning/demand/demand-history'
import type { Rung } from '#planning/demand/rung'
import { countsFromMoments } from '#planning/distribution/negative-binomial'
import { type BucketGrid, bookingTriangle, bucketGrid } from '#planning/forecast/booking-triangle'
import { type Bookings, type KnownBookings, knownBookings } from '#planning/forecast/bookings'
import { type CancellationCurves, fitCancellationCurves } from '#planning/forecast/cancellation-curve'
import { type Forecast, QUANTILE_LEVELS, type SummedDemand } from '#planning/forecast/forecast'
import { type PickUpForecast, pickUpForecast } from '#planning/forecast/pick-up-model'
import {
  countOutcomes,
  type Outcomes,
  outcomeQuantile,
  outcomesFromQuantiles,
  samplePaths,
  summedOutcomes,
} from '#planning/forecast/sample-paths'
import { seedFor } from '#planning/random'
import { type Bucket, bucketsBetween, dayNumber, isoDate } from '#planning/time-bucket'

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

/**
 * Demand that materialises by its need day, for each series and step, given the book as it stands: bookings that
 * survive their cancellation hazards, bookings still to come (net of their own cancellations), and demand added from
 * elsewhere. Mean, quantiles at every level and quantiles of sums come from the same sample paths.
 *
 * @returns one forecast per series, in the order of `seriesIds`; a series without bookings or history forecasts zero
 *   and says so in its reason
 * @throws RangeError for a horizon below 1 or broken bookings
 * Source: Talluri & van Ryzin 2004, ch. 9 (pick-up); gamma–Poisson booking curves; see the parts' own sources.
 */
export function forecastFromBookings(orders: KnownOrders): KnownOrdersForecast[] {
  const known = knownBookings(orders.bookings, orders.seriesIds.length, orders.asOfDay)
  const curves = fitCancellationCurves(known)
  return orders.seriesIds.map((_, series) => forecastSeries(orders, known, curves, series))
}

function forecastSeries(
  orders: KnownOrders,
  known: KnownBookings,
  curves: CancellationCurves,
  series: number,
): KnownOrdersForecast {
  const { asOfDay, bucket, horizon } = orders
  const history = orders.history?.[series] ?? null
  const grid = bucketGrid(firstDay(known, series, history, asOfDay), asOfDay, bucket, horizon)
  const triangle = bookingTriangle(known, series, curves, grid)
  const final = history ? alignedHistory(history, grid) : triangle.materialised
  const pickUp = pickUpForecast({
    grid,
    triangle,
    final,
    firstPlacedDay: firstPlaced(known, series),
    dependence: curves.dependence,
    holidays: orders.holidays ?? [],
  })
  return assembled(orders, series, pickUp, grid)
}

function assembled(
  orders: KnownOrders,
  series: number,
  pickUp: PickUpForecast,
  { horizon }: BucketGrid,
): KnownOrdersForecast {
  const levels = orders.quantileLevels ?? QUANTILE_LEVELS
  const organic = orders.organic?.[series] ?? null
  const seriesId = orders.seriesIds[series]!
  const seed = seedFor(orders.seed ?? 1, seriesId)
  const booked = samplePaths(
    Array.from({ length: horizon }, (_, step) =>
      countOutcomes(countsFromMoments(pickUp.mean[step]!, pickUp.variance[step]!), PATHS),
    ),
    pickUp.dependence,
    seed,
  )
  const added = organic ? organicPaths(organic, horizon, seed + 1) : null
  const total = added
    ? booked.map((values, step) => values.map((value, p) => value + added[step]![p]!))
    : booked
  const organicMean = Float64Array.from({ length: horizon }, (_, step) => organic?.mean[step] ?? 0)
  const mean = pickUp.mean.map((value, step) => value + organicMean[step]!)
  const sorted = total.map((values) => values.slice().sort())
  const model = mean.map((value, step) => value - pickUp.survivingOnBook[step]!)
  return {
    seriesId,
    mean,
    quantileLevels: levels,
    quantiles: levels.map((level) => Float64Array.from(sorted, (values) => outcomeQuantile(values, level))),
    byRung: { [orders.rung ?? 'deposit']: pickUp.survivingOnBook, model },
    sums: (orders.sumSteps ?? []).map((steps) => summed(total, mean, steps, levels)),
    method: pickUp.method,
    reason: pickUp.reason,
    survivingOnBook: pickUp.survivingOnBook,
    pickUpStillToCome: pickUp.mean.map((value, step) => value - pickUp.survivingOnBook[step]!),
    organic: organicMean,
  }
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
  let first = known.asOfDay
  for (let i = known.start[series]!; i < known.start[series + 1]!; i += 1)
    first = Math.min(first, known.placedDay[i]!)
  return first
}

function firstDay(
  known: KnownBookings,
  series: number,
  history: DemandHistory | null,
  asOfDay: number,
): number {
  const start = known.start[series]!
  const booked = start < known.start[series + 1]! ? known.needDay[start]! : asOfDay
  return Math.min(asOfDay, history ? dayNumber(history.start) : booked)
}

/** Past demand on the grid; NaN where it is not an observation. */
function alignedHistory(history: DemandHistory, grid: BucketGrid): Float64Array {
  const offset =
    grid.pastCount === 0 ? 0 : bucketsBetween(history.start, isoDate(grid.starts[0]!), history.bucket)
  return Float64Array.from({ length: grid.pastCount }, (_, past) => {
    const at = past + offset
    return at >= 0 && at < history.quantity.length && history.status[at] === OBSERVED
      ? history.quantity[at]!
      : Number.NaN
  })
}
