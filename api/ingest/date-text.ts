import { dayNumberText } from './day-number.ts'
import { Rejected } from './rejected.ts'

export const FIRST_DATE = '1970-01-01'
export const LAST_DATE = '2100-12-31'

/** Local wall time as `YYYY-MM-DD HH:MM:SS`; midnight when the text gives no time of day. */
export type LocalMoment = string

const TIME = String.raw`(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?`
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${TIME}$`)
const CHINESE = new RegExp(String.raw`^(\d{4})年(\d{1,2})月(\d{1,2})日${TIME}$`)
const COMPACT = new RegExp(String.raw`^(\d{4})(\d{2})(\d{2})${TIME}$`)
const FULL_WIDTH = /[０-９－．／：　]/
const AMBIGUOUS = /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b/

/** Format of a column that holds a spreadsheet's day numbers. */
export const DAY_NUMBER = 'day-number'

/** Reads dates and times, year first or in a given format, into local time of the business. */
export function momentReader(
  timeZone: string,
  format: string | undefined,
): (text: string) => LocalMoment | Rejected {
  const toLocal = offsetConverter(timeZone)
  const known = new Map<string, string | Rejected>()
  const day = (year: number, month: number, date: number) => {
    const key = `${year}-${pad(month)}-${pad(date)}`
    let checked = known.get(key)
    if (checked === undefined) {
      checked = checkedDay(year, month, date)
      if (known.size > 20_000) known.clear()
      known.set(key, checked)
    }
    return checked
  }
  const assemble = (parts: DateParts): LocalMoment | Rejected => {
    const date = day(parts.year, parts.month, parts.day)
    if (typeof date !== 'string') return date
    if (parts.hour > 23 || parts.minute > 59 || parts.second > 60) return new Rejected('date-impossible')
    const local = `${date} ${pad(parts.hour)}:${pad(parts.minute)}:${pad(Math.min(59, parts.second))}`
    return parts.offset === undefined ? local : toLocal(local, parts.offset)
  }
  const isDayNumber = format === DAY_NUMBER
  const ofFormat = format === undefined || isDayNumber ? undefined : formatReader(format)
  return (written) => {
    const given = FULL_WIDTH.test(written) ? written.normalize('NFKC') : written
    const text = (isDayNumber ? dayNumberText(given) : null) ?? given
    if (ofFormat) {
      const parts = ofFormat(text)
      return parts === null ? new Rejected('not-a-date') : assemble(parts)
    }
    if (text.length === 10 && text.charCodeAt(4) === 45 && text.charCodeAt(7) === 45) {
      const checked = known.get(text)
      if (typeof checked === 'string') return `${checked} 00:00:00`
    }
    const match = YEAR_FIRST.exec(text) ?? CHINESE.exec(text) ?? COMPACT.exec(text)
    if (match === null) return notADate(text)
    return assemble({
      year: Number(match[1]),
      month: Number(match[2]),
      day: Number(match[3]),
      hour: Number(match[4] ?? 0),
      minute: Number(match[5] ?? 0),
      second: Number(match[6] ?? 0),
      offset: match[7],
    })
  }
}

function notADate(text: string): Rejected {
  const date = dayNumberText(text)
  if (date !== null) return new Rejected('date-day-number', { date: date.slice(0, 10) })
  return new Rejected(AMBIGUOUS.test(text) ? 'date-ambiguous' : 'not-a-date')
}

interface DateParts {
  year: number
  month: number
  day: number
  hour: number
  minute: number
  second: number
  offset?: string | undefined
}

function pad(number: number): string {
  return number < 10 ? `0${number}` : String(number)
}

function checkedDay(year: number, month: number, day: number): string | Rejected {
  const lengths = [
    31,
    year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28,
    31,
    30,
    31,
    30,
    31,
    31,
    30,
    31,
    30,
    31,
  ]
  if (month < 1 || month > 12 || day < 1 || day > (lengths[month - 1] ?? 0))
    return new Rejected('date-impossible')
  const date = `${String(year).padStart(4, '0')}-${pad(month)}-${pad(day)}`
  return date < FIRST_DATE || date > LAST_DATE
    ? new Rejected('date-out-of-range', { from: FIRST_DATE, to: LAST_DATE })
    : date
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Month by number or English name, short or long; 0 when it is neither. */
export function monthNumber(text: string): number {
  const digits = /^(\d{1,2})月?$/.exec(text)
  return digits ? Number(digits[1]) : MONTHS.indexOf(text.slice(0, 3).toLowerCase()) + 1
}

const TOKENS: Record<string, string> = {
  YYYY: String.raw`(?<year>\d{4})`,
  YY: String.raw`(?<shortYear>\d{2})`,
  MMMM: '(?<monthName>[A-Za-z]{3,9})',
  MMM: String.raw`(?<monthName>[A-Za-z]{3,9})\.?`,
  MM: String.raw`(?<month>\d{2})`,
  M: String.raw`(?<month>\d{1,2})`,
  DD: String.raw`(?<day>\d{2})`,
  D: String.raw`(?<day>\d{1,2})`,
  HH: String.raw`(?<hour>\d{2})`,
  H: String.raw`(?<hour>\d{1,2})`,
  hh: String.raw`(?<hour>\d{2})`,
  h: String.raw`(?<hour>\d{1,2})`,
  mm: String.raw`(?<minute>\d{2})`,
  ss: String.raw`(?<second>\d{2})`,
  A: '(?<half>[AaPp][Mm])',
}

/** `DD/MM/YYYY HH:mm`, `M/D/YY`, `D MMM YYYY`, `hh:mm A` and the like. Throws RangeError on a format without a full date. */
export function formatReader(format: string): (text: string) => DateParts | null {
  const pattern = format.replace(
    /YYYY|YY|MMMM|MMM|MM|M|DD|D|HH|H|hh|h|mm|ss|A|[\s\S]/g,
    (token) =>
      TOKENS[token] ??
      (/\s/.test(token) ? String.raw`\s+` : token.replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`)),
  )
  if (!/<(year|shortYear)>/.test(pattern) || !/<month/.test(pattern) || !/<day>/.test(pattern))
    throw new RangeError(`a date format needs year (YYYY), month (MM) and day (DD); got ${format}`)
  const expression = new RegExp(`^${pattern}$`)
  return (text) => {
    const groups = expression.exec(text)?.groups
    if (groups === undefined) return null
    const year = groups.year
      ? Number(groups.year)
      : Number(groups.shortYear) + (Number(groups.shortYear) < 70 ? 2000 : 1900)
    const half = groups.half?.toLowerCase()
    const hour = Number(groups.hour ?? 0)
    return {
      year,
      month: groups.month ? Number(groups.month) : monthNumber(groups.monthName ?? ''),
      day: Number(groups.day),
      hour: half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0),
      minute: Number(groups.minute ?? 0),
      second: Number(groups.second ?? 0),
    }
  }
}

/** Wall time at an offset → wall time of the business zone. The zone's offset is looked up once an hour. */
function offsetConverter(timeZone: string): (local: string, offset: string) => LocalMoment {
  const formatter = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  const offsets = new Map<number, number>()
  const offsetAt = (instant: number) => {
    const hour = Math.floor(instant / 3_600_000)
    let found = offsets.get(hour)
    if (found === undefined) {
      const part = Object.fromEntries(
        formatter.formatToParts(hour * 3_600_000).map(({ type, value }) => [type, Number(value)]),
      ) as Record<string, number>
      found =
        Date.UTC(part.year!, part.month! - 1, part.day!, part.hour!, part.minute!, part.second!) -
        hour * 3_600_000
      if (offsets.size > 50_000) offsets.clear()
      offsets.set(hour, found)
    }
    return found
  }
  return (local, offset) => {
    const sign = offset.startsWith('-') ? -1 : 1
    const digits = offset.replace(/\D/g, '')
    const minutes = offset === 'Z' ? 0 : sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)))
    const instant = Date.parse(`${local.replace(' ', 'T')}Z`) - minutes * 60_000
    return new Date(instant + offsetAt(instant)).toISOString().slice(0, 19).replace('T', ' ')
  }
}

/** A day later or earlier; the time of day stays. */
export function shiftDays(moment: LocalMoment, days: number): LocalMoment {
  const shifted = new Date(Date.parse(`${moment.slice(0, 10)}T00:00:00Z`) + days * 86_400_000)
  return `${shifted.toISOString().slice(0, 10)}${moment.slice(10)}`
}
