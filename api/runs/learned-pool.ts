import type { LaunchLessons } from '#planning/forecast/cold-start'
import type { SeriesPool } from '#planning/forecast/series-options'
import {
  gatherPool,
  inPoolSample,
  learnPool,
  type PoolEvidence,
  storablePool,
} from '#planning/forecast/series-pool'
import type { ItemTask } from './item-task.ts'
import type { OrganicOptions } from './organic-forecast.ts'

/** What a run keeps for the runs that plan a part of its items anew. */
export interface Learned {
  readonly pool: SeriesPool | null
  readonly launches: LaunchLessons | null
}

/** What an earlier run kept; runs of before launches were learned from kept the pool alone. */
export function learnedOf(stored: unknown): Learned | null {
  if (stored === null || typeof stored !== 'object') return null
  return 'pool' in stored ? (stored as Learned) : { pool: stored as SeriesPool, launches: null }
}

/** Weeks ahead over which past forecasts are looked back on. */
const LONGEST_LOOK_BACK = 13

/** Work of one worker: past forecasts of some items against what happened. */
export interface EvidenceInput {
  readonly tasks: readonly Pick<ItemTask, 'organic' | 'promotions'>[]
  readonly options: OrganicOptions
}

/** Past forecasts of organic demand against what happened; null where an item tells nothing. */
export function organicEvidence({ tasks, options }: EvidenceInput): (PoolEvidence | null)[] {
  const { horizon, levels, calendar } = options
  return tasks.map(({ organic, promotions }) =>
    organic
      ? gatherPool(organic, {
          horizon: Math.min(horizon, LONGEST_LOOK_BACK),
          quantileLevels: levels,
          ...calendar,
          ...(promotions ? { regressors: [promotions] } : {}),
        })
      : null,
  )
}

/** Items that teach the others, by their names alone. */
export function teachingTasks(tasks: readonly ItemTask[]): ItemTask[] {
  const sold = tasks.filter(({ organic }) => organic !== null)
  return sold.filter(({ seriesId }) => inPoolSample(seriesId, sold.length))
}

/** What all items learned together, in the few numbers that a run keeps; null where one item alone would teach itself. */
export function learnTogether(evidence: readonly (PoolEvidence | null)[]): SeriesPool | null {
  const told = evidence.filter((entry) => entry !== null)
  return told.length < 2 ? null : storablePool(learnPool(told, 'week'))
}
