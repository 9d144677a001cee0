import type { Grouping } from '#api/accuracy/grouping'
import { readAccuracy } from '#api/accuracy/read-accuracy'
import { methodText, patternName } from '#api/wording/forecast-method'
import { type Locale, phraseIn } from '#api/wording/locale'
import { REPORTS, REPORT_WORDS as W } from '#api/wording/report'
import { accuracy } from '#api/wording/screens/accuracy'
import type { Db } from '#db/client'
import type { ShownRun } from '#db/shown-run'
import type { BaseUnit } from '#planning/measures'
import { measureColumn, nameIn, type Report, type ReportColumn, reportTable, textColumn } from './report.ts'
import { filterFacts, type ReportFilter } from './report-filter.ts'
import { runFacts } from './run-facts.ts'

type Group = Awaited<ReturnType<typeof readAccuracy>>['groups'][number]
/** The total of the table has figures of its own and no group. */
type Row = Omit<Group, 'key' | 'name'> & Partial<Pick<Group, 'key' | 'name'>>

const USUAL_LAG_WEEKS = 1

/** What was said some weeks ahead and what happened, by group, with the total as the last row. */
export async function accuracyReport(
  db: Db,
  run: ShownRun,
  filter: ReportFilter,
  locale: Locale,
): Promise<Report> {
  const by = filter.by ?? 'item'
  const lagWeeks = filter.lagWeeks ?? USUAL_LAG_WEEKS
  const { groups, total, unit } = await readAccuracy(db, run, { lagWeeks, by, unit: filter.unit })
  const columns = columnsOf(by)
  const table = reportTable<Row>(REPORTS.accuracy.title, columns, groups, locale, filter)
  const totalRow = columns.map((column) => column.value(total, locale))
  return {
    table: { ...table, rows: [...(table.rows as (typeof totalRow)[]), totalRow] },
    facts: [...runFacts(run), ...filterFacts({ ...filter, by, lagWeeks, unit: unit as BaseUnit }, locale)],
  }
}

function columnsOf(by: Grouping): ReportColumn<Row>[] {
  return [
    textColumn('code', W.groupCode, (row) => row.name?.code ?? row.key ?? null),
    textColumn('group', accuracy[`by-${by}`], (row, locale) => groupText(by, row, locale), 30),
    { ...measureColumn<Row>('forecast', 'forecast', (row) => row.said), heading: accuracy.said },
    {
      ...measureColumn<Row>('actual-demand', 'actual-demand', (row) => row.happened),
      heading: accuracy.happened,
    },
    measureColumn('bias', 'bias', (row) => row.bias),
    measureColumn('wape', 'wape', (row) => row.wape),
    measureColumn('mase', 'mase', (row) => row.mase),
    measureColumn('pinball-loss', 'pinball-loss', (row) => row.quantileLoss),
    measureColumn('coverage', 'coverage', (row) => row.coverage),
    {
      ...measureColumn<Row>('bucket-count', 'bucket-count', (row) => row.weekCount),
      heading: accuracy.weeks,
    },
  ]
}

function groupText(by: Grouping, row: Row, locale: Locale): string {
  if (row.key === undefined) return phraseIn(accuracy.all, locale)
  if (row.name) return nameIn(row.name, locale)
  if (by === 'category' || by === 'product' || by === 'supplier')
    return phraseIn(accuracy[`none-${by}`], locale)
  if (by === 'method') return row.key === null ? '–' : methodText(row.key, locale)
  return by === 'pattern' ? patternName(row.key ?? 'none', locale) : (row.key ?? '')
}
