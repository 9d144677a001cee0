import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { createRun, makeRun } from '#api/runs/run-plan'
import { closeWorkers } from '#api/runs/worker-pool'
import type { Headwater } from '#db/client'
import { findRun } from '#db/runs'
import { system, testDatabase } from '#test/support/database'
import { AS_OF, smallCompany } from '#test/support/small-company'

let headwater: Headwater & { databaseName: string }
const workers: ChildProcess[] = []

beforeAll(async () => {
  headwater = await testDatabase()
  await smallCompany(headwater)
})
afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL')
  await closeWorkers()
  await headwater.close()
})

function startWorker(): ChildProcess {
  const script = path.join(import.meta.dirname, 'work-on-jobs.ts')
  const worker = spawn('node', [script, inject('clusterFolder'), headwater.databaseName], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  workers.push(worker)
  return worker
}

async function when(
  runId: number,
  claim: (run: NonNullable<Awaited<ReturnType<typeof findRun>>>) => boolean,
) {
  for (let attempt = 0; attempt < 3000; attempt += 1) {
    const run = await headwater.asCaller(system, (db) => findRun(db, runId))
    if (run && claim(run)) return run
    await new Promise((next) => setTimeout(next, 10))
  }
  throw new Error(`run ${runId} never came there`)
}

const count = (table: string, runId: number) =>
  headwater.asCaller(system, async (db) => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::integer as count from ${sql.table(table)} where planning_run_id = ${runId}`.execute(db)
    return rows[0]!.count
  })

it('a worker killed by SIGKILL in the middle of a run leaves no rows; the next worker makes the run whole, once', async () => {
  const runId = await createRun(headwater, { asOf: AS_OF, horizonWeeks: 52, startedBy: 'test' })
  const first = startWorker()
  const taken = await when(runId, ({ state, stage }) => state === 'running' && stage === 'forecasting')
  first.kill('SIGKILL')
  await new Promise((ended) => first.once('exit', ended))
  expect([(await when(runId, () => true)).state, await count('run_forecast', runId)]).toEqual(['running', 0])

  startWorker()
  const finished = await when(runId, ({ state }) => state === 'finished')
  expect(finished.startedAt!.getTime()).toBeGreaterThan(taken.startedAt!.getTime())
  expect([await count('run_forecast', runId), await count('run_plan', runId)]).toEqual([3, 3])
  const locks = await headwater.jobPool.query(
    `select count(*)::integer as held from pg_locks join pg_database on pg_database.oid = database
     where locktype = 'advisory' and datname = current_database() and granted and objid <> 0`,
  )
  expect(locks.rows[0].held).toBe(0)
})

it('a plan asked for on the command line while the server starts: each run is made once, and both tell its end', async () => {
  for (const worker of workers.filter(
    ({ exitCode, signalCode }) => exitCode === null && signalCode === null,
  )) {
    worker.kill('SIGKILL')
    await new Promise((ended) => worker.once('exit', ended))
  }
  const asked = { asOf: AS_OF, horizonWeeks: 8, startedBy: 'test' }
  const runs = [await createRun(headwater, asked), await createRun(headwater, { ...asked, seed: 2 })]
  startWorker()
  const ends = await Promise.all(runs.map((runId) => makeRun(headwater, runId)))
  expect(ends).toEqual(runs.map((runId) => ({ runId, state: 'finished' })))
  for (const runId of runs) {
    const run = await when(runId, ({ state }) => state === 'finished' || state === 'failed')
    expect([run.state, run.problem, await count('run_forecast', runId)]).toEqual(['finished', null, 3])
  }
})
