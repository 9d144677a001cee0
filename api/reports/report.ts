import { type Locale, type Phrase, phraseIn } from '#api/wording/locale'
import { MEASURE_WORDING } from '#api/wording/measure'
import { MEASURES, type MeasureKey } from '#planning/measures'
import type { Cell, CellType, FileTable } from './file/table.ts'

/** One column of a report; `id` is that of the column on the screen, so that the file can be sorted like the view. */
export interface ReportColumn<Row> {
  readonly id: string
  readonly heading: Phrase
  readonly type: CellType
  readonly value: (row: Row, locale: Locale) => Cell
  /** What the column on the screen sorts by, where that is not the value that is told. */
  readonly sortBy?: (row: Row) => Cell
  readonly width?: number
}

/** A table as people see it, with what it was made from. */
export interface Report {
  readonly table: FileTable
  /** Statements for the header sheet: version, time of the data, filters. */
  readonly facts: readonly (readonly [label: Phrase, value: Cell])[]
}

export interface ReportSort {
  readonly sort?: string | undefined
  readonly desc?: boolean | undefined
}

/** A figure of the registry: its label, and as many decimals as the screen shows. Money is in major units. */
export function measureColumn<Row>(
  id: string,
  key: MeasureKey,
  value: (row: Row) => number | null | undefined,
): ReportColumn<Row> {
  return {
    id,
    heading: MEASURE_WORDING[key].label,
    type: 'number',
    value: (row) => measureCell(key, value(row)),
    sortBy: (row) => finite(value(row)),
  }
}

function finite(value: number | null | undefined): number | null {
  return value === null || value === undefined || !Number.isFinite(value) ? null : value
}

export function measureCell(key: MeasureKey, value: number | null | undefined): Cell {
  const known = finite(value)
  if (known === null) return null
  const { unit, decimals } = MEASURES[key]
  const shown = unit === 'money' ? known / 100 : known
  const places = unit === 'fraction' ? decimals + 2 : unit === 'money' ? 2 : decimals
  const rounded = Number(shown.toFixed(places))
  return rounded === 0 ? 0 : rounded
}

export function textColumn<Row>(
  id: string,
  heading: Phrase,
  value: (row: Row, locale: Locale) => Cell,
  width = 16,
): ReportColumn<Row> {
  return { id, heading, type: 'text', value, width }
}

export function dateColumn<Row>(
  id: string,
  heading: Phrase,
  value: (row: Row) => string | null,
): ReportColumn<Row> {
  return { id, heading, type: 'date', value, width: 12 }
}

/** The rows in the order of the view: as given, or by the column it was sorted by; what is unknown comes last. */
export function reportTable<Row>(
  name: Phrase,
  columns: readonly ReportColumn<Row>[],
  rows: readonly Row[],
  locale: Locale,
  order: ReportSort = {},
): FileTable {
  const by = columns.find((column) => column.id === order.sort)
  const cells = rows.map((row) => ({
    row,
    key: by ? (by.sortBy ? by.sortBy(row) : by.value(row, locale)) : null,
  }))
  if (by) cells.sort((a, b) => compareCells(a.key, b.key, order.desc ?? false))
  return {
    name: phraseIn(name, locale),
    columns: columns.map((column) => ({
      heading: phraseIn(column.heading, locale),
      type: column.type,
      ...(column.width ? { width: column.width } : {}),
    })),
    rows: cells.map(({ row }) => columns.map((column) => column.value(row, locale))),
  }
}

function compareCells(a: Cell, b: Cell, desc: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  const order =
    typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'zh-CN')
  return desc ? -order : order
}

export function nameIn(named: { nameZh: string; nameEn: string }, locale: Locale): string {
  return locale === 'en' ? named.nameEn : named.nameZh
}
