import { describe, expect, it } from 'vitest'
import { lineWeeks } from '#planning/batches/line-weeks'
import { dayNumber } from '#planning/time-bucket'

const monday = '2026-06-01'
const days = Array.from({ length: 14 }, (_, at) => dayNumber(monday) + at)
const calendar = Object.freeze({
  days,
  minutes: days.map((_, at) => (at % 7 < 5 ? 480 : 0)),
})
const weekOf = (planned: number | null) =>
  lineWeeks(calendar, new Map(planned === null ? [] : [[monday, planned]]), new Map(), monday, 1)[0]!

describe('weeks of a line', () => {
  it('5 days × 480 = 2400 minutes, 600 planned: 1800 free, a quarter loaded, a trough', () => {
    expect(lineWeeks(calendar, new Map([[monday, 600]]), new Map([[monday, 400]]), monday, 2)).toEqual([
      {
        week: monday,
        availableMinutes: 2400,
        plannedMinutes: 600,
        publishedMinutes: 400,
        freeMinutes: 1800,
        loadFraction: 0.25,
        state: 'trough',
      },
      {
        week: '2026-06-08',
        availableMinutes: 2400,
        plannedMinutes: null,
        publishedMinutes: 0,
        freeMinutes: null,
        loadFraction: null,
        state: 'unknown',
      },
    ])
  })

  it('half the minutes is normal, all of them too, one more per cent is overload', () => {
    expect(weekOf(1199).state).toBe('trough')
    expect(weekOf(1200).state).toBe('normal')
    expect(weekOf(2400).state).toBe('normal')
    expect(weekOf(2424)).toMatchObject({ state: 'overload', freeMinutes: 0 })
  })

  it('without minutes a line is closed, and overloaded as soon as anything is planned', () => {
    const closed = (planned: number) =>
      lineWeeks({ days: [], minutes: [] }, new Map([[monday, planned]]), new Map(), monday, 1)[0]!
    expect(closed(0)).toMatchObject({ state: 'closed', loadFraction: null })
    expect(closed(5).state).toBe('overload')
  })

  it('a calendar with as many minutes as days is asked for by name', () => {
    expect(() => lineWeeks({ days, minutes: [] }, new Map(), new Map(), monday, 1)).toThrow(
      'minutes must have 14 entries; got 0',
    )
  })
})
