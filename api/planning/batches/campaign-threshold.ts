import { countCumulative, countsFromMoments } from '#planning/distribution/negative-binomial'

export type CampaignOutlook = {
  /** expected orders at the cut-off, those of today that survive included */
  readonly meanOrders: number
  readonly varianceOrders: number
}

export type ThresholdTerms = {
  readonly minimumUnits: number
  readonly marginPerUnit: number
  /** money lost by a unit made to reach the minimum that nobody ordered */
  readonly overagePerUnit: number
  /** money per order to cancel: refund handling, goodwill */
  readonly cancelCostPerOrder: number
  /** present when another variant could be made in the same batch */
  readonly merge?: { readonly with: CampaignOutlook; readonly lostOrdersShare: number }
}

export type ThresholdOption = {
  readonly action: 'wait' | 'top-up' | 'merge' | 'cancel'
  /** chance that the minimum is reached under this action */
  readonly chance: number
  /** expected money */
  readonly expectedWorth: number
}

/**
 * What to do with a campaign that may miss its minimum batch: wait for the cut-off, commit now and make the missing
 * units at a loss, merge it with another variant, or cancel. Orders at the cut-off are negative binomial.
 *
 * @returns all options, best first
 * @throws RangeError when an expectation is negative
 */
export function campaignThreshold(outlook: CampaignOutlook, terms: ThresholdTerms): ThresholdOption[] {
  const options = [waiting('wait', outlook, terms), toppingUp(outlook, terms)]
  if (terms.merge) {
    const kept = 1 - terms.merge.lostOrdersShare
    options.push(
      waiting(
        'merge',
        {
          meanOrders: outlook.meanOrders * kept + terms.merge.with.meanOrders,
          varianceOrders: outlook.varianceOrders * kept ** 2 + terms.merge.with.varianceOrders,
        },
        terms,
      ),
    )
  }
  options.push({
    action: 'cancel',
    chance: 0,
    expectedWorth: -terms.cancelCostPerOrder * outlook.meanOrders,
  })
  return options.sort((a, b) => b.expectedWorth - a.expectedWorth)
}

/** Chance that orders at the cut-off are at least the minimum. */
export function chanceOfReaching(minimumUnits: number, outlook: CampaignOutlook): number {
  return 1 - below(outlook, minimumUnits).chance
}

function waiting(
  action: 'wait' | 'merge',
  outlook: CampaignOutlook,
  { minimumUnits, marginPerUnit, cancelCostPerOrder }: ThresholdTerms,
): ThresholdOption {
  const { chance, mean } = below(outlook, minimumUnits)
  return {
    action,
    chance: 1 - chance,
    expectedWorth: marginPerUnit * (outlook.meanOrders - mean) - cancelCostPerOrder * mean,
  }
}

function toppingUp(
  outlook: CampaignOutlook,
  { minimumUnits, marginPerUnit, overagePerUnit }: ThresholdTerms,
): ThresholdOption {
  const { chance, mean } = below(outlook, minimumUnits)
  const missing = minimumUnits * chance - mean
  return {
    action: 'top-up',
    chance: 1,
    expectedWorth: marginPerUnit * outlook.meanOrders - overagePerUnit * missing,
  }
}

/** Chance of fewer orders than the minimum, and Σ orders × chance over these cases. */
function below({ meanOrders, varianceOrders }: CampaignOutlook, minimumUnits: number) {
  if (!(meanOrders >= 0)) throw new RangeError(`meanOrders must be >= 0; got ${meanOrders}`)
  if (meanOrders === 0) return { chance: minimumUnits > 0 ? 1 : 0, mean: 0 }
  const distribution = countsFromMoments(meanOrders, Math.max(varianceOrders, meanOrders))
  const least = Math.ceil(minimumUnits)
  let mean = 0
  for (let count = 1; count < least; count += 1) mean += 1 - countCumulative(count - 1, distribution)
  const chance = least > 0 ? countCumulative(least - 1, distribution) : 0
  return { chance, mean: Math.max(0, mean - (least - 1) * (1 - chance)) }
}
