import {
  type CountDistribution,
  countQuantile,
  logCountProbability,
} from '#planning/distribution/negative-binomial'
import { type Launch, lifeCycleCurve } from '#planning/forecast/life-cycle'
import {
  type LaunchAttributes,
  type LookAlikeScale,
  lookAlikeWeights,
  updatedWeights,
} from '#planning/forecast/look-alike'

/** Weeks of a life that are looked at; later weeks go on like the last quarter of them. */
export const LIFE_WEEKS = 52
/** Weeks of life from which an item is forecast from its own past alone. */
export const COLD_WEEKS = 13
/** Weight of earlier launches beside a short past of its own, before it fades. */
const WEIGHT_BESIDE = 0.5
const FADES_FROM = 8
/** Weeks in which the size of a launch shows. */
const OPENING_WEEKS = 13
const FEWEST_LAUNCHES = 5
/** Launches that teach one curve: the most alike. */
const MOST_ALIKE = 60
/** Launches that a company keeps, the newest, and on which attributes are tried. */
const MOST_KEPT = 400
const MOST_TRIED = 200
const CURVE_REACH = 1
/** First weeks by which launches that ran alike are told, and how far shares differ by chance. */
const SHAPE_WEEKS = 8
const SHAPE_NOISE = 2
/** Variance of the logarithm of a launch's size: bounds, and what it is believed to be before any launch was seen. */
const SPREAD = { least: 0.05, most: 1.5, prior: 0.8, priorLaunches: 4 }

/** An earlier launch as far as it is seen. */
export interface PastLaunch {
  readonly attributes: LaunchAttributes
  /** Units sold in each week of its life from the first, at most `LIFE_WEEKS`; unknown weeks count as the mean around them. */
  readonly sold: readonly number[]
  /** Nothing of its first `LIFE_WEEKS` is still to come. */
  readonly isComplete: boolean
  /** Customers whom owners describe as wanting what it offers; null where nobody said. */
  readonly customers: number | null
}

/** What the launches of a company teach about the next: which attributes count, and how weeks scatter. */
export interface LaunchLessons {
  readonly launches: readonly PastLaunch[]
  readonly scale: LookAlikeScale
  /** Whether the size of a launch grows with the customers described as wanting it. */
  readonly usesCustomers: boolean
  /** Size of the negative binomial of one week around its curve, > 0. */
  readonly weekSize: number
  /** How launches of some age went on against what the others foretold, ages ascending. */
  readonly outcomes: readonly LaunchOutcome[]
}

/** Demand of the weeks after an age: negative binomial around `factor` times what the other launches foretold. */
export interface LaunchOutcome {
  readonly age: number
  readonly factor: number
  readonly size: number
}

/** A new item: not launched yet, or in its first weeks. */
export interface NewItem {
  readonly attributes: LaunchAttributes
  readonly customers: number | null
  /** Weeks from its launch to the first step; negative before the launch. */
  readonly age: number
  /** Units sold in the weeks of its life that are known. */
  readonly sold: readonly number[]
}

export interface ColdStart {
  readonly mean: Float64Array
  /** Demand of the first steps summed: its distribution for any number of steps. */
  readonly sumOf: (steps: number) => CountDistribution
  readonly stepOf: (step: number) => CountDistribution
  /** Launches it was learned from, and how much they weigh in all: equal weights give their number. */
  readonly launches: number
  readonly effectiveLaunches: number
  /** Units of its first quarter as believed before anything was sold. */
  readonly openingUnits: number
  readonly usesCustomers: boolean
}

/** Ages looked back at, weeks looked ahead from there, and launches looked at. */
const AGES = [0, 2, 4, 8]
const OUTCOME_WEEKS = 10
const MOST_LOOKED_AT = 80
const FACTORS = [0.4, 0.5, 0.63, 0.8, 0.9, 1, 1.1, 1.25, 1.6, 2, 2.5]
/** Standard deviation of the logarithm of the factor, believed before. */
const FACTOR_DOUBT = 0.4
const SIZES = [0.15, 0.25, 0.4, 0.6, 1, 1.6, 2.5, 4, 8, 16, 32, 64]
/** A week counts at most this many times the mean of the weeks seen with it and the belief before. */
const LARGEST_WEEK = 8
const LABEL_FACTORS = [1, 0.5, 0.2]
/** Days; the first is as good as none, and survives a journey through JSON. */
const SEASONS = [1e6, 60]

/**
 * Learns from earlier launches which attributes tell how large a launch becomes: each launch in turn is foretold by the
 * others, and what foretells best is kept. Customers count only if they foretell better.
 *
 * @param all in any order; those seen for less than a quarter teach the curve alone
 * @returns null with fewer than five launches that sold and of which a quarter is seen
 * Source: leave-one-out choice of a kernel-weighted mean of logarithms; analogues as in Goodwin, Dyussekeneva & Meeran
 * 2013.
 * @example learnLaunches([]) // null
 */
export function learnLaunches(all: readonly PastLaunch[]): LaunchLessons | null {
  const launches = [...all].sort((a, b) => a.attributes.launchDay - b.attributes.launchDay).slice(-MOST_KEPT)
  const opened = launches.filter(hasOpened)
  if (opened.filter((launch) => openingUnits(launch) > 0).length < FEWEST_LAUNCHES) return null
  const tried = opened.slice(-MOST_TRIED)
  let best = { error: Number.POSITIVE_INFINITY, scale: scaleOf(1, SEASONS[0]!), usesCustomers: false }
  for (const usesCustomers of [false, true])
    for (const seasonDays of SEASONS)
      for (const factor of LABEL_FACTORS) {
        const scale = scaleOf(factor, seasonDays)
        const error = tried.reduce((sum, launch, at) => {
          const { logarithm } = openingBelief(launch, without(tried, at), scale, usesCustomers)
          return sum + (logarithm - Math.log(openingUnits(launch) + 0.5)) ** 2
        }, 0)
        if (error < 0.98 * best.error) best = { error, scale, usesCustomers }
      }
  const lessons = {
    launches,
    scale: best.scale,
    usesCustomers: best.usesCustomers,
    weekSize: weekSize(opened),
    outcomes: [],
  }
  return { ...lessons, outcomes: AGES.flatMap((age) => outcomeAt(age, opened, lessons)) }
}

/**
 * Demand of a new item from the launches most like it: their life-cycle curve, their size in the first quarter as a
 * gamma belief, updated by what it sold so far.
 *
 * @param horizon steps ahead, >= 1; steps before the launch have no demand
 * @throws RangeError when the horizon is no whole number >= 1
 * Source: gamma–Poisson update of the whole life, Kurawarwala & Matsuo 1996 for the borrowed curve.
 * @example coldStart(item, lessons, 13).mean[0] // units of the first week from now
 */
export function coldStart(item: NewItem, lessons: LaunchLessons, horizon: number): ColdStart {
  if (!(Number.isInteger(horizon) && horizon >= 1))
    throw new RangeError(`horizon must be a whole number >= 1; got ${horizon}`)
  const { scale, usesCustomers, weekSize: size } = lessons
  const weights = lookAlikeWeights(
    item.attributes,
    lessons.launches.map(({ attributes }) => attributes),
    scale,
  )
  const alongside = updatedWeights(
    item.sold.slice(0, SHAPE_WEEKS),
    lessons.launches.map(({ sold }) => sold),
    weights,
    SHAPE_NOISE,
  )
  const alike = mostAlike(lessons.launches, alongside)
  const curve = lifeCycleCurve(alike, CURVE_REACH)
  const opened = lessons.launches.filter(hasOpened)
  const belief = openingBelief(item, opened, scale, usesCustomers)
  const shape = 1 / (Math.exp(belief.variance) - 1)
  const opening = Math.exp(belief.logarithm + belief.variance / 2)
  const share = (week: number) => shareOf(curve, week)
  let openingShare = 0
  for (let week = 0; week < OPENING_WEEKS; week += 1) openingShare += share(week)
  const whole = opening / Math.max(1e-9, openingShare)
  let passed = 0
  let sold = 0
  let squares = 0
  const mostInWeek = LARGEST_WEEK * Math.max(whole / LIFE_WEEKS, median(item.sold))
  item.sold.forEach((units, week) => {
    passed += share(week)
    squares += share(week) ** 2
    sold += Math.min(mostInWeek, Math.max(0, units))
  })
  // Weeks scatter more than a Poisson, so that what was sold says less than its units would.
  const credence = passed > 0 ? 1 / (1 + (whole * squares) / passed / size) : 1
  const outcome = outcomeOf(lessons.outcomes, item.sold.length)
  const rate = (outcome.factor * (shape + credence * sold)) / (shape / whole + credence * passed)
  const mean = Float64Array.from({ length: horizon }, (_, step) => rate * share(item.age + step))
  const counts = (units: number, squared: number): CountDistribution => ({
    mean: units,
    size: units > 0 ? 1 / (1 / outcome.size + squared / units ** 2 / size) : Number.POSITIVE_INFINITY,
  })
  return {
    mean,
    stepOf: (step) => counts(mean[step]!, mean[step]! ** 2),
    sumOf: (steps) => {
      const first = mean.subarray(0, steps)
      return counts(
        first.reduce((sum, units) => sum + units, 0),
        first.reduce((sum, units) => sum + units ** 2, 0),
      )
    },
    launches: opened.length,
    effectiveLaunches: belief.effectiveLaunches,
    openingUnits: opening,
    usesCustomers: usesCustomers && item.customers !== null,
  }
}

/** Weight of earlier launches beside the item's own past, by the weeks of it that are known: 1 without any, then less. */
export function launchWeight(knownWeeks: number): number {
  if (knownWeeks === 0) return 1
  const left = (COLD_WEEKS - knownWeeks) / (COLD_WEEKS - FADES_FROM)
  return WEIGHT_BESIDE * Math.min(1, Math.max(0, left))
}

/** Quantiles of a count distribution, one per level. */
export function countQuantiles(distribution: CountDistribution, levels: readonly number[]): Float64Array {
  return Float64Array.from(levels, (level) => countQuantile(level, distribution))
}

/** Most likely factor and size of what launches sold after an age, each foretold by the others. */
function outcomeAt(age: number, opened: readonly PastLaunch[], lessons: LaunchLessons): LaunchOutcome[] {
  const told = opened
    .slice(-MOST_LOOKED_AT)
    .filter(({ sold }) => sold.length >= age + OUTCOME_WEEKS)
    .map((launch) => {
      const { sumOf } = coldStart(
        { ...launch, age, sold: launch.sold.slice(0, age) },
        { ...lessons, launches: lessons.launches.filter((other) => other !== launch) },
        OUTCOME_WEEKS,
      )
      const after = launch.sold.slice(age, age + OUTCOME_WEEKS)
      return {
        mean: sumOf(OUTCOME_WEEKS).mean,
        units: Math.round(after.reduce((sum, units) => sum + units, 0)),
      }
    })
  if (told.length < FEWEST_LAUNCHES) return []
  let best = { likelihood: Number.NEGATIVE_INFINITY, factor: 1, size: 1 }
  for (const factor of FACTORS)
    for (const size of SIZES) {
      const likelihood = told.reduce(
        (sum, { mean, units }) =>
          sum + logCountProbability(Math.max(0, units), { mean: factor * mean, size }),
        -0.5 * (Math.log(factor) / FACTOR_DOUBT) ** 2,
      )
      if (likelihood > best.likelihood) best = { likelihood, factor, size }
    }
  return [{ age, factor: best.factor, size: best.size }]
}

function outcomeOf(outcomes: readonly LaunchOutcome[], age: number): LaunchOutcome {
  let found: LaunchOutcome = outcomes[0] ?? { age: 0, factor: 1, size: 1 }
  for (const outcome of outcomes) if (outcome.age <= age) found = outcome
  return found
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

function hasOpened({ sold }: PastLaunch): boolean {
  return sold.length >= OPENING_WEEKS
}

function scaleOf(differentLabel: number, seasonDays: number): LookAlikeScale {
  return { differentLabel, seasonDays, memoryDays: 3 * 365, floor: 0.02 }
}

function without<T>(list: readonly T[], at: number): T[] {
  return [...list.slice(0, at), ...list.slice(at + 1)]
}

function openingUnits({ sold }: PastLaunch): number {
  let sum = 0
  for (let week = 0; week < OPENING_WEEKS; week += 1) sum += Math.max(0, sold[week]!)
  return sum
}

/** Weighted mean and variance of the logarithm of first-quarter units, per customer described where that counts. */
function openingBelief(
  item: Pick<PastLaunch, 'attributes' | 'customers'>,
  opened: readonly PastLaunch[],
  scale: LookAlikeScale,
  usesCustomers: boolean,
): { readonly logarithm: number; readonly variance: number; readonly effectiveLaunches: number } {
  const weights = lookAlikeWeights(
    item.attributes,
    opened.map(({ attributes }) => attributes),
    scale,
  )
  const logarithms = opened.map((launch) => {
    const isComparable = usesCustomers && item.customers !== null && launch.customers !== null
    const ratio = isComparable ? (item.customers! + 1) / (launch.customers! + 1) : 1
    return Math.log(openingUnits(launch) + 0.5) + Math.log(ratio)
  })
  let sum = 0
  let weight = 0
  let squared = 0
  logarithms.forEach((logarithm, i) => {
    weight += weights[i]!
    squared += weights[i]! ** 2
    sum += weights[i]! * logarithm
  })
  const mean = sum / weight
  const effectiveLaunches = weight ** 2 / squared
  const scatter = logarithms.reduce((total, each, i) => total + weights[i]! * (each - mean) ** 2, 0) / weight
  const { prior, priorLaunches, least, most } = SPREAD
  const variance =
    (priorLaunches * prior + effectiveLaunches * scatter) /
    (priorLaunches + Math.max(1, effectiveLaunches) - 1)
  return {
    logarithm: mean,
    variance: Math.min(most, Math.max(least, variance)) * (1 + 1 / effectiveLaunches),
    effectiveLaunches,
  }
}

function mostAlike(launches: readonly PastLaunch[], weights: Float64Array): Launch[] {
  return launches
    .map((launch, i) => ({
      orders: launch.sold,
      isComplete: launch.isComplete,
      weight: weights[i]!,
      at: i,
    }))
    .filter(({ orders }) => orders.some((units) => units > 0))
    .sort((a, b) => b.weight - a.weight || a.at - b.at)
    .slice(0, MOST_ALIKE)
}

function shareOf(curve: Float64Array, week: number): number {
  if (week < 0) return 0
  if (week < curve.length) return curve[week]!
  const last = curve.subarray(Math.max(0, curve.length - OPENING_WEEKS))
  return last.reduce((sum, share) => sum + share, 0) / last.length
}

/** Moment estimate of how weeks scatter around their neighbours, pooled over launches; large where they do not. */
function weekSize(launches: readonly PastLaunch[]): number {
  let excess = 0
  let squares = 0
  for (const { sold } of launches)
    for (let week = 1; week + 1 < sold.length; week += 1) {
      const level = (sold[week - 1]! + sold[week]! + sold[week + 1]!) / 3
      // The middle of three takes part in its own level: 2/3 of its variance is left.
      excess += 1.5 * (sold[week]! - level) ** 2 - level
      squares += level ** 2
    }
  return excess > 0 && squares > 0 ? Math.min(1000, Math.max(0.2, squares / excess)) : 1000
}
