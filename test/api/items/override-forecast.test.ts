import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runPlan } from '#api/runs/run-plan'
import { closeWorkers } from '#api/runs/worker-pool'
import type { Headwater } from '#db/client'
import { planner, system, testDatabase } from '#test/support/database'
import { procedures, testServices } from '#test/support/server'
import { AS_OF, JACKET, NOW, smallCompany, TEA } from '#test/support/small-company'

let headwater: Headwater
let caller: ReturnType<typeof procedures>
const request = { asOf: AS_OF, horizonWeeks: 12, detailWeeks: 4, startedBy: 'test' }
const WEEK_TWO = '2026-06-08'
beforeAll(async () => {
  headwater = await testDatabase()
  await smallCompany(headwater)
  caller = procedures({ ...testServices(headwater), now: () => NOW }, planner)
})
afterAll(async () => {
  await closeWorkers()
  await headwater.close()
})

const forecastOf = (runId: number, itemId: number) =>
  headwater.asCaller(system, (db) =>
    db
      .selectFrom('run_forecast')
      .selectAll()
      .where('planning_run_id', '=', runId)
      .where('item_id', '=', itemId)
      .executeTakeFirstOrThrow(),
  )
const override = (entry: Partial<Parameters<typeof caller.items.override>[0]>) =>
  caller.items.override({
    itemId: TEA,
    week: WEEK_TWO,
    scope: 'total',
    quantity: 500,
    reason: 'promotion',
    note: '',
    ...entry,
  })

describe('overrides', () => {
  it('count from the next run on; the forecast before stays beside it; a run of the older version is unchanged', async () => {
    const before = (await runPlan(headwater, request)).runId
    const plain = await forecastOf(before, TEA)
    const [{ version }] = (await headwater.asCaller(system, (db) =>
      db
        .selectFrom('planning_run')
        .select('ledger_version as version')
        .where('planning_run_id', '=', before)
        .execute(),
    )) as [{ version: number }]
    await override({})
    const after = await forecastOf((await runPlan(headwater, request)).runId, TEA)
    expect(after.mean[1]).toBe(500)
    expect(after.mean_before_override![1]).toBeCloseTo(plain.mean[1]!, 3)
    expect(after.mean[2]).toBe(plain.mean[2])
    const old = await forecastOf(
      (await runPlan(headwater, { ...request, ledgerVersion: version })).runId,
      TEA,
    )
    expect(old.mean).toEqual(plain.mean)
    expect(old.mean_before_override).toBeNull()
  })

  it('the newest entry of a week counts; without a quantity the forecast is back; everything is remembered', async () => {
    await override({ quantity: 300 })
    expect((await forecastOf((await runPlan(headwater, request)).runId, TEA)).mean[1]).toBe(300)
    await override({ quantity: null })
    const back = await forecastOf((await runPlan(headwater, request)).runId, TEA)
    expect(back.mean_before_override).toBeNull()
    const history = await caller.items.overrides({ itemId: TEA })
    expect(history.map(({ quantity }) => quantity)).toEqual([null, 300, 500])
    expect(history[0]!.forecastSeen).toBeGreaterThan(50)
  })

  it('a total below the deposits on the book leaves the deposits', async () => {
    await override({
      itemId: JACKET,
      week: '2026-06-15',
      quantity: 0,
      reason: 'other',
      note: 'factory closed',
    })
    const jacket = await forecastOf((await runPlan(headwater, request)).runId, JACKET)
    expect(jacket.mean[2]).toBeCloseTo(jacket.paid[2]! + jacket.deposit[2]!, 3)
    expect(jacket.model[2]).toBe(0)
  })

  it('a week that is over, an unknown item, a Tuesday and a reason that says nothing are refused', async () => {
    await expect(override({ week: '2026-05-18' })).rejects.toThrow('is over')
    await expect(override({ itemId: 999_999 })).rejects.toThrow('no item 999999')
    await expect(override({ week: '2026-06-09' })).rejects.toThrow('must be a Monday')
    await expect(override({ reason: 'other' })).rejects.toThrow('must say what the other reason is')
    expect(await caller.items.overrides({ itemId: TEA })).toHaveLength(3)
  })
})
