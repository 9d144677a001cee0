import { businessMoment, type CallerContext } from '#api/context'
import { Refusal } from '#api/errors'
import { type MaterialRow, readMaterials } from '#api/supplier/read-materials'
import { supplierOf } from '#api/supplier/supplier-of'
import { type Locale, type Phrase, phraseIn } from '#api/wording/locale'
import { readableUnit } from '#api/wording/readable-unit'
import { REPORTS, REPORT_WORDS as W } from '#api/wording/report'
import { planning } from '#api/wording/screens/planning'
import { supplierMaterials as M } from '#api/wording/screens/supplier-materials'
import { AUTHORISATIONS } from '#planning/demand/rung'
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

/** Material of a supplier's newest publication by week and authorisation; a supplier gets its own alone. */
export async function materialsReport(
  context: CallerContext,
  filter: ReportFilter,
  locale: Locale,
): Promise<Report> {
  const { headwater, caller } = context
  const told = await readMaterials(headwater, caller, supplierOf(caller, filter.supplierId), context.now())
  if (!told) throw new Refusal('not-found', 'Nothing has been published yet.')
  const bought = (row: MaterialRow, units: number) => units / readableUnit(row.unit).baseUnits
  const amount = (id: string, heading: Phrase, units: (row: MaterialRow) => number) => ({
    ...measureColumn<MaterialRow>(id, 'material-quantity', (row) => bought(row, units(row))),
    heading,
  })
  const columns: ReportColumn<MaterialRow>[] = [
    textColumn('code', W.groupCode, (row) => row.code),
    textColumn('material', M.material, (row, language) => nameIn(row, language), 28),
    textColumn('unit', M.unit, (row, language) => phraseIn(readableUnit(row.unit).word, language), 8),
    dateColumn('week', M.startWeek, (row) => row.week),
    textColumn('iso-week', W.isoWeek, (row) => isoWeekLabel(row.week), 10),
    dateColumn('needed-on', M.neededOn, (row) => row.neededOn),
    dateColumn('order-by', M.orderBy, (row) => row.orderBy),
    textColumn('urgency', M.urgency, (row, language) => phraseIn(M[`urgency-${row.urgency}`], language)),
    ...AUTHORISATIONS.map((authorisation) =>
      amount(authorisation, planning[`authorisation-${authorisation}`], (row) => row.quantity[authorisation]),
    ),
    amount('buyable', M.buyable, (row) => row.buyable),
    amount('minimum', M.minimum, (row) => row.minimumQuantity),
    textColumn('items', M.forItems, (row) => row.items.map(({ code }) => code).join(' '), 30),
  ]
  return {
    table: reportTable(REPORTS.materials.title, columns, told.rows, locale, filter),
    facts: [
      [W.supplier, nameIn(told, locale)],
      [W.version, told.version],
      [W.publishedAt, businessMoment(told.publishedAt)],
      [W.asOf, told.today],
      ...filterFacts(filter, locale),
    ],
  }
}
