import { assert, integer, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecastCampaign } from '#planning/forecast/campaign-forecast'
import { learnFromCampaigns } from '#planning/forecast/campaign-knowledge'
import { type CampaignRecord, isSoldOut } from '#planning/forecast/campaign-record'
import { applyExpectations, learnExpectationWeight } from '#planning/forecast/owner-expectation'
import { createRandom, drawGamma } from '#planning/random'

/** Deposits evenly over days 0–9, balances on days 10–12 after `start`; shares of 100 units. */
function campaign(id: number, start: number, over: Partial<CampaignRecord> = {}): CampaignRecord {
  const days = Array.from({ length: 13 }, (_, day) => start + day)
  return {
    campaignId: id,
    kind: 'pre-sale',
    category: 0,
    capQuantity: null,
    depositFromDay: start,
    depositToDay: start + 9,
    balanceFromDay: start + 10,
    balanceToDay: start + 12,
    itemCount: 1,
    days,
    placed: days.map((_, day) => (day < 10 ? 10 : 0)),
    cancelled: days.map(() => 0),
    settled: days.map((_, day) => (day >= 10 ? 27 : 0)),
    signed: days.map(() => 0),
    ...over,
  }
}
const upTo = (record: CampaignRecord, day: number): CampaignRecord => ({
  ...record,
  days: record.days.filter((each) => each <= day),
  placed: record.placed.filter((_, k) => record.days[k]! <= day),
  cancelled: record.cancelled.filter((_, k) => record.days[k]! <= day),
  settled: record.settled.filter((_, k) => record.days[k]! <= day),
})
const past = [campaign(1, 0), campaign(2, 20), campaign(3, 40)]

describe('an open campaign', () => {
  it('half booked after half of its window like its three forerunners: about as much again is to come', () => {
    const open = upTo(campaign(4, 100), 104)
    const forecast = forecastCampaign(open, learnFromCampaigns([...past, open], 104, true), 104)
    expect(forecast.bookedFraction).toBeCloseTo(0.5, 2)
    expect(forecast.stillToCome.mean).toBeGreaterThan(40)
    expect(forecast.stillToCome.mean).toBeLessThan(60)
  })
  it('81 of 100 deposits were paid each time: about 81 % of open deposits will be', () => {
    const open = upTo(campaign(4, 100), 109)
    const forecast = forecastCampaign(open, learnFromCampaigns([...past, open], 109, true), 109)
    expect(forecast.openDepositPaidFraction).toBeGreaterThan(0.78)
    expect(forecast.openDepositPaidFraction).toBeLessThan(0.84)
  })
  it('after the balance window what is unpaid has lapsed; where payments are not recorded it has not', () => {
    const open = campaign(4, 100)
    expect(
      forecastCampaign(open, learnFromCampaigns([...past, open], 113, true), 113).openDepositPaidFraction,
    ).toBe(0)
    expect(
      forecastCampaign(open, learnFromCampaigns([...past, open], 113, false), 113).openDepositPaidFraction,
    ).toBeGreaterThan(0.9)
  })
  it('a cap of 60 with 50 placed leaves at most 10 to come; at 50 it is sold out', () => {
    const capped = (capQuantity: number) => upTo(campaign(4, 100, { capQuantity }), 104)
    const of = (record: CampaignRecord) =>
      forecastCampaign(record, learnFromCampaigns([...past, record], 104, true), 104)
    expect(of(capped(60)).stillToCome.mean).toBeCloseTo(10, 6)
    expect(of(capped(50))).toMatchObject({ isSoldOut: true, stillToCome: { mean: 0 } })
  })
})

describe('campaigns that hit their cap', () => {
  const capped = (id: number, start: number, capQuantity: number, perDay: number) => {
    const record = campaign(id, start, { capQuantity })
    let left = capQuantity
    const placed = record.placed.map((units) => {
      const sold = Math.min(left, units > 0 ? perDay : 0)
      left -= sold
      return sold
    })
    return { ...record, placed }
  }
  const sizeOf = (campaigns: CampaignRecord[]) =>
    learnFromCampaigns(campaigns, 1000, true).unitsPerItem.get('pre-sale')!.mean

  it('sold out half-way through the window says about twice the cap', () => {
    expect(sizeOf([capped(1, 0, 100, 20)])).toBeCloseTo(200, 0)
  })
  it('never says less than what was placed, nor less than without the cap counted', () => {
    assert(
      property(integer({ min: 10, max: 400 }), integer({ min: 5, max: 90 }), (cap, perDay) => {
        const record = capped(4, 60, cap, perDay)
        const placed = record.placed.reduce((sum, units) => sum + units, 0)
        const alone = sizeOf([...past, record]) * 4 - 300
        expect(alone).toBeGreaterThanOrEqual(placed - 1e-9)
      }),
    )
  })
  it('200 campaigns about a mean of 300, capped at 300: leaving the capped out says a third less, learning from them within a tenth', () => {
    const random = createRandom(5)
    const sizes = Array.from({ length: 200 }, () => drawGamma(random, 4, 75))
    const records = sizes.map((size, k) => capped(k, 0, 300, Math.max(1, Math.round(size / 10))))
    const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length
    const open = records.filter((record) => !isSoldOut(record))
    expect(sizeOf(open) / mean).toBeLessThan(0.75)
    expect(Math.abs(sizeOf(records) / mean - 1)).toBeLessThan(0.1)
  })
})

describe("owners' expectations", () => {
  const outcome = { expected: 20, sold: 10, usualWeekly: 4, weeks: 1 }
  it('nothing learned, nothing used: the model stays', () => {
    const used = applyExpectations(
      Float64Array.of(9),
      { expected: Float64Array.of(50), usual: Float64Array.of(4) },
      learnExpectationWeight([]),
    )
    expect([used.intent[0], used.model[0]]).toEqual([0, 9])
  })
  it('owners who always sell half of what they say: 20 expected counts 10 and replaces their usual 4', () => {
    const weight = learnExpectationWeight(Array.from({ length: 90 }, () => outcome))
    expect(weight.calibration).toBe(0.5)
    expect(weight.weight).toBeCloseTo(0.9, 9)
    const used = applyExpectations(
      Float64Array.of(9),
      { expected: Float64Array.of(20), usual: Float64Array.of(4) },
      weight,
    )
    expect(used.intent[0]).toBeCloseTo(9, 9)
    expect(used.model[0]).toBeCloseTo(9 - 0.9 * 4, 9)
  })
})
