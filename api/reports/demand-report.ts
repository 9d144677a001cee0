import { patternName } from '#api/wording/forecast-method'
import type { Locale } from '#api/wording/locale'
import { REPORTS, unitName, REPORT_WORDS as W } from '#api/wording/report'
import type { Db } from '#db/client'
import { type DemandRow, demandRows } from '#db/demand-overview'
import type { ShownRun } from '#db/shown-run'
import { toldRungs } from '#planning/demand/rung'
import { measureColumn, nameIn, type Report, type ReportColumn, reportTable, textColumn } from './report.ts'
import { filterFacts, type ReportFilter } from './report-filter.ts'
import { runFacts } from './run-facts.ts'

const OVERVIEW_WEEKS = 13
const EVERY_ROW = 2_000_000

const COLUMNS: readonly ReportColumn<DemandRow>[] = [
  textColumn('code', W.code, (row) => row.code),
  textColumn('item', W.name, (row, locale) => nameIn(row, locale), 30),
  textColumn('unit', W.unit, (row, locale) => unitName(row.baseUnit, locale), 8),
  measureColumn('forecast', 'forecast', (row) => row.mean),
  measureColumn('paid', 'paid-demand', (row) => toldRungs(row).paid),
  measureColumn('deposit', 'deposit-demand', (row) => toldRungs(row).deposit),
  measureColumn('subscription', 'subscription-demand', (row) => toldRungs(row).subscription),
  measureColumn('intent', 'intent-demand', (row) => toldRungs(row).intent),
  measureColumn('model', 'model-demand', (row) => toldRungs(row).model),
  measureColumn('gross-deposit', 'gross-deposit', (row) => row.grossDeposit),
  measureColumn('known-share', 'known-share', (row) =>
    row.mean > 0 ? (row.paid + row.deposit + row.subscription) / row.mean : 0,
  ),
  {
    ...textColumn<DemandRow>('pattern', W.pattern, (row, locale) => patternName(row.pattern, locale)),
    sortBy: (row) => row.pattern,
  },
]

/** The demand overview as a file: the same rows, filters and order as the page. */
export async function demandReport(
  db: Db,
  run: ShownRun,
  filter: ReportFilter,
  locale: Locale,
): Promise<Report> {
  const { rows } = await demandRows(db, run.planningRunId, filter, {
    weeks: Math.min(OVERVIEW_WEEKS, run.horizonWeeks),
    pastWeeks: 1,
    limit: EVERY_ROW,
  })
  return {
    table: reportTable(REPORTS.demand.title, COLUMNS, rows, locale, filter),
    facts: [...runFacts(run), ...filterFacts(filter, locale)],
  }
}
