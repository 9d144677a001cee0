import { chosenUnit } from '#api/demand/chosen-unit'
import type { Db } from '#db/client'
import { type GroupName, groupNames } from '#db/group-names'
import { type ItemSaid, itemsSaid, type ToldWeek, toldWeeks } from '#db/said-and-happened'
import type { ShownRun } from '#db/shown-run'
import { accuracyFigures } from '#planning/forecast/accuracy'
import { type Grouping, groupKey } from './grouping.ts'
import { scoredGroups, scoredValueAdded, scoredWeeks, scoreItem, startScore } from './score.ts'

const PAST_WEEKS = 52
const PAGE = 500

/** Scores of every group of the items counted in one base unit, largest demand first. */
export async function readAccuracy(
  db: Db,
  run: ShownRun,
  {
    lagWeeks,
    by,
    unit: asked,
  }: { readonly lagWeeks: number; readonly by: Grouping; readonly unit?: string | undefined },
) {
  const { units, unit } = await chosenUnit(db, run.planningRunId, { unit: asked })
  const told = await toldWeeks(db, run, lagWeeks, PAST_WEEKS)
  const score = startScore<string | null>(told, run.quantileLevels)
  for await (const item of everyItem(db, run, told, unit)) scoreItem(score, item, groupKey(item, by))
  const groups = scoredGroups(score)
  const names = await namesOf(
    db,
    by,
    groups.map(({ key }) => key),
  )
  const weeks = scoredWeeks(score)
  return {
    by,
    units,
    unit,
    weeks,
    total: { weekCount: weeks.length, ...accuracyFigures(score.total) },
    groups: groups.map((group) => ({ ...group, name: names.get(group.key ?? '') ?? null })),
    valueAdded: scoredValueAdded(score),
  }
}

async function* everyItem(
  db: Db,
  run: ShownRun,
  told: readonly ToldWeek[],
  unit: string,
): AsyncGenerator<ItemSaid> {
  if (told.length === 0) return
  for (let afterItemId = 0; ; ) {
    const page = await itemsSaid(db, run.planningRunId, told, run.quantileLevels, {
      afterItemId,
      limit: PAGE,
      unit,
    })
    yield* page
    if (page.length < PAGE) return
    afterItemId = page.at(-1)!.itemId
  }
}

/** Names of groups that have an id; patterns and methods are words of their own. */
async function namesOf(
  db: Db,
  by: Grouping,
  keys: readonly (string | null)[],
): Promise<Map<string, GroupName>> {
  if (by === 'pattern' || by === 'method') return new Map()
  const ids = keys.filter((key) => key !== null).map(Number)
  return groupNames(db, by, ids)
}
