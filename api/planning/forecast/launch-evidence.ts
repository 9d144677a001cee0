import { type CountSettings, type DemandRate, demandRate, pooledMean } from '#planning/forecast/count-demand'
import { addBucketsDay, type Bucket } from '#planning/time-bucket'

/** Known buckets below which an item is new: its level follows earlier launches. A few quarters are a year already. */
export const NEW_BELOW: Readonly<Record<Bucket, number>> = {
  day: 13,
  week: 13,
  month: 13,
  quarter: 5,
  year: 1,
}
/** Ages, in buckets since the first demand, at which launches are looked back on. */
const AGES = [2, 4, 8, 12] as const
/** Buckets after the first of all series in which a series begins without being taken for a launch. */
const FIRST_BUCKETS = 4
const FEWEST_AFTER = 4
const FEWEST_LAUNCHES = 20
/** Launches that weigh as much as the belief that demand stays level. */
const PRIOR_LAUNCHES = 10
/** Squared relative error beyond which one launch counts no more, and that of launches nobody has seen. */
const LARGEST_EXCESS = 4
const PRIOR_EXCESS = 0.5
/** Typical sizes per bucket beyond which demand after the launch counts no more. */
const LARGEST_MULTIPLE = 20

/** The first buckets of one series, and its demand in the buckets that followed. */
export interface LaunchEvidence {
  /** Day number of the first bucket with demand. */
  readonly startDay: number
  readonly ages: readonly {
    readonly age: number
    /** One per memory tried. */
    readonly rates: readonly DemandRate[]
    /** Mean demand per bucket afterwards, and mean of its squares. */
    readonly after: number
    readonly afterSquares: number
  }[]
}

/**
 * Level of demand after an age: exp(shift) · expected ^ power, by the ages looked back on. A power below 1: what begins
 * high falls, what begins low rises.
 */
export interface LaunchFade {
  readonly ages: readonly number[]
  readonly shifts: readonly number[]
  readonly powers: readonly number[]
  /**
   * Squared relative error of what was foreseen beyond that of counts, by age: of a bucket, and of their mean. Absent
   * from what runs once stored.
   */
  readonly excesses?: readonly number[]
  readonly levelExcesses?: readonly number[]
}

/** @param y demand from its first bucket, NaN where unknown */
export function launchEvidence(
  y: Float64Array,
  startDay: number,
  memories: readonly number[],
  horizon: number,
): LaunchEvidence {
  return {
    startDay,
    ages: AGES.flatMap((age) => {
      const until = Math.min(y.length, age + horizon)
      let sum = 0
      let squares = 0
      let known = 0
      for (let t = age; t < until; t += 1)
        if (!Number.isNaN(y[t]!)) {
          sum += y[t]!
          squares += y[t]! ** 2
          known += 1
        }
      if (known < FEWEST_AFTER) return []
      const first = y.subarray(0, age)
      return [
        {
          age,
          rates: memories.map((memory) => demandRate(first, memory)),
          after: sum / known,
          afterSquares: squares / known,
        },
      ]
    }),
  }
}

/**
 * How demand of launches went on, pooled over series by a Poisson regression of demand after on demand expected, both
 * in logarithms: units add up. Series that begin with the data are no launches.
 *
 * @param memoryIndex of the memory in use among those tried
 * @returns null with fewer than twenty launches at each age
 * Source: regression to the mean across a panel; quasi-likelihood of McCullagh & Nelder 1989, ch. 9.
 */
export function learnFade(
  evidence: readonly LaunchEvidence[],
  bucket: Bucket,
  memoryIndex: number,
  settings: Pick<CountSettings, 'sizeDoubt' | 'sizeRatio'>,
): LaunchFade | null {
  let first = Number.POSITIVE_INFINITY
  for (const { startDay } of evidence) first = Math.min(first, startDay)
  if (!Number.isFinite(first)) return null
  const begun = addBucketsDay(first, bucket, FIRST_BUCKETS)
  const launches = evidence.filter(({ startDay }) => startDay > begun)
  const ages: number[] = []
  const shifts: number[] = []
  const powers: number[] = []
  const excesses: number[] = []
  const levelExcesses: number[] = []
  for (const age of AGES) {
    const expected: number[] = []
    const happened: number[] = []
    const squares: number[] = []
    for (const launch of launches) {
      const found = launch.ages.find((each) => each.age === age)
      const rate = found?.rates[memoryIndex]
      if (!found || !rate || !(rate.typicalSize > 0)) continue
      expected.push(pooledMean(rate, settings))
      happened.push(Math.min(LARGEST_MULTIPLE * rate.typicalSize, found.after))
      squares.push(found.afterSquares)
    }
    if (expected.length < FEWEST_LAUNCHES) continue
    const { shift, power } = poissonLine(expected, happened)
    ages.push(age)
    shifts.push(shift)
    powers.push(power)
    const foreseen = expected.map((level) => level * factorOf(shift, power, level))
    excesses.push(pooledExcess(foreseen, happened, squares))
    levelExcesses.push(
      pooledExcess(
        foreseen,
        happened,
        happened.map((mean) => mean * mean),
      ),
    )
  }
  return ages.length === 0 ? null : { ages, shifts, powers, excesses, levelExcesses }
}

/** Mean over launches of how far demand lay from what was foreseen, squared and relative, without what counts explain. */
function pooledExcess(
  foreseen: readonly number[],
  happened: readonly number[],
  squares: readonly number[],
): number {
  let sum = PRIOR_LAUNCHES * PRIOR_EXCESS
  foreseen.forEach((level, i) => {
    const error = squares[i]! - 2 * happened[i]! * level + level * level
    sum += Math.min(LARGEST_EXCESS, Math.max(0, error - level) / (level * level))
  })
  return sum / (PRIOR_LAUNCHES + foreseen.length)
}

/** happened ≈ exp(shift) · expected ^ power by Newton's method, drawn to shift 0 and power 1 by launches that stay level. */
function poissonLine(
  expected: readonly number[],
  happened: readonly number[],
): { shift: number; power: number } {
  const count = expected.length
  const scale = expected.reduce((sum, value) => sum + value, 0) / count
  const prior = PRIOR_LAUNCHES / count
  let shift = 0
  let power = 1
  for (let iteration = 0; iteration < 50; iteration += 1) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-9, 0, 1e-9]
    for (let i = 0; i < count; i += 1) {
      const x = Math.log(expected[i]! / scale)
      const level = expected[i]! / scale
      const fitted = Math.exp(shift + power * x)
      const weight = (1 + prior) * fitted
      const gap = happened[i]! / scale + prior * level - weight
      g0 += gap
      g1 += gap * x
      h00 += weight
      h01 += weight * x
      h11 += weight * x * x
    }
    const determinant = h00 * h11 - h01 * h01
    if (!(determinant > 0)) break
    const moveShift = Math.max(-1, Math.min(1, (h11 * g0 - h01 * g1) / determinant))
    const movePower = Math.max(-0.5, Math.min(0.5, (h00 * g1 - h01 * g0) / determinant))
    shift += moveShift
    power = Math.max(0, Math.min(1, power + movePower))
    if (Math.abs(moveShift) + Math.abs(movePower) < 1e-9) break
  }
  return { shift: shift + (1 - power) * Math.log(scale), power }
}

/** Factor on an expected level at an age, straight between the ages looked back on; within 1/5 … 5. */
export function fadeAt({ ages, shifts, powers }: LaunchFade, age: number, expected: number): number {
  if (!(expected > 0)) return 1
  return between(
    ages,
    ages.map((_, k) => factorOf(shifts[k]!, powers[k]!, expected)),
    age,
  )
}

/** Squared relative error of demand summed over `steps` buckets, beyond that of counts: what all share never averages out. */
export function excessAt({ ages, excesses, levelExcesses }: LaunchFade, age: number, steps: number): number {
  if (!excesses || !levelExcesses) return PRIOR_EXCESS
  const shared = between(ages, levelExcesses, age)
  return shared + Math.max(0, between(ages, excesses, age) - shared) / steps
}

function factorOf(shift: number, power: number, expected: number): number {
  return Math.max(0.2, Math.min(5, Math.exp(shift) * expected ** (power - 1)))
}

function between(ages: readonly number[], values: readonly number[], age: number): number {
  const next = ages.findIndex((each) => each >= age)
  if (next < 0) return values.at(-1)!
  if (next === 0) return values[0]!
  const share = (age - ages[next - 1]!) / (ages[next]! - ages[next - 1]!)
  return values[next - 1]! + share * (values[next]! - values[next - 1]!)
}
