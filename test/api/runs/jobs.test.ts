import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Jobs, startJobs } from '#api/jobs/jobs'
import { createRun, makeRun } from '#api/runs/run-plan'
import type { Headwater } from '#db/client'
import { listPublications } from '#db/publication'
import { beginRun, findRun } from '#db/runs'
import { system, testDatabase } from '#test/support/database'
import { AS_OF, smallCompany } from '#test/support/small-company'

let headwater: Headwater
let jobs: Jobs
const faults: unknown[] = []
const settings = { dataFolder: '/nonexistent', onError: (error: unknown) => faults.push(error) }
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
  jobs = await startJobs(headwater, settings)
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
  jobs = await startJobs(headwater, settings)
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

it('asked for twice before it is made, a run is recorded once; a third after its end is another', async () => {
  const other = { ...request, seed: 7 }
  const first = await createRun(headwater, other)
  expect(await createRun(headwater, other)).toBe(first)
  expect(await createRun(headwater, { ...other, horizonWeeks: 7 })).not.toBe(first)
  await makeRun(headwater, first)
  expect(await createRun(headwater, other)).not.toBe(first)
})

it('two processes that make the same run: one makes it, the other waits and tells the same end', async () => {
  const runId = await createRun(headwater, { ...request, seed: 8 })
  const ends = await Promise.all([makeRun(headwater, runId), makeRun(headwater, runId)])
  expect(ends).toEqual([
    { runId, state: 'finished' },
    { runId, state: 'finished' },
  ])
})

it('a worker thought dead that comes back after another took its run stores nothing', async () => {
  const runId = await createRun(headwater, { ...request, seed: 9 })
  let hasBegun = false
  const late = makeRun(headwater, runId, {
    isStopping: () => {
      hasBegun = true
      return false
    },
  })
  while (!hasBegun) await new Promise((wait) => setTimeout(wait, 5))
  await headwater.asCaller(system, (db) => beginRun(db, runId))
  await expect(late).rejects.toThrow('taken up by another worker')
  expect(await headwater.asCaller(system, (db) => findRun(db, runId))).toMatchObject({ state: 'running' })
  expect((await makeRun(headwater, runId)).state).toBe('finished')
})
