import type { ItemSaid, ToldWeek } from '#db/said-and-happened'
import { CENSORED, NO_DATA } from '#planning/demand/demand-history'
import {
  type AccuracyFigures,
  type AccuracySums,
  accuracyFigures,
  addAccuracy,
  naiveForecast,
  naiveScale,
  noAccuracy,
  type ScoredSeries,
} from '#planning/forecast/accuracy'
import { TOLD_RANGE } from '#planning/forecast/forecast'
import { forecastValueAdded, type ValueAdded } from '#planning/forecast/value-added'
import { daysBetween } from '#planning/time-bucket'

/** Stages of a forecast in the order in which they are made. */
export const STAGES = ['naive', 'model', 'expected', 'published'] as const
export type Stage = (typeof STAGES)[number]

/** Running sums of one question: what was said in the told weeks and what happened. Grows with groups, not with items. */
export interface Score<Key> {
  readonly told: readonly ToldWeek[]
  readonly levels: readonly number[]
  readonly total: AccuracySums
  readonly weeks: readonly AccuracySums[]
  readonly groups: Map<Key, { readonly sums: AccuracySums; readonly weeks: Set<number> }>
  readonly stageErrors: Readonly<Record<Stage, Float64Array>>
  readonly stageHappened: Float64Array
}

export interface ScoredGroup<Key> extends AccuracyFigures {
  readonly key: Key
  readonly weekCount: number
}

export interface ScoredWeek extends AccuracyFigures {
  readonly week: string
  readonly planningRunId: number
}

export function startScore<Key>(told: readonly ToldWeek[], levels: readonly number[]): Score<Key> {
  const zeros = () => new Float64Array(told.length)
  return {
    told,
    levels,
    total: noAccuracy(),
    weeks: told.map(noAccuracy),
    groups: new Map(),
    stageErrors: { naive: zeros(), model: zeros(), expected: zeros(), published: zeros() },
    stageHappened: zeros(),
  }
}

/** Adds one item under the key of its group. Weeks that sold out or have no data are left out. */
export function scoreItem<Key>(score: Score<Key>, item: ItemSaid, key: Key): void {
  const history = observedHistory(item)
  const series = scoredSeries(score, item, history)
  addAccuracy(score.total, series, score.levels, TOLD_RANGE)
  const group = score.groups.get(key) ?? { sums: noAccuracy(), weeks: new Set<number>() }
  score.groups.set(key, group)
  addAccuracy(group.sums, series, score.levels, TOLD_RANGE)
  score.weeks.forEach((sums, week) => {
    if (!Number.isFinite(series.said[week]! - series.happened[week]!)) return
    group.weeks.add(week)
    addAccuracy(sums, series, score.levels, TOLD_RANGE, [week, week + 1])
  })
  addStages(score, item, series, history)
}

export function scoredGroups<Key>(score: Score<Key>): ScoredGroup<Key>[] {
  return [...score.groups]
    .filter(([, { weeks }]) => weeks.size > 0)
    .map(([key, { sums, weeks }]) => ({ key, weekCount: weeks.size, ...accuracyFigures(sums) }))
    .sort((a, b) => b.happened - a.happened)
}

export function scoredWeeks<Key>({ told, weeks }: Score<Key>): ScoredWeek[] {
  return told
    .map(({ week, planningRunId }, at) => ({ week, planningRunId, ...accuracyFigures(weeks[at]!) }))
    .filter(({ seriesBuckets }) => seriesBuckets > 0)
}

/** Weeks in which nothing was compared do not count. */
export function scoredValueAdded<Key>({ stageErrors, stageHappened, weeks }: Score<Key>): ValueAdded<Stage> {
  const compared = (values: Float64Array) => values.filter((_, week) => weeks[week]!.seriesBuckets > 0)
  return forecastValueAdded(
    STAGES.map((stage) => ({ stage, absoluteError: compared(stageErrors[stage]) })),
    compared(stageHappened),
  )
}

function scoredSeries<Key>(
  { told, levels }: Score<Key>,
  item: ItemSaid,
  history: Float64Array,
): ScoredSeries {
  const happened = Float64Array.from(told, ({ week }) => history[weekIndex(item, week)] ?? Number.NaN)
  const firstOrigin = told.length > 0 ? weekIndex(item, told[0]!.firstBucket) : 0
  return {
    said: numbers(item.said),
    happened,
    quantiles: levels.map((_, level) =>
      numbers(item.quantiles.slice(level * told.length, (level + 1) * told.length)),
    ),
    naiveScale: naiveScale(history, Math.max(0, firstOrigin)),
  }
}

/** Every stage is judged on the same items and weeks: those where all of them said something. */
function addStages<Key>(
  score: Score<Key>,
  item: ItemSaid,
  series: ScoredSeries,
  history: Float64Array,
): void {
  const model = numbers(item.saidBeforeExpectations)
  const expected = numbers(item.saidBeforeOverride)
  score.told.forEach(({ firstBucket }, week) => {
    const naive = naiveForecast(history, weekIndex(item, firstBucket))
    const happened = series.happened[week]!
    const errors = { naive, model: model[week]!, expected: expected[week]!, published: series.said[week]! }
    if (!STAGES.every((stage) => Number.isFinite(errors[stage] - happened))) return
    score.stageHappened[week]! += happened
    for (const stage of STAGES) score.stageErrors[stage][week]! += Math.abs(errors[stage] - happened)
  })
}

/** The history with NaN where nothing can be compared with: no data, or sold out. */
function observedHistory({ history, historyStatus }: ItemSaid): Float64Array {
  return Float64Array.from(history, (units, bucket) => {
    const status = historyStatus[bucket]
    return status === NO_DATA || status === CENSORED ? Number.NaN : units
  })
}

function weekIndex({ historyStart }: ItemSaid, week: string): number {
  return daysBetween(historyStart, week) / 7
}

function numbers(values: readonly (number | null)[]): Float64Array {
  return Float64Array.from(values, (value) => value ?? Number.NaN)
}
