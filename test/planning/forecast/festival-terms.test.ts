import { describe, expect, it } from 'vitest'
import { type DemandHistory, OBSERVED } from '#planning/demand/demand-history'
import { lunarFestivals } from '#planning/demand/lunar-calendar'
import { festivalTerms, workedDayTerms } from '#planning/forecast/festival-terms'
import { forecastSeries } from '#planning/forecast/forecast-series'
import { createRandom, drawStandardNormal } from '#planning/random'
import { civilDate, dayNumber, isoDate } from '#planning/time-bucket'

const daysFrom = (date: string, count: number, step = 1) =>
  Int32Array.from({ length: count }, (_, t) => dayNumber(date) + t * step)
const term = (terms: ReturnType<typeof festivalTerms>, name: string) =>
  terms.find((each) => each.name === name)!

/** Weekly demand of 100 that falls to a third in the week of Spring Festival and doubles in the fortnight of stocking up. */
function weeklyDemand(firstDay: number, weeks: number): number[] {
  const random = createRandom(4)
  return Array.from({ length: weeks }, (_, week) => {
    let sum = 0
    for (let day = firstDay + 7 * week; day < firstDay + 7 * week + 7; day += 1) {
      const offset = day - lunarFestivals(civilDate(day).year).newYear
      sum += offset >= 0 && offset <= 6 ? 1 / 3 : offset >= -20 && offset <= -7 ? 2 : 1
    }
    return (100 * sum * Math.exp(0.05 * drawStandardNormal(random))) / 7
  })
}

describe('festivals by the moon as effects', () => {
  it('2026-02-17: the day itself and six after it are Spring Festival, the eve before is not', () => {
    const { values } = term(festivalTerms(daysFrom('2026-02-16', 9)), 'spring-festival')
    expect([...values]).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 0])
  })

  it('the week from Monday 2026-02-16 holds six of its seven days', () => {
    const { values } = term(festivalTerms(daysFrom('2026-02-16', 2, 7)), 'spring-festival')
    expect(values[0]).toBeCloseTo(6 / 7, 12)
    expect(values[1]).toBeCloseTo(1 / 7, 12)
  })

  it('one adjusted working Saturday is a seventh of its week; without any there is no term', () => {
    const saturday = dayNumber('2026-02-28')
    expect(workedDayTerms(daysFrom('2026-02-23', 2, 7), [saturday])[0]!.values[0]).toBeCloseTo(1 / 7, 12)
    expect(workedDayTerms(daysFrom('2026-02-23', 2, 7), [])).toEqual([])
  })

  it('after the festivals of 29 January 2025 and 10 February 2024, that of 17 February 2026 is foreseen where it falls', () => {
    const first = dayNumber('2023-09-04')
    const weeks = Math.floor((dayNumber('2026-01-12') - first) / 7)
    const demand = weeklyDemand(first, weeks + 8)
    const history: DemandHistory = {
      seriesId: 'nuts',
      bucket: 'week',
      start: isoDate(first),
      quantity: Float64Array.from(demand.slice(0, weeks)),
      status: new Uint8Array(weeks).fill(OBSERVED),
    }
    const errorWith = (festivals: 'chinese' | null) => {
      const forecast = forecastSeries(history, { horizon: 8, festivals })
      if ('problem' in forecast) throw new Error(forecast.detail)
      return forecast.mean.reduce((sum, value, h) => sum + Math.abs(value - demand[weeks + h]!), 0)
    }
    expect(errorWith('chinese')).toBeLessThan(0.5 * errorWith(null))
  })
})
