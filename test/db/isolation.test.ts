import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { Headwater } from '#db/client'
import { embeddedClient } from '#db/embedded'
import { nextLedgerVersion } from '#db/ledger'
import { analyst, planner, shopOwner, supplier, system, testDatabase } from '#test/support/database'

let headwater: Headwater & { databaseName: string }

beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, async (db) => {
    await db
      .insertInto('supplier')
      .values([
        { supplier_id: 101, code: 'S1', name_zh: '甲厂', name_en: 'Factory A' },
        { supplier_id: 102, code: 'S2', name_zh: '乙厂', name_en: 'Factory B' },
      ])
      .execute()
    await db
      .insertInto('shop_owner')
      .values([
        { shop_owner_id: 201, code: 'O1', name: '店主一' },
        { shop_owner_id: 202, code: 'O2', name: '店主二' },
      ])
      .execute()
    await db
      .insertInto('item')
      .values({ item_id: 301, code: 'I1', name_zh: '外套', name_en: 'Coat' })
      .execute()
    const version = await nextLedgerVersion(db, { importId: null, reason: 'test', postedBy: 'test' })
    for (const owner of [201, 202])
      await db
        .insertInto('demand_entry')
        .values({
          item_id: 301,
          ledger_version: version,
          kind: 'sale',
          rung: 'paid',
          quantity: 3,
          occurred_at: '2026-01-05T08:00:00Z',
          occurred_on: '2026-01-05',
          known_at: '2026-01-05T08:00:00Z',
          need_from: '2026-01-05',
          need_to: '2026-01-05',
          source_record_id: owner,
          shop_owner_id: owner,
        })
        .execute()
  })
})
afterAll(() => headwater.close())

describe('isolation', () => {
  it('a query without a caller is refused', async () => {
    const client = new pg.Client(
      embeddedClient(inject('clusterHost'), 'headwater_application', headwater.databaseName),
    )
    await client.connect()
    await expect(client.query('select * from item')).rejects.toThrow('permission denied')
    await client.end()
  })
  it('the caller ends with the transaction: the next one starts without rights', async () => {
    await headwater.asCaller(planner, (db) => db.selectFrom('item').select('item_id').execute())
    const role = await headwater.asCaller(
      analyst,
      async (_, client) => (await client.query('select current_user')).rows,
    )
    expect(role[0].current_user).toBe('headwater_analyst')
  })
  it('nobody updates or deletes the ledger, jobs included', async () => {
    for (const caller of [planner, system]) {
      await expect(
        headwater.asCaller(caller, (db) => db.updateTable('demand_entry').set({ quantity: 1 }).execute()),
      ).rejects.toThrow('permission denied')
      await expect(
        headwater.asCaller(caller, (db) => db.deleteFrom('demand_entry').execute()),
      ).rejects.toThrow('permission denied')
    }
  })
  it('a supplier has no right on the ledger and sees only its own master row', async () => {
    await expect(
      headwater.asCaller(supplier(101), (db) => db.selectFrom('demand_entry').selectAll().execute()),
    ).rejects.toThrow('permission denied')
    const rows = await headwater.asCaller(supplier(101), (db) =>
      db.selectFrom('supplier').select('code').execute(),
    )
    expect(rows).toEqual([{ code: 'S1' }])
  })
  it('an owner sees only its own entries and may not write a sale', async () => {
    const rows = await headwater.asCaller(shopOwner(201), (db) =>
      db.selectFrom('demand_entry').select('shop_owner_id').execute(),
    )
    expect(rows).toEqual([{ shop_owner_id: 201 }])
    await expect(
      headwater.asCaller(shopOwner(201), (db) =>
        db
          .insertInto('demand_entry')
          .values({
            item_id: 301,
            ledger_version: 1,
            kind: 'sale',
            rung: 'paid',
            quantity: 3,
            occurred_at: '2026-01-05T08:00:00Z',
            occurred_on: '2026-01-05',
            known_at: '2026-01-05T08:00:00Z',
            need_from: '2026-01-05',
            need_to: '2026-01-05',
            source_record_id: 1,
            shop_owner_id: 201,
          })
          .execute(),
      ),
    ).rejects.toThrow('row-level security')
  })
  it('an owner cannot read unit costs', async () => {
    await expect(
      headwater.asCaller(shopOwner(201), (db) => db.selectFrom('item').select('unit_cost_minor').execute()),
    ).rejects.toThrow('permission denied')
  })
  it('a failed transaction leaves nothing behind', async () => {
    await expect(
      headwater.asCaller(system, async (db) => {
        await db.insertInto('shop_owner').values({ code: 'O9', name: 'x' }).execute()
        throw new Error('stop')
      }),
    ).rejects.toThrow('stop')
    const rows = await headwater.asCaller(system, (db) =>
      db.selectFrom('shop_owner').select('code').where('code', '=', 'O9').execute(),
    )
    expect(rows).toEqual([])
  })
})
