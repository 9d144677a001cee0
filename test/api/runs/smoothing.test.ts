import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runPlan } from '#api/runs/run-plan'
import { closeWorkers } from '#api/runs/worker-pool'
import type { Db, Headwater } from '#db/client'
import { nextLedgerVersion } from '#db/ledger'
import { runSmoothing } from '#db/smoothing'
import { planner, system, testDatabase } from '#test/support/database'
import { procedures, testServices } from '#test/support/server'
import { AS_OF, SUPPLIER, smallCompany, TEA } from '#test/support/small-company'
import { smallFloor } from '#test/support/small-floor'

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
  await smallCompany(headwater)
  await headwater.asCaller(system, async (db) => {
    await smallFloor(db)
    await unevenTea(db)
    await db.updateTable('production_line').set({ overtime_cost_minor_per_minute: 300 }).execute()
  })
})
afterAll(async () => {
  await closeWorkers()
  await headwater.close()
})

/** Tea of 60 weeks, each with 0 to 110 more than 91. */
async function unevenTea(db: Db) {
  const version = await nextLedgerVersion(db, { importId: null, reason: 'sales', postedBy: 'test' })
  await sql`
    insert into demand_entry (item_id, ledger_version, kind, rung, quantity, occurred_at, occurred_on, known_at,
      need_from, need_to, source_record_id, region)
    select ${TEA}, ${version}, 'sale', 'paid', 1 + (n * 7919 % 12) * 10, day + time '05:00', day, day + time '05:00',
      day, day, 5000 + n, 'north'
    from generate_series(0, 59) as n, lateral (select date '2025-04-07' + 7 * n as day) as days`.execute(db)
}

const request = { asOf: AS_OF, horizonWeeks: 12, detailWeeks: 4, startedBy: 'test' }
const smoothingOf = (runId: number) => headwater.asCaller(system, (db) => runSmoothing(db, runId))
const ordersOf = async (runId: number) => {
  const row = await headwater.asCaller(system, (db) =>
    db
      .selectFrom('run_plan')
      .select('order_quantity')
      .where('planning_run_id', '=', runId)
      .where('item_id', '=', TEA)
      .executeTakeFirstOrThrow(),
  )
  return row.order_quantity
}
const call = () => procedures(testServices(headwater), planner)

describe('how a run smooths orders', () => {
  let first = 0
  beforeAll(async () => {
    first = (await runPlan(headwater, request)).runId
  })

  it('a supplier with dear overtime is smoothed more than by half, at the least cost of all choices', async () => {
    const [only, ...others] = await smoothingOf(first)
    expect(others).toEqual([])
    expect(only).toMatchObject({
      supplierId: SUPPLIER,
      reason: 'least-cost',
      method: 'simulation',
      itemCount: 1,
      sampledCount: 1,
      weekCount: 52,
      levellingWeeks: 1,
    })
    expect(only!.gapShare).toBeLessThan(0.5)
    const total = (cost: (typeof only & object)['costs'][number]) =>
      cost.holding + cost.backorder + cost.capacity
    const chosen = only!.costs.find(({ gapShare }) => gapShare === only!.gapShare)!
    for (const cost of only!.costs) expect(total(chosen)).toBeLessThanOrEqual(total(cost))
    const usual = only!.costs.find(({ gapShare }) => gapShare === 1)!
    expect(usual.capacity).toBeGreaterThan(chosen.capacity)
  })

  it('a second run on unchanged data chooses and orders the same; its summary says what it chose', async () => {
    const { runId } = await runPlan(headwater, request)
    const [before] = await smoothingOf(first)
    expect((await smoothingOf(runId))[0]).toEqual(before)
    expect(await ordersOf(runId)).toEqual(await ordersOf(first))
    const summary = await call().runs.summary({ runId })
    expect(summary.smoothing[0]).toMatchObject({ supplierId: SUPPLIER, gapShare: before!.gapShare })
  })

  it('what a planner fixes holds from the next run on and is priced; a child run goes on with its parent', async () => {
    await call().bullwhip.fixSmoothing({ supplierId: SUPPLIER, policy: { gapShare: 0.9, levellingWeeks: 2 } })
    const pending = await call().bullwhip.smoothing()
    expect(pending!.suppliers[0]).toMatchObject({ fixedGapShare: 0.9, fixedLevellingWeeks: 2 })
    const { runId } = await runPlan(headwater, request)
    const [fixed] = await smoothingOf(runId)
    expect(fixed).toMatchObject({ gapShare: 0.9, levellingWeeks: 2, reason: 'by-hand' })
    expect(fixed!.costs.some((cost) => cost.gapShare === 0.9 && cost.levellingWeeks === 2)).toBe(true)
    await call().bullwhip.fixSmoothing({ supplierId: SUPPLIER, policy: null })
    const child = await runPlan(headwater, { ...request, parentRunId: runId, onlyItems: [TEA] })
    expect(await smoothingOf(child.runId)).toEqual([])
    expect(await ordersOf(child.runId)).toEqual(await ordersOf(runId))
    const freed = await runPlan(headwater, request)
    expect((await smoothingOf(freed.runId))[0]).toMatchObject({ reason: 'least-cost' })
    expect(await ordersOf(freed.runId)).toEqual(await ordersOf(first))
    await expect(call().bullwhip.fixSmoothing({ supplierId: 9999, policy: null })).rejects.toThrow(
      'no supplier 9999',
    )
  })

  it('who starts a run may fix the share for it alone', async () => {
    const { runId } = await runPlan(headwater, { ...request, policy: { gapShare: 1, levellingWeeks: 1 } })
    expect((await smoothingOf(runId))[0]).toMatchObject({ gapShare: 1, reason: 'by-hand-for-run' })
  })

  it('without a price of overtime there is nothing to weigh: the usual half', async () => {
    await headwater.asCaller(system, (db) =>
      db.updateTable('production_line').set({ overtime_cost_minor_per_minute: 0 }).execute(),
    )
    const { runId } = await runPlan(headwater, request)
    expect((await smoothingOf(runId))[0]).toMatchObject({
      gapShare: 0.5,
      levellingWeeks: 1,
      reason: 'no-capacity-price',
      method: null,
      costs: [],
    })
  })
})
