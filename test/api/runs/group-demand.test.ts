import { sql } from 'kysely'
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
    await db
      .insertInto('shop_owner')
      .values([
        { shop_owner_id: 1, code: 'O1', name: 'Ann', region: 'North' },
        { shop_owner_id: 2, code: 'O2', name: 'Bo', region: 'South' },
        { shop_owner_id: 3, code: 'O3', name: 'Cy', region: 'South' },
        { shop_owner_id: 4, code: 'O4', name: 'Di', region: null },
      ])
      .execute()
    await db.updateTable('item').set({ product_id: PRODUCT }).where('item_id', 'in', [TEA, JACKET]).execute()
  })
  await headwater.asMaintenance(async (db) => {
    // Of eight sales two are Ann's, two Bo's, three Cy's and one Di's; orders and boxes are nobody's.
    await sql`update demand_entry set shop_owner_id =
        case when entry_id % 8 = 7 then 4 when entry_id % 4 = 0 then 1 when entry_id % 4 = 1 then 2 else 3 end
      where kind = 'sale'`.execute(db)
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
    expect(rows.map((row) => row.group_kind).sort()).toEqual([
      'category',
      'product',
      'region',
      'region',
      'region',
      'total',
    ])
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

  it('regions add up to the total, on the book too; orders without an owner are of no region', async () => {
    const rows = await groups(runId)
    const total = rows.find((row) => row.group_kind === 'total')!
    const regions = rows.filter((row) => row.group_kind === 'region')
    expect(regions.map((row) => row.region).sort()).toEqual(['North', 'South', null])
    const known = await items()
    for (let week = 0; week < WEEKS; week += 1) {
      const sum = (of: (row: (typeof regions)[number]) => number) =>
        regions.reduce((units, row) => units + of(row), 0)
      expect(sum((row) => row.mean[week]!)).toBeCloseTo(total.mean[week]!, 2)
      const onBook = known.reduce(
        (units, row) => units + row.paid[week]! + row.deposit[week]! + row.subscription[week]!,
        0,
      )
      expect(sum((row) => row.on_book![week]!)).toBeCloseTo(onBook, 2)
    }
    const [none, north, south] = [null, 'North', 'South'].map(
      (name) => regions.find((row) => row.region === name)!,
    )
    expect(none!.on_book![0]!).toBeGreaterThan(100)
    expect(north!.on_book![0]!).toBe(0)
    expect(south!.mean[0]! / north!.mean[0]!).toBeGreaterThan(2)
    expect(south!.mean[0]! / north!.mean[0]!).toBeLessThan(3)
  })

  it('owners add up to their region over four and thirteen weeks; each reads its own alone', async () => {
    const rows = await headwater.asCaller(system, (db) =>
      db
        .selectFrom('run_owner_demand')
        .selectAll()
        .where('planning_run_id', '=', runId)
        .orderBy('shop_owner_id')
        .execute(),
    )
    expect(rows.map((row) => row.shop_owner_id)).toEqual([1, 2, 3, 4])
    const south = (await groups(runId)).find((row) => row.region === 'South')!
    for (const sum of [0, 1])
      expect(rows[1]!.sum_means[sum]! + rows[2]!.sum_means[sum]!).toBeCloseTo(south.sum_means[sum]!, 1)
    expect(rows[2]!.sum_means[1]! / rows[1]!.sum_means[1]!).toBeGreaterThan(1.2)
    const without = (await groups(runId)).find((row) => row.group_kind === 'region' && row.region === null)!
    // Di's sales are an eighth of the tea; orders and boxes without an owner are not hers.
    expect(rows[3]!.sum_means[1]!).toBeLessThan(without.sum_means[1]! / 3)
    expect(rows[3]!.sum_means[1]!).toBeGreaterThan(50)
    expect(rows[3]!.on_book_sums[1]!).toBe(0)
    expect(rows[1]!.sum_quantiles[HIGH * 2]!).toBeGreaterThan(rows[1]!.sum_quantiles[LOW * 2]!)
    const own = await headwater.asCaller({ role: 'owner', userId: 'ann', shopOwnerId: 1 }, (db) =>
      db.selectFrom('run_owner_demand').select('shop_owner_id').execute(),
    )
    expect(new Set(own.map((row) => row.shop_owner_id))).toEqual(new Set([1]))
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
