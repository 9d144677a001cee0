import type { Random } from '#planning/random'
import { facilityLocationModel, readPlan, writePlan } from './facility-location-model.ts'
import type { MultiItemInstance, MultiItemPlan } from './multi-item-instance.ts'
import type { SolverDialogue } from './solver-request.ts'

/** What the search shares with whoever runs beside it. */
export type SharedPlan = { best: MultiItemPlan | null }

/**
 * Fix-and-optimise: a window of buckets or a group of items is set free, all other setups stay as in the best plan,
 * and the solver answers the small model. Windows grow when they stop helping. Ends when `shouldStop` says so.
 *
 * Source: Pochet & Wolsey 2006, Production Planning by Mixed Integer Programming, section 3.6; Helber & Sahling 2010.
 */
export function* fixAndOptimise(
  instance: MultiItemInstance,
  shared: SharedPlan,
  random: Random,
  questionSeconds: number,
  shouldStop: () => boolean,
  onImproved: (plan: MultiItemPlan) => void,
): SolverDialogue<MultiItemPlan | null> {
  const { itemCount, bucketCount } = instance
  let size = Math.min(itemCount * bucketCount, 40)
  let unimproved = 0
  while (!shouldStop() && shared.best) {
    const fixed = Uint8Array.from(shared.best.setups)
    chooseFree(size, fixed)
    const layout = facilityLocationModel(instance, fixed)
    const answer = yield {
      model: layout.model,
      start: writePlan(instance, layout, shared.best),
      relativeGap: 1e-4,
      seconds: questionSeconds,
    }
    const plan =
      answer.status === 'optimal' || answer.status === 'stopped'
        ? readPlan(instance, layout, answer.columnValues)
        : null
    if (plan && plan.cost < shared.best.cost - 1e-6) {
      shared.best = plan
      onImproved(plan)
      unimproved = 0
      continue
    }
    unimproved += 1
    if (size >= itemCount * bucketCount && answer.status === 'optimal') return shared.best
    if (unimproved >= 6) {
      size = Math.min(itemCount * bucketCount, Math.ceil(size * 1.3))
      unimproved = 0
    }
  }
  return shared.best

  function chooseFree(cells: number, fixed: Uint8Array) {
    const width = Math.min(bucketCount, Math.ceil(cells / itemCount))
    const kind = random()
    if (kind < 0.5) {
      const start = Math.floor(random() * (bucketCount - width + 1))
      for (let item = 0; item < itemCount; item += 1)
        fixed.fill(2, item * bucketCount + start, item * bucketCount + start + width)
      return
    }
    const items = Array.from({ length: itemCount }, (_, item) => item)
    const count = Math.max(
      1,
      Math.min(itemCount, Math.round(kind < 0.8 ? cells / bucketCount : (cells / bucketCount) * 2)),
    )
    const span = Math.min(bucketCount, Math.ceil(cells / count))
    const start = Math.floor(random() * (bucketCount - span + 1))
    for (let picked = 0; picked < count; picked += 1) {
      const other = picked + Math.floor(random() * (itemCount - picked))
      ;[items[picked], items[other]] = [items[other], items[picked]]
      fixed.fill(2, items[picked] * bucketCount + start, items[picked] * bucketCount + start + span)
    }
  }
}
