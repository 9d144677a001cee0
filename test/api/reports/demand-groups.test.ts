import { afterAll, beforeAll, expect, it } from 'vitest'
import { demandGroupsReport } from '#api/reports/demand-groups-report'
import type { ReportFilter } from '#api/reports/report-filter'
import { FILTER_NAMES } from '#api/wording/report'
import type { Headwater } from '#db/client'
import { shownRun } from '#db/shown-run'
import { analyst, system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, insertSampleCompany)
})
afterAll(() => headwater.close())

const asked: ReportFilter = { search: 'nothing of that name', supplierId: 11, weeks: 4 }
const report = (group: ReportFilter['group']) =>
  headwater.asCaller(analyst, async (db) =>
    demandGroupsReport(db, (await shownRun(db))!, { ...asked, group }, 'en'),
  )

it.each([
  { group: 'region', filters: [] },
  { group: 'owner', filters: ['search'] },
  { group: 'product', filters: ['search'] },
] as const)(
  'a file by $group tells only the filters that narrow it: $filters',
  async ({ group, filters }) => {
    const { facts, table } = await report(group)
    const told = (['search', 'supplierId', 'weeks'] as const).filter((name) =>
      facts.some(([label]) => label === FILTER_NAMES[name]),
    )
    expect(told).toEqual(filters)
    const rows: unknown[] = []
    for await (const row of table.rows) rows.push(row)
    expect(rows.length > 0).toBe(filters.length === 0)
  },
)
