import { chosenUnit } from '#api/demand/chosen-unit'
import type { Db } from '#db/client'
import { type GroupSaid, groupsSaid } from '#db/groups-said'
import { toldWeeks } from '#db/said-and-happened'
import type { ShownRun } from '#db/shown-run'
import { type AccuracyFigures, accuracyFigures, addAccuracy, noAccuracy } from '#planning/forecast/accuracy'
import { TOLD_RANGE } from '#planning/forecast/forecast'

const PAST_WEEKS = 52
export interface GroupAccuracy
  extends AccuracyFigures,
    Pick<GroupSaid, 'kind' | 'categoryId' | 'nameZh' | 'nameEn' | 'region'> {}

/** A closed week of all items together, with the range that was told of it. */
export interface TotalWeek {
  readonly week: string
  readonly said: number
  readonly happened: number
  readonly range: readonly [low: number, high: number]
}

/** Totals judged as totals: errors of items that cancel out do not count, and their ranges are those of the whole. */
export async function readTotals(
  db: Db,
  run: ShownRun,
  { lagWeeks, unit: asked }: { readonly lagWeeks: number; readonly unit?: string | undefined },
): Promise<{ groups: GroupAccuracy[]; weeks: TotalWeek[] }> {
  const { unit } = await chosenUnit(db, run.planningRunId, { unit: asked })
  const levels = run.quantileLevels
  const told = await toldWeeks(db, run, lagWeeks, PAST_WEEKS)
  const groups = await groupsSaid(db, run.planningRunId, told, levels, unit)
  const total = groups.find(({ kind }) => kind === 'total')
  const at = (level: number, week: number) =>
    total?.quantiles[levels.indexOf(level) * told.length + week] ?? null
  return {
    groups: groups.map((group) => scored(group, levels, told.length)),
    weeks: told.flatMap(({ week }, k) => {
      const [said, happened, low, high] = [
        total?.said[k],
        total?.happened[k],
        at(TOLD_RANGE[0], k),
        at(TOLD_RANGE[1], k),
      ]
      const isKnown = (units: number | null | undefined) => typeof units === 'number'
      return isKnown(said) && isKnown(happened) && isKnown(low) && isKnown(high)
        ? [{ week, said, happened, range: [low, high] as const }]
        : []
    }),
  }
}

function scored(group: GroupSaid, levels: readonly number[], weekCount: number): GroupAccuracy {
  const { kind, categoryId, nameZh, nameEn, region } = group
  const sums = noAccuracy()
  const numbers = (values: readonly (number | null)[]) =>
    Float64Array.from(values, (units) => units ?? Number.NaN)
  addAccuracy(
    sums,
    {
      said: numbers(group.said),
      happened: numbers(group.happened),
      quantiles: levels.map((_, level) =>
        numbers(group.quantiles.slice(level * weekCount, (level + 1) * weekCount)),
      ),
      naiveScale: 0,
    },
    levels,
    TOLD_RANGE,
  )
  return { kind, categoryId, nameZh, nameEn, region, ...accuracyFigures(sums) }
}
