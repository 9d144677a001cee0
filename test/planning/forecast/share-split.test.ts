import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type JointPaths, noDemand, summedPaths } from '#planning/forecast/joint-demand'
import {
  fitParts,
  lastingShares,
  shareConcentration,
  sharesOf,
  splitPaths,
  splitQuantiles,
} from '#planning/forecast/share-split'
import { createRandom, drawGamma } from '#planning/random'

const units = fc.double({ min: 0, max: 1e5, noNaN: true })

function wholeOf(horizon: number, mean: number, deviation: number): JointPaths {
  const random = createRandom(11)
  const whole = noDemand(horizon)
  whole.mean.fill(mean)
  const shape = (mean / deviation) ** 2
  whole.values.set(whole.values.map(() => drawGamma(random, shape, mean / shape)))
  return whole
}

describe('parts of a whole', () => {
  const part = fc.record({ mean: units, variance: units, book: units })
  it('fitted means add up to the whole and to its book, and none falls below what it has on the book', () => {
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 9 }),
        units,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (parts, whole, booked) => {
          const fitted = fitParts(
            [whole],
            [whole * booked],
            parts.map(({ mean, variance, book }) => ({
              mean: [mean],
              variance: [variance],
              bookWeight: [book],
            })),
          )
          const scale = 1e-6 * (1 + whole)
          const sum = (of: (each: (typeof fitted)[number]) => number) =>
            fitted.reduce((total, each) => total + of(each), 0)
          expect(Math.abs(sum(({ mean }) => mean[0]!) - whole)).toBeLessThan(scale)
          expect(Math.abs(sum(({ onBook }) => onBook[0]!) - whole * booked)).toBeLessThan(scale)
          for (const { mean, onBook } of fitted) {
            expect(onBook[0]!).toBeGreaterThanOrEqual(0)
            expect(mean[0]! - onBook[0]!).toBeGreaterThanOrEqual(-scale)
          }
        },
      ),
    )
  })

  it('the part whose own forecast is less sure gives way to the whole: 60 ± 10 and 30 ± 1 in a whole of 100', () => {
    const [loose, firm] = fitParts(
      [100],
      [0],
      [
        { mean: [60], variance: [100], bookWeight: [0] },
        { mean: [30], variance: [1], bookWeight: [0] },
      ],
    )
    expect(loose!.mean[0]).toBeCloseTo(60 + (10 * 100) / 101, 4)
    expect(firm!.mean[0]).toBeCloseTo(30 + (10 * 1) / 101, 4)
  })

  it('paths of the parts add up to every path of the whole', () => {
    const whole = wholeOf(4, 100, 20)
    const means = [10, 30, 60, 0].map((mean) => new Float64Array(4).fill(mean))
    const parts = splitPaths(whole, means, ['a', 'b', 'c', 'd'], 50, 3)
    whole.values.forEach((value, at) => {
      expect(parts.reduce((sum, each) => sum + each.values[at]!, 0)).toBeCloseTo(value, 6)
      expect(parts[3]!.values[at]).toBe(0)
    })
    const average = parts[1]!.values.reduce((sum, each) => sum + each, 0) / whole.values.length
    expect(average).toBeGreaterThan(28)
    expect(average).toBeLessThan(32)
  })

  it('a part of the straying lasts: over thirteen steps it does not average out', () => {
    const whole = noDemand(13)
    whole.mean.fill(100)
    whole.values.fill(100)
    const means = [30, 70].map((mean) => new Float64Array(13).fill(mean))
    const [part] = splitPaths(whole, means, ['a', 'b'], 50, 3)
    const deviation = (values: Float64Array) => {
      const mean = values.reduce((sum, each) => sum + each, 0) / values.length
      return Math.sqrt(values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / values.length)
    }
    const oneStep = deviation(part!.values.slice(0, part!.paths))
    const apart = 100 * Math.sqrt((0.3 * 0.7) / 51)
    expect(oneStep / apart).toBeGreaterThan(0.85)
    expect(oneStep / apart).toBeLessThan(1.15)
    const summed = deviation(summedPaths(part!, 13))
    // Of thirteen steps apart √13 times as much, with three tenths lasting √(.3 × 13² + .7 × 13).
    expect(summed / oneStep).toBeGreaterThan(6)
    expect(summed / oneStep).toBeLessThan(9.5)
  })

  it('a concentration is found again in shares that were drawn with it', () => {
    const random = createRandom(9)
    for (const concentration of [20, 200]) {
      const past = [0.2, 0.3, 0.5].map(() => new Float64Array(400))
      for (let t = 0; t < 400; t += 1) {
        const drawn = [0.2, 0.3, 0.5].map((share) => drawGamma(random, share * concentration, 1))
        sharesOf(drawn).forEach((share, i) => {
          past[i]![t] = 1000 * share
        })
      }
      const found = shareConcentration(past)
      // The moving share of eight buckets errs too: an eighth on top of the variance.
      expect(found / concentration).toBeGreaterThan(0.7)
      expect(found / concentration).toBeLessThan(1.1)
    }
    expect(shareConcentration([new Float64Array(40).fill(3), new Float64Array(40).fill(7)])).toBe(1e6)
  })

  it('quantiles of very many parts: firm shares follow the whole, loose ones spread', () => {
    const outcomes = wholeOf(1, 1000, 100).values
    const names = Array.from({ length: 10 }, (_, i) => `owner/${i}`)
    const width = (concentration: number) => {
      const quantiles = splitQuantiles(
        outcomes,
        sharesOf(names.map(() => 1)),
        names,
        concentration,
        [0.1, 0.5, 0.9],
        1,
      )
      return quantiles[20]! - quantiles[0]!
    }
    expect(width(1e6) / 25.6).toBeGreaterThan(0.8)
    expect(width(1e6) / 25.6).toBeLessThan(1.2)
    expect(width(20)).toBeGreaterThan(3 * width(1e6))
  })

  it('shares that last are kept, shares that came by chance are drawn to even ones', () => {
    expect([...lastingShares([10, 30, 60], [10, 30, 60])]).toEqual([0.1, 0.3, 0.6])
    const random = createRandom(2)
    const chance = () => Float64Array.from({ length: 500 }, () => (random() < 0.1 ? 10 : 0))
    const shares = lastingShares(chance(), chance())
    expect(Math.max(...shares)).toBeLessThan(4 / 500)
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9)
  })

  it('weights of nothing make even shares', () => {
    expect(sharesOf([0, 0])).toEqual([0.5, 0.5])
    expect(sharesOf([0, 0], [1, 3])).toEqual([0.25, 0.75])
    expect(() => fitParts([1], [0], [])).toThrow('parts must hold at least one; got 0')
  })
})
