import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runPlan } from '#api/runs/run-plan'
import { closeWorkers } from '#api/runs/worker-pool'
import type { Headwater } from '#db/client'
import { replaceMaterialStatement } from '#db/material-supply'
import { planner, system, testDatabase } from '#test/support/database'
import { procedures, testServices } from '#test/support/server'
import { AS_OF, JACKET, NOW, SUPPLIER, smallCompany, TEA } from '#test/support/small-company'
import { LINE, OTHER_LINE, smallFloor } from '#test/support/small-floor'

let headwater: Headwater
let caller: ReturnType<typeof procedures>
let runId = 0
beforeAll(async () => {
  headwater = await testDatabase()
  await smallCompany(headwater)
  await headwater.asCaller(system, smallFloor)
  caller = procedures({ ...testServices(headwater), now: () => NOW }, planner)
  runId = (await runPlan(headwater, { asOf: AS_OF, horizonWeeks: 12, detailWeeks: 6, startedBy: 'test' }))
    .runId
})
afterAll(async () => {
  await closeWorkers()
  await headwater.close()
})

const board = async () => (await caller.batches.board({}))!

const pieces = (short: readonly { baseUnit: string; quantity: number }[]) =>
  short.find(({ baseUnit }) => baseUnit === 'piece')?.quantity ?? 0

describe('a change that may come', () => {
  it('a line down in the week of a batch: nothing stays on it that week, and nothing is written', async () => {
    const before = await board()
    const { lineId, week } = before.batches[0]!
    const preview = await caller.batches.previewChange({
      runId,
      change: { kind: 'line-down', lineId, firstWeek: week, lastWeek: week },
    })
    const there = preview.changes.filter((change) => change.lineId === lineId && change.week === week)
    expect(there.length).toBeGreaterThan(0)
    expect(there.every(({ after }) => after === 0)).toBe(true)
    expect(preview.nervousness).toBeGreaterThan(0)
    expect(await board()).toEqual(before)
  })

  it('a line down in no week of a batch changes nothing', async () => {
    const { batches, weeks } = await board()
    const free = weeks.find(
      (week) => !batches.some((batch) => batch.lineId === OTHER_LINE && batch.week === week),
    )!
    const preview = await caller.batches.previewChange({
      runId,
      change: { kind: 'line-down', lineId: OTHER_LINE, firstWeek: free, lastWeek: free },
    })
    expect(preview).toMatchObject({ changes: [], nervousness: 0 })
    expect(preview.after).toEqual(preview.before)
  })

  it('50 jackets more: made or said to be short, less what lots had left over', async () => {
    const { weeks, batches } = await board()
    const spare = batches.reduce(
      (sum, { purposes }) => sum + (purposes['top-up'] ?? 0) + (purposes.excess ?? 0),
      0,
    )
    const preview = await caller.batches.previewChange({
      runId,
      change: { kind: 'order-added', itemId: JACKET, quantity: 50, needWeek: weeks[4]! },
    })
    const more = preview.changes
      .filter(({ itemId }) => itemId === JACKET)
      .reduce((sum, { before, after }) => sum + after - before, 0)
    expect(more + pieces(preview.after.short) - pieces(preview.before.short)).toBeGreaterThanOrEqual(
      50 - spare,
    )
  })

  it('a week declined: nothing of the item arrives in it, what it served is made in other weeks or said to be short or late', async () => {
    const { batches } = await board()
    const { week, items, lineId } = batches.find(({ items: made }) =>
      made.some(({ itemId }) => itemId === TEA),
    )!
    const planned = items.find(({ itemId }) => itemId === TEA)!.quantity
    const decline = (committedQuantity: number) =>
      caller.batches.previewChange({
        runId,
        change: { kind: 'week-declined', itemId: TEA, arrivalWeek: week, committedQuantity },
      })
    const preview = await decline(0)
    const there = preview.changes.filter((change) => change.itemId === TEA && change.week === week)
    expect(there).toMatchObject([{ lineId, before: planned, after: 0 }])
    expect(preview.changes.filter(({ itemId }) => itemId !== TEA)).toEqual([])
    expect(preview.nervousness).toBeGreaterThan(0)
    expect(preview.after.loads).not.toEqual(preview.before.loads)
    const partly = await decline(10)
    expect(
      partly.changes.find(
        (change) => change.itemId === TEA && change.week === week && change.lineId === lineId,
      ),
    ).toMatchObject({ before: planned, after: 10 })
    const all = await decline(planned)
    expect(all).toMatchObject({ changes: [], nervousness: 0 })
    expect(all.after).toEqual(all.before)
  })

  it('an order for jackets whose down comes in week 5: nothing of it is made before, and what stays keeps its down', async () => {
    const { weeks, batches } = await board()
    const down = 71
    const jackets = batches.reduce(
      (sum, { items }) =>
        sum + items.reduce((units, { itemId, quantity }) => units + (itemId === JACKET ? quantity : 0), 0),
      0,
    )
    await headwater.asCaller(system, async (db) => {
      await db
        .insertInto('material')
        .values({ material_id: down, code: 'DOWN', name_zh: '羽绒', name_en: 'Down', unit: 'gram' })
        .execute()
      await db
        .insertInto('bill_of_materials')
        .values({ item_id: JACKET, material_id: down, quantity_per_unit: 1 })
        .execute()
      await replaceMaterialStatement(
        db,
        { supplierId: SUPPLIER, materialId: down, statedOn: AS_OF, by: 'works', at: NOW },
        [
          { arrivesOn: AS_OF, quantity: jackets },
          { arrivesOn: weeks[4]!, quantity: 10_000 },
        ],
      )
    })
    const preview = await caller.batches.previewChange({
      runId,
      change: { kind: 'order-added', itemId: JACKET, quantity: 400, needWeek: weeks[1]! },
    })
    const sum = (count: (change: (typeof preview.changes)[number]) => number) =>
      preview.changes.reduce((units, change) => units + count(change), 0)
    expect(sum(({ after, week }) => (week < weeks[4]! ? after : 0))).toBeLessThanOrEqual(jackets)
    expect(sum(({ after, before }) => after - before) + pieces(preview.after.short)).toBeGreaterThanOrEqual(
      300,
    )
    expect(preview.after.awaited[0]!.lateUnits).toBeGreaterThan(preview.before.awaited[0]!.lateUnits)
  })

  it('an item that no line makes, or a line that is not there, is refused', async () => {
    const week = (await board()).weeks[0]!
    await expect(
      caller.batches.previewChange({
        runId,
        change: { kind: 'line-down', lineId: LINE + 900, firstWeek: week, lastWeek: week },
      }),
    ).rejects.toThrow('no such line')
    await expect(
      caller.batches.previewChange({
        runId,
        change: { kind: 'order-added', itemId: 999, quantity: 1, needWeek: week },
      }),
    ).rejects.toThrow('No line of the plan')
  })
})
