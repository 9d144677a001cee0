import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startImport } from '#api/ingest/start-import'
import { upkeep } from '#api/jobs/upkeep'
import { releaseOrders } from '#api/publication/release-supply'
import { runPlan } from '#api/runs/run-plan'
import { closeWorkers } from '#api/runs/worker-pool'
import type { Headwater } from '#db/client'
import { importById } from '#db/ingest'
import { planner, system, testDatabase } from '#test/support/database'
import { AS_OF, NOW, smallCompany } from '#test/support/small-company'

let headwater: Headwater
const dataFolder = mkdtempSync(path.join(tmpdir(), 'hw-test-upkeep-'))
const request = { asOf: AS_OF, horizonWeeks: 6, detailWeeks: 2, startedBy: 'test' }

beforeAll(async () => {
  headwater = await testDatabase()
  await smallCompany(headwater)
})
afterAll(async () => {
  await closeWorkers()
  await headwater.close()
  rmSync(dataFolder, { recursive: true })
})

const rowsOf = async (table: string) =>
  headwater.asCaller(system, async (db) => {
    const { rows } = await sql<{ run: number }>`
      select distinct planning_run_id as run from ${sql.table(table)} order by 1`.execute(db)
    return rows.map(({ run }) => run)
  })
const runAged = async (days: number) => {
  const { runId } = await runPlan(headwater, request)
  await headwater.asCaller(system, (db) =>
    sql`update planning_run set finished_at = now() - make_interval(days => ${days}) where planning_run_id = ${runId}`.execute(
      db,
    ),
  )
  return runId
}

describe('nightly upkeep', () => {
  it('an old draft goes with its rows; a young one, a released one and the newest of its day stay', async () => {
    const released = await runAged(40)
    await releaseOrders(headwater, planner, { runId: released, weeks: 6, now: NOW })
    const draft = await runAged(40)
    const young = await runAged(20)
    const newest = await runAged(40)
    await upkeep(headwater, dataFolder, new Date())
    for (const table of ['run_forecast', 'run_plan', 'run_order_variance'])
      expect([table, await rowsOf(table)]).toEqual([table, [released, young, newest]])
    const states = await headwater.asCaller(system, (db) =>
      db.selectFrom('planning_run').select(['planning_run_id', 'state']).orderBy('planning_run_id').execute(),
    )
    expect(states.filter(({ state }) => state === 'expired')).toEqual([
      { planning_run_id: draft, state: 'expired' },
    ])
  })

  it("uploads of 31 days go and are forgotten; those of 29 days and people's own files stay", async () => {
    const folder = path.join(dataFolder, 'uploads')
    mkdirSync(folder)
    const fileAged = async (name: string, days: number) => {
      const file = path.join(name, `${days}.csv`)
      writeFileSync(file, 'Item\n')
      const then = new Date(Date.now() - days * 86_400_000)
      utimesSync(file, then, then)
      const importId = await startImport(headwater, 'test', { kind: 'owner-sales', file, now: NOW })
      await headwater.asCaller(system, (db) =>
        db
          .updateTable('import_file')
          .set({ started_at: then, finished_at: then })
          .where('import_id', '=', importId)
          .execute(),
      )
      return { file, importId }
    }
    const files = [await fileAged(folder, 31), await fileAged(folder, 29), await fileAged(dataFolder, 31)]
    await upkeep(headwater, dataFolder, new Date())
    expect(files.map(({ file }) => existsSync(file))).toEqual([false, true, true])
    const paths = await headwater.asCaller(system, async (db) => {
      const found: (string | null | undefined)[] = []
      for (const { importId } of files) found.push((await importById(db, importId))?.storedPath)
      return found
    })
    expect(paths).toEqual([null, files[1]!.file, files[2]!.file])
  })
})
