import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runPlan } from '#api/runs/run-plan'
import { closeWorkers } from '#api/runs/worker-pool'
import type { Headwater } from '#db/client'
import { system, testDatabase } from '#test/support/database'
import { AS_OF, JACKET, smallCompany, TEA } from '#test/support/small-company'

const CATEGORY = 5
const PRODUCT = 6
const request = { asOf: AS_OF, horizonWeeks: 14, detailWeeks: 4, startedBy: 'test' }

let headwater: Headwater
let runId: number
beforeAll(async () => {
  headwater = await testDatabase()
  await smallCompany(headwater)
  await headwater.asCaller(system, async (db) => {
    await db
      .insertInto('category')
      .values({ category_id: CATEGORY, code: 'C', name_zh: '衣', name_en: 'Clothes' })
      .execute()
    await db
      .insertInto('product')
      .values({ product_id: PRODUCT, code: 'P', name_zh: '套装', name_en: 'Set', category_id: CATEGORY })
      .execute()
    await db.updateTable('item').set({ product_id: PRODUCT }).where('item_id', 'in', [TEA, JACKET]).execute()
  })
  runId = (await runPlan(headwater, request)).runId
})
afterAll(async () => {
  await closeWorkers()
  await headwater.close()
})

const groups = (run: number) =>
  headwater.asCaller(system, (db) =>
    db.selectFrom('run_group_demand').selectAll().where('planning_run_id', '=', run).execute(),
  )
const items = () =>
  headwater.asCaller(system, (db) =>
    db
      .selectFrom('run_forecast')
      .selectAll()
      .where('planning_run_id', '=', runId)
      .orderBy('item_id')
      .execute(),
  )
const LOW = 1
const HIGH = 9
const WEEKS = request.horizonWeeks

describe('demand of groups in a run', () => {
  it('a product of two items, its category and the total: means are sums of the items', async () => {
    const rows = await groups(runId)
    expect(rows.map((row) => row.group_kind).sort()).toEqual(['category', 'product', 'total'])
    const known = await items()
    const [product, total] = [
      rows.find((row) => row.product_id === PRODUCT)!,
      rows.find((row) => row.group_kind === 'total')!,
    ]
    expect(product.item_count).toBe(2)
    expect(total.item_count).toBe(3)
    for (let week = 0; week < WEEKS; week += 1) {
      const sum = (of: readonly number[]) =>
        known.filter((row) => of.includes(row.item_id)).reduce((units, row) => units + row.mean[week]!, 0)
      expect(product.mean[week]!).toBeCloseTo(sum([TEA, JACKET]), 2)
      expect(total.mean[week]!).toBeCloseTo(sum(known.map((row) => row.item_id)), 2)
    }
  })

  it('a range of a total is no wider than the ranges of its items together', async () => {
    const rows = await groups(runId)
    const known = await items()
    const total = rows.find((row) => row.group_kind === 'total')!
    for (let week = 0; week < WEEKS; week += 1) {
      const width = total.quantiles[HIGH * WEEKS + week]! - total.quantiles[LOW * WEEKS + week]!
      const apart = known.reduce(
        (sum, row) => sum + row.quantiles[HIGH * WEEKS + week]! - row.quantiles[LOW * WEEKS + week]!,
        0,
      )
      expect(width).toBeGreaterThan(0)
      expect(width).toBeLessThanOrEqual(apart * 1.05 + 1)
    }
  })

  it('four and thirteen weeks are told as sums with their own range', async () => {
    const total = (await groups(runId)).find((row) => row.group_kind === 'total')!
    expect(total.sum_weeks).toEqual([4, 13])
    expect(total.sum_means[0]!).toBeCloseTo(
      total.mean.slice(0, 4).reduce((sum, units) => sum + units, 0),
      1,
    )
    const weekly = total.mean
      .slice(0, 4)
      .reduce((sum, _, week) => sum + total.quantiles[HIGH * WEEKS + week]!, 0)
    expect(total.sum_quantiles[HIGH * 2]!).toBeGreaterThan(total.sum_means[0]!)
    expect(total.sum_quantiles[HIGH * 2]!).toBeLessThanOrEqual(weekly + 1)
  })

  it('the same seed gives the same groups', async () => {
    const again = await runPlan(headwater, request)
    const plain = (rows: Awaited<ReturnType<typeof groups>>) =>
      rows.map(({ planning_run_id: _, ...row }) => JSON.stringify(row)).sort()
    expect(plain(await groups(again.runId))).toEqual(plain(await groups(runId)))
  })

  it('a child run of some items tells nothing of groups', async () => {
    const child = await runPlan(headwater, { ...request, parentRunId: runId, onlyItems: [TEA] })
    expect(await groups(child.runId)).toEqual([])
  })
})
