import { Refusal } from '#api/errors'
import type { Db } from '#db/client'
import { findRun, overtakingRun, type PlanningRun } from '#db/runs'

type Deed = 'published' | 'released'

/** A finished run; refused when there is none or it has not finished. */
export async function runToUse(db: Db, runId: number, deed: Deed): Promise<PlanningRun> {
  const run = await findRun(db, runId)
  if (!run) throw new Refusal('not-found', `There is no run ${runId}.`)
  if (run.state !== 'finished')
    throw new Refusal('conflict', `Run ${runId} is ${run.state}; only a finished run can be ${deed}.`)
  return run
}

/** What an older run proposes no longer holds once a newer one over all items has finished. */
export async function refuseOvertaken(db: Db, run: PlanningRun, deed: Deed): Promise<void> {
  const newer = await overtakingRun(db, run)
  if (newer)
    throw new Refusal(
      'stale-run',
      `Run ${run.runId} of ${run.asOf} can no longer be ${deed}: run ${newer.runId} of ${newer.asOf} has overtaken it. Show the newer run and decide there.`,
    )
}
