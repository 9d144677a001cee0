import { type Bucket, civilDate, civilDayNumber, isoWeekday } from '#planning/time-bucket'

/** A column of the regression: its values over history and horizon, and how far its coefficient may stray. */
export interface EffectTerm {
  readonly effect: 'season' | 'holiday' | 'promotion' | 'trend'
  readonly name: string
  readonly values: Float64Array
  /** Prior standard deviation of the coefficient, in innovations' standard deviations. */
  readonly priorDeviation: number
}

/** Day numbers of the buckets of history and horizon, in order; null where buckets have no dates. */
export type BucketDays = Int32Array

const DAYS_IN_YEAR = 365.2425

/** Six weekday effects against the mean of the week. */
export function weekdayTerms(days: BucketDays): EffectTerm[] {
  return Array.from({ length: 7 }, (_, weekday) => ({
    effect: 'season' as const,
    name: `weekday ${weekday + 1}`,
    values: Float64Array.from(days, (day) => (isoWeekday(day) === weekday + 1 ? 1 : 0) - 1 / 7),
    priorDeviation: 1.5,
  }))
}

/** Yearly season as `pairs` sine and cosine waves; higher frequencies are shrunk harder. */
export function yearlyTerms(days: BucketDays, pairs: number): EffectTerm[] {
  const terms: EffectTerm[] = []
  for (let k = 1; k <= pairs; k += 1)
    for (const wave of [Math.sin, Math.cos])
      terms.push({
        effect: 'season',
        name: `year ${wave === Math.sin ? 'sin' : 'cos'} ${k}`,
        values: Float64Array.from(days, (day) => wave((2 * Math.PI * k * day) / DAYS_IN_YEAR)),
        priorDeviation: 1 / (1 + 0.3 * (k - 1)),
      })
  return terms
}

/** Waves of a season that has no dates. */
export function periodicTerms(count: number, period: number, pairs: number): EffectTerm[] {
  const terms: EffectTerm[] = []
  for (let k = 1; k <= Math.min(pairs, period / 2); k += 1)
    for (const wave of [Math.sin, Math.cos]) {
      if (wave === Math.sin && 2 * k === period) continue
      terms.push({
        effect: 'season',
        name: `season ${wave === Math.sin ? 'sin' : 'cos'} ${k}`,
        values: Float64Array.from({ length: count }, (_, t) => wave((2 * Math.PI * k * t) / period)),
        priorDeviation: 1 / (1 + 0.1 * (k - 1)),
      })
    }
  return terms
}

/** ISO week of the year of the week that starts on or holds this day, from 0. */
function weekOfYear(day: number): number {
  const thursday = day - isoWeekday(day) + 4
  return Math.floor((thursday - civilDayNumber(civilDate(thursday).year, 1, 1)) / 7)
}

/** One effect for each week of the year seen at least once in history: what a smooth season misses. */
export function weekOfYearTerms(days: BucketDays, historyCount: number): EffectTerm[] {
  const weeks = Int32Array.from(days, weekOfYear)
  const terms: EffectTerm[] = []
  for (let week = 0; week < 53; week += 1) {
    let seen = 0
    for (let t = 0; t < historyCount; t += 1) if (weeks[t] === week) seen += 1
    if (seen === 0 || !weeks.subarray(historyCount).includes(week)) continue
    terms.push({
      effect: 'season',
      name: `week of year ${week + 1}`,
      values: Float64Array.from(weeks, (other) => (other === week ? 1 : 0)),
      priorDeviation: 0.7,
    })
  }
  return terms
}

/** Easter Sunday of a year as a day number. Source: Meeus/Jones/Butcher. @example easterDay(2026) // that of 2026-04-05 */
export function easterDay(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const h = (19 * a + b - (b >> 2) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * (c >> 2) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const sum = h + l - 7 * m + 114
  return civilDayNumber(year, Math.floor(sum / 31), (sum % 31) + 1)
}

/**
 * Days of the year, by date or by distance from Easter, whose errors stood out in the same direction every year:
 * holidays nobody named. At most `most` effects, the clearest first.
 *
 * @param errors one-step errors of a first fit over the history, NaN where nothing was observed
 */
export function anniversaryTerms(days: BucketDays, errors: Float64Array, most: number): EffectTerm[] {
  const n = errors.length
  let squares = 0
  let known = 0
  for (let t = 0; t < n; t += 1)
    if (!Number.isNaN(errors[t]!)) {
      squares += Math.min(errors[t]! ** 2, known > 50 ? (16 * squares) / known : Number.POSITIVE_INFINITY)
      known += 1
    }
  const deviation = Math.sqrt(squares / Math.max(1, known))
  if (!(deviation > 0)) return []
  const found = new Map<string, { count: number; sum: number; least: number }>()
  for (let t = 0; t < n; t += 1) {
    if (Number.isNaN(errors[t]!)) continue
    const z = errors[t]! / deviation
    for (const key of placesInYear(days[t]!)) {
      const entry = found.get(key) ?? { count: 0, sum: 0, least: Number.POSITIVE_INFINITY }
      entry.least =
        entry.count > 0 && Math.sign(z) !== Math.sign(entry.sum) ? 0 : Math.min(entry.least, Math.abs(z))
      entry.count += 1
      entry.sum += z
      found.set(key, entry)
    }
  }
  const clear = [...found]
    .filter(
      ([, entry]) =>
        entry.count >= 2 && entry.least > 1.2 && Math.abs(entry.sum) / Math.sqrt(entry.count) > 3.5,
    )
    .sort((a, b) => b[1].sum ** 2 / b[1].count - a[1].sum ** 2 / a[1].count || (a[0] < b[0] ? -1 : 1))
    .slice(0, most)
  return clear.map(([key]) => ({
    effect: 'holiday',
    name: key,
    values: Float64Array.from(days, (day) => (placesInYear(day).includes(key) ? 1 : 0)),
    priorDeviation: 3,
  }))
}

function placesInYear(day: number): string[] {
  const { year, month, dayOfMonth } = civilDate(day)
  const fromEaster = day - easterDay(year)
  const places = [`date ${month}-${dayOfMonth}`]
  if (fromEaster >= -7 && fromEaster <= 60) places.push(`Easter ${fromEaster >= 0 ? '+' : ''}${fromEaster}`)
  return places
}

/** Effects of the given holidays: on the day, the day before and the day after. */
export function holidayTerms(days: BucketDays, holidays: readonly number[], bucket: Bucket): EffectTerm[] {
  if (holidays.length === 0) return []
  const width = bucket === 'week' ? 7 : 1
  const isHoliday = new Set(holidays)
  const near = (shift: number) =>
    Float64Array.from(days, (day) => {
      for (let k = 0; k < width; k += 1) if (isHoliday.has(day + k + shift)) return 1
      return 0
    })
  return [
    { effect: 'holiday', name: 'holiday', values: near(0), priorDeviation: 3 },
    { effect: 'holiday', name: 'before a holiday', values: near(width), priorDeviation: 1.5 },
    { effect: 'holiday', name: 'after a holiday', values: near(-width), priorDeviation: 1.5 },
  ]
}
