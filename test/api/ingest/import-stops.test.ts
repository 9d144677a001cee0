import { describe, expect, it } from 'vitest'
import { cancelImport } from '#api/ingest/cancel-import'
import { checkImport } from '#api/ingest/check-import'
import { commitImport } from '#api/ingest/commit-import'
import { listImports } from '#api/ingest/list-imports'
import { startImport } from '#api/ingest/start-import'
import { planner } from '#test/support/database'
import { companyPerTest } from '#test/support/import-company'
import { check, countEntries, importAll, manySales, NOW, sales } from '#test/support/import-files'

const company = companyPerTest()
const { query } = company

describe('a trial, a cancellation, a lost connection', () => {
  it('a trial counts what would change and writes nothing', async () => {
    const summary = await check(company.headwater, {
      kind: 'owner-sales',
      file: sales('A1,N7,O1,sale,3,2026-05-01,'),
      isDryRun: true,
      createMissing: ['items'],
    })
    expect(summary.counts).toMatchObject({ newLines: 1, newEntries: 1, createdItems: 1 })
    expect(await query(`select code from item where code = 'N7'`)).toEqual([])
    await expect(commitImport(company.headwater, 'test', summary.importId)).rejects.toThrow('no dry run')
  })

  it('a cancelled import writes nothing and cannot be committed', async () => {
    const checked = await check(company.headwater, {
      kind: 'owner-sales',
      file: sales('A1,I1,O1,sale,3,2026-05-01,'),
    })
    expect(await cancelImport(company.headwater, 'test', checked.importId)).toBe(true)
    expect(await cancelImport(company.headwater, 'test', checked.importId)).toBe(false)
    await expect(commitImport(company.headwater, 'test', checked.importId)).rejects.toThrow('got cancelled')
    expect(await countEntries(company.headwater)).toBe(0)
  })

  it('cancelled while it reads, it ends as cancelled', async () => {
    const importId = await startImport(company.headwater, 'test', {
      kind: 'owner-sales',
      file: manySales(30_000),
      now: NOW,
    })
    await cancelImport(company.headwater, 'test', importId)
    const summary = await checkImport(company.headwater, 'test', importId, { customerKey: 'key' })
    expect(summary.state).toBe('cancelled')
    expect(await query(`select to_regclass('staging.import_${importId}') as staging`)).toEqual([
      { staging: null },
    ])
  })

  it('a connection killed while it posts leaves nothing written, and the file can be imported again', async () => {
    const file = manySales(30_000)
    const checked = await check(company.headwater, { kind: 'owner-sales', file })
    const posting = commitImport(company.headwater, 'test', checked.importId)
    const killed = (async () => {
      for (let attempt = 0; attempt < 500; attempt++) {
        const { rowCount } = await company.headwater.asMaintenance((_, client) =>
          client.query(
            `select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and state = 'active' and query like '%insert into demand_entry%' and pid <> pg_backend_pid()`,
          ),
        )
        if (rowCount! > 0) return true
        await new Promise((next) => setTimeout(next, 5))
      }
      return false
    })()
    await expect(posting).rejects.toThrow()
    expect(await killed).toBe(true)
    expect(await countEntries(company.headwater)).toBe(0)
    expect(await query('select count(*)::integer as records from source_record')).toEqual([{ records: 0 }])
    const again = await importAll(company.headwater, { kind: 'owner-sales', file })
    expect([again.state, again.counts?.newEntries]).toEqual(['committed', 30_000])
  })

  it('committed twice at once, it is posted once', async () => {
    const checked = await check(company.headwater, { kind: 'owner-sales', file: manySales(3_000) })
    const both = await Promise.allSettled(
      [1, 2].map(() => commitImport(company.headwater, 'test', checked.importId)),
    )
    expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await countEntries(company.headwater)).toBe(3_000)
    expect(await query('select state from import_file')).toEqual([{ state: 'committed' }])
  })

  it('two files with the same orders committed at once: the second finds them known', async () => {
    const [one, two] = [
      await check(company.headwater, { kind: 'owner-sales', file: manySales(3_000) }),
      await check(company.headwater, { kind: 'owner-sales', file: manySales(3_000) }),
    ]
    const both = await Promise.all(
      [one, two].map((each) => commitImport(company.headwater, 'test', each.importId)),
    )
    expect(both.map((each) => each.counts?.newEntries).sort()).toEqual([0, 3_000])
    expect(await countEntries(company.headwater)).toBe(3_000)
  })

  it('a server that lost its unlogged tables is told to import again', async () => {
    const checked = await check(company.headwater, {
      kind: 'owner-sales',
      file: sales('A1,I1,O1,sale,3,2026-05-01,'),
    })
    await company.headwater.asMaintenance((_, client) =>
      client.query(`truncate staging.import_${checked.importId}`),
    )
    await expect(commitImport(company.headwater, 'test', checked.importId)).rejects.toThrow(
      'lost its staged rows',
    )
    expect(await countEntries(company.headwater)).toBe(0)
  })

  it('imports are listed newest first, with what became of them', async () => {
    await importAll(company.headwater, { kind: 'owner-sales', file: sales('A1,I1,O1,sale,3,2026-05-01,') })
    await importAll(company.headwater, { kind: 'owner-sales', file: sales('A1,I9,O1,sale,3,2026-05-01,') })
    const listed = await listImports(company.headwater, planner, { limit: 10 })
    expect(listed.map((each) => [each.state, each.faults])).toEqual([
      ['rejected', 1],
      ['committed', 0],
    ])
  })
})
