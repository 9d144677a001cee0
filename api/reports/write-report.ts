import { businessDate, type CallerContext } from '#api/context'
import { Refusal } from '#api/errors'
import { finishedRun } from '#api/runs/finished-run'
import { type Locale, phraseIn } from '#api/wording/locale'
import { REPORTS, REPORT_WORDS as W } from '#api/wording/report'
import type { Db } from '#db/client'
import { accuracyReport } from './accuracy-report.ts'
import { accuracyTotalsReport } from './accuracy-totals-report.ts'
import { auditReport } from './audit-report.ts'
import { demandGroupsReport } from './demand-groups-report.ts'
import { demandReport } from './demand-report.ts'
import type { Cell, FileTable } from './file/table.ts'
import { forecastReport } from './forecast-report.ts'
import { materialsReport } from './materials-report.ts'
import { publicationReport } from './publication-report.ts'
import type { Report } from './report.ts'
import type { ReportFilter, ReportName } from './report-filter.ts'
import { batchReport, exceptionReport, orderPlanReport } from './supply-reports.ts'

const OF_RUN = {
  demand: demandReport,
  'demand-groups': demandGroupsReport,
  forecast: forecastReport,
  'order-plan': orderPlanReport,
  batches: batchReport,
  exceptions: exceptionReport,
  accuracy: accuracyReport,
  'accuracy-totals': accuracyTotalsReport,
} as const

const OF_SUPPLIER = { publication: publicationReport, materials: materialsReport } as const

/**
 * Makes a report and hands it to `write` while the transaction that it is read in is open, so that long reports are
 * written as they are read.
 */
export async function withReport<T>(
  context: CallerContext,
  name: ReportName,
  filter: ReportFilter,
  locale: Locale,
  write: (report: Report) => Promise<T>,
): Promise<T> {
  const { caller } = context
  if (name === 'publication' || name === 'materials') {
    if (caller.role === 'owner') throw new Refusal('forbidden', 'Your role has no right to this report.')
    return write(await OF_SUPPLIER[name](context, filter, locale))
  }
  if (caller.role !== 'planner' && caller.role !== 'analyst' && caller.role !== 'system')
    throw new Refusal('forbidden', 'Your role has no right to this report.')
  if (name === 'audit')
    return context.headwater.streamAs(caller, async (db: Db) =>
      write(await auditReport(db, context.headwater.authPool, filter, locale)),
    )
  return context.headwater.streamAs(caller, async (db: Db) => {
    const run = await finishedRun(db, filter.runId)
    return write(await OF_RUN[name](db, run, filter, locale, businessDate(context.now())))
  })
}

/** The sheet that says what the table is: report, version, time of the data, time zone, filters, rows. */
export function aboutTable(
  name: ReportName,
  report: Report,
  locale: Locale,
  more: { timeZone: string; rowCount: number | null },
): FileTable {
  const rows: [string, Cell][] = [
    [phraseIn(W.report, locale), phraseIn(REPORTS[name].title, locale)],
    ...report.facts.map(([label, value]): [string, Cell] => [phraseIn(label, locale), value]),
    [phraseIn(W.timeZone, locale), more.timeZone],
  ]
  if (more.rowCount !== null) rows.push([phraseIn(W.rowCount, locale), more.rowCount])
  return {
    name: phraseIn(W.about, locale),
    columns: [
      { heading: phraseIn(W.what, locale), type: 'text', width: 22 },
      { heading: phraseIn(W.value, locale), type: 'text', width: 36 },
    ],
    rows: rows.map(([label, value]) => [label, value === null ? null : String(value)]),
  }
}
