import { describe, expect, it } from 'vitest'
import { lunarFestivals } from '#planning/demand/lunar-calendar'
import { dayNumber, isoDate } from '#planning/time-bucket'

const NEAR_MIDNIGHT = new Set([1954, 2027, 2030])

describe('festivals of the Chinese calendar', () => {
  it.each([
    [2020, '2020-01-25', '2020-04-04', '2020-06-25', '2020-10-01'],
    [2023, '2023-01-22', '2023-04-05', '2023-06-22', '2023-09-29'],
    [2024, '2024-02-10', '2024-04-04', '2024-06-10', '2024-09-17'],
    [2025, '2025-01-29', '2025-04-04', '2025-05-31', '2025-10-06'],
    [2026, '2026-02-17', '2026-04-05', '2026-06-19', '2026-09-25'],
    [2027, '2027-02-06', '2027-04-05', '2027-06-09', '2027-09-15'],
  ])('%d as in the notices of the State Council: %s, %s, %s, %s', (year, newYear, qingming, boat, moon) => {
    const festivals = lunarFestivals(year)
    expect(
      [festivals.newYear, festivals.qingming, festivals.dragonBoat, festivals.midAutumn].map(isoDate),
    ).toEqual([newYear, qingming, boat, moon])
  })

  it('1929 to 2099: month and day of ICU’s Chinese calendar, leap months of 2033 included, but where ICU misplaces a new moon near midnight', () => {
    const format = new Intl.DateTimeFormat('en-u-ca-chinese', {
      timeZone: 'UTC',
      month: 'numeric',
      day: 'numeric',
    })
    const lunar = (day: number) =>
      format
        .formatToParts(day * 86_400_000)
        .filter(({ type }) => type === 'month' || type === 'day')
        .map(({ value }) => value)
        .join('/')
    for (let year = 1929; year <= 2099; year += 1) {
      if (NEAR_MIDNIGHT.has(year)) continue
      const { newYear, dragonBoat, midAutumn } = lunarFestivals(year)
      expect([year, lunar(newYear), lunar(dragonBoat), lunar(midAutumn)]).toEqual([
        year,
        '1/1',
        '5/5',
        '8/15',
      ])
    }
  })

  it.each([
    [1954, '1954-02-03'],
    [2027, '2027-02-06'],
    [2030, '2030-02-03'],
  ])('%d: Spring Festival on %s, as in the almanac of the Hong Kong Observatory', (year, newYear) => {
    expect(isoDate(lunarFestivals(year).newYear)).toBe(newYear)
  })

  it('years outside 1929 … 2100 are refused', () => {
    expect(() => lunarFestivals(1850)).toThrow('year must lie in 1929 … 2100; got 1850')
    expect(dayNumber('2026-02-17')).toBe(lunarFestivals(2026).newYear)
  })
})
