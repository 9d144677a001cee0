import { businessMoment, type CallerContext } from '#api/context'
import { Refusal } from '#api/errors'
import { readPublication } from '#api/publication/read-publication'
import type { Locale } from '#api/wording/locale'
import { REPORTS, unitName, REPORT_WORDS as W } from '#api/wording/report'
import { planning } from '#api/wording/screens/planning'
import { supplier } from '#api/wording/screens/supplier'
import { isoWeekLabel } from '#planning/time-bucket'
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
import { worded } from './supply-reports.ts'

/** What was published to a supplier with the replies that stand; a supplier gets its own alone. */
export async function publicationReport(
  context: CallerContext,
  filter: ReportFilter,
  locale: Locale,
): Promise<Report> {
  const publication = await readPublication(context.headwater, context.caller, filter, context.now())
  if (!publication) throw new Refusal('not-found', 'Nothing has been published yet.')
  const items = new Map(publication.items.map((item) => [item.itemId, item]))
  const replies = new Map(publication.replies.map((reply) => [`${reply.itemId}/${reply.week}`, reply]))
  type Row = (typeof publication.lines)[number]
  const item = (row: Row) => items.get(row.itemId)!
  const reply = (row: Row) => replies.get(`${row.itemId}/${row.week}`)
  const columns: ReportColumn<Row>[] = [
    dateColumn('week', W.weekStart, (row) => row.week),
    textColumn('iso-week', W.isoWeek, (row) => isoWeekLabel(row.week), 10),
    textColumn('code', W.code, (row) => item(row).code),
    textColumn('item', W.name, (row, language) => nameIn(item(row), language), 30),
    textColumn('unit', W.unit, (row, language) => unitName(item(row).baseUnit, language), 8),
    textColumn('authorisation', W.authorisation, (row, language) =>
      worded(planning, `authorisation-${row.authorisation}`, language),
    ),
    measureColumn('asked', 'published-quantity', (row) => row.quantity),
    {
      ...measureColumn<Row>('sure', 'known-demand', (row) => row.paid + row.deposit + row.subscription),
      heading: W.sure,
    },
    measureColumn('forecast', 'forecast', (row) => row.forecast),
    {
      ...measureColumn<Row>('previous', 'published-quantity', (row) => row.previousQuantity),
      heading: W.previous,
    },
    textColumn('reply', W.answer, (row, language) => {
      const standing = reply(row)
      return standing
        ? worded(supplier, `answer-${standing.answer}`, language)
        : worded(supplier, row.authorisation === 'look-only' ? 'notAsked' : 'notAnswered', language)
    }),
    measureColumn('committed', 'committed-quantity', (row) => reply(row)?.committedQuantity),
    dateColumn('committed-on', W.committedOn, (row) => reply(row)?.committedOn ?? null),
    textColumn('reason', W.reason, (row) => reply(row)?.reason ?? null, 24),
  ]
  const rows = [...publication.lines].sort(
    (a, b) => a.week.localeCompare(b.week) || item(a).code.localeCompare(item(b).code),
  )
  return {
    table: reportTable(REPORTS.publication.title, columns, rows, locale, filter),
    facts: [
      [
        W.supplier,
        nameIn({ nameZh: publication.supplierNameZh, nameEn: publication.supplierNameEn }, locale),
      ],
      [W.version, publication.version],
      [W.publishedAt, businessMoment(publication.publishedAt)],
      [W.replyBy, businessMoment(publication.replyBy)],
      ...filterFacts(filter, locale),
    ],
  }
}
