import { logCountProbability } from '#planning/distribution/negative-binomial'
import { coldStart, type LaunchLessons, type LaunchOutcome } from '#planning/forecast/cold-start'
import { hasOpened, openingBelief, openingUnits, type PastLaunch } from '#planning/forecast/launch-opening'
import type { LookAlikeScale } from '#planning/forecast/look-alike'

const FEWEST_LAUNCHES = 5
/** Launches that a company keeps, the newest, and on which attributes are tried. */
const MOST_KEPT = 400
const MOST_TRIED = 200
/** Ages looked back at, weeks looked ahead from there, and launches looked at. */
const AGES = [0, 2, 4, 8]
const OUTCOME_WEEKS = 10
const MOST_LOOKED_AT = 80
const FACTORS = [0.4, 0.5, 0.63, 0.8, 0.9, 1, 1.1, 1.25, 1.6, 2, 2.5]
/** Standard deviation of the logarithm of the factor, believed before. */
const FACTOR_DOUBT = 0.4
const SIZES = [0.15, 0.25, 0.4, 0.6, 1, 1.6, 2.5, 4, 8, 16, 32, 64]
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

function scaleOf(differentLabel: number, seasonDays: number): LookAlikeScale {
  return { differentLabel, seasonDays, memoryDays: 3 * 365, floor: 0.02 }
}

function without<T>(list: readonly T[], at: number): T[] {
  return [...list.slice(0, at), ...list.slice(at + 1)]
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
