import { type BoardBatch, readBoard } from '#api/batches/read-board'
import { causeText } from '#api/wording/exception-cause'
import { type Locale, type Phrase, phraseIn } from '#api/wording/locale'
import { REPORTS, unitName, REPORT_WORDS as W } from '#api/wording/report'
import { planning } from '#api/wording/screens/planning'
import { today } from '#api/wording/screens/today'
import type { Db } from '#db/client'
import { orderPlanRows } from '#db/order-plan'
import type { ShownRun } from '#db/shown-run'
import { worklist } from '#db/worklist'
import { authorisationRank } from '#planning/demand/rung'
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

const EVERY_ROW = 2_000_000

export async function orderPlanReport(
  db: Db,
  run: ShownRun,
  filter: ReportFilter,
  locale: Locale,
): Promise<Report> {
  const { rows } = await orderPlanRows(db, run.planningRunId, { ...filter, limit: EVERY_ROW })
  type Row = (typeof rows)[number]
  type PlanWeek = { row: Row; week: number }
  const weeks = Math.min(filter.weeks ?? run.horizonWeeks, run.horizonWeeks)
  const monday = (week: number) => addDays(run.firstBucket, 7 * week)
  const figure = (key: Parameters<typeof measureColumn>[1], values: (row: Row) => readonly number[]) =>
    measureColumn<PlanWeek>(key, key, ({ row, week }) => values(row)[week])
  const columns: ReportColumn<PlanWeek>[] = [
    textColumn('code', W.code, ({ row }) => row.code),
    textColumn('item', W.name, ({ row }, language) => nameIn(row, language), 30),
    textColumn('unit', W.unit, ({ row }, language) => unitName(row.baseUnit, language), 8),
    textColumn(
      'supplier',
      W.supplier,
      ({ row }, language) => (language === 'en' ? row.supplierEn : row.supplierZh),
      24,
    ),
    dateColumn('week', W.weekStart, ({ week }) => monday(week)),
    textColumn('iso-week', W.isoWeek, ({ week }) => isoWeekLabel(monday(week)), 10),
    measureColumn('on-hand', 'on-hand', ({ row }) => row.onHand),
    figure('required-supply', (row) => row.required),
    figure('scheduled-receipts', (row) => row.scheduledReceipts),
    figure('order-quantity', (row) => row.orderQuantity),
    figure('cover-known', (row) => row.coverKnown),
    figure('cover-model', (row) => row.coverModel),
    figure('cover-safety', (row) => row.coverSafety),
    figure('cover-top-up', (row) => row.coverTopUp),
    figure('receipt-quantity', (row) => row.receiptQuantity),
    figure('projected-stock', (row) => row.projectedStock),
  ]
  const cells = rows.flatMap((row) => Array.from({ length: weeks }, (_, week) => ({ row, week })))
  return {
    table: reportTable(REPORTS['order-plan'].title, columns, cells, locale),
    facts: [...runFacts(run), ...filterFacts(filter, locale)],
  }
}

export async function batchReport(
  db: Db,
  run: ShownRun,
  filter: ReportFilter,
  locale: Locale,
): Promise<Report> {
  const board = await readBoard(db, run, filter.supplierId)
  const lines = new Map(board.lines.map((line) => [line.lineId, line]))
  type BatchItem = { batch: BoardBatch; item: BoardBatch['items'][number] }
  const columns: ReportColumn<BatchItem>[] = [
    {
      ...measureColumn<BatchItem>('batch', 'batch-count', ({ batch }) => batch.batchNumber),
      heading: W.batch,
    },
    textColumn('line', W.line, ({ batch }, language) => {
      const line = lines.get(batch.lineId)
      return line ? nameIn(line, language) : null
    }),
    textColumn('family', W.family, ({ batch }, language) =>
      language === 'en' ? batch.familyEn : batch.familyZh,
    ),
    dateColumn('dates', W.startsOn, ({ batch }) => batch.startsOn),
    dateColumn('ends', W.endsOn, ({ batch }) => batch.endsOn),
    textColumn('code', W.code, ({ item }) => item.code),
    textColumn('item', W.name, ({ item }, language) => nameIn(item, language), 30),
    textColumn('unit', W.unit, ({ item }, language) => unitName(item.baseUnit, language), 8),
    {
      ...measureColumn<BatchItem>('quantity', 'batch-quantity', ({ item }) => item.quantity),
      sortBy: ({ batch }) => batch.quantity,
    },
    measureColumn('minimum', 'minimum-quantity', ({ batch }) => batch.minimumQuantity),
    {
      ...textColumn<BatchItem>('authorisation', W.authorisation, ({ batch }, language) =>
        worded(planning, `authorisation-${batch.authorisation}`, language),
      ),
      sortBy: ({ batch }) => authorisationRank(batch.authorisation),
    },
    {
      ...textColumn<BatchItem>('state', W.state, ({ batch }, language) =>
        worded(planning, `batch-${batch.state}`, language),
      ),
      sortBy: ({ batch }) => batch.state,
    },
    measureColumn('run', 'run-minutes', ({ batch }) => batch.runMinutes),
    textColumn('family-before', W.familyBefore, ({ batch: { changeover } }, language) =>
      language === 'en' ? changeover.fromEn : changeover.fromZh,
    ),
    measureColumn('changeover', 'setup-minutes', ({ batch }) => batch.setupMinutes),
  ]
  const rows = board.batches.flatMap((batch) => batch.items.map((item) => ({ batch, item })))
  return {
    table: reportTable(REPORTS.batches.title, columns, rows, locale, filter),
    facts: [...runFacts(run), ...filterFacts(filter, locale)],
  }
}

export async function exceptionReport(
  db: Db,
  run: ShownRun,
  filter: ReportFilter,
  locale: Locale,
  businessDate: string,
): Promise<Report> {
  const { rows } = await worklist(db, run.planningRunId, {
    kind: filter.kind,
    state: filter.state ?? 'open',
    today: businessDate,
    limit: EVERY_ROW,
  })
  type Row = (typeof rows)[number]
  const columns: ReportColumn<Row>[] = [
    {
      ...textColumn<Row>('kind', W.kind, (row, language) => worded(today, `kind-${row.kind}`, language)),
      sortBy: (row) => row.kind,
    },
    textColumn('code', W.code, (row) => row.itemCode),
    textColumn(
      'subject',
      W.subject,
      (row, language) =>
        language === 'en'
          ? (row.itemEn ?? row.lineEn ?? row.supplierEn)
          : (row.itemZh ?? row.lineZh ?? row.supplierZh),
      30,
    ),
    textColumn(
      'supplier',
      W.supplier,
      (row, language) => (language === 'en' ? row.supplierEn : row.supplierZh),
      24,
    ),
    measureColumn('money', 'money-at-risk', (row) => row.moneyAtRiskMinor),
    measureColumn('quantity', 'exception-quantity', (row) => row.quantity),
    textColumn(
      'unit',
      W.unit,
      (row, language) => (row.baseUnit ? unitName(row.baseUnit, language) : null),
      8,
    ),
    dateColumn('week', W.weekStart, (row) => row.week),
    textColumn('cause', W.cause, (row, language) => causeText(row, language), 50),
  ]
  return {
    table: reportTable(REPORTS.exceptions.title, columns, rows, locale, filter),
    facts: [...runFacts(run), ...filterFacts(filter, locale)],
  }
}

export function worded(wording: object, key: string, locale: Locale): string {
  const phrase = (wording as Record<string, Phrase>)[key]
  return phrase ? phraseIn(phrase, locale) : key
}
