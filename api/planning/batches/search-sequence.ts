import type { Random } from '#planning/random'
import {
  buildSequence,
  checkSequence,
  type DiscreteInstance,
  type DiscreteSequence,
} from './discrete-instance.ts'
import { reoptimisePositions } from './reoptimise-positions.ts'

export type SequenceSearch = {
  /** best sequence so far; null when the instance has none */
  readonly best: () => DiscreteSequence | null
  readonly cost: () => number
  /** true once the best sequence is proven optimal by the exact programme */
  readonly isProven: () => boolean
  /** works on for a number of neighbourhoods */
  readonly step: (neighbourhoods: number) => void
}

const STATE_LIMITS = [400, 400, 2_000, 2_000, 10_000, 60_000]
const EXACT_STATES = 3_000_000
const PATIENCE = 400

/**
 * Large-neighbourhood search: some kinds of item inside a window of periods are taken out and put back optimally by
 * reoptimisePositions. When nothing helps for long, a few random swaps start the search elsewhere. A problem small
 * enough is solved exactly at once. Deterministic by seed.
 *
 * Source: the neighbourhoods follow Gillard & Schaus, IJCAI 2022 (decision-diagram large-neighbourhood search).
 */
export function searchSequence(instance: DiscreteInstance, random: Random): SequenceSearch {
  const { itemCount, periodCount } = instance
  let best: DiscreteSequence | null = null
  let bestCost = Number.POSITIVE_INFINITY
  for (const holdingWeight of [0, 0.25, 0.5, 1, 2, 4]) {
    const built = buildSequence(instance, holdingWeight)
    if (!built) break
    const { cost } = checkSequence(instance, built)
    if (cost >= bestCost) continue
    best = built
    bestCost = cost
  }
  let current: DiscreteSequence = best ? Int32Array.from(best) : new Int32Array(0)
  let currentCost = bestCost
  let fruitless = 0
  let proven = false
  let startCost = bestCost
  if (best) {
    const everything = Int32Array.from({ length: periodCount }, (_, period) => period)
    proven = reoptimisePositions(instance, current, everything, EXACT_STATES) !== null
    if (proven) {
      best = current
      bestCost = checkSequence(instance, current).cost
    }
  }

  return {
    best: () => best,
    cost: () => bestCost,
    isProven: () => proven,
    step: (neighbourhoods) => {
      if (!best || proven) return
      for (let done = 0; done < neighbourhoods; done += 1) improveOnce()
    },
  }

  function improveOnce() {
    const periods = choosePeriods()
    if (!periods) return
    const change = reoptimisePositions(instance, current, periods, Number.POSITIVE_INFINITY)
    if (change === null) return
    currentCost += change
    fruitless = change < -1e-9 ? 0 : fruitless + 1
    if (currentCost < bestCost - 1e-9) {
      best = Int32Array.from(current)
      bestCost = currentCost
    }
    if (fruitless < PATIENCE) return
    if (currentCost > bestCost * 1.01 || startCost === currentCost || random() < 0.3) {
      current = Int32Array.from(best as DiscreteSequence)
      currentCost = bestCost
    }
    startCost = currentCost
    kick(2 + Math.floor(random() * 6))
    fruitless = 0
  }

  function choosePeriods(): Int32Array | null {
    const limit = STATE_LIMITS[Math.floor(random() * STATE_LIMITS.length)]
    const length = Math.min(periodCount, 8 + Math.floor(random() ** 2 * Math.min(periodCount, 120)))
    const start = Math.floor(random() * (periodCount - length + 1))
    const counts = new Int32Array(itemCount + 1)
    const present: number[] = []
    for (let period = start; period < start + length; period += 1) {
      const kind = current[period] + 1
      if (counts[kind] === 0) present.push(kind)
      counts[kind] += 1
    }
    if (present.length < 2) return null
    for (let index = present.length - 1; index > 0; index -= 1) {
      const other = Math.floor(random() * (index + 1))
      ;[present[index], present[other]] = [present[other], present[index]]
    }
    const isFree = new Uint8Array(itemCount + 1)
    let states = 1
    let chosen = 0
    for (const kind of present) {
      const grown = states * (counts[kind] + 1)
      if (grown * (chosen + 2) > limit && chosen >= 2) continue
      states = grown
      isFree[kind] = 1
      chosen += 1
    }
    const periods: number[] = []
    for (let period = start; period < start + length; period += 1)
      if (isFree[current[period] + 1]) periods.push(period)
    return Int32Array.from(periods)
  }

  function kick(swaps: number) {
    for (let attempt = 0, done = 0; attempt < 200 && done < swaps; attempt += 1) {
      const one = Math.floor(random() * periodCount)
      const other = Math.min(periodCount - 1, one + 1 + Math.floor(random() * 12))
      if (current[one] === current[other]) continue
      swap(one, other)
      const { cost, faults } = checkSequence(instance, current)
      if (faults.length > 0) swap(one, other)
      else {
        currentCost = cost
        done += 1
      }
    }
  }

  function swap(one: number, other: number) {
    const kept = current[one]
    current[one] = current[other]
    current[other] = kept
  }
}
