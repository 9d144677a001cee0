import type { Random } from '#planning/random'

export type ChangeoverSequence = { readonly cost: number; readonly order: readonly number[] }

const EXACT_JOBS = 15
/** Places that the search beyond the exact programme tries for segments, all restarts together. */
const TRIALS = 400_000

/**
 * Cheapest order of jobs with sequence-dependent changeovers, starting from the present setup (an asymmetric
 * travelling-salesman path): exact by Held–Karp up to 15 jobs, beyond that nearest neighbour improved
 * by moving segments (Or-opt) with random restarts, within a number of trials.
 *
 * @param changeover money or minutes, [from][to]; state 0 is the present setup, 1… are the jobs
 * @param random only used beyond `exactJobs`
 * @param exactJobs at most so many jobs are put in order exactly; work and memory double with each, 0–20
 * @returns cost of the path and the jobs in order (without state 0)
 * @throws RangeError when the matrix is not square
 * Source: Held & Karp 1962, SIAM Journal 10(1), 196–210; Or 1976.
 */
export function sequenceChangeovers(
  changeover: readonly (readonly number[])[],
  random: Random,
  exactJobs = EXACT_JOBS,
): ChangeoverSequence {
  const jobCount = changeover.length - 1
  changeover.forEach((row, index) => {
    if (row.length !== changeover.length)
      throw new RangeError(`changeover[${index}] must have ${changeover.length} entries; got ${row.length}`)
  })
  if (jobCount <= 0) return { cost: 0, order: [] }
  return jobCount <= exactJobs ? heldKarp(changeover, jobCount) : localSearch(changeover, jobCount, random)
}

/** Cheapest closed tour through all states by trying every last job of the exact programme. */
export function cheapestCycle(changeover: readonly (readonly number[])[]): number {
  const jobCount = changeover.length - 1
  const { cost } = pathCosts(changeover, jobCount)
  const all = 2 ** jobCount - 1
  let best = Number.POSITIVE_INFINITY
  for (let last = 0; last < jobCount; last += 1)
    best = Math.min(best, cost[all * jobCount + last] + changeover[last + 1][0])
  return best
}

function pathCosts(changeover: readonly (readonly number[])[], jobCount: number) {
  const sets = 2 ** jobCount
  const cost = new Float64Array(sets * jobCount).fill(Number.POSITIVE_INFINITY)
  const before = new Int8Array(sets * jobCount).fill(-1)
  for (let job = 0; job < jobCount; job += 1) cost[2 ** job * jobCount + job] = changeover[0][job + 1]
  for (let set = 1; set < sets; set += 1)
    for (let last = 0; last < jobCount; last += 1) {
      const reached = cost[set * jobCount + last]
      if (reached === Number.POSITIVE_INFINITY) continue
      for (let next = 0; next < jobCount; next += 1) {
        if (set & (1 << next)) continue
        const state = (set | (1 << next)) * jobCount + next
        const total = reached + changeover[last + 1][next + 1]
        if (total >= cost[state]) continue
        cost[state] = total
        before[state] = last
      }
    }
  return { cost, before }
}

function heldKarp(changeover: readonly (readonly number[])[], jobCount: number): ChangeoverSequence {
  const { cost, before } = pathCosts(changeover, jobCount)
  let set = 2 ** jobCount - 1
  let last = 0
  for (let job = 1; job < jobCount; job += 1)
    if (cost[set * jobCount + job] < cost[set * jobCount + last]) last = job
  const best = cost[set * jobCount + last]
  const order: number[] = []
  while (last >= 0) {
    order.push(last + 1)
    const earlier = before[set * jobCount + last]
    set ^= 1 << last
    last = earlier
  }
  return { cost: best, order: order.reverse() }
}

function localSearch(
  changeover: readonly (readonly number[])[],
  jobCount: number,
  random: Random,
): ChangeoverSequence {
  let best: ChangeoverSequence = { cost: Number.POSITIVE_INFINITY, order: [] }
  let order = nearestNeighbour(changeover, jobCount)
  const work = { trialsLeft: TRIALS }
  for (let restart = 0; restart < 30; restart += 1) {
    moveSegments(changeover, order, work)
    const cost = pathCost(changeover, order)
    if (cost < best.cost) best = { cost, order: order.slice() }
    if (work.trialsLeft <= 0) break
    order = best.order.slice()
    const cuts = Array.from({ length: 3 }, () => Math.floor(random() * jobCount)).sort((a, b) => a - b)
    order = [
      ...order.slice(0, cuts[0]),
      ...order.slice(cuts[1], cuts[2]),
      ...order.slice(cuts[0], cuts[1]),
      ...order.slice(cuts[2]),
    ]
  }
  return best
}

function pathCost(changeover: readonly (readonly number[])[], order: readonly number[]): number {
  let cost = 0
  let last = 0
  for (const job of order) {
    cost += changeover[last][job]
    last = job
  }
  return cost
}

function nearestNeighbour(changeover: readonly (readonly number[])[], jobCount: number): number[] {
  const left = new Set(Array.from({ length: jobCount }, (_, job) => job + 1))
  const order: number[] = []
  let last = 0
  while (left.size > 0) {
    let nearest = -1
    for (const job of left)
      if (nearest < 0 || changeover[last][job] < changeover[last][nearest]) nearest = job
    order.push(nearest)
    left.delete(nearest)
    last = nearest
  }
  return order
}

/** Or-opt: segments of up to three jobs move to their best place until none helps or the trials are used up. */
function moveSegments(
  changeover: readonly (readonly number[])[],
  order: number[],
  work: { trialsLeft: number },
): void {
  const at = (position: number) => (position < 0 ? 0 : (order[position] ?? -1))
  const step = (from: number, to: number) => (to < 0 ? 0 : changeover[from][to])
  for (let improved = true; improved; ) {
    improved = false
    for (let length = 1; length <= 3; length += 1)
      for (let start = 0; start + length <= order.length; start += 1) {
        if (work.trialsLeft <= 0) return
        work.trialsLeft -= order.length
        const first = order[start]
        const last = order[start + length - 1]
        const saved =
          step(at(start - 1), first) +
          step(last, at(start + length)) -
          step(at(start - 1), at(start + length))
        let bestGain = 1e-9
        let target = -2
        for (let after = -1; after < order.length; after += 1) {
          if (after >= start - 1 && after < start + length) continue
          const added = step(at(after), first) + step(last, at(after + 1)) - step(at(after), at(after + 1))
          if (saved - added <= bestGain) continue
          bestGain = saved - added
          target = after
        }
        if (target === -2) continue
        const segment = order.splice(start, length)
        order.splice(target < start ? target + 1 : target + 1 - length, 0, ...segment)
        improved = true
      }
  }
}
