import type { Outputs } from '#web/trpc.ts'

export type SmoothedSupplier = NonNullable<Outputs['bullwhip']['smoothing']>['suppliers'][number]
export type CandidateCost = SmoothedSupplier['costs'][number]

export function totalCost({ holding, backorder, capacity }: CandidateCost): number {
  return holding + backorder + capacity
}

/** The candidate that the run uses; undefined where nothing was priced. */
export function chosenCost({ costs, gapShare, levellingWeeks }: SmoothedSupplier): CandidateCost | undefined {
  return costs.find((each) => each.gapShare === gapShare && each.levellingWeeks === levellingWeeks)
}

/** Cost a week of the run's choice, less that of another share with known orders made just in time; null: not priced. */
export function costAgainst(supplier: SmoothedSupplier, gapShare: number): number | null {
  const chosen = chosenCost(supplier)
  const other = supplier.costs.find((each) => each.gapShare === gapShare && each.levellingWeeks === 1)
  return chosen && other ? totalCost(chosen) - totalCost(other) : null
}
