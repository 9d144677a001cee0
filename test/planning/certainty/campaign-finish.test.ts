import { describe, expect, it } from 'vitest'
import { campaignFinish } from '#planning/certainty/campaign-finish'
import { learnFromCampaigns } from '#planning/forecast/campaign-knowledge'
import type { CampaignRecord } from '#planning/forecast/campaign-record'
import { createRandom, drawPoisson, drawStandardNormal } from '#planning/random'

/** Ten deposits on each of days 0–9, 81 of 100 paid on days 10–12 after `start`. */
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
const finishOf = (record: CampaignRecord, day: number) =>
  campaignFinish(record, learnFromCampaigns([...past, record], day, true), past, day)

describe('finish of a campaign', () => {
  it('50 booked after half of a window like that of three campaigns of 100: about 100, the range around it', () => {
    const finish = finishOf(upTo(campaign(4, 100), 104), 104)
    expect(finish.standing.mean).toBeGreaterThan(90)
    expect(finish.standing.mean).toBeLessThan(110)
    expect(finish.standing.low).toBeLessThan(finish.standing.mean)
    expect(finish.standing.high).toBeGreaterThan(finish.standing.mean)
  })
  it('the projected curve starts at the 50 of today without spread, rises and widens to the finish', () => {
    const { days, standing } = finishOf(upTo(campaign(4, 100), 104), 104)
    expect(days.map(({ day }) => day)).toEqual([104, 105, 106, 107, 108, 109])
    expect(days[0]).toEqual({ day: 104, mean: 50, low: 50, high: 50 })
    days.slice(1).forEach((each, k) => {
      expect(each.mean).toBeGreaterThan(days[k]!.mean)
      expect(each.high - each.low).toBeGreaterThanOrEqual(days[k]!.high - days[k]!.low)
    })
    expect(days.at(-1)).toMatchObject({ mean: standing.mean, low: standing.low, high: standing.high })
  })
  it('about 81 of 100 that stand are paid, never more than stand', () => {
    const { paid, paidFraction } = finishOf(upTo(campaign(4, 100), 109), 109)
    expect(paidFraction).toBeGreaterThan(0.78)
    expect(paidFraction).toBeLessThan(0.84)
    expect(paid.high).toBeLessThanOrEqual(100)
    expect(paid.low).toBeLessThan(paid.mean)
  })
  it('half of the balances paid: what is paid is not in doubt any more', () => {
    const { paid } = finishOf(upTo(campaign(4, 100), 110), 110)
    expect(paid.low).toBeGreaterThanOrEqual(27)
  })
  it('a cap of 50 reached says at least 50; a cap of 60 may sell out and no figure passes it', () => {
    const capped = (capQuantity: number) => finishOf(upTo(campaign(4, 100, { capQuantity }), 104), 104)
    expect(capped(50)).toMatchObject({ isAtLeast: true, maySellOut: false })
    const open = capped(60)
    expect(open).toMatchObject({ isAtLeast: false, maySellOut: true })
    expect(open.standing.high).toBeLessThanOrEqual(60)
  })
  it('deposits that cancel by the day leave fewer at the cut-off than are booked', () => {
    const leaky = past.map((record) => ({
      ...record,
      cancelled: record.days.map((_, day) => (day < 10 ? 3 : 0)),
    }))
    const open = upTo(campaign(4, 100), 104)
    const finish = campaignFinish(open, learnFromCampaigns([...leaky, open], 104, true), leaky, 104)
    expect(finish.standing.mean).toBeLessThan(finishOf(open, 104).standing.mean)
  })
  it('once deposits are over there is nothing to project: 100 stand', () => {
    const finish = finishOf(upTo(campaign(4, 100), 109), 109)
    expect(finish.days).toEqual([])
    expect(finish.standing).toMatchObject({ mean: 100, variance: 0, low: 100, high: 100 })
  })

  it('campaigns that book early and campaigns that book late: about 8 of 10 finish inside the range', () => {
    const random = createRandom(7)
    const drawn = (id: number, start: number): CampaignRecord => {
      const total = 300 * Math.exp(0.4 * drawStandardNormal(random))
      const late = 0.6 + 1.6 * random()
      const share = (day: number) => ((day + 1) / 10) ** late - (day / 10) ** late
      return campaign(id, start, {
        placed: Array.from({ length: 13 }, (_, day) =>
          day < 10 ? drawPoisson(random, total * share(day)) : 0,
        ),
        settled: new Array<number>(13).fill(0),
      })
    }
    const before = Array.from({ length: 12 }, (_, k) => drawn(k, 20 * k))
    let inside = 0
    const count = 200
    for (let k = 0; k < count; k += 1) {
      const whole = drawn(100 + k, 1000)
      const open = upTo(whole, 1005)
      const { standing } = campaignFinish(
        open,
        learnFromCampaigns([...before, open], 1005, false),
        before,
        1005,
      )
      const final = whole.placed.reduce((sum, units) => sum + units, 0)
      if (final >= standing.low && final <= standing.high) inside += 1
    }
    // 160 expected; three standard deviations of a binomial are 17, the curve's own error widens that.
    expect(inside).toBeGreaterThan(130)
    expect(inside).toBeLessThan(190)
  })
})
