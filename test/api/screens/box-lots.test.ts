import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { planner, system, testDatabase } from '#test/support/database'
import {
  insertSampleBoxes,
  insertSampleRipening,
  insertSampleStandIn,
  insertSampleSubscribers,
} from '#test/support/sample-boxes'
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

  it('pears stand in for mangoes that are missing or late, box after box until none is left; beyond the tolerance they do not', async () => {
    await headwater.asCaller(system, (db) => insertSampleStandIn(db))
    const { subscriptions } = procedures(testServices(headwater), planner)
    const key = { subscriptionPlanId: 51, itemId: SAMPLE.boxId, replacedByItemId: SAMPLE.shirtId }
    const rule = { ...key, piecesPerPiece: 1, mostPerBox: 2, valueToleranceFraction: 0.1 }
    const before = (await lots())!
    expect(before.boxes[0]!.swaps).toEqual([])
    expect(before.boxes[0]!.left).toEqual(before.boxes[0]!.missing)
    await subscriptions.setSwapRule(rule)
    expect((await subscriptions.swapRules()).rules).toMatchObject([{ ...rule, replacedByCode: 'PEAR' }])
    const { boxes, lots: parted } = (await lots())!
    const [first, second, third] = boxes.map(({ count }) => count) as [number, number, number]
    const pears = parted.find(({ itemId }) => itemId === SAMPLE.shirtId)!
    expect(pears).toMatchObject({ kind: 'on-hand', quantity: 350, boxed: 0, wasted: 0 })
    expect(boxes.map(({ wanted }) => wanted.map(({ missing, late }) => [missing, late]))).toEqual([
      [[first, 0]],
      [[0, second]],
      [[2 * third, 0]],
      [[2 * boxes[3]!.count, 0]],
    ])
    expect(boxes.map(({ swaps }) => swaps.map(({ pieces, given }) => [pieces, given]))).toEqual([
      [[first, first]],
      [[second, second]],
      [[350 - first - second, 350 - first - second]],
      [],
    ])
    expect(boxes[2]!.left).toEqual([{ itemId: SAMPLE.boxId, pieces: 2 * third - (350 - first - second) }])
    await subscriptions.setSwapRule({ ...rule, piecesPerPiece: 2 })
    expect((await lots())!.boxes.flatMap(({ swaps }) => swaps)).toEqual([])
    await subscriptions.setSwapRule({ ...rule, piecesPerPiece: 2, valueToleranceFraction: null })
    expect((await lots())!.boxes[0]!.swaps[0]).toMatchObject({
      pieces: first,
      given: 2 * first,
      boxes: Math.ceil(first / 2),
    })
    expect(await subscriptions.removeSwapRule(key)).toEqual({ removed: true })
    expect(await subscriptions.removeSwapRule(key)).toEqual({ removed: false })
    await expect(subscriptions.setSwapRule({ ...rule, replacedByItemId: rule.itemId })).rejects.toThrow()
    const told = await headwater.asCaller(system, (db) =>
      db.selectFrom('audit_entry').select(['action', 'subject']).execute(),
    )
    expect(new Set(told.map(({ action }) => action))).toEqual(new Set(['swap-rule.set', 'swap-rule.remove']))
  })

  it('what a run plans arrives as early as a cooler warehouse takes to have it ready on the Monday of its week', async () => {
    const { subscriptions } = procedures(testServices(headwater), planner)
    const keep = (warehouseCelsius: number) =>
      subscriptions.keepTemperatures({
        items: [{ itemId: SAMPLE.boxId, transportCelsius: 13, warehouseCelsius, homeCelsius: 24 }],
      })
    const planned = async () =>
      (await lots())!.lots.find(({ kind, itemId }) => kind === 'planned' && itemId === SAMPLE.boxId)!
    await keep(15)
    expect(await planned()).toMatchObject({ arrivesOn: '2026-06-22', readyOn: '2026-06-29' })
    await keep(20)
    expect(await planned()).toMatchObject({ arrivesOn: '2026-06-25', readyOn: '2026-06-29' })
  })
})
