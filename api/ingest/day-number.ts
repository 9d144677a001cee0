const DAY_SECONDS = 86_400
const DAYS_1900_TO_1970 = 25_569
const DAYS_1904_TO_1970 = 24_107
/** A spreadsheet's days from 1970 to 2100: shorter numbers are no dates, longer ones are written dates. */
const FIRST_SERIAL = DAYS_1900_TO_1970
const LAST_SERIAL = 73_415

/**
 * ISO date of a spreadsheet's day number, with the time of day when there is one. Serial 60 is a day that never was; days
 * before it shift by one.
 */
export function dayNumberDate(serial: number, startsIn1904: boolean): string {
  const days = startsIn1904 ? serial - DAYS_1904_TO_1970 : serial - DAYS_1900_TO_1970 + (serial < 60 ? 1 : 0)
  const date = new Date(Math.round(days * DAY_SECONDS) * 1000)
  if (Number.isNaN(date.getTime())) return String(serial)
  const iso = date.toISOString()
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ')
}

/**
 * A day number that stands as text in a date cell; null when the text is none.
 *
 * @example dayNumberText('46027') // '2026-01-05'
 */
export function dayNumberText(text: string): string | null {
  if (!/^\d{5}(\.\d+)?$/.test(text)) return null
  const serial = Number(text)
  return serial >= FIRST_SERIAL && serial < LAST_SERIAL + 1 ? dayNumberDate(serial, false) : null
}
