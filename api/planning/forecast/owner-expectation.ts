/** What owners expected of one window, what they sold in it, and what the same owners usually sell per week. */
export interface ExpectationOutcome {
  readonly expected: number
  readonly sold: number
  readonly usualWeekly: number
  readonly weeks: number
}

/** How owners' expectations are used: sold ≈ (1 − weight) × usual + weight × calibration × expected. */
export interface ExpectationWeight {
  /** Units sold per unit expected, learned. */
  readonly calibration: number
  /** Credibility, 0 … 1; 0 while no window has closed. */
  readonly weight: number
  readonly outcomes: number
}

/** Closed windows' worth of doubt. */
const DOUBT_OUTCOMES = 10

/**
 * Learns how far owners' expectations improve on what the same owners usually sell.
 *
 * Weight is the least-squares weight of the calibrated expectation, drawn to 0 while few windows have closed.
 * Source: Bühlmann credibility n / (n + k); Bates & Granger 1969 for the weight of two forecasts.
 * @example learnExpectationWeight([]) // calibration 1, weight 0
 */
export function learnExpectationWeight(outcomes: readonly ExpectationOutcome[]): ExpectationWeight {
  let expected = 0
  let sold = 0
  for (const outcome of outcomes) {
    expected += outcome.expected
    sold += outcome.sold
  }
  if (outcomes.length === 0 || expected <= 0) return { calibration: 1, weight: 0, outcomes: 0 }
  const calibration = sold / expected
  let agreement = 0
  let spread = 0
  for (const outcome of outcomes) {
    const usual = outcome.usualWeekly * outcome.weeks
    const shift = calibration * outcome.expected - usual
    agreement += (outcome.sold - usual) * shift
    spread += shift * shift
  }
  const best = spread > 0 ? Math.min(1, Math.max(0, agreement / spread)) : 0
  const credibility = outcomes.length / (outcomes.length + DOUBT_OUTCOMES)
  return { calibration, weight: best * credibility, outcomes: outcomes.length }
}

/** Expectations of future weeks: units expected and usual units of the same owners, per step. */
export interface ExpectedWeeks {
  readonly expected: Float64Array
  readonly usual: Float64Array
}

/**
 * Replaces part of the remainder by what owners expect.
 *
 * @param model forecast of the remainder per step, units
 * @returns intent per step and what is left of the model; intent never comes on top of the same owners' usual sales
 */
export function applyExpectations(
  model: Float64Array,
  { expected, usual }: ExpectedWeeks,
  { calibration, weight }: ExpectationWeight,
): { intent: Float64Array; model: Float64Array } {
  const intent = expected.map((units) => weight * calibration * units)
  const left = model.map((units, step) =>
    expected[step]! > 0 ? units - weight * Math.min(units, usual[step]!) : units,
  )
  return { intent, model: left }
}
