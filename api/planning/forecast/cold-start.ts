import { type CountDistribution, countQuantile } from '#planning/distribution/negative-binomial'
import { hasOpened, OPENING_WEEKS, openingBelief, type PastLaunch } from '#planning/forecast/launch-opening'
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
/** Launches that teach one curve: the most alike. */
const MOST_ALIKE = 60
const CURVE_REACH = 1
/** First weeks by which launches that ran alike are told, and how far shares differ by chance. */
const SHAPE_WEEKS = 8
const SHAPE_NOISE = 2
/** A week counts at most this many times the median of the weeks seen, or the weekly mean believed before. */
const LARGEST_WEEK = 8

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

function outcomeOf(outcomes: readonly LaunchOutcome[], age: number): LaunchOutcome {
  let found: LaunchOutcome = outcomes[0] ?? { age: 0, factor: 1, size: 1 }
  for (const outcome of outcomes) if (outcome.age <= age) found = outcome
  return found
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
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
