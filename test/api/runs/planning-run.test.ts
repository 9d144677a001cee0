import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRun, makeRun, runPlan } from '#api/runs/run-plan'
import { closeWorkers } from '#api/runs/worker-pool'
import type { Headwater } from '#db/client'
import { findRun, latestFinishedRun, requestCancel } from '#db/runs'
import { system, testDatabase } from '#test/support/database'
import { AS_OF, FIRST_WEEK, JACKET, MANGO, smallCompany, TEA } from '#test/support/small-company'

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
  await smallCompany(headwater)
})
afterAll(async () => {
  await closeWorkers()
  await headwater.close()
})

const request = { asOf: AS_OF, horizonWeeks: 12, detailWeeks: 4, startedBy: 'test' }
const forecastOf = (runId: number, itemId: number) =>
  headwater.asCaller(system, (db) =>
    db
      .selectFrom('run_forecast')
      .selectAll()
      .where('planning_run_id', '=', runId)
      .where('item_id', '=', itemId)
      .executeTakeFirstOrThrow(),
  )
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

describe('a planning run', () => {
  let runId = 0
  beforeAll(async () => {
    const end = await runPlan(headwater, request)
    runId = end.runId
  })

  it('plans from the first Monday after the as-of date', async () => {
    const run = await headwater.asCaller(system, (db) => findRun(db, runId))
    expect(run).toMatchObject({ state: 'finished', firstBucket: FIRST_WEEK, itemCount: 3 })
  })

  it('tea: 60 weeks of history at 7 days × 13 = 91 a week, no known orders', async () => {
    const tea = await forecastOf(runId, TEA)
    expect(tea.history).toHaveLength(60)
    expect(tea.history.at(-1)).toBe(91)
    expect(tea.mean[0]).toBeGreaterThan(80)
    expect(tea.mean[0]).toBeLessThan(102)
    expect(total(tea.paid) + total(tea.deposit)).toBe(0)
  })

  it('jacket: 120 deposits stand gross; fewer survive; more will come; none is model and deposit at once', async () => {
    const jacket = await forecastOf(runId, JACKET)
    expect(total(jacket.gross_deposit)).toBeCloseTo(120, 3)
    expect(total(jacket.deposit)).toBeGreaterThan(90)
    expect(total(jacket.deposit)).toBeLessThan(118)
    expect(total(jacket.model)).toBeGreaterThan(20)
    expect(total(jacket.mean)).toBeLessThan(250)
    // The closed campaign: 171 of 200 were paid and shipped in the weeks of 2 and 9 February.
    expect(total(jacket.history)).toBeCloseTo(171, 3)
  })

  it('mango: 30 prepaid boxes × 2 are paid for two weeks; the other 60 renew and shrink', async () => {
    const mango = await forecastOf(runId, MANGO)
    expect(mango.paid.slice(0, 3)).toEqual([60, 60, 0])
    expect(mango.subscription[0]).toBeGreaterThan(100)
    expect(mango.subscription[0]).toBeLessThanOrEqual(120)
    expect(mango.subscription[11]).toBeLessThan(180)
  })

  it('every week: the rungs add up to the mean, quantiles do not cross, cover adds up to orders', async () => {
    for (const itemId of [TEA, JACKET, MANGO]) {
      const row = await forecastOf(runId, itemId)
      for (let week = 0; week < 12; week += 1) {
        const rungs = [row.paid, row.deposit, row.subscription, row.intent, row.model]
        expect(total(rungs.map((rung) => rung[week]!))).toBeCloseTo(row.mean[week]!, 2)
        for (let level = 1; level < 11; level += 1)
          expect(row.quantiles[level * 12 + week]!).toBeGreaterThanOrEqual(
            row.quantiles[(level - 1) * 12 + week]!,
          )
      }
    }
    const plans = await headwater.asCaller(system, (db) =>
      db.selectFrom('run_plan').selectAll().where('planning_run_id', '=', runId).execute(),
    )
    expect(plans).toHaveLength(3)
    for (const plan of plans)
      for (let week = 0; week < 12; week += 1) {
        const cover = [plan.cover_known, plan.cover_model, plan.cover_safety, plan.cover_top_up]
        expect(total(cover.map((part) => part[week]!))).toBe(plan.order_quantity[week])
        expect(plan.authorised_reserve[week]).toBeGreaterThanOrEqual(plan.authorised_make[week]!)
        expect(plan.authorised_material[week]).toBeGreaterThanOrEqual(plan.authorised_reserve[week]!)
      }
  })

  it('the same as-of date and ledger version give the same rows', async () => {
    const again = await runPlan(headwater, request)
    for (const table of ['run_forecast', 'run_plan', 'run_order_variance', 'run_exception']) {
      const rows = (id: number) =>
        headwater.asCaller(system, async (db) => {
          const result = await sql<{ row: Record<string, unknown> }>`
            select to_jsonb(t) - 'planning_run_id' as row from ${sql.table(table)} t
            where planning_run_id = ${id} order by 1`.execute(db)
          return result.rows
        })
      expect(await rows(again.runId)).toEqual(await rows(runId))
    }
  })

  it('as of an earlier day, what became known later is not there', async () => {
    const { runId: earlier } = await runPlan(headwater, { ...request, asOf: '2026-05-17' })
    const jacket = await forecastOf(earlier, JACKET)
    expect(total(jacket.gross_deposit)).toBe(0)
    const tea = await forecastOf(earlier, TEA)
    expect(tea.history).toHaveLength(58)
  })

  it('an older ledger version without the pre-orders gives no deposits', async () => {
    const { runId: older } = await runPlan(headwater, { ...request, ledgerVersion: 1 })
    expect(total((await forecastOf(older, JACKET)).gross_deposit)).toBe(0)
  })

  it('a child run holds only the items it was asked for', async () => {
    const child = await runPlan(headwater, { ...request, parentRunId: runId, onlyItems: [TEA] })
    const rows = await headwater.asCaller(system, (db) =>
      db.selectFrom('run_forecast').select('item_id').where('planning_run_id', '=', child.runId).execute(),
    )
    expect(rows).toEqual([{ item_id: TEA }])
    expect(await forecastOf(child.runId, TEA)).toMatchObject({
      mean: (await forecastOf(runId, TEA)).mean,
    })
  })
})

describe('a run that does not end well', () => {
  it('is cancelled before its next stage and leaves no rows', async () => {
    const runId = await headwater
      .asCaller(system, async () => undefined)
      .then(() => createRun(headwater, request))
    const end = await makeRun(headwater, runId, { shouldStop: () => true })
    expect(end.state).toBe('cancelled')
    await expect(forecastOf(runId, TEA)).rejects.toThrow()
  })

  it('a queued run stops at once when asked', async () => {
    const runId = await createRun(headwater, request)
    await headwater.asCaller(system, (db) => requestCancel(db, runId))
    expect(await headwater.asCaller(system, (db) => findRun(db, runId))).toMatchObject({ state: 'cancelled' })
  })

  it('a run whose worker died half-way is made again from the beginning; until then it is not shown', async () => {
    const runId = await createRun(headwater, request)
    await headwater.asCaller(system, (db) =>
      sql`update planning_run set state = 'running', stage = 'forecasting', stage_done = 2 where planning_run_id = ${runId}`.execute(
        db,
      ),
    )
    expect((await headwater.asCaller(system, latestFinishedRun))!.runId).toBeLessThan(runId)
    expect((await makeRun(headwater, runId)).state).toBe('finished')
    expect((await headwater.asCaller(system, latestFinishedRun))!.runId).toBe(runId)
  })

  it('a finished run is not made twice', async () => {
    const { runId } = await runPlan(headwater, request)
    await expect(makeRun(headwater, runId)).rejects.toThrow('already finished')
  })
})
