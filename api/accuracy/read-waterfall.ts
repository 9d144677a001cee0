import { chosenUnit } from '#api/demand/chosen-unit'
import type { Db } from '#db/client'
import type { ShownRun } from '#db/shown-run'
import { versionWeeks } from '#db/version-errors'
import { accuracyFigures, noAccuracy } from '#planning/forecast/accuracy'
import { daysBetween } from '#planning/time-bucket'

const PAST_WEEKS = 26

/** Each frozen version against each closed week it told of, oldest version first. */
export async function readWaterfall(db: Db, run: ShownRun, asked: string | undefined) {
  const { unit } = await chosenUnit(db, run.planningRunId, { unit: asked })
  const cells = await versionWeeks(db, run.planningRunId, PAST_WEEKS, unit)
  return cells.map(({ absoluteError, said, happened, itemCount, ...cell }) => ({
    ...cell,
    lagWeeks: daysBetween(cell.firstBucket, cell.week) / 7,
    ...accuracyFigures({ ...noAccuracy(), seriesBuckets: itemCount, said, happened, absoluteError }),
  }))
}
