import type { HighsSolver } from '#api/solver/highs-solver'
import { solveDiscrete } from '#api/solver/solve-discrete'
import { type MultiItemSolution, solveMultiItem } from '#api/solver/solve-multi-item'
import { exactSingleItem } from '#planning/lot-sizing/exact-single-item'
import { firstOverloadedBucket, type MultiItemInstance } from '#planning/lot-sizing/multi-item-instance'
import type { NamedInstance } from './read-instances.ts'

export type LotSizeResult = {
  readonly name: string
  readonly objective: number | null
  readonly lowerBound: number | null
  /** (objective − lowerBound) / objective */
  readonly gap: number | null
  readonly seconds: number
  readonly stoppedBy: 'proven' | 'gap' | 'time' | 'infeasible'
  readonly plan: { production: number[][]; setup: number[][] } | { sequence: number[] } | null
  /** why no plan exists, where it is known */
  readonly reason?: string
}

/** One item is solved exactly, without a solver, where the exact programme holds. */
function solutionOfOneItem(instance: MultiItemInstance): MultiItemSolution | null {
  const exact = firstOverloadedBucket(instance) < 0 ? exactSingleItem(instance) : null
  if (exact === 'infeasible')
    return { plan: null, lowerBound: Number.POSITIVE_INFINITY, stoppedBy: 'infeasible' }
  return exact && { plan: exact, lowerBound: exact.cost, stoppedBy: 'proven' }
}

export async function solveInstance(
  named: NamedInstance,
  limits: { readonly seconds: number; readonly gap: number },
  solvers: readonly [HighsSolver, HighsSolver],
): Promise<LotSizeResult> {
  const startedAt = performance.now()
  if (named.kind === 'discrete') {
    const { sequence, cost, lowerBound, stoppedBy } = await solveDiscrete(named.instance, limits, solvers[0])
    return result(cost, lowerBound, stoppedBy, sequence ? { sequence: [...sequence] } : null, {
      ...(sequence ? {} : { reason: 'more units are due than there are periods for them' }),
    })
  }
  const { plan, lowerBound, stoppedBy, overloadedBucket } =
    solutionOfOneItem(named.instance) ?? (await solveMultiItem(named.instance, limits, solvers))
  const { itemCount, bucketCount } = named.instance
  const table = (values: ArrayLike<number>) =>
    Array.from({ length: bucketCount }, (_, bucket) =>
      Array.from({ length: itemCount }, (_, item) => values[item * bucketCount + bucket] ?? 0),
    )
  return result(
    plan?.cost ?? Number.POSITIVE_INFINITY,
    lowerBound,
    stoppedBy,
    plan ? { production: table(plan.production), setup: table(plan.setups) } : null,
    overloadedBucket === undefined
      ? stoppedBy === 'infeasible'
        ? { reason: 'no plan meets all demand in time with the setup times given' }
        : {}
      : { reason: `demand up to period ${overloadedBucket} exceeds all capacity up to it` },
  )

  function result(
    cost: number,
    lowerBound: number,
    stoppedBy: LotSizeResult['stoppedBy'],
    plan: LotSizeResult['plan'],
    reason: { reason?: string },
  ): LotSizeResult {
    const objective = Number.isFinite(cost) ? cost : null
    const bound = Number.isFinite(lowerBound) ? lowerBound : null
    const distance = objective === null || bound === null ? null : Math.max(0, objective - bound)
    return {
      name: named.name,
      objective,
      lowerBound: bound,
      gap: distance === null ? null : objective === 0 ? 0 : distance / (objective as number),
      seconds: Math.round(performance.now() - startedAt) / 1000,
      stoppedBy,
      plan,
      ...reason,
    }
  }
}
