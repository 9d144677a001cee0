import { dayNumber, type IsoDate, isoWeekday } from '#planning/time-bucket'

interface Holiday {
  readonly zh: string
  readonly en: string
  readonly from: IsoDate
  readonly to: IsoDate
  /** Saturdays and Sundays on which people work in exchange. */
  readonly worked?: readonly IsoDate[]
}

/** Notices of the General Office of the State Council; 2027 by the statutory days of the 2024 regulation. */
export const HOLIDAYS: readonly Holiday[] = [
  { zh: '元旦', en: "New Year's Day", from: '2024-01-01', to: '2024-01-01' },
  {
    zh: '春节',
    en: 'Spring Festival',
    from: '2024-02-10',
    to: '2024-02-17',
    worked: ['2024-02-04', '2024-02-18'],
  },
  { zh: '清明节', en: 'Qingming Festival', from: '2024-04-04', to: '2024-04-06', worked: ['2024-04-07'] },
  {
    zh: '劳动节',
    en: 'Labour Day',
    from: '2024-05-01',
    to: '2024-05-05',
    worked: ['2024-04-28', '2024-05-11'],
  },
  { zh: '端午节', en: 'Dragon Boat Festival', from: '2024-06-10', to: '2024-06-10' },
  { zh: '中秋节', en: 'Mid-Autumn Festival', from: '2024-09-15', to: '2024-09-17', worked: ['2024-09-14'] },
  {
    zh: '国庆节',
    en: 'National Day',
    from: '2024-10-01',
    to: '2024-10-07',
    worked: ['2024-09-29', '2024-10-12'],
  },
  { zh: '元旦', en: "New Year's Day", from: '2025-01-01', to: '2025-01-01' },
  {
    zh: '春节',
    en: 'Spring Festival',
    from: '2025-01-28',
    to: '2025-02-04',
    worked: ['2025-01-26', '2025-02-08'],
  },
  { zh: '清明节', en: 'Qingming Festival', from: '2025-04-04', to: '2025-04-06' },
  { zh: '劳动节', en: 'Labour Day', from: '2025-05-01', to: '2025-05-05', worked: ['2025-04-27'] },
  { zh: '端午节', en: 'Dragon Boat Festival', from: '2025-05-31', to: '2025-06-02' },
  {
    zh: '国庆节、中秋节',
    en: 'National Day and Mid-Autumn Festival',
    from: '2025-10-01',
    to: '2025-10-08',
    worked: ['2025-09-28', '2025-10-11'],
  },
  { zh: '元旦', en: "New Year's Day", from: '2026-01-01', to: '2026-01-03', worked: ['2026-01-04'] },
  {
    zh: '春节',
    en: 'Spring Festival',
    from: '2026-02-15',
    to: '2026-02-23',
    worked: ['2026-02-14', '2026-02-28'],
  },
  { zh: '清明节', en: 'Qingming Festival', from: '2026-04-04', to: '2026-04-06' },
  { zh: '劳动节', en: 'Labour Day', from: '2026-05-01', to: '2026-05-05', worked: ['2026-05-09'] },
  { zh: '端午节', en: 'Dragon Boat Festival', from: '2026-06-19', to: '2026-06-21' },
  { zh: '中秋节', en: 'Mid-Autumn Festival', from: '2026-09-25', to: '2026-09-27' },
  {
    zh: '国庆节',
    en: 'National Day',
    from: '2026-10-01',
    to: '2026-10-07',
    worked: ['2026-09-20', '2026-10-10'],
  },
  { zh: '元旦', en: "New Year's Day", from: '2027-01-01', to: '2027-01-01' },
  { zh: '春节', en: 'Spring Festival', from: '2027-02-05', to: '2027-02-08' },
  { zh: '清明节', en: 'Qingming Festival', from: '2027-04-05', to: '2027-04-05' },
  { zh: '劳动节', en: 'Labour Day', from: '2027-05-01', to: '2027-05-02' },
  { zh: '端午节', en: 'Dragon Boat Festival', from: '2027-06-09', to: '2027-06-09' },
  { zh: '中秋节', en: 'Mid-Autumn Festival', from: '2027-09-15', to: '2027-09-15' },
  { zh: '国庆节', en: 'National Day', from: '2027-10-01', to: '2027-10-03' },
]

/** First day of the lunar year, by Gregorian year. */
const LUNAR_NEW_YEAR = [
  '2021-02-12',
  '2022-02-01',
  '2023-01-22',
  '2024-02-10',
  '2025-01-29',
  '2026-02-17',
  '2027-02-06',
  '2028-01-26',
  '2029-02-13',
  '2030-02-03',
].map(dayNumber)

/** Days from the nearest lunar New Year's Day: −1 is New Year's Eve. Years beyond the table are far from any. */
export function daysFromLunarNewYear(day: number): number {
  let nearest = Number.POSITIVE_INFINITY
  for (const newYear of LUNAR_NEW_YEAR)
    if (Math.abs(day - newYear) < Math.abs(nearest)) nearest = day - newYear
  return nearest
}

/** Factories close from a week before New Year's Eve to the tenth day of the year: workers travel home. */
export function isSpringFestivalShutdown(day: number): boolean {
  const offset = daysFromLunarNewYear(day)
  return offset >= -8 && offset <= 10
}

const offDays = new Set<number>()
const workedDays = new Set<number>()
for (const { from, to, worked } of HOLIDAYS) {
  for (let day = dayNumber(from); day <= dayNumber(to); day += 1) offDays.add(day)
  for (const date of worked ?? []) workedDays.add(dayNumber(date))
}

/** Whether a factory works that day: Monday to Friday but for holidays and shutdown, plus adjusted working days. */
export function isFactoryWorkingDay(day: number): boolean {
  if (isSpringFestivalShutdown(day) || offDays.has(day)) return false
  return isoWeekday(day) <= 5 || workedDays.has(day)
}
