import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { shopOwner, system, testDatabase } from '#test/support/database'
import { procedures, testServices } from '#test/support/server'

let headwater: Headwater
let itemId: number
const owner = shopOwner(11)

beforeAll(async () => {
  headwater = await testDatabase()
  itemId = await headwater.asCaller(system, async (db) => {
    await db
      .insertInto('shop_owner')
      .values([
        { shop_owner_id: 11, code: 'O11', name: '甲' },
        { shop_owner_id: 12, code: 'O12', name: '乙' },
      ])
      .execute()
    const { item_id } = await db
      .insertInto('item')
      .values({ code: 'KIWI', name_zh: '猕猴桃', name_en: 'Kiwi' })
      .returning('item_id')
      .executeTakeFirstOrThrow()
    return item_id
  })
})
afterAll(() => headwater.close())

const net = () =>
  headwater.asCaller(system, async (db) => {
    const rows = await db
      .selectFrom('demand_entry')
      .select(['quantity', 'is_reversal', 'shop_owner_id'])
      .execute()
    return { sum: rows.reduce((sum, row) => sum + row.quantity, 0), rows: rows.length }
  })

describe('owner expectations (today 2026-06-01)', () => {
  const api = () => procedures(testServices(headwater), owner)

  it('saving 40, then 25 leaves a net of 25 in three entries: 40, −40, 25', async () => {
    await api().expectations.expect({ itemId, week: '2026-06-08', quantity: 40 })
    await api().expectations.expect({ itemId, week: '2026-06-08', quantity: 25 })
    expect(await net()).toEqual({ sum: 25, rows: 3 })
    const { products } = await api().expectations.products({})
    expect(products[0]).toMatchObject({ itemId, expectedQuantity: 25, orderedQuantity: 0 })
  })
  it('0 takes it back', async () => {
    await api().expectations.expect({ itemId, week: '2026-06-08', quantity: 0 })
    expect((await net()).sum).toBe(0)
    const { products } = await api().expectations.products({})
    expect(products[0]).toMatchObject({ itemId, expectedQuantity: 0 })
  })
  it('a week that nothing was said of stays without an answer', async () => {
    const { products } = await api().expectations.products({ week: '2026-06-15' })
    expect(products[0]).toMatchObject({ itemId, expectedQuantity: null, lastWeek: null })
  })
  it('last time: 30 expected for the week of 2026-06-08, of which 12 were sold in it', async () => {
    await api().expectations.expect({ itemId, week: '2026-06-08', quantity: 30 })
    await headwater.asCaller(system, (db) =>
      db
        .insertInto('demand_entry')
        .values({
          item_id: itemId,
          ledger_version: 1,
          kind: 'sale',
          rung: 'paid',
          quantity: 12,
          occurred_at: new Date('2026-06-09T02:00:00Z'),
          occurred_on: '2026-06-09',
          known_at: new Date('2026-06-09T02:00:00Z'),
          need_from: '2026-06-09',
          need_to: '2026-06-09',
          source_record_id: 1,
          shop_owner_id: 11,
        })
        .execute(),
    )
    const later = { ...testServices(headwater), now: () => new Date('2026-06-16T02:00:00Z') }
    const { products } = await procedures(later, owner).expectations.products({})
    expect(products[0]).toMatchObject({
      lastWeek: '2026-06-08',
      lastExpectedQuantity: 30,
      lastHappenedQuantity: 12,
    })
  })
  it('a week that is over is refused', async () => {
    await expect(api().expectations.expect({ itemId, week: '2026-05-18', quantity: 4 })).rejects.toThrow(
      'is over',
    )
  })
  it('a day that is no Monday is refused', async () => {
    await expect(api().expectations.expect({ itemId, week: '2026-06-09', quantity: 4 })).rejects.toThrow(
      'Monday',
    )
  })
  it('another owner sees nothing of it', async () => {
    const { products } = await procedures(testServices(headwater), shopOwner(12)).expectations.products({})
    expect(products).toEqual([])
  })
})
