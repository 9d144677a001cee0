import type { BookingTriangle, BucketGrid } from '#planning/forecast/booking-triangle'
import type { Bucket } from '#planning/time-bucket'

/** What is known, at each lead before each need bucket, that says how much more demand will come. */
export const FEATURES = [
  'recent',
  'advanced',
  'weekday',
  'last-year',
  'last-year-weekday',
  'book-against-usual',
  'book-against-last-year',
  'holiday',
] as const
export const FEATURE_COUNT = FEATURES.length

/** Length of the weekday cycle and of the year in buckets, and memory (mean age) of recent and weekday averages. */
export interface Rhythm {
  readonly cycle: number
  readonly year: number
  readonly window: number
  readonly memory: number
  readonly cycleMemory: number
}

const RHYTHMS: Readonly<Record<Bucket, Rhythm>> = {
  day: { cycle: 7, year: 364, window: 14, memory: 14, cycleMemory: 8 },
  week: { cycle: 1, year: 52, window: 2, memory: 8, cycleMemory: 8 },
  month: { cycle: 1, year: 12, window: 0, memory: 6, cycleMemory: 6 },
  quarter: { cycle: 1, year: 4, window: 0, memory: 4, cycleMemory: 4 },
  year: { cycle: 1, year: 0, window: 0, memory: 4, cycleMemory: 4 },
}

/** Features of one series by bucket and step: what was known at that step's lead before that bucket. */
export interface PickUpFeatures {
  /** `values[(bucket * horizon + step) * FEATURE_COUNT + feature]`; only cells with `usable` are filled. */
  readonly values: Float64Array
  /** 0: nothing known; 1: recent features; 2: last year's too. */
  readonly usable: Uint8Array
  /** Mean demand of the series, > 0. */
  readonly level: number
}

export function rhythmOf(bucket: Bucket): Rhythm {
  return RHYTHMS[bucket]
}

/**
 * @param final demand per past bucket, NaN where unknown
 * @param holiday 1 for a need bucket that is a holiday, per bucket of the grid
 */
export function pickUpFeatures(
  grid: BucketGrid,
  triangle: BookingTriangle,
  final: Float64Array,
  holiday: Uint8Array,
  firstPlacedDay: number,
  rhythm: Rhythm,
): PickUpFeatures {
  const { pastCount, completeCount, horizon, starts, leads } = grid
  const buckets = pastCount + horizon
  const running = pastCount - completeCount
  const { expected } = triangle
  const values = new Float64Array(buckets * horizon * FEATURE_COUNT)
  const usable = new Uint8Array(buckets * horizon)
  const level = meanOf(final)
  const advanced = new Float64Array(buckets)
  for (let step = 0; step < horizon; step += 1) {
    const isBook = (bucket: number) => starts[bucket]! - leads[step]! >= firstPlacedDay
    const remainder = Float64Array.from({ length: buckets }, (_, bucket) =>
      bucket < pastCount && isBook(bucket) ? final[bucket]! - expected[bucket * horizon + step]! : Number.NaN,
    )
    const book = Float64Array.from({ length: buckets }, (_, bucket) =>
      bucket <= pastCount + step && isBook(bucket) ? expected[bucket * horizon + step]! : Number.NaN,
    )
    const recent = decayingMeans(remainder, 1, rhythm.memory)
    const weekday = decayingMeans(remainder, rhythm.cycle, rhythm.cycleMemory)
    const usualBook = decayingMeans(book, rhythm.cycle, rhythm.cycleMemory)
    addIncrements(advanced, grid, expected, final, step, firstPlacedDay, rhythm)
    for (let bucket = 0; bucket <= Math.min(buckets - 1, pastCount + step); bucket += 1) {
      const origin = bucket - step - 1 - running
      if (bucket >= pastCount && bucket !== pastCount + step) continue
      if (origin < 0 || !isBook(bucket) || Number.isNaN(recent[origin]!)) continue
      const cell = bucket * horizon + step
      const at = cell * FEATURE_COUNT
      const sameWeekday = bucket - rhythm.cycle * Math.ceil((step + 1 + running) / rhythm.cycle)
      const now = expected[cell]!
      values[at] = recent[origin]!
      values[at + 1] = Number.isNaN(advanced[origin]!) ? recent[origin]! : advanced[origin]!
      values[at + 2] =
        sameWeekday >= 0 && !Number.isNaN(weekday[sameWeekday]!) ? weekday[sameWeekday]! : recent[origin]!
      values[at + 5] =
        sameWeekday >= 0 && !Number.isNaN(usualBook[sameWeekday]!) ? now - usualBook[sameWeekday]! : 0
      values[at + 7] = holiday[bucket]! * level
      usable[cell] = 1
      if (rhythm.year === 0) continue
      const then = bucket - rhythm.year
      const around = meanAround(remainder, then, 1, rhythm.window, origin)
      const sameDays = meanAround(remainder, then, rhythm.cycle, rhythm.cycle > 1 ? 3 : 0, origin)
      const bookThen = meanAround(book, then, 1, rhythm.window, origin)
      if (Number.isNaN(around) || Number.isNaN(sameDays) || Number.isNaN(bookThen)) continue
      values[at + 3] = around
      values[at + 4] = sameDays
      values[at + 6] = now - bookThen
      usable[cell] = 2
    }
  }
  return { values, usable, level }
}

/**
 * Adds to `advanced[origin]` the recent mean of what was booked between this step's lead and the next shorter one,
 * seen at each origin: need buckets that are not complete yet count too.
 */
function addIncrements(
  advanced: Float64Array,
  { pastCount, completeCount, horizon, starts, leads }: BucketGrid,
  expected: Float64Array,
  final: Float64Array,
  step: number,
  firstPlacedDay: number,
  rhythm: Rhythm,
): void {
  const running = pastCount - completeCount
  const increments = new Float64Array(advanced.length).fill(Number.NaN)
  for (let origin = 0; origin < completeCount; origin += 1) {
    const bucket = step === 0 ? origin : origin + step + running
    if (bucket >= advanced.length || starts[bucket]! - leads[step]! < firstPlacedDay) continue
    const after = step === 0 ? final[bucket]! : expected[bucket * horizon + step - 1]!
    increments[origin] = after - expected[bucket * horizon + step]!
  }
  const means = decayingMeans(increments, 1, rhythm.memory)
  for (let origin = 0; origin < advanced.length; origin += 1) advanced[origin] += means[origin]!
}

/** Exponentially weighted mean of the entries up to each one, in strides of `cycle`; NaN entries are passed over. */
function decayingMeans(series: Float64Array, cycle: number, memory: number): Float64Array {
  const means = new Float64Array(series.length)
  const keep = Math.exp(-1 / memory)
  for (let phase = 0; phase < Math.min(cycle, series.length); phase += 1) {
    let sum = 0
    let weight = 0
    for (let i = phase; i < series.length; i += cycle) {
      sum *= keep
      weight *= keep
      if (!Number.isNaN(series[i]!)) {
        sum += series[i]!
        weight += 1
      }
      means[i] = weight > 1e-6 ? sum / weight : Number.NaN
    }
  }
  return means
}

function meanAround(
  series: Float64Array,
  centre: number,
  stride: number,
  reach: number,
  last: number,
): number {
  let sum = 0
  let count = 0
  for (let k = -reach; k <= reach; k += 1) {
    const at = centre + k * stride
    if (at < 0 || at > last || Number.isNaN(series[at]!)) continue
    sum += series[at]!
    count += 1
  }
  return count > reach ? sum / count : Number.NaN
}

function meanOf(final: Float64Array): number {
  let sum = 0
  let count = 0
  for (const value of final)
    if (!Number.isNaN(value)) {
      sum += value
      count += 1
    }
  return count > 0 && sum > 0 ? sum / count : 1
}
