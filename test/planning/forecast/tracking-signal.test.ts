import { array, assert, double, property, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DRIFT_LIMIT, FEWEST_BUCKETS, trackingSignal } from '#planning/forecast/tracking-signal'
import { createRandom } from '#planning/random'

const A = Float64Array.of(100, 120, 90, 0, 110, 80)
const F = Float64Array.of(110, 100, 100, 10, 100, 90)
const units = double({ min: 0, max: 1e6, noNaN: true })

describe('tracking signal', () => {
  it('the example and the six-week oracle: −.667 and .857143', () => {
    expect(trackingSignal(Float64Array.of(110, 100), Float64Array.of(100, 120)).signal).toBeCloseTo(-0.667, 3)
    expect(trackingSignal(F, A).signal).toBeCloseTo(0.857143, 6)
  })

  it('lies between −n and n, turns round with the sign of the errors, and ignores weeks without data', () => {
    assert(
      property(array(tuple(units, units), { maxLength: 60 }), (weeks) => {
        const said = Float64Array.from(weeks, ([a]) => a)
        const happened = Float64Array.from(weeks, ([, b]) => b)
        const { signal, count } = trackingSignal(said, happened)
        expect(Math.abs(signal)).toBeLessThanOrEqual(count + 1e-9)
        expect(trackingSignal(happened, said).signal).toBeCloseTo(-signal, 6)
        const gaps = (values: Float64Array) => Float64Array.of(Number.NaN, ...values)
        expect(trackingSignal(gaps(said), gaps(happened)).signal).toBe(signal)
      }),
      // Errors near the smallest double, where a mean loses its digits.
      {
        examples: [
          [
            [
              [2.5e-323, 0],
              [0, 0],
            ],
          ],
        ],
      },
    )
  })

  it('eight weeks a third too low are drift, seven are too few, and small leans are none', () => {
    const weeks = (count: number, units: number) => new Float64Array(count).fill(units)
    expect(trackingSignal(weeks(FEWEST_BUCKETS, 60), weeks(FEWEST_BUCKETS, 90)).drift).toBe('too-low')
    expect(trackingSignal(weeks(FEWEST_BUCKETS, 90), weeks(FEWEST_BUCKETS, 60)).drift).toBe('too-high')
    expect(trackingSignal(weeks(FEWEST_BUCKETS - 1, 60), weeks(FEWEST_BUCKETS - 1, 90)).drift).toBeNull()
    expect(trackingSignal(weeks(20, 95), weeks(20, 100)).drift).toBeNull()
  })

  it('calls fewer than one in thirty unbiased series of 13 weeks drifting, however noisy', () => {
    const random = createRandom(7)
    let drifting = 0
    for (let series = 0; series < 3000; series += 1) {
      const happened = Float64Array.from({ length: 13 }, () => 100 * random() * random())
      if (trackingSignal(new Float64Array(13).fill(25), happened).drift !== null) drifting += 1
    }
    expect(DRIFT_LIMIT).toBeGreaterThan(2)
    expect(drifting / 3000).toBeLessThan(1 / 30)
  })

  it('lengths that differ are refused with both', () => {
    expect(() => trackingSignal(new Float64Array(2), new Float64Array(3))).toThrow('got 2 and 3')
  })
})
