import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { planner, system, testDatabase } from '#test/support/database'
import { insertSampleBoxes, insertSampleRipening, insertSampleSubscribers } from '#test/support/sample-boxes'
import { insertSampleCompany } from '#test/support/sample-company'
import { SAMPLE } from '#test/support/sample-run'
import { procedures, testServices } from '#test/support/server'

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, insertSampleCompany)
})
afterAll(() => headwater.close())

const lots = (tried: { warehouseAt?: number } = {}) =>
  procedures(testServices(headwater), planner).subscriptions.lots(tried)

describe('lots of the shown run in the coming boxes', () => {
  it('without a box of something perishable there is nothing to pack', async () => {
    expect(await lots()).toBeNull()
  })

  it('100 boxes of two pieces: stock for the first days of the first, an order for the second, the rest is missing', async () => {
    await headwater.asCaller(system, insertSampleBoxes)
    await headwater.asCaller(system, (db) => insertSampleSubscribers(db, 100))
    const plan = (await lots())!
    const { itemId, kind, quantity } = plan.lots[0]!
    expect([itemId, kind, quantity]).toEqual([SAMPLE.boxId, 'on-hand', 350])
    // 100 are paid; some more are expected to join.
    const [first, second, third, fourth] = plan.boxes.map(({ count }) => count) as [
      number,
      number,
      number,
      number,
    ]
    expect(first).toBeGreaterThanOrEqual(100)
    expect(fourth).toBeLessThan(200)
    expect(
      plan.lots.map((lot) => [
        lot.kind,
        lot.arrivesOn,
        lot.readyOn,
        lot.lastOn,
        lot.boxed,
        lot.others,
        lot.kept,
        lot.wasted,
      ]),
    ).toEqual([
      ['on-hand', null, '2026-06-01', '2026-06-05', first, 350 - first, 0, 0],
      ['on-order', '2026-06-08', '2026-06-12', '2026-06-16', 2 * second, 300 - 2 * second, 0, 0],
      ['planned', '2026-06-25', '2026-06-29', '2026-07-03', 0, 400, 0, 0],
    ])
    const missing = (pieces: number) => [{ itemId: SAMPLE.boxId, pieces }]
    expect(plan.boxes.map((box) => [box.boxOn, box.missing])).toEqual([
      ['2026-06-03', missing(first)],
      ['2026-06-10', []],
      ['2026-06-17', missing(2 * third)],
      ['2026-06-24', missing(2 * fourth)],
    ])
    expect(plan.boxes[1]!.parts).toEqual([
      { lot: 1, pieces: second, eatFrom: '2026-06-12', eatTo: '2026-06-12' },
      { lot: 1, pieces: second, eatFrom: '2026-06-13', eatTo: '2026-06-16' },
    ])
    expect(plan.boxes[1]!.emptyDays).toEqual([
      { date: '2026-06-10', boxes: second },
      { date: '2026-06-11', boxes: second },
    ])
  })

  it('by the ripening table a cooler warehouse makes the lot late: tried, not kept', async () => {
    await headwater.asCaller(system, (db) => insertSampleRipening(db))
    const onOrder = async (warehouseAt?: number) =>
      (await lots(warehouseAt === undefined ? {} : { warehouseAt }))!.lots[1]!
    expect(await onOrder()).toMatchObject({ readyOn: '2026-06-12' })
    expect(await onOrder(15)).toMatchObject({ readyOn: '2026-06-15' })
    expect(await onOrder()).toMatchObject({ readyOn: '2026-06-12' })
  })
})
