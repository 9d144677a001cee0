import type { Db } from '#db/client'
import { runCounts, runTotals } from '#db/run-summary'
import { findRun } from '#db/runs'
import { runSmoothing } from '#db/smoothing'
import type { RunSummary } from './schema.ts'

export async function runSummary(db: Db, runId: number): Promise<RunSummary | null> {
  const run = await findRun(db, runId)
  if (!run) return null
  const totals = await runTotals(db, runId)
  return {
    runId,
    state: run.state,
    asOf: run.asOf,
    ledgerVersion: run.ledgerVersion,
    firstBucket: run.firstBucket,
    horizonWeeks: run.horizonWeeks,
    items: totals.reduce((sum, { items }) => sum + items, 0),
    totals,
    ...(await runCounts(db, runId)),
    smoothing: (await runSmoothing(db, runId)).map(
      ({ fixedGapShare: _, fixedLevellingWeeks: __, ...row }) => row,
    ),
    batchGapFraction: run.batchGapFraction,
    problem: run.problem,
    seconds:
      run.startedAt && run.finishedAt ? (run.finishedAt.getTime() - run.startedAt.getTime()) / 1000 : null,
  }
}
