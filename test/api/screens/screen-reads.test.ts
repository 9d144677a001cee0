import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { GROUPINGS } from '#api/accuracy/grouping'
import type { Headwater } from '#db/client'
import { analyst, planner, system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'
import { FIRST_WEEK, insertSampleRun, SAMPLE } from '#test/support/sample-run'
import { procedures, testServices } from '#test/support/server'

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, insertSampleCompany)
})
afterAll(() => headwater.close())

const as = (caller: Parameters<typeof procedures>[1]) => procedures(testServices(headwater), caller)

describe('what the screens read', () => {
  it('overview: the weeks of the chart add up to the rows of the table, rung by rung', async () => {
    for (const unit of ['piece', 'gram'] as const) {
      const overview = (await as(analyst).demand.overview({ unit }))!
      expect(overview.unit).toBe(unit)
      for (const rung of ['paid', 'deposit', 'subscription', 'intent', 'model'] as const) {
        const rows = overview.rows.reduce((sum, row) => sum + row[rung], 0)
        const weeks = overview.byWeek.reduce((sum, week) => sum + week[rung], 0)
        expect(weeks).toBeCloseTo(rows, 3)
      }
    }
  })

  it('overview, grid and accuracy never add grams to pieces: the unit of most items, unless another is asked for', async () => {
    const units = [
      { unit: 'piece', itemCount: 2 },
      { unit: 'gram', itemCount: 1 },
    ]
    const codes = (answer: { unit: string; rows: readonly { code: string }[] } | null) => [
      answer!.unit,
      ...answer!.rows.map(({ code }) => code).sort(),
    ]
    const { demand, accuracy } = as(planner)
    for (const read of [demand.overview, (filter: object) => demand.grid({ ...filter, weeks: 13 })]) {
      expect((await read({}))!.units).toEqual(units)
      expect(codes(await read({}))).toEqual(['piece', '00123', 'TS-01'])
      expect(codes(await read({ unit: 'gram' }))).toEqual(['gram', 'MANGO'])
      // What is searched for decides, also against a unit that the address still names.
      expect(codes(await read({ search: 'MANGO' }))).toEqual(['gram', 'MANGO'])
      expect(codes(await read({ search: 'MANGO', unit: 'piece' }))).toEqual(['gram', 'MANGO'])
    }
    const judged = async (unit?: 'gram') => {
      const { groups, units: counts } = (await accuracy.scores({ lagWeeks: 0, by: 'item', unit }))!
      expect(counts).toEqual(units)
      return groups.map(({ name }) => name?.code)
    }
    expect(await judged()).not.toContain('MANGO')
    expect((await judged('gram')).filter((code) => code !== 'MANGO')).toEqual([])
  })

  it('overview: a search for 100 % finds only that text, not everything', async () => {
    expect((await as(planner).demand.overview({ search: '100%' }))!.rows).toEqual([])
    expect((await as(planner).demand.overview({ search: '0012' }))!.rows.map((row) => row.code)).toEqual([
      '00123',
    ])
  })

  it('overview: by supplier, category and pattern', async () => {
    const codes = async (filter: object) =>
      (await as(planner).demand.overview(filter))!.rows.map((row) => row.code).sort()
    expect(await codes({ supplierId: SAMPLE.otherSupplierId })).toEqual(['MANGO'])
    expect(await codes({ categoryId: 1 })).toEqual(['00123', 'TS-01'])
    expect(await codes({ pattern: 'erratic' })).toEqual(['00123'])
  })

  it('item: its parts add up to the mean in every week', async () => {
    const { forecast, plans, campaigns } = await as(planner).items.demand({ itemId: SAMPLE.jacketId })
    for (const [week, mean] of forecast!.mean.entries())
      expect(
        forecast!.paid[week]! +
          forecast!.deposit[week]! +
          forecast!.subscription[week]! +
          forecast!.intent[week]! +
          forecast!.model[week]!,
      ).toBeCloseTo(mean, 2)
    expect(plans[0]!.supplierId).toBe(SAMPLE.supplierId)
    expect(campaigns[0]).toMatchObject({ placed: 1302, cancelled: 32, capQuantity: 1500 })
  })

  it('an unknown item is "not found"', async () => {
    await expect(as(planner).items.demand({ itemId: 9 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('batches: the strands of each batch add up to its quantity', async () => {
    const board = (await as(planner).batches.board({}))!
    expect(board.batches).toHaveLength(4)
    for (const batch of board.batches) {
      const strands = await as(planner).batches.strands({
        planningRunId: board.run.planningRunId,
        batchNumber: batch.batchNumber,
      })
      expect(strands.reduce((sum, strand) => sum + strand.quantity, 0)).toBe(batch.quantity)
      expect(Object.values(batch.purposes).reduce((sum, quantity) => sum + quantity, 0)).toBe(batch.quantity)
    }
  })

  it('worklist: most money at risk first, whatever order it was found in', async () => {
    const { rows, counts } = (await as(planner).worklist.exceptions({}))!
    expect(rows.map((row) => row.moneyAtRiskMinor)).toEqual([9_576_000, 1_800_000, 120_000])
    expect(counts).toHaveLength(3)
    expect((await as(planner).worklist.exceptions({ kind: 'overload' }))!.rows).toHaveLength(1)
  })

  it('campaigns: 1,302 booked − 32 withdrawn = the end of the booking curve', async () => {
    const { campaigns, asOf } = await as(planner).campaigns.list()
    expect(asOf < FIRST_WEEK).toBe(true)
    expect(campaigns[0]!.placed - campaigns[0]!.cancelled).toBe(1270)
    const [curve] = await as(planner).campaigns.days({ campaignIds: [SAMPLE.campaignId] })
    expect(curve!.days.reduce((sum, day) => sum + day.placed - day.cancelled, 0)).toBe(1270)
  })

  it('order plan: what an order serves adds up to the order', async () => {
    const { rows } = (await as(planner).orderPlan.grid({ supplierId: SAMPLE.supplierId }))!
    for (const row of rows)
      for (const [week, quantity] of row.orderQuantity.entries())
        expect(
          row.coverKnown[week]! + row.coverModel[week]! + row.coverSafety[week]! + row.coverTopUp[week]!,
        ).toBe(quantity)
  })

  it('before the first run every screen says so instead of failing', async () => {
    const empty = await testDatabase()
    const caller = procedures(testServices(empty), planner)
    expect(await caller.demand.overview({})).toBeNull()
    expect(await caller.orderPlan.grid({})).toBeNull()
    expect(await caller.batches.board({})).toBeNull()
    expect(await caller.worklist.exceptions({})).toBeNull()
    expect((await caller.subscriptions.plans()).plans).toEqual([])
    await empty.close()
  })
})

describe('said and happened', () => {
  it('a run five weeks older is held against the history of the newest: 3 items, weeks that sold out left out', async () => {
    const older = await testDatabase()
    await older.asCaller(system, async (db) => {
      await insertSampleCompany(db)
      await insertSampleRun(db, 2, '2026-07-06')
    })
    const caller = procedures(testServices(older), planner)
    const { weeks, valueAdded } = (await caller.accuracy.scores({ lagWeeks: 1 }))!
    // Run 1 first plans 1 June; run 2 knows what happened to 29 June: at least one week ahead leaves 8, 15, 22, 29 June.
    expect([...new Set(weeks.map((week) => week.week))]).toEqual([
      '2026-06-08',
      '2026-06-15',
      '2026-06-22',
      '2026-06-29',
    ])
    for (const week of weeks) expect(week.wape).toBeGreaterThanOrEqual(Math.abs(week.bias!) - 1e-6)
    expect(valueAdded).toEqual({ buckets: 4, steps: null })
    const total = (key: 'said' | 'happened' | 'seriesBuckets') =>
      weeks.reduce((sum, week) => sum + week[key], 0)
    for (const by of GROUPINGS) {
      const { groups, total: all } = (await caller.accuracy.scores({ lagWeeks: 1, by }))!
      for (const key of ['said', 'happened', 'seriesBuckets'] as const) {
        expect(groups.reduce((sum, group) => sum + group[key], 0)).toBeCloseTo(total(key), 6)
        expect(all[key]).toBeCloseTo(total(key), 6)
      }
    }
    const { groups } = (await caller.accuracy.scores({ lagWeeks: 1, by: 'item' }))!
    expect(groups.map(({ name }) => name?.code)).toContain('00123')
    for (const group of groups) expect(group.coverage).not.toBeNull()
    const { cells } = (await caller.accuracy.waterfall({}))!
    expect(cells.map((cell) => [cell.planningRunId, cell.week, cell.lagWeeks])).toEqual([
      [SAMPLE.runId, '2026-06-01', 0],
      ...weeks.map((week, at) => [SAMPLE.runId, week.week, at + 1]),
    ])
    expect(cells.slice(1).map((cell) => cell.wape)).toEqual(
      weeks.map((week) => expect.closeTo(week.wape!, 5)),
    )
    const worst = await caller.accuracy.worstItems({ planningRunId: SAMPLE.runId, week: '2026-06-08' })
    expect(worst.reduce((sum, item) => sum + Math.abs(item.said - item.happened), 0)).toBeCloseTo(
      weeks[0]!.wape! * weeks[0]!.happened,
      3,
    )
    const { record, lagWeeks } = await caller.items.demand({ itemId: SAMPLE.jacketId })
    expect(lagWeeks).toBe(4)
    expect(record.filter((row) => row.said !== null).map((row) => row.week)).toEqual(['2026-06-29'])
    expect((await caller.accuracy.scores({ lagWeeks: 13 }))!.weeks).toEqual([])
    await older.close()
  })
})
