import { type GroupAccuracy, readTotals } from '#api/accuracy/read-totals'
import type { Locale } from '#api/wording/locale'
import { phraseIn } from '#api/wording/locale'
import { REPORTS } from '#api/wording/report'
import { accuracy } from '#api/wording/screens/accuracy'
import { demand } from '#api/wording/screens/demand'
import type { Db } from '#db/client'
import type { ShownRun } from '#db/shown-run'
import { measureColumn, nameIn, type Report, type ReportColumn, reportTable, textColumn } from './report.ts'
import { filterFacts, type ReportFilter } from './report-filter.ts'
import { runFacts } from './run-facts.ts'

const USUAL_LAG_WEEKS = 1

const COLUMNS: readonly ReportColumn<GroupAccuracy>[] = [
  textColumn('kind', accuracy.level, (row, locale) => phraseIn(accuracy[`level-${row.kind}`], locale)),
  textColumn('group', demand.group, groupText, 30),
  { ...measureColumn<GroupAccuracy>('forecast', 'forecast', (row) => row.said), heading: accuracy.said },
  {
    ...measureColumn<GroupAccuracy>('actual-demand', 'actual-demand', (row) => row.happened),
    heading: accuracy.happened,
  },
  measureColumn('bias', 'bias', (row) => row.bias),
  measureColumn('wape', 'wape', (row) => row.wape),
  measureColumn('pinball-loss', 'pinball-loss', (row) => row.quantileLoss),
  measureColumn('coverage', 'coverage', (row) => row.coverage),
  {
    ...measureColumn<GroupAccuracy>('bucket-count', 'bucket-count', (row) => row.seriesBuckets),
    heading: accuracy.weeks,
  },
]

/** Totals judged as totals: the same rows and order as the page. */
export async function accuracyTotalsReport(
  db: Db,
  run: ShownRun,
  filter: ReportFilter,
  locale: Locale,
): Promise<Report> {
  const lagWeeks = filter.lagWeeks ?? USUAL_LAG_WEEKS
  const { groups } = await readTotals(db, run, { lagWeeks, unit: filter.unit })
  return {
    table: reportTable(REPORTS['accuracy-totals'].title, COLUMNS, groups, locale, filter),
    facts: [...runFacts(run), ...filterFacts({ ...filter, lagWeeks }, locale)],
  }
}

function groupText(row: GroupAccuracy, locale: Locale): string {
  if (row.kind === 'total') return phraseIn(accuracy.all, locale)
  if (row.kind === 'region') return row.region ?? phraseIn(demand.noRegion, locale)
  return nameIn({ nameZh: row.nameZh ?? '', nameEn: row.nameEn ?? '' }, locale)
}
