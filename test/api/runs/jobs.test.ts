import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Jobs, startJobs } from '#api/jobs/jobs'
import { createRun } from '#api/runs/run-plan'
import type { Headwater } from '#db/client'
import { listPublications } from '#db/publication'
import { findRun } from '#db/runs'
import { system, testDatabase } from '#test/support/database'
import { AS_OF, smallCompany } from '#test/support/small-company'

let headwater: Headwater
let jobs: Jobs
const faults: unknown[] = []
beforeAll(async () => {
  headwater = await testDatabase()
  await smallCompany(headwater)
})
afterAll(async () => {
  await jobs.stop()
  await headwater.close()
})

const request = { asOf: AS_OF, horizonWeeks: 6, detailWeeks: 2, startedBy: 'test' }

async function ended(runId: number) {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const run = await headwater.asCaller(system, (db) => findRun(db, runId))
    if (run && ['finished', 'failed', 'cancelled'].includes(run.state)) return run
    await new Promise((wait) => setTimeout(wait, 50))
  }
  throw new Error(`run ${runId} did not end`)
}

it('a run left running by a worker that was killed, its job still locked, is made when jobs start again', async () => {
  jobs = await startJobs(headwater, (error) => faults.push(error))
  await jobs.stop()
  const runId = await createRun(headwater, request)
  await headwater.asCaller(system, (db) =>
    db.updateTable('planning_run').set({ state: 'running' }).where('planning_run_id', '=', runId).execute(),
  )
  await headwater.jobPool.query(
    `select graphile_worker.add_job('planning-run', json_build_object('runId', $1::integer), job_key => $2)`,
    [runId, `run-${runId}`],
  )
  await headwater.jobPool.query(
    `update graphile_worker._private_jobs set locked_by = 'dead-worker', locked_at = now()`,
  )
  jobs = await startJobs(headwater, (error) => faults.push(error))
  expect((await ended(runId)).state).toBe('finished')
})

it('queued twice it is made once, and published when asked to', async () => {
  const runId = await createRun(headwater, request)
  await jobs.enqueueRun(runId, { publishWhenFinished: true })
  await jobs.enqueueRun(runId, { publishWhenFinished: true })
  expect((await ended(runId)).state).toBe('finished')
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const published = await headwater.asCaller(system, (db) => listPublications(db, null, 10))
    if (published.length > 0) {
      expect(published.map((each) => each.runId)).toEqual([runId])
      break
    }
    await new Promise((wait) => setTimeout(wait, 50))
  }
  expect(faults).toEqual([])
})
