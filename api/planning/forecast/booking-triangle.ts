import { type KnownBookings, NOT_CANCELLED } from '#planning/forecast/bookings'
import { bookingClass, type CancellationCurves, stayProbability } from '#planning/forecast/cancellation-curve'
import { addBucketsDay, type Bucket, bucketStartDay } from '#planning/time-bucket'

/** The need buckets of one forecast: complete past ones, then the steps ahead. */
export interface BucketGrid {
  /** First day of each bucket. */
  readonly starts: Int32Array
  /** First day after each bucket. */
  readonly ends: Int32Array
  /** Buckets that started by the as-of day; the first step has this index. */
  readonly pastCount: number
  /** Of these, the buckets that ended by the as-of day: all, or all but the one that is running. */
  readonly completeCount: number
  readonly horizon: number
  readonly asOfDay: number
  /** Days from the as-of day to the start of each step. */
  readonly leads: Int32Array
}

/**
 * Buckets from the one holding `firstDay` to the end of the horizon. Step 0 is the first bucket that starts after the
 * as-of day; a bucket that holds the as-of day and goes on after it is running: neither complete nor a step.
 */
export function bucketGrid(firstDay: number, asOfDay: number, bucket: Bucket, horizon: number): BucketGrid {
  if (!(Number.isInteger(horizon) && horizon > 0))
    throw new RangeError(`horizon must be a whole number > 0; got ${horizon}`)
  const firstStep = addBucketsDay(bucketStartDay(asOfDay, bucket), bucket, 1)
  const past: number[] = []
  for (
    let start = bucketStartDay(firstDay, bucket);
    start < firstStep;
    start = addBucketsDay(start, bucket, 1)
  )
    past.push(start)
  const steps = Array.from({ length: horizon }, (_, step) => addBucketsDay(firstStep, bucket, step))
  const starts = Int32Array.from([...past, ...steps])
  return {
    starts,
    ends: starts.map((start) => addBucketsDay(start, bucket, 1)),
    pastCount: past.length,
    completeCount: firstStep > asOfDay + 1 ? Math.max(0, past.length - 1) : past.length,
    horizon,
    asOfDay,
    leads: Int32Array.from({ length: horizon }, (_, step) => steps[step]! - asOfDay),
  }
}

/** The book of one series, rebuilt exactly as it stood at every lead of the horizon before every need bucket. */
export interface BookingTriangle {
  /** Units that materialised, per past bucket; NaN for the running one. */
  readonly materialised: Float64Array
  /** `expected[bucket * horizon + step]`: units on the book at that lead, each times its probability to stay. */
  readonly expected: Float64Array
  /** The same, without the probability. */
  readonly onBook: Float64Array
  /** Σ quantity² p(1 − p) of the units expected: variance of what stays if bookings leave independently. */
  readonly spread: Float64Array
}

/**
 * @param from, to the entries of one series in `known`
 * @returns arrays over all buckets of the grid (past and ahead); ahead, only cells whose lead is a step's own are used
 */
export function bookingTriangle(
  known: KnownBookings,
  series: number,
  curves: CancellationCurves,
  grid: BucketGrid,
): BookingTriangle {
  const { starts, ends, pastCount, completeCount, horizon, leads } = grid
  const buckets = pastCount + horizon
  const materialised = new Float64Array(pastCount).fill(0, 0, completeCount).fill(Number.NaN, completeCount)
  const expected = new Float64Array(buckets * horizon)
  const onBook = new Float64Array(buckets * horizon)
  const spread = new Float64Array(buckets * horizon)
  let bucket = 0
  for (let i = known.start[series]!; i < known.start[series + 1]!; i += 1) {
    const need = known.needDay[i]!
    if (need < starts[0]!) continue
    while (bucket < buckets && need >= ends[bucket]!) bucket += 1
    if (bucket >= buckets) break
    if (need < starts[bucket]!) continue
    const units = known.quantity[i]!
    const cancelled = known.cancelledDay[i]!
    const placed = known.placedDay[i]!
    if (bucket < pastCount && cancelled === NOT_CANCELLED) materialised[bucket] += units
    const ofClass = bookingClass(need - placed, known.partySize[i]!)
    for (let step = 0; step < horizon; step += 1) {
      const origin = starts[bucket]! - leads[step]!
      if (origin < placed) break
      if (origin >= cancelled) continue
      const cell = bucket * horizon + step
      const stay = stayProbability(curves, series, ofClass, need - origin)
      expected[cell] += units * stay
      onBook[cell] += units
      spread[cell] += units * units * stay * (1 - stay)
    }
  }
  return { materialised, expected, onBook, spread }
}
