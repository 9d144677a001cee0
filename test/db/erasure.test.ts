import { expect, it } from 'vitest'
import { customerHash } from '#api/ingest/customer-hash'
import { eraseCustomer } from '#db/erasure'
import { system, testDatabase } from '#test/support/database'

it('erasing a customer empties the hash of that customer alone; two installations hash differently', async () => {
  const headwater = await testDatabase()
  const [lin, wu] = [customerHash('Lin', 'key'), customerHash('Wu', 'key')]
  await headwater.asCaller(system, async (db) => {
    const { subscription_plan_id } = await db
      .insertInto('subscription_plan')
      .values({ code: 'BOX', name_zh: '果盒', name_en: 'Fruit box' })
      .returning('subscription_plan_id')
      .executeTakeFirstOrThrow()
    const plan = { subscription_plan_id, started_on: '2026-01-05', first_box_on: '2026-01-12' }
    await db
      .insertInto('subscription')
      .values([
        { code: 'A', customer_hash: lin, ...plan },
        { code: 'B', customer_hash: wu, ...plan },
      ])
      .execute()
  })
  expect(await headwater.asMaintenance((db) => eraseCustomer(db, lin))).toBe(1)
  const rows = await headwater.asCaller(system, (db) =>
    db.selectFrom('subscription').select(['code', 'customer_hash']).orderBy('code').execute(),
  )
  expect(rows).toEqual([
    { code: 'A', customer_hash: null },
    { code: 'B', customer_hash: wu },
  ])
  expect(customerHash('Lin', 'another key')).not.toBe(lin)
  await headwater.close()
})
