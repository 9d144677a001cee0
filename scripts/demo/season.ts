import { civilDate, civilDayNumber, isoWeekday } from '#planning/time-bucket'
import { daysFromLunarNewYear } from './chinese-calendar.ts'

export type SeasonKind = 'winter' | 'summer' | 'even' | 'mango' | 'kiwi' | 'gift'

/** Peak day of the year, amplitude of the yearly wave and its sharpness. */
const WAVE: Record<SeasonKind, { peak: number; amplitude: number }> = {
  winter: { peak: 345, amplitude: 0.85 },
  summer: { peak: 175, amplitude: 0.6 },
  even: { peak: 320, amplitude: 0.08 },
  mango: { peak: 160, amplitude: 0.55 },
  kiwi: { peak: 300, amplitude: 0.5 },
  gift: { peak: 350, amplitude: 0.25 },
}

const WEEKDAY = [0.92, 0.9, 0.94, 0.98, 1.06, 1.14, 1.06]

/** Share of an ordinary day's demand on this day: weekday and yearly season, mean near 1 over a year. */
export function seasonFactor(kind: SeasonKind, day: number): number {
  const { year } = civilDate(day)
  const dayOfYear = day - civilDayNumber(year, 1, 1)
  const { peak, amplitude } = WAVE[kind]
  const wave = 1 + amplitude * Math.cos((2 * Math.PI * (dayOfYear - peak)) / 365.25)
  return wave * WEEKDAY[isoWeekday(day) - 1]! * springFestivalFactor(kind, day)
}

/** People stock up before the festival; parcels rest during it. */
function springFestivalFactor(kind: SeasonKind, day: number): number {
  const offset = daysFromLunarNewYear(day)
  if (offset >= -20 && offset <= -7) return kind === 'gift' ? 1.9 : 1.25
  if (offset >= -3 && offset <= 6) return 0.3
  return 1
}

export interface SalesEvent {
  readonly code: string
  readonly startDay: number
  readonly endDay: number
  readonly peakDay: number
  /** Demand of the peak day against an ordinary day. */
  readonly peakLift: number
  /** Demand of the other days of the event against an ordinary day. */
  readonly lift: number
  readonly discountFraction: number
}

/** 618 (1–20 June) and Double 11 (1–11 November) of every year that touches the span. */
export function salesEvents(firstDay: number, lastDay: number): SalesEvent[] {
  const events: SalesEvent[] = []
  for (let year = civilDate(firstDay).year; year <= civilDate(lastDay).year; year += 1) {
    const june = civilDayNumber(year, 6, 1)
    const november = civilDayNumber(year, 11, 1)
    events.push(
      {
        code: `618-${year}`,
        startDay: june,
        endDay: june + 19,
        peakDay: june + 17,
        peakLift: 3.2,
        lift: 1.35,
        discountFraction: 0.15,
      },
      {
        code: `D11-${year}`,
        startDay: november,
        endDay: november + 10,
        peakDay: november + 10,
        peakLift: 4,
        lift: 1.5,
        discountFraction: 0.2,
      },
    )
  }
  return events.filter((event) => event.endDay >= firstDay && event.startDay <= lastDay)
}

/** Lift of each day of the span by the sales events; the week after an event is a little quiet. */
export function eventFactors(events: readonly SalesEvent[], firstDay: number, lastDay: number): Float64Array {
  const factors = new Float64Array(lastDay - firstDay + 1).fill(1)
  const put = (day: number, factor: number) => {
    if (day >= firstDay && day <= lastDay) factors[day - firstDay] = factor
  }
  for (const event of events) {
    for (let day = event.startDay; day <= event.endDay; day += 1)
      put(day, day === event.peakDay ? event.peakLift : event.lift)
    for (let day = event.endDay + 1; day <= event.endDay + 7; day += 1) put(day, 0.82)
  }
  return factors
}
