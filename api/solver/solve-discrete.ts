import {
  checkSequence,
  type DiscreteInstance,
  type DiscreteSequence,
  simpleSequenceBound,
} from '#planning/batches/discrete-instance'
import { discreteModel } from '#planning/batches/discrete-model'
import { searchSequence } from '#planning/batches/search-sequence'
import { createRandom } from '#planning/random'
import type { HighsSolver } from './highs-solver.ts'

export type DiscreteSolution = {
  readonly sequence: DiscreteSequence | null
  readonly cost: number
  readonly lowerBound: number
  readonly stoppedBy: 'proven' | 'gap' | 'time' | 'infeasible'
}

/** Flow columns beyond which the proof would take memory without ever saying anything in time. */
const MOST_FLOW_COLUMNS = 120_000
const SLICE_MS = 40

/**
 * Discrete lot sizing on two threads: local search here, in slices so that messages get through, and branch and
 * bound in the solver's thread for the lower bound. Always returns the best sequence found within `seconds`.
 */
export async function solveDiscrete(
  instance: DiscreteInstance,
  limits: { readonly seconds: number; readonly gap: number; readonly signal?: AbortSignal },
  solver: HighsSolver,
): Promise<DiscreteSolution> {
  const startedAt = performance.now()
  const secondsLeft = () => limits.seconds - (performance.now() - startedAt) / 1000
  const search = searchSequence(instance, createRandom(1))
  if (!search.best())
    return {
      sequence: null,
      cost: Number.POSITIVE_INFINITY,
      lowerBound: Number.POSITIVE_INFINITY,
      stoppedBy: 'infeasible',
    }
  const isWhole = [...instance.changeover, ...instance.holdingCost].every(Number.isInteger)
  const raise = (bound: number) => (isWhole ? Math.ceil(bound - 1e-6) : bound)
  let bound = search.isProven() ? search.cost() : raise(simpleSequenceBound(instance))
  const stopProof = new AbortController()
  limits.signal?.addEventListener('abort', () => stopProof.abort())
  const isDone = () =>
    search.isProven() ||
    secondsLeft() <= 0.15 ||
    limits.signal?.aborted === true ||
    search.cost() - bound <= limits.gap * search.cost()
  const proof = isDone() || !canProve(instance) ? Promise.resolve() : prove()
  while (!isDone()) {
    const sliceEnds = performance.now() + Math.min(SLICE_MS, (secondsLeft() - 0.15) * 1000)
    do search.step(1)
    while (performance.now() < sliceEnds)
    await new Promise((go) => setImmediate(go))
  }
  stopProof.abort()
  await proof
  const { cost } = checkSequence(instance, search.best()!)
  const lowerBound = search.isProven() ? cost : Math.min(bound, cost)
  const isClosed = cost - lowerBound <= 1e-9 * Math.max(1, cost)
  const reached = cost - lowerBound <= limits.gap * cost ? 'gap' : 'time'
  return { sequence: search.best(), cost, lowerBound, stoppedBy: isClosed ? 'proven' : reached }

  async function prove() {
    const { model } = discreteModel(instance)
    const answer = await solver
      .solve(
        { model, relativeGap: 0, seconds: Math.max(0.05, secondsLeft() - 0.3) },
        {
          signal: stopProof.signal,
          onBound: (proven) => {
            bound = Math.max(bound, raise(proven))
          },
        },
      )
      .catch(() => undefined)
    if (answer && 'bound' in answer && Number.isFinite(answer.bound))
      bound = Math.max(bound, raise(answer.bound))
  }
}

function canProve({ itemCount, periodCount, changeover }: DiscreteInstance): boolean {
  for (let item = 0; item < itemCount; item += 1) if (changeover[item * itemCount + item] !== 0) return false
  return itemCount ** 2 * periodCount <= MOST_FLOW_COLUMNS
}
