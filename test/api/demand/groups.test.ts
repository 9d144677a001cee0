import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { QUANTILE_LEVELS } from '#planning/forecast/forecast'
import { analyst, system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'
import { SAMPLE } from '#test/support/sample-run'
import { procedures, testServices } from '#test/support/server'

let headwater: Headwater
let caller: ReturnType<typeof procedures>
beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, insertSampleCompany)
  caller = procedures(testServices(headwater), analyst)
})
afterAll(() => headwater.close())

describe('demand by group', () => {
  it('the overview tells the range of all items, week by week and over 13 weeks', async () => {
    const { range } = (await caller.demand.overview({}))!
    expect(range!.low).toHaveLength(13)
    expect(range!.low[0]).toBeCloseTo(2500 * 0.84, 2)
    expect(range!.high[12]).toBeCloseTo(2500 * 1.16, 2)
    expect([range!.sumLow, range!.sumHigh]).toEqual([27300, 37700])
  })

  it('a choice of items whose paths are not kept has no range', async () => {
    expect((await caller.demand.overview({ supplierId: SAMPLE.supplierId }))!.range).toBeNull()
    expect((await caller.demand.overview({ search: 'TS' }))!.range).toBeNull()
  })

  it('categories are sums of their items: the same total as the overview', async () => {
    const groups = (await caller.demand.groups({ by: 'category' }))!
    const overview = (await caller.demand.overview({}))!
    const sum = (rows: readonly { mean: number }[]) => rows.reduce((units, row) => units + row.mean, 0)
    expect(sum(groups.rows)).toBeCloseTo(sum(overview.rows), 1)
    expect(groups.rows.reduce((count, row) => count + row.itemCount!, 0)).toBe(overview.total)
  })

  it('regions, largest first, with what is on the book and what came before; without a region last', async () => {
    const { rows } = (await caller.demand.groups({ by: 'region' }))!
    expect(rows.map(({ region, mean, known, before }) => [region, mean, known, before])).toEqual([
      ['华东 East China', 19500, 9750, 17550],
      [null, 13000, 6500, 11700],
    ])
    expect(rows[0]!.low).toBeCloseTo(19500 * 0.84, 0)
  })

  it('shop owners can be searched by name', async () => {
    const all = (await caller.demand.groups({ by: 'owner' }))!
    expect(all.rows).toHaveLength(1)
    expect(all.rows[0]).toMatchObject({ id: SAMPLE.shopOwnerId, mean: 130, known: 30, before: 120 })
    expect((await caller.demand.groups({ by: 'owner', search: 'nobody' }))!.rows).toEqual([])
  })

  it('a run that told neither 10 % nor 90 % has no range: not one of nothing', async () => {
    await headwater.asMaintenance((db) =>
      db
        .updateTable('planning_run')
        .set({ quantile_levels: QUANTILE_LEVELS.map((level) => level / 100) })
        .execute(),
    )
    expect((await caller.demand.overview({}))!.range).toBeNull()
    expect((await caller.demand.groups({ by: 'region' }))!.rows[0]).toMatchObject({ low: null, high: null })
  })
})
