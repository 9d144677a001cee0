import { describe, expect, it } from 'vitest'
import { outerSeason } from '#planning/forecast/outer-season'
import { createRandom, drawStandardNormal } from '#planning/random'

const random = createRandom(11)
const hours = (count: number, level: (day: number) => number) =>
  Float64Array.from(
    { length: count },
    (_, t) =>
      level(Math.floor(t / 24)) * (10 + 5 * Math.sin((2 * Math.PI * t) / 24)) + drawStandardNormal(random),
  )

describe('a season around the one named', () => {
  it('hours of days with quiet weekends lie in a week of 168', () => {
    expect(
      outerSeason(
        hours(504, (day) => (day % 7 < 5 ? 1 : 0.6)),
        24,
      ),
    ).toBe(168)
  })

  it('hours of working days whose Mondays are busy lie in a week of 120', () => {
    expect(
      outerSeason(
        hours(600, (day) => (day % 5 === 0 ? 1.6 : 1)),
        24,
      ),
    ).toBe(120)
  })

  it('days all alike, days that drift and a level that jumped lie in none', () => {
    expect(
      outerSeason(
        hours(840, () => 1),
        24,
      ),
    ).toBe(24)
    expect(
      outerSeason(
        hours(840, (day) => 1 + 0.05 * day),
        24,
      ),
    ).toBe(24)
    expect(
      outerSeason(
        hours(840, (day) => (day < 20 ? 1 : 2)),
        24,
      ),
    ).toBe(24)
  })

  it('less than two weeks show no week', () => {
    expect(
      outerSeason(
        hours(330, (day) => (day % 7 < 5 ? 1 : 0.6)),
        24,
      ),
    ).toBe(24)
  })

  it('a season of four or seven buckets is no day', () => {
    const weeks = Float64Array.from({ length: 400 }, (_, t) => (t % 28 < 20 ? 10 : 5))
    expect(outerSeason(weeks, 4)).toBe(4)
  })
})
