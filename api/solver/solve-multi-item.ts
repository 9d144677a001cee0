import { facilityLocationModel, readPlan, writePlan } from '#planning/lot-sizing/facility-location-model'
import { fixAndOptimise, type SharedPlan } from '#planning/lot-sizing/fix-and-optimise'
import {
  firstOverloadedBucket,
  type MultiItemInstance,
  type MultiItemPlan,
} from '#planning/lot-sizing/multi-item-instance'
import { priceCapacity } from '#planning/lot-sizing/price-capacity'
import { createRandom } from '#planning/random'
import { drive } from './drive.ts'
import type { HighsSolver } from './highs-solver.ts'

export type MultiItemSolution = {
  readonly plan: MultiItemPlan | null
  readonly lowerBound: number
  readonly stoppedBy: 'proven' | 'gap' | 'time' | 'infeasible'
  /** first bucket by which demand exceeds all capacity, where that is why no plan exists */
  readonly overloadedBucket?: number
}

/** Rounds of prices before the solver is asked: some milliseconds, after which a plan is at hand. */
const PRICE_ROUNDS = 150

/**
 * Capacitated lot sizing on two threads: capacity prices give a first plan at once, branch and bound on the whole
 * model proves the bound, fix-and-optimise beside it improves plans and hands them over. Always returns the best plan
 * found within `seconds`.
 */
export async function solveMultiItem(
  instance: MultiItemInstance,
  limits: { readonly seconds: number; readonly gap: number; readonly signal?: AbortSignal },
  solvers: readonly [HighsSolver, HighsSolver],
): Promise<MultiItemSolution> {
  const startedAt = performance.now()
  const secondsLeft = () => limits.seconds - (performance.now() - startedAt) / 1000
  const overloadedBucket = firstOverloadedBucket(instance)
  if (overloadedBucket >= 0)
    return { plan: null, lowerBound: Number.POSITIVE_INFINITY, stoppedBy: 'infeasible', overloadedBucket }
  const layout = facilityLocationModel(instance)
  const priced = priceCapacity(instance, PRICE_ROUNDS)
  const shared: SharedPlan = { best: priced.plan }
  const candidate = {
    version: new SharedArrayBuffer(4),
    columnValues: new SharedArrayBuffer(8 * layout.model.columnCount),
  }
  let bound = priced.lowerBound
  const stopProof = new AbortController()
  const stopSearch = new AbortController()
  limits.signal?.addEventListener('abort', () => {
    stopProof.abort()
    stopSearch.abort()
  })
  const isGapReached = () =>
    shared.best !== null && shared.best.cost - bound <= limits.gap * Math.abs(shared.best.cost)
  const offer = (plan: MultiItemPlan) => {
    new Float64Array(candidate.columnValues).set(writePlan(instance, layout, plan))
    Atomics.add(new Int32Array(candidate.version), 0, 1)
    if (isGapReached()) stopProof.abort()
  }
  let startSearch: () => void = () => undefined
  const firstPlan = new Promise<void>((go) => {
    startSearch = go
  })
  const take = (columnValues: Float64Array) => {
    const plan = readPlan(instance, layout, columnValues)
    if (plan && (!shared.best || plan.cost < shared.best.cost - 1e-9)) shared.best = plan
    if (shared.best) startSearch()
  }
  const isOver = () => stopSearch.signal.aborted || secondsLeft() < 0.3
  if (shared.best) startSearch()
  const search = (async () => {
    await firstPlan
    await drive(
      fixAndOptimise(instance, shared, createRandom(1), Math.max(1, limits.seconds / 10), isOver, offer),
      {
        ...solvers[1],
        solve: (request, hooks) => {
          const seconds = Math.max(0.05, Math.min(request.seconds ?? 60, secondsLeft() - 0.25))
          return solvers[1].solve({ ...request, seconds }, hooks)
        },
      },
      { signal: stopSearch.signal },
    )
  })()
  const answer = await solvers[0].solve(
    {
      model: layout.model,
      ...(shared.best ? { start: writePlan(instance, layout, shared.best) } : {}),
      relativeGap: limits.gap,
      seconds: Math.max(0.05, secondsLeft() - 0.25),
    },
    {
      candidate,
      signal: stopProof.signal,
      onIncumbent: ({ columnValues }) => take(columnValues),
      onBound: (proven) => {
        bound = Math.max(bound, proven)
        if (isGapReached()) stopProof.abort()
      },
    },
  )
  if (answer.status === 'optimal' || answer.status === 'stopped') take(answer.columnValues)
  if ('bound' in answer && Number.isFinite(answer.bound)) bound = Math.max(bound, answer.bound)
  if (answer.status === 'infeasible' && !shared.best) {
    startSearch()
    await search
    return { plan: null, lowerBound: Number.POSITIVE_INFINITY, stoppedBy: 'infeasible' }
  }
  stopSearch.abort()
  startSearch()
  await search
  const cost = shared.best?.cost ?? Number.POSITIVE_INFINITY
  const lowerBound = Math.min(Math.max(0, bound), cost)
  const isProven = cost - lowerBound <= 1e-6 * Math.max(1, cost)
  return { plan: shared.best, lowerBound, stoppedBy: isProven ? 'proven' : isGapReached() ? 'gap' : 'time' }
}
