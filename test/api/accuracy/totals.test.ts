import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { QUANTILE_LEVELS } from '#planning/forecast/forecast'
import { addDays } from '#planning/time-bucket'
import { analyst, system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'
import { insertSampleGroups } from '#test/support/sample-groups'
import { FIRST_WEEK, insertSampleRun, SAMPLE } from '#test/support/sample-run'
import { procedures, testServer, testServices } from '#test/support/server'

const WEEKS_BEFORE = 4

let headwater: Headwater
let caller: ReturnType<typeof procedures>
beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, async (db) => {
    await insertSampleCompany(db)
    await insertSampleRun(db, SAMPLE.runId + 1, addDays(FIRST_WEEK, -7 * WEEKS_BEFORE))
    await insertSampleGroups(db, SAMPLE.runId + 1)
  })
  caller = procedures(testServices(headwater), analyst)
})
afterAll(() => headwater.close())

describe('totals judged as totals', () => {
  it('all items together: what one version said of each closed week, its range, and the sum that came', async () => {
    const { weeks, groups } = (await caller.accuracy.totals({ lagWeeks: 0 }))!
    expect(weeks.map(({ week }) => week)).toEqual([4, 3, 2, 1].map((back) => addDays(FIRST_WEEK, -7 * back)))
    const shown = await headwater.asCaller(analyst, (db) =>
      db
        .selectFrom('run_forecast')
        .innerJoin('item', 'item.item_id', 'run_forecast.item_id')
        .select('history')
        .where('planning_run_id', '=', SAMPLE.runId)
        .where('base_unit', '=', 'piece')
        .execute(),
    )
    for (const [k, week] of weeks.entries()) {
      expect(week.said).toBe(2500)
      expect(week.range.map(Math.round)).toEqual([2100, 2900])
      const came = shown.reduce((sum, { history }) => sum + history.at(k - WEEKS_BEFORE)!, 0)
      expect(week.happened).toBeCloseTo(came, 3)
    }
    const total = groups.find(({ kind }) => kind === 'total')!
    const happened = weeks.reduce((sum, week) => sum + week.happened, 0)
    expect(total.wape).toBeCloseTo(
      weeks.reduce((sum, week) => sum + Math.abs(week.said - week.happened), 0) / happened,
      6,
    )
    expect(total.coverage).toBe(weeks.filter(({ happened: came }) => came >= 2100 && came <= 2900).length / 4)
  })

  it('regions are judged by the past that the newest run keeps of them', async () => {
    const { groups } = (await caller.accuracy.totals({ lagWeeks: 0 }))!
    const region = groups.find((group) => group.region === '华东 East China')!
    expect([region.kind, region.said, region.happened]).toEqual(['region', 6000, 5400])
    expect(region.bias).toBeCloseTo(600 / 5400, 6)
    expect(region.coverage).toBe(1)
  })

  it('further ahead than any version looked, nothing is said', async () => {
    expect(await caller.accuracy.totals({ lagWeeks: 13 })).toMatchObject({ groups: [], weeks: [] })
  })

  it('the file has the rows and figures of the page', async () => {
    const server = await testServer(testServices(headwater))
    const { cookie } = await server.signIn('analyst')
    const { body } = await server.app.inject({
      url: '/files/reports/accuracy-totals.csv?lagWeeks=0&language=en',
      headers: { cookie },
    })
    await server.app.close()
    const [heading, ...rows] = body
      .replace('\uFEFF', '')
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','))
    const { groups } = (await caller.accuracy.totals({ lagWeeks: 0 }))!
    expect(rows.map((row) => row.slice(0, 2))).toEqual([
      ['All', 'All items'],
      ['Region', '华东 East China'],
      ['Region', 'No owner or region'],
    ])
    const wape = heading!.indexOf('WAPE')
    expect(rows.map((row) => Number(row[wape]))).toEqual(
      groups.map((group) => Number(group.wape!.toFixed(3))),
    )
  })

  it('a version that told other levels is judged by its mean, not by its range', async () => {
    const otherwise = QUANTILE_LEVELS.map((level) => level / 2)
    const setLevels = (quantile_levels: number[]) =>
      headwater.asMaintenance((db) =>
        db
          .updateTable('planning_run')
          .set({ quantile_levels })
          .where('planning_run_id', '=', SAMPLE.runId + 1)
          .execute(),
      )
    await setLevels(otherwise)
    const { groups } = (await caller.accuracy.totals({ lagWeeks: 0 }))!
    await setLevels([...QUANTILE_LEVELS])
    const region = groups.find((group) => group.region === '华东 East China')!
    expect(region).toMatchObject({ said: 6000, happened: 5400, coverage: null })
  })
})
