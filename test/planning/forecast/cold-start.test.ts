import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coldStart, countQuantiles, LIFE_WEEKS, launchWeight } from '#planning/forecast/cold-start'
import type { PastLaunch } from '#planning/forecast/launch-opening'
import { learnLaunches } from '#planning/forecast/learn-launches'
import { forecastNewItem } from '#planning/forecast/new-item'
import { createRandom, drawPoisson } from '#planning/random'

const LEVELS = [0.1, 0.5, 0.9]

/** A launch that sells `perWeek` from its fourth week, less before, with chance. */
function launch(at: number, perWeek: number, part: Partial<PastLaunch> = {}): PastLaunch {
  const random = createRandom(at + 1)
  return {
    attributes: { labels: ['cream'], measures: [1], launchDay: 20_000 + 7 * at },
    sold: Array.from({ length: 30 }, (_, week) => drawPoisson(random, perWeek * Math.min(1, (week + 1) / 4))),
    isComplete: false,
    customers: null,
    ...part,
  }
}

const attributes = { labels: ['cream'], measures: [1], launchDay: 20_400 }
const evenLaunches = Array.from({ length: 12 }, (_, at) => launch(at, 40 + 4 * (at % 3)))

describe('cold start', () => {
  test('an item not sold yet is forecast from its launch on, as earlier launches rose', () => {
    const lessons = learnLaunches(evenLaunches)!
    const { mean } = coldStart({ attributes, customers: null, age: -3, sold: [] }, lessons, 16)
    expect([...mean.subarray(0, 3)]).toEqual([0, 0, 0])
    expect(mean[3]!).toBeLessThan(mean[8]!)
    expect(mean[10]!).toBeGreaterThan(30)
    expect(mean[10]!).toBeLessThan(65)
  })

  test('first weeks twice as strong as foretold raise the rest, by less than twice', () => {
    const lessons = learnLaunches(evenLaunches)!
    const rest = (sold: readonly number[]) =>
      coldStart({ attributes, customers: null, age: 3, sold }, lessons, 10).mean[5]!
    const ratio = rest([22, 44, 66]) / rest([11, 22, 33])
    expect(ratio).toBeGreaterThan(1.3)
    expect(ratio).toBeLessThan(2)
  })

  test('customers described as wanting it count where launches grew with them, and not where they did not', () => {
    const customers = [50, 800, 100, 400, 60, 900, 200, 500, 90, 700, 300, 150]
    const grown = customers.map((count, at) => launch(at, count / 10, { customers: count }))
    expect(learnLaunches(grown)!.usesCustomers).toBe(true)
    const unlike = customers.map((count, at) => launch(at, 40, { customers: count }))
    expect(learnLaunches(unlike)!.usesCustomers).toBe(false)
    const sizeFor = (count: number) =>
      coldStart({ attributes, customers: count, age: 0, sold: [] }, learnLaunches(grown)!, 13).openingUnits
    expect(sizeFor(800) / sizeFor(100)).toBeGreaterThan(5)
  })

  test('a label that tells large launches from small ones is heeded', () => {
    const labelled = Array.from({ length: 16 }, (_, at) =>
      launch(at, at % 2 === 0 ? 10 : 200, {
        attributes: { labels: [at % 2 === 0 ? 'serum' : 'cream'], measures: [1], launchDay: 20_000 + at },
      }),
    )
    const lessons = learnLaunches(labelled)!
    expect(lessons.scale.differentLabel).toBe(0.2)
    expect(
      coldStart({ attributes, customers: null, age: 0, sold: [] }, lessons, 13).openingUnits,
    ).toBeGreaterThan(500)
  })

  test('four launches teach nothing', () => {
    expect(learnLaunches(evenLaunches.slice(0, 4))).toBeNull()
  })

  test('earlier launches weigh all before any sale, half beside eight weeks, nothing after thirteen', () => {
    expect([0, 1, 8, 9, 13, 20].map(launchWeight)).toEqual([1, 0.5, 0.5, 0.4, 0, 0])
  })

  test('lessons are the same after a journey through JSON', () => {
    const lessons = learnLaunches(evenLaunches)!
    expect(JSON.parse(JSON.stringify(lessons))).toEqual(lessons)
  })

  test('a horizon of none is refused', () => {
    const lessons = learnLaunches(evenLaunches)!
    expect(() => coldStart({ attributes, customers: null, age: 0, sold: [] }, lessons, 0)).toThrow(
      'horizon must be a whole number >= 1; got 0',
    )
  })

  test('whatever was launched, means are finite, quantiles rise, and terms add up to the mean', () => {
    const anyLaunch = fc.record({
      attributes: fc.record({
        labels: fc.tuple(fc.constantFrom('a', 'b')),
        measures: fc.tuple(fc.double({ min: 0, max: 5, noNaN: true })),
        launchDay: fc.integer({ min: 18_000, max: 20_000 }),
      }),
      sold: fc.array(fc.constantFrom(0, 0, 1, 3, 40, 5000), { minLength: 10, maxLength: LIFE_WEEKS }),
      isComplete: fc.boolean(),
      customers: fc.option(fc.integer({ min: 0, max: 5000 })),
    })
    fc.assert(
      fc.property(
        fc.array(anyLaunch, { minLength: 4, maxLength: 25 }),
        anyLaunch,
        fc.integer({ min: -10, max: 12 }),
        (launches, item, age) => {
          const lessons = learnLaunches(launches)
          if (!lessons) return
          const asked = { horizon: 20, quantileLevels: LEVELS, sums: [4, 20] }
          const sold = item.sold.slice(0, Math.max(0, age))
          const forecast = forecastNewItem({ ...item, age, sold }, null, lessons, asked)
          for (const [step, mean] of forecast.mean.entries()) {
            expect(Number.isFinite(mean) && mean >= 0).toBe(true)
            const quantiles = forecast.quantiles.map((values) => values[step]!)
            expect([...quantiles].sort((a, b) => a - b)).toEqual(quantiles)
            const terms = Object.values(forecast.effects!).reduce((sum, values) => sum + values[step]!, 0)
            expect(terms).toBeCloseTo(mean, 6)
          }
          expect(forecast.sums[1]!.mean).toBeCloseTo(
            forecast.mean.reduce((sum, units) => sum + units, 0),
            3,
          )
        },
      ),
      { numRuns: 100 },
    )
  })

  test('eight in ten launches end within the 80 % range of what the others foretell', () => {
    const scattered = Array.from({ length: 60 }, (_, at) => launch(at, 15 * (1 + ((at * 7) % 11))))
    const lessons = learnLaunches(scattered.slice(0, 40))!
    const inside = scattered.slice(40).filter((each) => {
      const start = coldStart({ ...each, age: 0, sold: [] }, lessons, 10)
      const [low, , high] = countQuantiles(start.sumOf(10), LEVELS)
      const sum = each.sold.slice(0, 10).reduce((total, units) => total + units, 0)
      return sum >= low! && sum <= high!
    })
    expect(inside.length).toBeGreaterThanOrEqual(14)
  })
})
