import { normalCumulative, normalDensity, normalLoss, normalQuantile } from '#planning/distribution/normal'

export type StyleDemand = { readonly meanUnits: number; readonly deviationUnits: number }

/**
 * First lots of several styles when only part of the season is made before orders are seen: every style gets its mean
 * less the same number of standard deviations, so that what is made early is what is surest to sell.
 *
 * @param commitUnits units to be made early over all styles, >= 0
 * @returns deviations k and whole units of each style, max(0, mean − k × deviation)
 * Source: Fisher & Raman 1996, Operations Research 44(1), 87–99 (Sport Obermeyer).
 */
export function firstLots(
  styles: readonly StyleDemand[],
  commitUnits: number,
): { readonly deviationsBelowMean: number; readonly units: readonly number[] } {
  const made = (deviations: number) =>
    styles.reduce(
      (sum, { meanUnits, deviationUnits }) => sum + Math.max(0, meanUnits - deviations * deviationUnits),
      0,
    )
  const mean = styles.reduce((sum, style) => sum + style.meanUnits, 0)
  const deviation = styles.reduce((sum, style) => sum + style.deviationUnits, 0)
  let deviationsBelowMean = deviation > 0 ? (mean - commitUnits) / deviation : 0
  if (made(deviationsBelowMean) > commitUnits + 1e-9 * Math.max(1, commitUnits)) {
    let low = deviationsBelowMean
    let high = low + 1
    while (made(high) > commitUnits && high < 1e6) high = low + 2 * (high - low)
    for (let round = 0; round < 200; round += 1) {
      const middle = (low + high) / 2
      if (made(middle) > commitUnits) low = middle
      else high = middle
    }
    deviationsBelowMean = high
  }
  return {
    deviationsBelowMean,
    units: styles.map(({ meanUnits, deviationUnits }) =>
      Math.round(Math.max(0, meanUnits - deviationsBelowMean * deviationUnits)),
    ),
  }
}

export type SingleLotTerms = {
  /** money earned by a unit sold */
  readonly marginPerUnit: number
  /** money lost by a unit left over */
  readonly overagePerUnit: number
}

/** Newsvendor lot of one normal demand, with expected profit and what not knowing costs against foresight. */
export function singleLot(
  { meanUnits, deviationUnits }: StyleDemand,
  { marginPerUnit, overagePerUnit }: SingleLotTerms,
): { readonly units: number; readonly profit: number; readonly mismatchCost: number } {
  if (!(marginPerUnit > 0)) throw new RangeError(`marginPerUnit must be > 0; got ${marginPerUnit}`)
  if (!(overagePerUnit > 0)) throw new RangeError(`overagePerUnit must be > 0; got ${overagePerUnit}`)
  const z = normalQuantile(marginPerUnit / (marginPerUnit + overagePerUnit))
  const mismatchCost = (marginPerUnit + overagePerUnit) * deviationUnits * normalDensity(z)
  return {
    units: meanUnits + z * deviationUnits,
    profit: marginPerUnit * meanUnits - mismatchCost,
    mismatchCost,
  }
}

export type TwoStageTerms = StyleDemand & {
  readonly price: number
  readonly firstCostPerUnit: number
  /** cost of a unit made after the signal, > firstCostPerUnit for a first lot to make sense */
  readonly secondCostPerUnit: number
  readonly salvagePerUnit: number
  /** correlation of the signal (such as pre-orders) with demand, 0 to below 1 */
  readonly signalCorrelation: number
  /** money for opening the second lot at all */
  readonly secondSetupCost?: number
  /** units of both lots together at most; default: any number */
  readonly mostUnits?: number
}

/**
 * How much to commit now when a dearer second lot may follow a signal about demand: demand and signal are jointly
 * normal; after the signal the lot is raised to the newsvendor level of what is then believed, if that pays its setup.
 *
 * The published case that `trancheAdvice` generalises: there a batch bounds both lots, and some units cannot wait.
 *
 * @returns first lot in units and expected profit in money
 * @throws RangeError naming the term out of range
 * Source: Fisher & Raman 1996; Donohue 2000, Management Science 46(11), 1397–1411.
 */
export function twoStageLots(terms: TwoStageTerms): { readonly firstUnits: number; readonly profit: number } {
  const { price, firstCostPerUnit, secondCostPerUnit, salvagePerUnit, signalCorrelation } = terms
  if (!(signalCorrelation >= 0 && signalCorrelation < 1))
    throw new RangeError(`signalCorrelation must be in [0, 1); got ${signalCorrelation}`)
  if (!(salvagePerUnit < firstCostPerUnit && firstCostPerUnit < price))
    throw new RangeError(`firstCostPerUnit must be between salvage and price; got ${firstCostPerUnit}`)
  if (!(salvagePerUnit < secondCostPerUnit))
    throw new RangeError(`secondCostPerUnit must be above salvage; got ${secondCostPerUnit}`)
  let low = Math.max(0, terms.meanUnits - 8 * terms.deviationUnits)
  let high = terms.meanUnits + 8 * terms.deviationUnits
  const ratio = (Math.sqrt(5) - 1) / 2
  for (let round = 0; round < 90; round += 1) {
    const left = high - ratio * (high - low)
    const right = low + ratio * (high - low)
    if (twoStageProfit(terms, left) < twoStageProfit(terms, right)) low = left
    else high = right
  }
  const firstUnits = (low + high) / 2
  return { firstUnits, profit: twoStageProfit(terms, firstUnits) }
}

/** Expected profit of a given first lot when the second is chosen well. */
export function twoStageProfit(terms: TwoStageTerms, firstUnits: number): number {
  const {
    price,
    firstCostPerUnit,
    secondCostPerUnit,
    salvagePerUnit,
    signalCorrelation,
    secondSetupCost = 0,
    mostUnits = Number.POSITIVE_INFINITY,
  } = terms
  const believed = terms.deviationUnits * Math.sqrt(1 - signalCorrelation ** 2)
  const moves = terms.deviationUnits * signalCorrelation
  const isWorthMore = secondCostPerUnit < price
  const level = isWorthMore ? normalQuantile((price - secondCostPerUnit) / (price - salvagePerUnit)) : 0
  const revenue = (mean: number, units: number) => {
    const left =
      believed > 0
        ? units - mean + believed * normalLoss((units - mean) / believed)
        : Math.max(0, units - mean)
    return price * units - (price - salvagePerUnit) * left
  }
  const profitAt = (signal: number) => {
    const mean = terms.meanUnits + moves * signal
    const alone = revenue(mean, firstUnits)
    if (!isWorthMore) return alone
    const raised = Math.max(firstUnits, Math.min(mostUnits, mean + level * believed))
    if (raised === firstUnits) return alone
    return Math.max(
      alone,
      revenue(mean, raised) - secondCostPerUnit * (raised - firstUnits) - secondSetupCost,
    )
  }
  const kink = moves > 0 ? (firstUnits - terms.meanUnits - level * believed) / moves : 9
  const split = Math.min(9, Math.max(-9, kink))
  const expected = simpson(profitAt, -9, split) + simpson(profitAt, split, 9)
  return expected / (normalCumulative(9) - normalCumulative(-9)) - firstCostPerUnit * firstUnits
}

function simpson(profitAt: (signal: number) => number, from: number, to: number): number {
  if (to <= from) return 0
  const pieces = 400
  const width = (to - from) / pieces
  let sum = 0
  for (let piece = 0; piece <= pieces; piece += 1) {
    const signal = from + piece * width
    const weight = piece === 0 || piece === pieces ? 1 : piece % 2 === 1 ? 4 : 2
    sum += weight * normalDensity(signal) * profitAt(signal)
  }
  return (sum * width) / 3
}
