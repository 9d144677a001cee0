import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { forecastCampaign } from '#planning/forecast/campaign-forecast'
import { learnFromCampaigns } from '#planning/forecast/campaign-knowledge'
import type { CampaignRecord } from '#planning/forecast/campaign-record'
import { beliefWithSignatures, learnSignatures } from '#planning/forecast/campaign-signatures'

/** Ten days of signing, ten of deposits: `orders` in all after `signatures` in all, evenly. */
function campaign(
  campaignId: number,
  start: number,
  { orders, signatures, cap = null }: { orders: number; signatures: number; cap?: number | null },
): CampaignRecord {
  const days = Array.from({ length: 20 }, (_, day) => start - 10 + day)
  return {
    campaignId,
    kind: 'joint-order',
    category: 0,
    capQuantity: cap,
    depositFromDay: start,
    depositToDay: start + 9,
    balanceFromDay: start + 12,
    balanceToDay: start + 14,
    itemCount: 1,
    days,
    placed: days.map((day) => (day >= start ? orders / 10 : 0)),
    cancelled: days.map(() => 0),
    settled: days.map(() => 0),
    signed: days.map((day) => (day < start ? signatures / 10 : 0)),
  }
}

/** What is known of a campaign at the end of a day. */
function upTo(record: CampaignRecord, lastDay: number): CampaignRecord {
  const known = (_: unknown, at: number) => record.days[at]! <= lastDay
  return {
    ...record,
    days: record.days.filter(known),
    placed: record.placed.filter(known),
    cancelled: record.cancelled.filter(known),
    settled: record.settled.filter(known),
    signed: record.signed.filter(known),
  }
}

/** Sizes lie far apart, signatures tell them: two orders for each. */
const past = [40, 400, 90, 800, 150, 250].map((signatures, at) =>
  campaign(at, 100 * at, { signatures, orders: 2 * signatures }),
)
const knowledge = learnFromCampaigns(past, 1000, false)

describe('signatures without a deposit', () => {
  test('two orders came of each signature; half of them were in six days ahead', () => {
    const learned = knowledge.signatures.get('joint-order')!
    expect(learned.ordersPerSignature).toBeCloseTo(2, 9)
    expect(learned.signedByDaysAhead[6]).toBeCloseTo(0.5, 9)
    expect(learned.signedByDaysAhead[1]).toBeCloseTo(1, 9)
    expect(learned.signedByDaysAhead[30]).toBe(0)
  })

  test('the evening before deposits 700 signatures foretell nearer 1,400 orders than the mean of 577', () => {
    const before = forecastCampaign(
      upTo(campaign(9, 1010, { signatures: 700, orders: 1400 }), 1009),
      knowledge,
      1009,
    )
    const unsigned = forecastCampaign(
      upTo(campaign(9, 1010, { signatures: 0, orders: 1400 }), 1009),
      knowledge,
      1009,
    )
    expect(unsigned.stillToCome.mean).toBeCloseTo(577, 0)
    expect(before.stillToCome.mean).toBeGreaterThan(1000)
    expect(before.stillToCome.mean).toBeLessThan(1400)
    const spread = ({ mean, variance }: { mean: number; variance: number }) => Math.sqrt(variance) / mean
    expect(spread(before.stillToCome)).toBeLessThan(spread(unsigned.stillToCome))
  })

  test('once all are ordered nothing is still to come, however many signed', () => {
    const over = campaign(9, 980, { signatures: 700, orders: 100 })
    expect(forecastCampaign(over, knowledge, 1000).stillToCome.mean).toBe(0)
  })

  test('two campaigns, sold-out ones and ones nobody signed for teach nothing', () => {
    expect(learnSignatures(past.slice(0, 2))).toBeNull()
    expect(learnSignatures(past.map((each) => ({ ...each, capQuantity: 10 })))).toBeNull()
    expect(learnSignatures(past.map((each) => ({ ...each, signed: each.days.map(() => 0) })))).toBeNull()
  })

  test('whatever was signed, the belief lies between the one before and what signatures tell, and doubts less', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 1, max: 1e5, noNaN: true }),
        fc.double({ min: 0.1, max: 2, noNaN: true }),
        (signatures, mean, variation) => {
          const learned = knowledge.signatures.get('joint-order')!
          const open = upTo(campaign(9, 1010, { signatures, orders: 1 }), 1009)
          const told = beliefWithSignatures(open, learned, null, 1009)!
          const both = beliefWithSignatures(open, learned, { mean, variation }, 1009)!
          expect(both.mean).toBeGreaterThanOrEqual(Math.min(mean, told.mean) * (1 - 1e-9))
          expect(both.mean).toBeLessThanOrEqual(Math.max(mean, told.mean) * (1 + 1e-9))
          expect(both.variation).toBeLessThanOrEqual(Math.min(variation, told.variation))
        },
      ),
    )
  })
})
