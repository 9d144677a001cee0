import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { planner, system, testDatabase } from '#test/support/database'
import { insertSampleBoxes, insertSampleRipening } from '#test/support/sample-boxes'
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

  it('without a row of the ripening table days of the item hold; with one its temperatures, which a planner can keep', async () => {
    expect((await deliveries())[0]!.ripening).toBeNull()
    await headwater.asCaller(system, (db) => insertSampleRipening(db))
    const table = { daysAtReference: 4, referenceCelsius: 20, q10: 2.5, lowestCelsius: 12 }
    const assumed = { transportCelsius: 13, warehouseCelsius: 20, homeCelsius: 24 }
    expect((await deliveries())[0]!.ripening).toEqual({ ...table, ...assumed })
    const { subscriptions } = procedures(testServices(headwater), planner)
    const cool = { ...assumed, warehouseCelsius: 15 }
    const items = [{ itemId: SAMPLE.boxId, ...cool }]
    expect(await subscriptions.keepTemperatures({ items })).toEqual({ changed: 1 })
    expect(await subscriptions.keepTemperatures({ items })).toEqual({ changed: 0 })
    expect((await deliveries())[0]!.ripening).toEqual({ ...table, ...cool })
    const told = await headwater.asCaller(system, (db) =>
      db.selectFrom('audit_entry').select(['action', 'subject', 'after']).execute(),
    )
    expect(told).toEqual([{ action: 'ripening.temperatures', subject: `item/${SAMPLE.boxId}`, after: cool }])
    await expect(
      subscriptions.keepTemperatures({ items: [{ ...items[0]!, homeCelsius: 60 }] }),
    ).rejects.toThrow()
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
