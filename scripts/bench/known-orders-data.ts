import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { type Bookings, NOT_CANCELLED } from '#planning/forecast/bookings'
import { civilDayNumber, dayNumber } from '#planning/time-bucket'

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../../shared/data')

export function hasBenchData(): boolean {
  return existsSync(path.join(folder, 'hotel-resort'))
}

/** Lines of a plain or gzipped CSV, as records by header name; no line breaks inside quotes. */
export function readRows(file: string): Record<string, string>[] {
  const bytes = readFileSync(path.join(folder, file))
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trim()
  const [header, ...lines] = text.split(/\r?\n/)
  const names = header!.split(',')
  return lines.map((line) => {
    const cells = line.includes('"') ? quotedCells(line) : line.split(',')
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']))
  })
}

function quotedCells(line: string): string[] {
  return (line.match(/("([^"]|"")*"|[^,]*)(,|$)/g) ?? []).map((cell) =>
    cell
      .replace(/,$/, '')
      .replace(/^"(.*)"$/, '$1')
      .replaceAll('""', '"'),
  )
}

export interface BookedDays {
  readonly bookings: Bookings
  readonly firstDay: number
  readonly days: number
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)

/** One series: a booking is one unit; no-shows count as cancelled on their arrival day. */
export function hotelBookings(): BookedDays {
  const rows = readRows('hotel-resort/H1_resort.csv.gz')
  const needDay = Int32Array.from(rows, (row) =>
    civilDayNumber(
      Number(row.arrival_date_year),
      MONTHS.indexOf(row.arrival_date_month!) + 1,
      Number(row.arrival_date_day_of_month),
    ),
  )
  const firstDay = dayNumber('2015-07-01')
  return {
    firstDay,
    days: dayNumber('2017-08-31') - firstDay + 1,
    bookings: {
      series: new Int32Array(rows.length),
      needDay,
      placedDay: needDay.map((day, i) => day - Number(rows[i]!.lead_time)),
      quantity: new Float64Array(rows.length).fill(1),
      cancelledDay: Int32Array.from(rows, (row) =>
        row.reservation_status === 'Check-Out'
          ? NOT_CANCELLED
          : dayNumber(row.reservation_status_date!.trim()),
      ),
    },
  }
}

export interface Shops {
  readonly storeIds: readonly string[]
  readonly bookings: Bookings
  /** Guests per store and day from `firstDay`; NaN on closed days. */
  readonly guests: readonly Float64Array[]
  readonly firstDay: number
  readonly holidays: readonly number[]
}

/** Restaurants that take reservations. */
export function restaurantReservations(): Shops {
  const reservations = readRows('recruit-restaurants/air_reserve.csv.gz')
  const storeIds = [...new Set(reservations.map((row) => row.air_store_id!))].sort()
  const indexOf = new Map(storeIds.map((id, i) => [id, i]))
  const firstDay = dayNumber('2016-01-01')
  const guests = storeIds.map(() => new Float64Array(456).fill(Number.NaN))
  for (const row of readRows('recruit-restaurants/air_visits.csv.gz')) {
    const store = indexOf.get(row.air_store_id!)
    if (store !== undefined) guests[store]![dayNumber(row.visit_date!) - firstDay] = Number(row.visitors)
  }
  return {
    storeIds,
    guests,
    firstDay,
    holidays: readRows('recruit-restaurants/date_info.csv')
      .filter((row) => row.holiday_flg === '1')
      .map((row) => dayNumber(row.calendar_date!)),
    bookings: {
      series: Int32Array.from(reservations, (row) => indexOf.get(row.air_store_id!)!),
      needDay: Int32Array.from(reservations, (row) => dayNumber(row.visit_datetime!.slice(0, 10))),
      placedDay: Int32Array.from(reservations, (row) => dayNumber(row.reserve_datetime!.slice(0, 10))),
      quantity: Float64Array.from(reservations, (row) => Number(row.reserve_visitors)),
      cancelledDay: new Int32Array(reservations.length).fill(NOT_CANCELLED),
    },
  }
}

/** Departures with cumulative bookings: each day's increase is a booking of so many seats. */
export function airlineBookings(): BookedDays {
  const rows = readRows('airline-booking-curves/training.csv')
  const need: number[] = []
  const placed: number[] = []
  const quantity: number[] = []
  let before = 0
  let departure = ''
  for (const row of rows.sort((a, b) =>
    `${a.departure_date}${a.booking_date}` < `${b.departure_date}${b.booking_date}` ? -1 : 1,
  )) {
    if (row.departure_date !== departure) before = 0
    departure = row.departure_date!
    const seats = Number(row.cum_bookings)
    if (seats > before) {
      need.push(dayNumber(isoOf(departure)))
      placed.push(dayNumber(isoOf(row.booking_date!)))
      quantity.push(seats - before)
    }
    before = seats
  }
  const firstDay = Math.min(...need)
  return {
    firstDay,
    days: Math.max(...need) - firstDay + 1,
    bookings: {
      series: new Int32Array(need.length),
      needDay: Int32Array.from(need),
      placedDay: Int32Array.from(placed),
      quantity: Float64Array.from(quantity),
      cancelledDay: new Int32Array(need.length).fill(NOT_CANCELLED),
    },
  }
}

function isoOf(text: string): string {
  return text.trim().slice(0, 10)
}
