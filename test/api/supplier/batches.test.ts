import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishRun } from '#api/publication/publish-run'
import { runPlan } from '#api/runs/run-plan'
import { closeWorkers } from '#api/runs/worker-pool'
import type { Headwater } from '#db/client'
import { planner, supplier, system, testDatabase } from '#test/support/database'
import { procedures, testServices } from '#test/support/server'
import { AS_OF, JACKET, NOW, OTHER_SUPPLIER, SUPPLIER, smallCompany, TEA } from '#test/support/small-company'
import { smallFloor } from '#test/support/small-floor'

let headwater: Headwater
let runId = 0
const callerOf = (who: Parameters<typeof procedures>[1]) =>
  procedures({ ...testServices(headwater), now: () => NOW }, who)

beforeAll(async () => {
  headwater = await testDatabase()
  await smallCompany(headwater)
  await headwater.asCaller(system, smallFloor)
  runId = (await runPlan(headwater, { asOf: AS_OF, horizonWeeks: 12, detailWeeks: 6, startedBy: 'test' }))
    .runId
})
afterAll(async () => {
  await closeWorkers()
  await headwater.close()
})

describe("a supplier's own batches", () => {
  it('before anything is published there is nothing to see, though the run has batches', async () => {
    expect((await callerOf(planner).batches.board({}))!.batches.length).toBeGreaterThan(2)
    expect(await callerOf(supplier(SUPPLIER)).supplier.batches({})).toBeNull()
  })

  it('a publication tells the batches as decided; what is decided later is told by the next', async () => {
    const board = (await callerOf(planner).batches.board({}))!
    const { batchNumber, lineId } = board.batches.find(({ items }) => items.length > 1)!
    const decide = (week: string) =>
      callerOf(planner).batches.decide({
        runId,
        decisionKey: randomUUID(),
        decision: { kind: 'move', batchNumber, lineId, week },
      })
    await decide(board.weeks[1]!)
    await publishRun(headwater, planner, { runId, now: NOW })
    await decide(board.weeks[2]!)
    const { batches, version } = (await callerOf(supplier(SUPPLIER)).supplier.batches({}))!
    expect(version).toBe(1)
    expect(batches).toHaveLength(board.batches.length)
    const moved = batches.find(({ code }) => code === `B${runId}-${batchNumber}`)!
    expect(moved).toMatchObject({ week: board.weeks[1], state: 'firm', receivedQuantity: 0 })
    expect(moved.items.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(moved.quantity)
  })

  it('a firm order stays unseen until it is released; then the batch stands as it was ordered', async () => {
    const orders = () =>
      headwater.asCaller(supplier(SUPPLIER), (db) =>
        db.selectFrom('supply_order').select(['batch_number', 'state', 'quantity']).execute(),
      )
    expect(await orders()).toEqual([])
    const board = (await callerOf(planner).batches.board({}))!
    const firm = board.batches.find(({ state }) => state === 'firm')!
    await callerOf(planner).publication.releaseBatches({ runId, batchNumbers: [firm.batchNumber] })
    expect(new Set((await orders()).map(({ state }) => state))).toEqual(new Set(['open']))
    const { batches } = (await callerOf(supplier(SUPPLIER)).supplier.batches({}))!
    expect(batches.find(({ code }) => code === `B${runId}-${firm.batchNumber}`)).toMatchObject({
      week: board.weeks[2],
      state: 'released',
      authorisation: 'make',
      quantity: firm.quantity,
    })
    expect(batches).toHaveLength(board.batches.length)
  })

  it('a batch of two items is received when both are', async () => {
    const orders = await headwater.asCaller(planner, (db) =>
      db.selectFrom('supply_order').selectAll().where('state', '=', 'open').execute(),
    )
    expect(orders).toHaveLength(2)
    const receive = (order: (typeof orders)[number]) =>
      headwater.asCaller(system, (db) =>
        db
          .insertInto('receipt')
          .values({
            code: `R${order.item_id}`,
            supply_order_id: order.supply_order_id,
            item_id: order.item_id,
            supplier_id: SUPPLIER,
            quantity: order.quantity,
            received_on: '2026-06-30',
            known_at: NOW,
          })
          .execute(),
      )
    const batch = async () =>
      (await callerOf(supplier(SUPPLIER)).supplier.batches({}))!.batches.find(
        ({ code }) => code === `B${runId}-${orders[0]!.batch_number}`,
      )!
    await receive(orders[0]!)
    expect(await batch()).toMatchObject({ state: 'released', receivedQuantity: orders[0]!.quantity })
    await receive(orders[1]!)
    expect(await batch()).toMatchObject({ state: 'received', receivedQuantity: (await batch()).quantity })
  })

  it('another supplier sees none of them, by procedure or by table; staff say whom they look at', async () => {
    const other = callerOf(supplier(OTHER_SUPPLIER))
    expect(await other.supplier.batches({ supplierId: SUPPLIER })).toBeNull()
    const rows = await headwater.asCaller(supplier(OTHER_SUPPLIER), (db) =>
      db.selectFrom('publication_batch').selectAll().execute(),
    )
    expect(rows).toEqual([])
    await expect(callerOf(planner).supplier.batches({})).rejects.toThrow('supplierId is missing')
    expect((await callerOf(planner).supplier.batches({ supplierId: SUPPLIER }))!.batches.length).toBe(
      (await callerOf(supplier(SUPPLIER)).supplier.batches({}))!.batches.length,
    )
  })

  it('tea leaf that the works state for 22 June holds back the batches of tea that start before; the rest is not stated', async () => {
    await headwater.asCaller(system, async (db) => {
      await db
        .insertInto('material')
        .values({ material_id: 1, code: 'LEAF', name_zh: '茶青', name_en: 'Leaf', unit: 'gram' })
        .execute()
      await db
        .insertInto('bill_of_materials')
        .values({ item_id: TEA, material_id: 1, quantity_per_unit: 50 })
        .execute()
    })
    const { runId: next } = await runPlan(headwater, {
      asOf: AS_OF,
      horizonWeeks: 12,
      detailWeeks: 6,
      startedBy: 'test',
    })
    await publishRun(headwater, planner, { runId: next, now: NOW })
    const own = callerOf(supplier(SUPPLIER)).supplier
    await own.stateMaterial({
      materialId: 1,
      onHand: 0,
      arrivals: [{ arrivesOn: '2026-06-22', quantity: 1e9 }],
    })
    const { batches } = (await own.batches({}))!
    for (const { items, startsOn, week, material } of batches) {
      const isTea = items.some(({ itemId }) => itemId === TEA)
      const kind = !isTea ? 'not-stated' : (startsOn ?? week) < '2026-06-22' ? 'missing' : 'there'
      expect(material).toMatchObject({ kind, until: kind === 'missing' ? '2026-06-22' : null })
    }
    expect(batches.some(({ material }) => material.kind === 'missing')).toBe(true)
    await own.withdrawMaterial({ materialId: 1 })
  })

  it('the card of a batch: its minimum, its mix, the answer to its weeks and its next deadline, as the planner sees them', async () => {
    await headwater.asCaller(system, (db) =>
      db
        .updateTable('item')
        .set({ options: JSON.stringify({ size: 'M' }) })
        .where('item_id', '=', JACKET)
        .execute(),
    )
    const { runId: last } = await runPlan(headwater, {
      asOf: AS_OF,
      horizonWeeks: 12,
      detailWeeks: 6,
      startedBy: 'test',
    })
    await publishRun(headwater, planner, { runId: last, now: NOW })
    const own = callerOf(supplier(SUPPLIER))
    const board = (await callerOf(planner).batches.board({}))!
    const { batches } = (await own.supplier.batches({}))!
    for (const planned of board.batches) {
      const told = batches.find(({ code }) => code === `B${board.run.planningRunId}-${planned.batchNumber}`)!
      expect(told.batchMinimum).toBe(planned.minimumQuantity)
      expect(told.deadline).not.toBeNull()
      const hasJackets = planned.items.some(({ itemId }) => itemId === JACKET)
      expect(told.optionMix.map(({ option }) => option)).toEqual(hasJackets ? ['size'] : [])
    }
    expect(batches.some(({ reply }) => reply.state === 'waiting' && reply.replyBy !== null)).toBe(true)
    const { publicationId, lines } = (await own.publication.read({}))!
    const asked = [...new Map(lines.map((line) => [`${line.itemId}/${line.week}`, line])).values()]
    await own.publication.reply({
      publicationId,
      replies: asked.map(({ itemId, week, quantity }) => ({
        itemId,
        week,
        answer: 'commit' as const,
        committedQuantity: quantity,
      })),
    })
    const answered = (await own.supplier.batches({}))!.batches
    expect(answered.filter(({ reply }) => reply.state === 'waiting')).toEqual([])
    expect(answered.some(({ reply }) => reply.state === 'committed' || reply.state === 'partly')).toBe(true)
  })
})
