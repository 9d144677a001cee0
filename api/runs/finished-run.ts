import { Refusal } from '#api/errors'
import type { Db } from '#db/client'
import { type ShownRun, shownRun } from '#db/shown-run'

/** The run asked for, or the one that screens show; refused where there is none. */
export async function finishedRun(db: Db, runId: number | undefined): Promise<ShownRun> {
  const run = await shownRun(db, runId)
  if (run) return run
  throw new Refusal(
    'not-found',
    runId === undefined
      ? 'No planning run has finished yet; start one first.'
      : `There is no finished run ${runId} over all items.`,
  )
}
