import { type Bucket, civilDate, civilDayNumber, dayNumber, isoDate } from '#planning/time-bucket'

export type Frequency = Bucket | 'other'

/** Buckets as whole numbers that rise by one from bucket to bucket. */
export interface StepScale {
  readonly frequency: Frequency
  /** Step of a date, null where the text is not a date of this frequency. */
  readonly stepOf: (text: string) => number | null
  readonly textOf: (step: number) => string
  /** Day number of a step's bucket; steps without dates stand for days. */
  readonly dayOf: (step: number) => number
  readonly expected: string
}

/** Weeks keep the weekday of the first date seen, so that Fridays stay Fridays. */
export function stepScale(frequency: Frequency): StepScale {
  if (frequency === 'other')
    return {
      frequency,
      stepOf: (text) => (/^[+-]?\d{1,9}$/.test(text) ? Number(text) : null),
      textOf: String,
      dayOf: (step) => step,
      expected: 'write a whole number (frequency other)',
    }
  let anchor: number | null = null
  const dated = (toStep: (day: number) => number, toDay: (step: number) => number): StepScale => ({
    frequency,
    stepOf: (text) => {
      const day = parsedDay(text)
      return day === null ? null : toStep(day)
    },
    textOf: (step) => isoDate(toDay(step)),
    dayOf: toDay,
    expected: 'write the date as YYYY-MM-DD',
  })
  switch (frequency) {
    case 'day':
      return dated(
        (day) => day,
        (step) => step,
      )
    case 'week': {
      const base = () => anchor ?? 4
      return dated(
        (day) => {
          anchor ??= ((((day - 4) % 7) + 7) % 7) + 4
          return Math.floor((day - base()) / 7)
        },
        (step) => base() + 7 * step,
      )
    }
    case 'month':
    case 'quarter':
    case 'year': {
      const months = { month: 1, quarter: 3, year: 12 }[frequency]
      return dated(
        (day) => {
          const { year, month } = civilDate(day)
          return Math.floor((12 * year + month - 1) / months)
        },
        (step) => civilDayNumber(Math.floor((step * months) / 12), ((step * months) % 12) + 1, 1),
      )
    }
  }
}

function parsedDay(text: string): number | null {
  const full = /^\d{4}-\d{2}$/.test(text) ? `${text}-01` : text
  try {
    return dayNumber(full)
  } catch {
    return null
  }
}
