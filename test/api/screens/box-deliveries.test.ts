import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { planner, system, testDatabase } from '#test/support/database'
import { insertSampleBoxes } from '#test/support/sample-boxes'
import { insertSampleCompany } from '#test/support/sample-company'
import { SAMPLE } from '#test/support/sample-run'
import { procedures, testServices } from '#test/support/server'

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, insertSampleCompany)
  await headwater.asCaller(system, insertSampleBoxes)
})
afterAll(() => headwater.close())

const deliveries = async () =>
  (await procedures(testServices(headwater), planner).subscriptions.boxes()).deliveries

describe('coming boxes', () => {
  it('four Wednesdays after the as-of date, with the way of the fruit from its supplier', async () => {
    const boxes = await deliveries()
    expect(boxes.map(({ boxOn }) => boxOn)).toEqual(['2026-06-03', '2026-06-10', '2026-06-17', '2026-06-24'])
    expect(boxes[0]).toMatchObject({
      subscriptionPlanId: 51,
      itemId: SAMPLE.boxId,
      quantity: 2,
      leadTimeDays: 3,
      ripeningDays: 4,
      shelfLifeDays: 5,
    })
  })

  it('a later content holds from its Monday on, and the one before until then', async () => {
    await headwater.asCaller(system, (db) =>
      db
        .insertInto('box_content')
        .values({
          subscription_plan_id: 51,
          valid_from: '2026-06-15',
          item_id: SAMPLE.boxId,
          quantity: 3,
        })
        .execute(),
    )
    expect((await deliveries()).map(({ quantity }) => quantity)).toEqual([2, 2, 3, 3])
  })
})
