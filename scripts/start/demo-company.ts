import type { Jobs } from '#api/jobs/jobs'
import { createRun } from '#api/runs/run-plan'
import type { Headwater } from '#db/client'
import { SAMPLE_PLANNER } from '#db/sample-data'
import { addDays, bucketStart } from '#planning/time-bucket'
import { createDemo } from '#scripts/demo/create-demo'
import { demoOptions } from '#scripts/demo/demo-options'

/** Fills an empty database with the demo company; returns whether it did. */
export async function ensureDemoCompany(headwater: Headwater, today: string): Promise<boolean> {
  const hasItems = await headwater.asCaller({ role: 'system', userId: 'start' }, async (db) => {
    const item = await db.selectFrom('item').select('item_id').limit(1).executeTakeFirst()
    return item !== undefined
  })
  if (hasItems) return false
  process.stderr.write('Making the demo company …\n')
  await createDemo(headwater, demoOptions({ asOf: today }))
  return true
}

const PAST_RUNS = 10

/** Plans and publishes the new company in the background, so that the first screens have something to show. */
export async function planDemoCompany(
  headwater: Headwater,
  jobs: Pick<Jobs, 'enqueueRun'>,
  today: string,
): Promise<void> {
  const runId = await createRun(headwater, { asOf: today, startedBy: SAMPLE_PLANNER })
  await jobs.enqueueRun(runId, { publishWhenFinished: true })
  // Runs as of earlier Sundays: what was said then stands beside what happened.
  for (let week = PAST_RUNS; week >= 1; week -= 1) {
    const asOf = addDays(bucketStart(today, 'week'), -1 - 7 * (week - 1))
    const pastRun = await createRun(headwater, { asOf, horizonWeeks: 26, startedBy: SAMPLE_PLANNER })
    await jobs.enqueueRun(pastRun)
  }
}
