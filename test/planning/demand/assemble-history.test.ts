import { describe, expect, it } from 'vitest'
import { assembleHistory } from '#planning/demand/assemble-history'
import { CENSORED, NO_DATA, OBSERVED } from '#planning/demand/demand-history'
import { deliveredWeeks } from '#planning/demand/feed-weeks'
import { weekNumber, weekStart } from '#planning/demand/week-number'

const base = {
  seriesId: 'a',
  weeks: [10, 12],
  quantities: [5, 7],
  launchedWeek: null,
  delivered: new Set([9, 10, 11, 12, 14]),
  soldOutWeeks: [12],
  endWeek: 15,
  longest: 208,
}

describe('history from sales', () => {
  it('a delivered week without sales is 0; a week the feed did not deliver is no data; sold out is censored', () => {
    const history = assembleHistory(base)
    expect(history.start).toBe(weekStart(10))
    expect([...history.status]).toEqual([OBSERVED, OBSERVED, CENSORED, NO_DATA, OBSERVED])
    expect([...history.quantity]).toEqual([5, 0, 7, Number.NaN, 0])
  })
  it('a launch before the first sale starts the history: 9 is zero demand, not unknown', () => {
    expect([...assembleHistory({ ...base, launchedWeek: 9 }).quantity.slice(0, 2)]).toEqual([0, 5])
  })
  it('an item that never sold has one week without data', () => {
    const history = assembleHistory({ ...base, weeks: [], quantities: [], delivered: new Set() })
    expect([...history.status]).toEqual([NO_DATA])
  })
})

describe('weeks that the feed delivered', () => {
  it('weeks count from Monday 1970-01-05', () => {
    expect(weekNumber('1970-01-04')).toBe(-1)
    expect(weekNumber('2026-06-01')).toBe(weekNumber('2026-06-07'))
  })
  it('the week of the as-of day counts only when it is over', () => {
    const feed = { firstDay: 4, lastDay: 17, weeks: [0, 1] }
    expect([...deliveredWeeks(feed, 17)]).toEqual([0, 1])
    expect([...deliveredWeeks(feed, 16)]).toEqual([0])
  })
  it('a feed that begins on a Thursday has no first week; one that ends on a Wednesday no last', () => {
    expect([...deliveredWeeks({ firstDay: 7, lastDay: 20, weeks: [0, 1, 2] }, 30)]).toEqual([1])
  })
})
