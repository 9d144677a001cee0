import type { Random } from '#planning/random'

export type DueJob = { readonly minutes: number; readonly weight: number; readonly dueMinute: number }

/** Total weighted tardiness of jobs done in the order given. */
export function weightedTardiness(jobs: readonly DueJob[], order: ArrayLike<number>): number {
  let time = 0
  let total = 0
  for (let position = 0; position < order.length; position += 1) {
    const job = jobs[order[position]]
    time += job.minutes
    total += job.weight * Math.max(0, time - job.dueMinute)
  }
  return total
}

/**
 * An order of jobs on one machine with little total weighted tardiness: the dispatching rule of apparent tardiness
 * cost, then moves of one job to any place and swaps of two until none helps, restarted from shaken best orders.
 * Lexicographic priorities are weights of different magnitude (promised paid ≫ deposit ≫ other).
 *
 * @param restarts how often the best order is shaken and improved again, >= 0
 * Source: Vepsalainen & Morton 1987, Management Science 33(8); Congram, Potts & van de Velde 2002 (iterated search).
 */
export function sequenceByDueDate(
  jobs: readonly DueJob[],
  random: Random,
  restarts = 300,
): { readonly tardiness: number; readonly order: readonly number[] } {
  let order: Int32Array = dispatch(jobs)
  improve(jobs, order)
  let best: Int32Array = Int32Array.from(order)
  let bestCost = weightedTardiness(jobs, best)
  for (let restart = 0; restart < restarts && bestCost > 0; restart += 1) {
    order = Int32Array.from(best)
    const kicks = 2 + Math.floor(random() * 5)
    for (let kick = 0; kick < kicks; kick += 1)
      swap(order, Math.floor(random() * order.length), Math.floor(random() * order.length))
    improve(jobs, order)
    const cost = weightedTardiness(jobs, order)
    if (cost > bestCost) continue
    bestCost = cost
    best = order
  }
  return { tardiness: bestCost, order: [...best] }
}

function dispatch(jobs: readonly DueJob[]): Int32Array {
  const mean = jobs.reduce((sum, job) => sum + job.minutes, 0) / Math.max(1, jobs.length)
  const left = new Set(jobs.map((_, job) => job))
  const order = new Int32Array(jobs.length)
  let time = 0
  for (let position = 0; position < order.length; position += 1) {
    let chosen = -1
    let highest = Number.NEGATIVE_INFINITY
    for (const index of left) {
      const job = jobs[index]
      const slack = Math.max(0, job.dueMinute - job.minutes - time)
      const urgency =
        (job.weight / Math.max(1e-9, job.minutes)) * Math.exp(-slack / (2 * Math.max(1e-9, mean)))
      if (urgency <= highest) continue
      highest = urgency
      chosen = index
    }
    if (chosen < 0) chosen = left.values().next().value as number
    order[position] = chosen
    left.delete(chosen)
    time += jobs[chosen].minutes
  }
  return order
}

function improve(jobs: readonly DueJob[], order: Int32Array): void {
  let cost = weightedTardiness(jobs, order)
  for (let improved = true; improved && cost > 0; ) {
    improved = false
    for (let from = 0; from < order.length; from += 1)
      for (let to = 0; to < order.length; to += 1) {
        if (from === to) continue
        for (const change of [move, swap]) {
          if (change === swap && to < from) continue
          change(order, from, to)
          const changed = weightedTardiness(jobs, order)
          if (changed < cost - 1e-9) {
            cost = changed
            improved = true
          } else change(order, to, from)
        }
      }
  }
}

function move(order: Int32Array, from: number, to: number): void {
  const job = order[from]
  if (from < to) order.copyWithin(from, from + 1, to + 1)
  else order.copyWithin(to + 1, to, from)
  order[to] = job
}

function swap(order: Int32Array, one: number, other: number): void {
  const kept = order[one]
  order[one] = order[other]
  order[other] = kept
}
