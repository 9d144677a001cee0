import { type LaunchAttributes, type LookAlikeScale, lookAlikeWeights } from '#planning/forecast/look-alike'

/** Weeks in which the size of a launch shows. */
export const OPENING_WEEKS = 13
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

/** Whether its first quarter is seen. */
export function hasOpened({ sold }: PastLaunch): boolean {
  return sold.length >= OPENING_WEEKS
}

/** Units of the first quarter of a launch that has opened; weeks below nothing count as none. */
export function openingUnits({ sold }: PastLaunch): number {
  let sum = 0
  for (let week = 0; week < OPENING_WEEKS; week += 1) sum += Math.max(0, sold[week]!)
  return sum
}

/**
 * What other launches tell of the first quarter of an item: mean and variance of the logarithm of its units, weighted by
 * how alike they are, in proportion to the customers described where that counts.
 *
 * @param opened at least one, each seen for its first quarter
 * @returns natural logarithm; `effectiveLaunches` is the number of launches that equal weights would give
 */
export function openingBelief(
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
