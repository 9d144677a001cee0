import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishRun } from '#api/publication/publish-run'
import { filterFacts, REPORT_NAMES } from '#api/reports/report-filter'
import { aboutTable, withReport } from '#api/reports/write-report'
import { LOCALES, phraseIn } from '#api/wording/locale'
import type { Headwater } from '#db/client'
import { planner, system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'
import { insertSampleMaterials } from '#test/support/sample-materials'
import { SAMPLE } from '#test/support/sample-run'
import { wordFaults } from '#test/support/screen-faults'
import { testServices } from '#test/support/server'

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, insertSampleCompany)
  await headwater.asCaller(system, insertSampleMaterials)
  await publishRun(headwater, system, { runId: SAMPLE.runId, now: new Date('2026-06-01T02:00:00Z') })
})
afterAll(() => headwater.close())

const OF_A_RUN = REPORT_NAMES.filter((name) => name !== 'publication')
const CASES = OF_A_RUN.flatMap((name) => LOCALES.map((locale) => ({ name, locale })))

describe('words in report files', () => {
  it.each(CASES)('$name in $locale: one language, no codes', async ({ name, locale }) => {
    const context = {
      ...testServices(headwater),
      user: { userId: 'p', name: 'P', email: 'p@example.com' },
      caller: planner,
      requestId: 'test',
    }
    const filter = { supplierId: SAMPLE.supplierId, desc: true, weeks: 2, by: 'method' as const }
    const faults = await withReport(context, name, filter, locale, async (report) => {
      const found: string[] = []
      const read = (text: unknown) => {
        if (typeof text === 'string') found.push(...wordFaults(text, locale))
      }
      for (const { heading } of report.table.columns) read(heading)
      for await (const row of report.table.rows) row.forEach(read)
      const about = aboutTable(name, report, locale, { timeZone: 'Asia/Shanghai', rowCount: 1 })
      for (const row of about.rows as Iterable<readonly unknown[]>) row.forEach(read)
      return found
    })
    expect([...new Set(faults)]).toEqual([])
  })

  it('filters that are keys are told in words', () => {
    const told = filterFacts({ kind: 'late', state: 'snoozed', pattern: 'lumpy', desc: true }, 'zh-CN')
    expect(told.map(([label, value]) => `${phraseIn(label, 'zh-CN')} ${value}`)).toEqual([
      '筛选：需求类型 块状',
      '筛选：类别 延误',
      '筛选：处理状态 已搁置',
      '排序方向 降序',
    ])
  })
})
