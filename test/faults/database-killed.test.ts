import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { commitImport } from '#api/ingest/commit-import'
import { type Headwater, openDatabase } from '#db/client'
import { planner } from '#test/support/database'
import { check, countEntries, importAll, makeMasters, manySales } from '#test/support/import-files'

let headwater: Headwater
const folder = mkdtempSync(path.join(tmpdir(), 'hw-test-killed-'))

beforeAll(async () => {
  headwater = await openDatabase({ dataFolder: folder })
  await makeMasters(headwater)
})
afterAll(async () => {
  await headwater.close()
  rmSync(folder, { recursive: true })
})

const postmaster = () =>
  Number(readFileSync(path.join(folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])

async function untilPosting() {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const { rows } = await headwater.asMaintenance((_, client) =>
      client.query(
        `select pid from pg_stat_activity where state = 'active' and query like '%insert into demand_entry%' and pid <> pg_backend_pid()`,
      ),
    )
    if (rows.length > 0) return
    await sleep(5)
  }
  throw new Error('the import never came to its posting')
}

async function untilAnswering() {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const answers = await headwater
      .asCaller(planner, (db) => db.selectFrom('item').select('item_id').execute())
      .then(
        () => true,
        () => false,
      )
    if (answers) return
    await sleep(50)
  }
  throw new Error('the database did not come back')
}

it('PostgreSQL killed by SIGKILL while an import posts: it comes back by itself, nothing is half written, the import works again', async () => {
  const file = manySales(60_000)
  const checked = await check(headwater, { kind: 'owner-sales', file })
  const posting = commitImport(headwater, 'test', checked.importId).then(
    () => 'committed',
    (error) => String(error),
  )
  await untilPosting()
  const killed = postmaster()
  process.kill(killed, 'SIGKILL')
  // Its backends finish their statement and hold the shared memory until then: the restart has to wait for them.
  expect(await posting).toMatch(/the database was lost during import|terminated|lost its staged rows/)
  await untilAnswering()
  expect(postmaster()).not.toBe(killed)
  expect(await countEntries(headwater)).toBe(0)
  const again = await importAll(headwater, { kind: 'owner-sales', file })
  expect([again.state, again.counts?.newEntries]).toEqual(['committed', 60_000])
})

it('a process that opens the database while the backends of the killed one still run waits for them', async () => {
  const busy = headwater.asMaintenance((_, client) =>
    client.query('select count(*) from generate_series(1, 40000000)'),
  )
  const ended = busy.then(
    () => undefined,
    () => undefined,
  )
  await sleep(200)
  process.kill(postmaster(), 'SIGKILL')
  const opened = await openDatabase({ dataFolder: folder })
  expect(await countEntries(opened)).toBe(60_000)
  await opened.close()
  await ended
})
