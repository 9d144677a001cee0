import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { describedCustomers } from '#db/described-customers'
import { shopOwner, system, testDatabase } from '#test/support/database'
import { procedures, testServices } from '#test/support/server'

let headwater: Headwater
const SKIN = 5

beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, async (db) => {
    await sql`insert into shop_owner (shop_owner_id, code, name) values (11, 'O11', '甲'), (12, 'O12', '乙')`.execute(
      db,
    )
    await sql`insert into category (category_id, code, name_zh, name_en) values (${SKIN}, 'skin', '护肤', 'Skincare')`.execute(
      db,
    )
    await sql`insert into customer_tag (category_id, tag, name_zh, name_en)
      values (${SKIN}, 'dry', '干性', 'Dry'), (${SKIN}, 'oily', '油性', 'Oily')`.execute(db)
    await sql`insert into product (product_id, code, name_zh, name_en, category_id)
      values (1, 'P', '霜', 'Cream', ${SKIN})`.execute(db)
    await sql`insert into item (code, name_zh, name_en, product_id, launched_on, attributes) values
      ('NEW', '新霜', 'New cream', 1, '2026-07-01', '{"tag": "dry"}'),
      ('OLD', '旧霜', 'Old cream', 1, '2024-07-01', '{"tag": "dry"}')`.execute(db)
  })
})
afterAll(() => headwater.close())

const api = (id: number) => procedures(testServices(headwater), shopOwner(id)).customers
const asOf = { asOf: '2026-06-30', ledgerVersion: 0, timeZone: 'Asia/Shanghai', itemIds: null }

describe('customers by tag (today 2026-06-01)', () => {
  it('counts told replace earlier ones, others see nothing of them, and all owners add up', async () => {
    const counts = [
      { tag: 'dry', customers: 120 },
      { tag: 'unknown', customers: 30 },
    ]
    expect(await api(11).describe({ categoryId: SKIN, counts })).toEqual({ changed: 2 })
    expect(await api(11).describe({ categoryId: SKIN, counts })).toEqual({ changed: 0 })
    await api(12).describe({ categoryId: SKIN, counts: [{ tag: 'dry', customers: 7 }] })

    const [mine] = await api(11).tags()
    expect(mine).toMatchObject({ categoryId: SKIN, unknownCustomers: 30, newItems: [{ code: 'NEW' }] })
    expect(mine!.tags.map(({ tag, customers }) => [tag, customers])).toEqual([
      ['dry', 120],
      ['oily', null],
    ])
    expect(await headwater.asCaller(system, (db) => describedCustomers(db, asOf))).toEqual([
      { categoryId: SKIN, tag: 'dry', customers: 127 },
      { categoryId: SKIN, tag: 'unknown', customers: 30 },
    ])
  })

  it('a tag that the category does not know is refused', async () => {
    await expect(
      api(11).describe({ categoryId: SKIN, counts: [{ tag: 'tall', customers: 1 }] }),
    ).rejects.toThrow('The category has no tag tall.')
  })
})
