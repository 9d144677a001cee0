import type { BucketGrid } from '#planning/forecast/booking-triangle'
import type { Bucket } from '#planning/time-bucket'

/**
 * What is known, at each lead before each need bucket, that says how large its demand will be: averages of past demand
 * (recent, of the weekday over weeks and months, of last year around the date and on its weekdays); how far the book
 * stands from what it was on those days at the same lead; how fast near leads fill now; and the calendar.
 */
export const FEATURES = [
  'recent',
  'weekday',
  'weekday-long',
  'last-year',
  'last-year-weekday',
  'book-against-recent',
  'book-against-weekday',
  'book-against-last-year',
  'book-against-last-year-weekday',
  'current-pace',
  'holiday',
  'holiday-eve',
] as const
export const FEATURE_COUNT = FEATURES.length

/** Whether a feature needs last year. */
export const NEEDS_LAST_YEAR: readonly boolean[] = FEATURES.map((feature) => feature.includes('last-year'))

/** Length of the weekday cycle and of the year in buckets; memory (mean age) of recent and weekday averages. */
export interface Rhythm {
  readonly cycle: number
  readonly year: number
  readonly window: number
  readonly memory: number
  readonly cycleMemory: number
  readonly longCycleMemory: number
}

const RHYTHMS: Readonly<Record<Bucket, Rhythm>> = {
  day: { cycle: 7, year: 364, window: 14, memory: 14, cycleMemory: 8, longCycleMemory: 30 },
  week: { cycle: 1, year: 52, window: 2, memory: 6, cycleMemory: 12, longCycleMemory: 40 },
  month: { cycle: 1, year: 12, window: 0, memory: 4, cycleMemory: 8, longCycleMemory: 24 },
  quarter: { cycle: 1, year: 4, window: 0, memory: 3, cycleMemory: 6, longCycleMemory: 12 },
  year: { cycle: 1, year: 0, window: 0, memory: 3, cycleMemory: 5, longCycleMemory: 8 },
}

/** Features of one series by bucket and step: what was known at that step's lead before that bucket. */
export interface PickUpFeatures {
  /** `values[(bucket * horizon + step) * FEATURE_COUNT + feature]`; only usable cells are filled. */
  readonly values: Float64Array
  /** 0: nothing known; 1: recent features; 2: last year's too. */
  readonly usable: Uint8Array
}

export interface FeatureSource {
  readonly grid: BucketGrid
  /** Demand per past bucket on the scale of the model, NaN where unknown. */
  readonly demand: Float64Array
  /** `book[bucket * horizon + step]`: units expected to stay of the book at that lead. */
  readonly book: Float64Array
  /** First day whose book is known; later than the as-of day when there is none. */
  readonly firstPlacedDay: number
  /** Whether demand and book are in one unit, so that what near leads add now can be compared with what they added. */
  readonly hasPace: boolean
  /** What a book of `now` units instead of `usual` means on the scale of the model, where `demand` is usual. */
  readonly bookEffect: (now: number, usual: number, demand: number) => number
  readonly isHoliday: Uint8Array
  readonly isHolidayEve: Uint8Array
  /** Size of a calendar effect to be scaled. */
  readonly level: number
}

export function rhythmOf(bucket: Bucket): Rhythm {
  return RHYTHMS[bucket]
}

export function pickUpFeatures(source: FeatureSource, rhythm: Rhythm): PickUpFeatures {
  const { grid, demand, book, firstPlacedDay, level } = source
  const { pastCount, completeCount, horizon, starts, leads } = grid
  const buckets = pastCount + horizon
  const running = pastCount - completeCount
  const { cycle, year, window } = rhythm
  const values = new Float64Array(buckets * horizon * FEATURE_COUNT)
  const usable = new Uint8Array(buckets * horizon)
  const past = new Float64Array(buckets).fill(Number.NaN)
  past.set(demand)
  const recent = decayingMeans(past, 1, rhythm.memory)
  const weekday = decayingMeans(past, cycle, rhythm.cycleMemory)
  const weekdayLong = decayingMeans(past, cycle, rhythm.longCycleMemory)
  const pace = new Float64Array(buckets)
  const atLead = new Float64Array(buckets)
  const firstKnownBook = (step: number) => {
    let bucket = 0
    while (bucket < buckets && starts[bucket]! - leads[step]! < firstPlacedDay) bucket += 1
    return bucket
  }
  for (let step = 0; step < horizon; step += 1) {
    const firstBook = firstKnownBook(step)
    atLead.fill(Number.NaN)
    for (let bucket = firstBook; bucket <= pastCount + step; bucket += 1)
      atLead[bucket] = book[bucket * horizon + step]!
    const recentBook = decayingMeans(atLead, 1, rhythm.memory)
    const weekdayBook = decayingMeans(atLead, cycle, rhythm.cycleMemory)
    addIncrements(pace, source, step, rhythm)
    const last = pastCount + step
    for (let bucket = step + 1 + running; bucket <= last; bucket += 1) {
      if (bucket >= pastCount && bucket !== last) continue
      const origin = bucket - step - 1 - running
      if (Number.isNaN(recent[origin]!)) continue
      const cell = bucket * horizon + step
      const at = cell * FEATURE_COUNT
      const sameWeekday = bucket - cycle * Math.ceil((step + 1 + running) / cycle)
      values[at] = recent[origin]!
      values[at + 1] = known(weekday[sameWeekday], recent[origin]!)
      values[at + 2] = known(weekdayLong[sameWeekday], recent[origin]!)
      if (bucket >= firstBook) {
        const now = book[cell]!
        const ofRecent = known(recentBook[origin], now)
        values[at + 5] = source.bookEffect(now, ofRecent, values[at]!)
        values[at + 6] = source.bookEffect(now, known(weekdayBook[sameWeekday], ofRecent), values[at + 1]!)
        const usualPickUp = recent[origin]! - known(recentBook[origin], Number.NaN)
        values[at + 9] = source.hasPace ? known(pace[origin]! - usualPickUp, 0) : 0
      }
      values[at + 10] = source.isHoliday[bucket]! * level
      values[at + 11] = source.isHolidayEve[bucket]! * level
      usable[cell] = 1
      const then = bucket - year
      if (year === 0 || then < 0) continue
      const around = meanAround(past, then, 1, window, origin)
      const sameDays = meanAround(past, then, cycle, cycle > 1 ? 3 : 0, origin)
      if (Number.isNaN(around) || Number.isNaN(sameDays)) continue
      values[at + 3] = around
      values[at + 4] = sameDays
      if (bucket >= firstBook) {
        const now = book[cell]!
        const bookAround = meanAround(atLead, then, 1, window, origin)
        values[at + 7] = source.bookEffect(now, known(bookAround, now), around)
        values[at + 8] = source.bookEffect(
          now,
          known(meanAround(atLead, then, cycle, cycle > 1 ? 3 : 0, origin), known(bookAround, now)),
          sameDays,
        )
      }
      usable[cell] = 2
    }
  }
  return { values, usable }
}

function known(value: number | undefined, otherwise: number): number {
  return value === undefined || Number.isNaN(value) ? otherwise : value
}

/**
 * Adds to `pace[origin]` the recent mean of what was booked between this step's lead and the next shorter one, seen
 * at each origin: need buckets that are not complete yet count too.
 */
function addIncrements(pace: Float64Array, source: FeatureSource, step: number, rhythm: Rhythm): void {
  const { grid, demand, book, firstPlacedDay } = source
  const { pastCount, completeCount, horizon, starts, leads } = grid
  const running = pastCount - completeCount
  const increments = new Float64Array(pace.length).fill(Number.NaN)
  for (let origin = 0; origin < completeCount; origin += 1) {
    const bucket = step === 0 ? origin : origin + step + running
    if (bucket >= pace.length || starts[bucket]! - leads[step]! < firstPlacedDay) continue
    const after = step === 0 ? demand[bucket]! : book[bucket * horizon + step - 1]!
    increments[origin] = after - book[bucket * horizon + step]!
  }
  const means = decayingMeans(increments, 1, rhythm.memory)
  for (let origin = 0; origin < pace.length; origin += 1) pace[origin] += means[origin]!
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

/** Mean of the entries up to `reach` strides around; NaN unless more than half of them are known. */
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
