import { expect, test } from 'vitest'
import { type DemandStreams, demandByRung } from '#planning/forecast/demand-by-rung'
import { openChoiceVariance } from '#planning/forecast/option-mix'

const none = () => Float64Array.of(0)
const streams = (openChoice: DemandStreams['openChoice']): DemandStreams => ({
  seriesId: 'jacket M',
  horizon: 1,
  organic: null,
  booked: null,
  bookedPaid: none(),
  bookedDeposit: none(),
  bookedSubscription: none(),
  paid: Float64Array.of(75),
  grossDeposit: none(),
  lostDeposit: { mean: none(), variance: none() },
  ...(openChoice ? { openChoice } : {}),
  subscription: { mean: none(), variance: none() },
  stillToCome: { mean: none(), variance: none() },
  intent: none(),
  organicBesideIntent: none(),
})

test('75 paid units are certain; of 100 signed with an open size 75 are expected, two in three within 15', () => {
  const levels = [1 / 6, 0.5, 5 / 6]
  const certain = demandByRung(streams(null), levels, [1], 1)
  expect(certain.quantiles.map((values) => values[0])).toEqual([75, 75, 75])
  const open = demandByRung(
    streams({ mean: Float64Array.of(75), variance: Float64Array.of(openChoiceVariance(100, 0.75, 8)) }),
    levels,
    [1],
    1,
  )
  expect(open.mean[0]).toBe(75)
  expect(open.quantiles[0]![0]!).toBeGreaterThan(55)
  expect(open.quantiles[0]![0]!).toBeLessThan(66)
  expect(open.quantiles[2]![0]!).toBeGreaterThan(84)
  expect(open.quantiles[2]![0]!).toBeLessThan(95)
})
