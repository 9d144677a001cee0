import { faultAt } from '#scripts/command-line'
import type { StepScale } from '#scripts/forecast/bucket-steps'
import { fieldNumber, fieldText, type RawRow, readRows } from '#scripts/forecast/row-reader'
import { createSeriesTable, type SeriesTable } from '#scripts/forecast/series-table'

export interface SeriesInput {
  readonly table: SeriesTable
  readonly regressorNames: readonly string[]
  /** Column of the table that holds the censored flag; null without one. */
  readonly censoredColumn: number | null
}

/** Reads the long-form series file: `series_id,date,quantity`, optional `censored`, further columns as drivers. */
export async function readSeries(
  file: string,
  scale: StepScale,
  asOfDay: number | null,
): Promise<SeriesInput> {
  let idField = -1
  let dateField = -1
  let quantityField = -1
  let columns: string[] = []
  let driverFields: number[] = []
  let censoredField = -1
  let table: SeriesTable | null = null
  const known = new Map<string, number>()
  let lastId = Buffer.alloc(0)
  let lastSeries = -1
  const seriesAt = (row: RawRow): number => {
    const from = row.from[idField]!
    const to = row.to[idField]!
    if (
      lastSeries >= 0 &&
      lastId.length === to - from &&
      row.bytes.compare(lastId, 0, lastId.length, from, to) === 0
    )
      return lastSeries
    const id = fieldText(row, idField)
    let series = known.get(id)
    if (series === undefined) {
      if (id.trim() === '')
        throw faultAt({ file, line: row.line, column: 'series_id', value: id, fix: 'name the series' })
      series = table!.add(id)
      known.set(id, series)
    }
    lastId = Buffer.from(row.bytes.subarray(from, to))
    lastSeries = series
    return series
  }
  await readRows(
    file,
    (names) => {
      columns = names
      const find = (name: string) => {
        const index = names.indexOf(name)
        if (index < 0)
          throw faultAt({
            file,
            line: 1,
            column: name,
            fix: `is missing; the header must hold series_id,date,quantity (it holds ${names.join(',')})`,
          })
        return index
      }
      idField = find('series_id')
      dateField = find('date')
      quantityField = find('quantity')
      censoredField = names.indexOf('censored')
      driverFields = names.flatMap((_, k) =>
        [idField, dateField, quantityField, censoredField].includes(k) ? [] : [k],
      )
      table = createSeriesTable(1 + driverFields.length + (censoredField >= 0 ? 1 : 0))
    },
    (row) => {
      const series = seriesAt(row)
      const step = scale.stepOf(fieldText(row, dateField).trim())
      if (step === null)
        throw faultAt({
          file,
          line: row.line,
          column: 'date',
          value: fieldText(row, dateField),
          fix: scale.expected,
        })
      const rows = table!
      driverFields.forEach((field, k) => {
        const value = number(file, row, field, columns[field]!)
        if (value !== null) rows.set(series, step, 1 + k, value)
      })
      const quantity = number(file, row, quantityField, 'quantity')
      if (quantity === null || (asOfDay !== null && scale.dayOf(step) > asOfDay)) return
      const entry = rows.entries[series]!
      if (!Number.isFinite(quantity)) {
        entry.fault ??= `line ${row.line} holds ${fieldText(row, quantityField)} as quantity; leave it empty where nothing is known`
        return
      }
      if (rows.isSet(series, step))
        entry.fault ??= `line ${row.line} gives ${scale.textOf(step)} a second quantity; keep one row per ${scale.frequency === 'other' ? 'step' : scale.frequency}`
      rows.set(series, step, 0, quantity)
      if (censoredField >= 0 && isYes(file, row, censoredField))
        rows.set(series, step, 1 + driverFields.length, 1)
    },
  )
  return {
    table: table!,
    regressorNames: driverFields.map((field) => columns[field]!),
    censoredColumn: censoredField >= 0 ? 1 + driverFields.length : null,
  }
}

function isYes(file: string, row: RawRow, field: number): boolean {
  const text = fieldText(row, field).trim()
  if (/^(1|true|yes|t|y)$/i.test(text)) return true
  if (/^(0|false|no|f|n)?$/i.test(text)) return false
  throw faultAt({
    file,
    line: row.line,
    column: 'censored',
    value: text,
    fix: 'write 1 where it sold out, else 0 or nothing',
  })
}

function number(file: string, row: RawRow, field: number, column: string): number | null {
  const value = fieldNumber(row, field)
  if (value === 'broken') {
    const text = fieldText(row, field)
    if (/^(true|false)$/i.test(text.trim())) return text.trim().toLowerCase() === 'true' ? 1 : 0
    throw faultAt({
      file,
      line: row.line,
      column,
      value: text,
      fix: 'write a number, or leave it empty where nothing is known',
    })
  }
  return value
}
