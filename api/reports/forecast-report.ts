import { methodText } from '#api/wording/forecast-method'
import type { Locale, Phrase } from '#api/wording/locale'
import { REPORTS, unitName, REPORT_WORDS as W } from '#api/wording/report'
import type { Db } from '#db/client'
import { type ForecastPageRow, forecastPage } from '#db/forecast-weeks'
import type { ShownRun } from '#db/shown-run'
import { addDays, isoWeekLabel } from '#planning/time-bucket'
import {
  dateColumn,
  measureColumn,
  nameIn,
  type Report,
  type ReportColumn,
  reportTable,
  textColumn,
} from './report.ts'
import { filterFacts, type ReportFilter } from './report-filter.ts'
import { runFacts } from './run-facts.ts'

const PAGE = 1000
const TOLD_LEVELS = [0.1, 0.5, 0.9] as const

interface ItemWeek {
  readonly row: ForecastPageRow
  readonly week: number
}

/** Every item and week of a run: the long form for analysts. */
export async function forecastReport(
  db: Db,
  run: ShownRun,
  filter: ReportFilter,
  locale: Locale,
): Promise<Report> {
  const weeks = Math.min(filter.weeks ?? run.horizonWeeks, run.horizonWeeks)
  const columns = columnsOf(run)
  const head = reportTable<ItemWeek>(REPORTS.forecast.title, columns, [], locale)
  return {
    table: { ...head, rows: cells(db, run, filter, weeks, columns, locale) },
    facts: [...runFacts(run), ...filterFacts(filter, locale)],
  }
}

async function* cells(
  db: Db,
  run: ShownRun,
  filter: ReportFilter,
  weeks: number,
  columns: readonly ReportColumn<ItemWeek>[],
  locale: Locale,
) {
  let afterItemId = 0
  for (;;) {
    const page = await forecastPage(db, run.planningRunId, filter, { afterItemId, limit: PAGE })
    for (const row of page)
      for (let week = 0; week < weeks; week++)
        yield columns.map((column) => column.value({ row, week }, locale))
    if (page.length < PAGE) return
    afterItemId = page.at(-1)!.itemId
  }
}

function columnsOf(run: ShownRun): ReportColumn<ItemWeek>[] {
  const monday = (week: number) => addDays(run.firstBucket, 7 * week)
  return [
    textColumn('code', W.code, ({ row }) => row.code),
    textColumn('item', W.name, ({ row }, locale) => nameIn(row, locale), 30),
    textColumn('unit', W.unit, ({ row }, locale) => unitName(row.baseUnit, locale), 8),
    dateColumn('week', W.weekStart, ({ week }) => monday(week)),
    textColumn('iso-week', W.isoWeek, ({ week }) => isoWeekLabel(monday(week)), 10),
    measureColumn('forecast', 'forecast', ({ row, week }) => row.mean[week]),
    measureColumn('paid', 'paid-demand', ({ row, week }) => row.paid[week]),
    measureColumn('deposit', 'deposit-demand', ({ row, week }) => row.deposit[week]),
    measureColumn('subscription', 'subscription-demand', ({ row, week }) => row.subscription[week]),
    measureColumn('intent', 'intent-demand', ({ row, week }) => row.intent[week]),
    measureColumn('model', 'model-demand', ({ row, week }) => row.model[week]),
    measureColumn('gross-deposit', 'gross-deposit', ({ row, week }) => row.grossDeposit[week]),
    ...TOLD_LEVELS.map((level): ReportColumn<ItemWeek> => {
      const index = run.quantileLevels.findIndex((stored) => Math.abs(stored - level) < 1e-9)
      return {
        ...measureColumn(`q${level}`, 'forecast', ({ row, week }: ItemWeek) =>
          index < 0 ? null : row.quantiles[index * run.horizonWeeks + week],
        ),
        heading: W.quantile.map((text) =>
          text.replace('{{tenths}}', String(level * 10)),
        ) as unknown as Phrase,
      }
    }),
    textColumn('method', W.method, ({ row }, locale) => methodText(row.method, locale), 20),
  ]
}
