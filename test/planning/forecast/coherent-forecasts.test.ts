import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { coherentForecasts } from '#planning/forecast/coherent-forecasts'
import type { Forecast } from '#planning/forecast/forecast'
import { hierarchyOf } from '#planning/forecast/reconcile'

function forecast(seriesId: string, mean: readonly number[]): Forecast {
  const at = (factor: number) => Float64Array.from(mean, (units) => factor * units)
  return {
    seriesId,
    mean: at(1),
    quantileLevels: [0.1, 0.5, 0.9],
    quantiles: [at(0.5), at(0.9), at(1.6)],
    byRung: { paid: at(0.25), model: at(0.75) },
    effects: { level: at(0.9), season: at(0.1) },
    sums: [
      {
        steps: 2,
        mean: mean[0]! + mean[1]!,
        quantiles: Float64Array.of(0.6, 0.95, 1.5).map((q) => q * (mean[0]! + mean[1]!)),
      },
    ],
    method: 'ses',
    reasons: [],
  }
}

const units = fc.double({ min: 0, max: 1e5, noNaN: true })
const steps = fc.tuple(units, units)

describe('forecasts that add up', () => {
  test('100 of 50 and 40, twice as uncertain: 95 = 52.5 + 42.5, and ranges move along', () => {
    const base = [forecast('total', [100, 0]), forecast('a', [50, 0]), forecast('b', [40, 0])]
    const [total, a, b] = coherentForecasts(hierarchyOf(2, []), base)
    expect([total!.mean[0], a!.mean[0], b!.mean[0]]).toEqual([
      expect.closeTo(95, 9),
      expect.closeTo(52.5, 9),
      expect.closeTo(42.5, 9),
    ])
    expect(total!.quantiles.map((values) => values[0])).toEqual([
      expect.closeTo(47.5, 9),
      expect.closeTo(85.5, 9),
      expect.closeTo(152, 9),
    ])
  })

  test('whatever the base says, means, sums, rungs and effects add up, none is negative, and quantiles rise', () => {
    fc.assert(
      fc.property(fc.array(steps, { minLength: 7, maxLength: 7 }), (means) => {
        const hierarchy = hierarchyOf(4, [[0, 0, 1, 1]])
        const base = means.map((mean, at) => forecast(`node ${at}`, mean))
        const coherent = coherentForecasts(hierarchy, base)
        const bottoms = coherent.slice(3)
        for (const step of [0, 1]) {
          const scale = 1e-6 * (1 + Math.max(...means.flat()))
          const sum = (members: readonly Forecast[]) =>
            members.reduce((total, { mean }) => total + mean[step]!, 0)
          expect(Math.abs(coherent[0]!.mean[step]! - sum(bottoms))).toBeLessThan(scale)
          expect(Math.abs(coherent[1]!.mean[step]! - sum(bottoms.slice(0, 2)))).toBeLessThan(scale)
          for (const node of coherent) {
            expect(node.mean[step]!).toBeGreaterThanOrEqual(0)
            const quantiles = node.quantiles.map((values) => values[step]!)
            expect([...quantiles].sort((a, b) => a - b)).toEqual(quantiles)
            for (const parts of [node.byRung, node.effects!])
              expect(
                Math.abs(
                  Object.values(parts).reduce((total, part) => total + part[step]!, 0) - node.mean[step]!,
                ),
              ).toBeLessThan(scale)
          }
        }
        const total = bottoms.reduce((all, { sums }) => all + sums[0]!.mean, 0)
        expect(coherent[0]!.sums[0]!.mean).toBeCloseTo(total, 1)
      }),
    )
  })

  test('a node without a forecast is refused', () => {
    expect(() => coherentForecasts(hierarchyOf(2, []), [forecast('total', [1, 1])])).toThrow(
      'base must hold 3 forecasts; got 1',
    )
  })
})
