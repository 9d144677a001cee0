import { type Bookings, NOT_CANCELLED } from '#planning/forecast/bookings'
import { dayNumber } from '#planning/time-bucket'
import { faultAt } from '#scripts/command-line'
import { fieldNumber, fieldText, type RawRow, readRows } from '#scripts/forecast/row-reader'

const COLUMNS = ['series_id', 'need_date', 'placed_at', 'quantity', 'cancelled_at'] as const

/** Bookings and the series they name, numbered in the order of their names. */
export interface BookingsInput {
  readonly seriesIds: readonly string[]
  readonly bookings: Bookings
}

/** Reads `series_id,need_date,placed_at,quantity,cancelled_at`; an empty `cancelled_at` means not cancelled. */
export async function readBookings(file: string): Promise<BookingsInput> {
  const names: string[] = []
  const known = new Map<string, number>()
  const series: number[] = []
  const need: number[] = []
  const placed: number[] = []
  const quantity: number[] = []
  const cancelled: number[] = []
  let fields: number[] = []
  const day = (row: RawRow, k: number): number => {
    const text = fieldText(row, fields[k]!).trim().slice(0, 10)
    try {
      return dayNumber(text)
    } catch {
      throw faultAt({
        file,
        line: row.line,
        column: COLUMNS[k]!,
        value: fieldText(row, fields[k]!),
        fix: 'write the date as YYYY-MM-DD',
      })
    }
  }
  await readRows(
    file,
    (columns) => {
      fields = COLUMNS.map((name) => {
        const index = columns.indexOf(name)
        if (index < 0)
          throw faultAt({
            file,
            line: 1,
            column: name,
            fix: `is missing; the header must hold ${COLUMNS.join(',')}`,
          })
        return index
      })
    },
    (row) => {
      const id = fieldText(row, fields[0]!)
      let number = known.get(id)
      if (number === undefined) {
        number = names.length
        names.push(id)
        known.set(id, number)
      }
      const units = fieldNumber(row, fields[3]!)
      if (typeof units !== 'number' || !Number.isFinite(units))
        throw faultAt({
          file,
          line: row.line,
          column: 'quantity',
          value: fieldText(row, fields[3]!),
          fix: 'write the number of units booked',
        })
      series.push(number)
      need.push(day(row, 1))
      placed.push(day(row, 2))
      quantity.push(units)
      cancelled.push(row.from[fields[4]!] === row.to[fields[4]!] ? NOT_CANCELLED : day(row, 4))
    },
  )
  const order = names.map((_, k) => k).sort((a, b) => (names[a]! < names[b]! ? -1 : 1))
  const rank = new Int32Array(names.length)
  order.forEach((k, position) => {
    rank[k] = position
  })
  return {
    seriesIds: order.map((k) => names[k]!),
    bookings: {
      series: Int32Array.from(series, (k) => rank[k]!),
      needDay: Int32Array.from(need),
      placedDay: Int32Array.from(placed),
      quantity: Float64Array.from(quantity),
      cancelledDay: Int32Array.from(cancelled),
    },
  }
}
