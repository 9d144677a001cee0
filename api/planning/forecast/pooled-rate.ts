/** Cells of settled orders: each one combination of groups, e.g. campaign × owner × channel. */
export interface SettledCells {
  readonly events: ArrayLike<number>
  readonly trials: ArrayLike<number>
  /** One array per grouping: the group of each cell, 0 … groups − 1. Groupings may cross. */
  readonly groups: readonly ArrayLike<number>[]
}

/** Rates with partial pooling: a small group is drawn to what its other groups say, a large one speaks for itself. */
export interface PooledRates {
  /** Log-odds of the whole. */
  readonly intercept: number
  /** Log-odds added by each group, per grouping. */
  readonly effects: readonly Float64Array[]
  /** Pseudo-orders of the beta belief about one cell's rate; small means strongly correlated orders. */
  readonly concentration: number
}

/**
 * Logistic random effects of crossed groupings, by coordinate Newton steps with variances by expectation–maximisation,
 * and the beta concentration of what they leave unexplained.
 *
 * @throws RangeError when events exceed trials
 * Source: Breslow & Clayton 1993, JASA 88 (penalised quasi-likelihood); Kleinman 1973, JASA 68 (moment concentration).
 * @example pooledRate(fitPooledRates({ events: [2, 40], trials: [4, 100], groups: [[0, 1]] }), [0]) // between .4 and .5
 */
export function fitPooledRates({ events, trials, groups }: SettledCells): PooledRates {
  const cells = trials.length
  let allEvents = 0.5
  let allTrials = 1
  for (let cell = 0; cell < cells; cell += 1) {
    if (!(events[cell]! >= 0 && events[cell]! <= trials[cell]!))
      throw new RangeError(`events must be in [0, trials]; got ${events[cell]} of ${trials[cell]}`)
    allEvents += events[cell]!
    allTrials += trials[cell]!
  }
  let intercept = Math.log(allEvents / (allTrials - allEvents))
  const effects = groups.map((group) => new Float64Array(groupCount(group)))
  const variances = groups.map(() => 0.25)
  const logOdds = new Float64Array(cells).fill(intercept)
  for (let sweep = 0; sweep < 60; sweep += 1) {
    let largestStep = 0
    groups.forEach((group, grouping) => {
      const effect = effects[grouping]!
      const score = new Float64Array(effect.length)
      const information = new Float64Array(effect.length)
      for (let cell = 0; cell < cells; cell += 1) {
        const rate = logistic(logOdds[cell]!)
        score[group[cell]!] += events[cell]! - trials[cell]! * rate
        information[group[cell]!] += trials[cell]! * rate * (1 - rate)
      }
      const precision = 1 / variances[grouping]!
      const step = new Float64Array(effect.length)
      let spread = 0
      for (let g = 0; g < effect.length; g += 1) {
        const curvature = information[g]! + precision
        step[g] = Math.max(-1, Math.min(1, (score[g]! - precision * effect[g]!) / curvature))
        effect[g] += step[g]!
        largestStep = Math.max(largestStep, Math.abs(step[g]!))
        spread += effect[g]! * effect[g]! + 1 / curvature
      }
      if (effect.length > 1) variances[grouping] = Math.max(1e-4, spread / effect.length)
      for (let cell = 0; cell < cells; cell += 1) logOdds[cell] += step[group[cell]!]!
    })
    let score = 0
    let information = 1e-9
    for (let cell = 0; cell < cells; cell += 1) {
      const rate = logistic(logOdds[cell]!)
      score += events[cell]! - trials[cell]! * rate
      information += trials[cell]! * rate * (1 - rate)
    }
    const shift = Math.max(-1, Math.min(1, score / (information + 0.01)))
    intercept += shift
    for (let cell = 0; cell < cells; cell += 1) logOdds[cell] += shift
    if (largestStep < 1e-7 && Math.abs(shift) < 1e-7) break
  }
  return { intercept, effects, concentration: concentrationOf(events, trials, logOdds) }
}

/** Rate of a combination of groups; −1 stands for a group never seen, which adds nothing. */
export function pooledRate(rates: PooledRates, groups: readonly number[]): number {
  let logOdds = rates.intercept
  groups.forEach((group, grouping) => {
    if (group >= 0) logOdds += rates.effects[grouping]?.[group] ?? 0
  })
  return logistic(logOdds)
}

/** Beta belief about the rate of a combination of groups. */
export function pooledBelief(rates: PooledRates, groups: readonly number[]): { alpha: number; beta: number } {
  const rate = pooledRate(rates, groups)
  return { alpha: rates.concentration * rate, beta: rates.concentration * (1 - rate) }
}

function concentrationOf(
  events: ArrayLike<number>,
  trials: ArrayLike<number>,
  logOdds: Float64Array,
): number {
  let excess = 0
  let scale = 0
  for (let cell = 0; cell < trials.length; cell += 1) {
    const n = trials[cell]!
    if (n < 2) continue
    const rate = logistic(logOdds[cell]!)
    const binomial = n * rate * (1 - rate)
    excess += (events[cell]! - n * rate) ** 2 - binomial
    scale += binomial * (n - 1)
  }
  const correlation = scale > 0 ? Math.min(0.5, Math.max(1e-4, excess / scale)) : 0.02
  return 1 / correlation - 1
}

function groupCount(group: ArrayLike<number>): number {
  let largest = -1
  for (let cell = 0; cell < group.length; cell += 1) {
    if (!(Number.isInteger(group[cell]!) && group[cell]! >= 0))
      throw new RangeError(`group must be a whole number >= 0; got ${group[cell]}`)
    largest = Math.max(largest, group[cell]!)
  }
  return largest + 1
}

function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds))
}
