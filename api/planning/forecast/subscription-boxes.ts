import { type Retention, survivalAfter } from '#planning/forecast/retention'

/** Live subscriptions as columns, one entry each. */
export interface Subscriptions {
  /** Item the box asks for, 0 … items − 1. */
  readonly item: Int32Array
  /** Units in each box, >= 0. */
  readonly unitsPerBox: Float64Array
  /** Index of the retention model (plan, channel …). */
  readonly plan: Int32Array
  /** Renewals passed so far, >= 0. */
  readonly renewals: Int32Array
  /** Step of the next box, >= 0; a pause with a known end is a later next box. */
  readonly nextStep: Int32Array
  /** Steps from box to box, >= 1. */
  readonly cadenceSteps: Int32Array
  /** Boxes from now on that are paid already: they need no renewal. */
  readonly prepaidBoxes: Int32Array
  /** Probability to skip a box, 0 … 1. */
  readonly skipProbability: Float64Array
  /** Probability per step that a pause without known end is lifted; 1 = not paused. */
  readonly resumePerStep: Float64Array
}

/** Units due per item and step, `mean[item * horizon + step]`; `prepaid` is the part of the mean that is paid. */
export interface BoxesDue {
  readonly mean: Float64Array
  readonly variance: Float64Array
  readonly prepaid: Float64Array
}

/**
 * Units of subscription boxes due: each box counts with the probability that its subscription is alive, running and
 * not skipped. Variances add as if subscriptions left independently.
 *
 * @param retentions one model per plan
 * @param items number of items, @param horizon number of steps
 * @throws RangeError for a cadence below 1
 */
export function boxesDue(
  subscriptions: Subscriptions,
  retentions: readonly Retention[],
  items: number,
  horizon: number,
): BoxesDue {
  const mean = new Float64Array(items * horizon)
  const variance = new Float64Array(items * horizon)
  const prepaid = new Float64Array(items * horizon)
  const tables = retentions.map((retention) => survivalTable(retention))
  for (let i = 0; i < subscriptions.item.length; i += 1) {
    const cadence = subscriptions.cadenceSteps[i]!
    if (!(cadence >= 1)) throw new RangeError(`cadenceSteps must be >= 1; got ${cadence}`)
    const survival = tables[subscriptions.plan[i]!]!
    const age = Math.min(survival.length - 1, subscriptions.renewals[i]!)
    const row = subscriptions.item[i]! * horizon
    const units = subscriptions.unitsPerBox[i]!
    const notSkipped = 1 - subscriptions.skipProbability[i]!
    const stillPaused = 1 - subscriptions.resumePerStep[i]!
    let box = 0
    for (let step = Math.max(0, subscriptions.nextStep[i]!); step < horizon; step += cadence) {
      const renewalsNeeded = Math.max(0, box + 1 - subscriptions.prepaidBoxes[i]!)
      const alive = survival[Math.min(survival.length - 1, age + renewalsNeeded)]! / survival[age]!
      const running = stillPaused > 0 ? 1 - stillPaused ** (step + 1) : 1
      const due = alive * running * notSkipped
      mean[row + step] += units * due
      variance[row + step] += units * units * due * (1 - due)
      if (renewalsNeeded === 0) prepaid[row + step] += units * due
      box += 1
    }
  }
  return { mean, variance, prepaid }
}

function survivalTable(retention: Retention): Float64Array {
  return Float64Array.from({ length: 1200 }, (_, renewals) => survivalAfter(retention, renewals))
}
