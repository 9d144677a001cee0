import { expect, it } from 'vitest'
import { commitImport } from '#api/ingest/commit-import'
import { withKeysCheckedBefore } from '#db/bulk-foreign-keys'
import { system } from '#test/support/database'
import { companyPerTest } from '#test/support/import-company'
import { check, countEntries, sales } from '#test/support/import-files'

const company = companyPerTest()

const file = () => sales('A1,I1,O1,sale,3,2026-05-01,', 'A2,I2,O2,sale,5,2026-05-01,')
const checkedSales = async () =>
  (await check(company.headwater, { kind: 'owner-sales', file: file() })).importId
const remove = (statement: string) =>
  company.headwater.asMaintenance(async (_, client) => {
    await client.query("set local lock_timeout = '300ms'")
    await client.query(statement)
  })

it('an owner named in the file cannot be removed while its rows are being posted', async () => {
  const importId = await checkedSales()
  const removals: Promise<unknown>[] = []
  await commitImport(company.headwater, 'test', importId, {
    onProgress: ({ stage, done }) => {
      if (stage === 'posting' && done > 0 && removals.length === 0)
        removals.push(remove("delete from shop_owner where code = 'O2'").catch((error) => error.code))
    },
  })
  // 55P03: the row is held by the posting; 23503: its entries were already there.
  expect(await Promise.all(removals)).toEqual([expect.stringMatching(/^(55P03|23503)$/)])
  expect(await countEntries(company.headwater)).toBe(2)
})

it.each([
  ['shop_owner', 'O2'],
  ['item', 'I2'],
])('%s %s removed between check and posting: the posting says so and writes nothing', async (table, code) => {
  const importId = await checkedSales()
  await remove(`delete from campaign_item; delete from ${table} where code = '${code}'`)
  await expect(commitImport(company.headwater, 'test', importId)).rejects.toThrow(
    `${table} ${code} was removed`,
  )
  expect(await countEntries(company.headwater)).toBe(0)
})

it('keys are looked up again after a posting, and row by row where nobody may leave that out', async () => {
  const orphan = `insert into demand_entry
    (item_id, ledger_version, kind, rung, quantity, occurred_at, occurred_on, known_at, need_from, need_to, source_record_id)
    values (-1, 1, 'sale', 'paid', 1, now(), now(), now(), now(), now(), 1)`
  const append = (isInside: boolean) =>
    company.headwater.asCaller(system, async (db, client) => {
      await withKeysCheckedBefore(db, async () => {
        if (isInside) await client.query(orphan)
      })
      if (!isInside) await client.query(orphan)
    })
  await expect(append(true)).resolves.toBeUndefined()
  await expect(append(false)).rejects.toThrow('violates foreign key constraint')
  const planner = { role: 'planner', userId: 'test' } as const
  const asPlanner = company.headwater.asCaller(planner, (db, client) =>
    withKeysCheckedBefore(db, async () => {
      await client.query(orphan)
    }),
  )
  await expect(asPlanner).rejects.toThrow('violates foreign key constraint')
})
