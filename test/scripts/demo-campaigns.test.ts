import { beforeAll, describe, expect, it } from 'vitest'
import type { CampaignTruth } from '#scripts/demo/campaign-orders'
import { demoOptions } from '#scripts/demo/demo-options'
import { generate } from '#scripts/demo/generate'
import type { DemoOwner } from '#scripts/demo/shop-owners'
import type { SubscriptionTruth } from '#scripts/demo/subscriptions'

type Row = Record<string, string & number & boolean & null>

const asOf = '2026-11-25'
const options = demoOptions({ asOf, items: 120, owners: 80, entries: 100_000 })
const campaigns: CampaignTruth[] = []
let plans: readonly SubscriptionTruth[] = []
let owners: readonly DemoOwner[] = []
const tables = new Map<string, Row[]>()
const wanted = new Set([
  'campaign',
  'demand_entry',
  'source_record',
  'subscription',
  'subscription_event',
  'box_content',
  'item',
])

beforeAll(() => {
  const truth = {
    campaign: (each: CampaignTruth) => campaigns.push(each),
    subscriptions: (each: readonly SubscriptionTruth[]) => {
      plans = each
    },
    owners: (each: readonly DemoOwner[]) => {
      owners = each
    },
  }
  for (const { table, rows } of generate(options, truth))
    if (wanted.has(table)) tables.set(table, [...(tables.get(table) ?? []), ...(rows as Row[])])
})

const unitsByCampaign = new Map<string, number>()
const units = (campaignId: number, kind: string) => {
  if (unitsByCampaign.size === 0)
    for (const entry of tables.get('demand_entry')!) {
      if (entry.rung === 'intent') continue
      const key = `${entry.campaign_id} ${entry.kind}`
      unitsByCampaign.set(key, (unitsByCampaign.get(key) ?? 0) + entry.quantity!)
    }
  return unitsByCampaign.get(`${campaignId} ${kind}`) ?? 0
}

describe('campaigns of the demo company', () => {
  it('a finished campaign ends as it truly went: placed = cancelled + not paid + shipped', () => {
    const finished = campaigns.filter(({ campaign }) => dateOf(campaign.shipTo) < asOf)
    expect(finished.length).toBeGreaterThan(10)
    for (const { campaign, placed, cancelled, unpaid, shipped } of finished) {
      expect(placed).toBe(cancelled + unpaid + shipped)
      expect(units(campaign.campaignId, 'placed')).toBe(placed)
      expect(units(campaign.campaignId, 'cancelled')).toBe(cancelled + unpaid)
      expect(units(campaign.campaignId, 'settled')).toBe(shipped)
      expect(units(campaign.campaignId, 'fulfilled')).toBe(shipped)
    }
  })

  it('the rate of unpaid balances differs between campaigns by more than chance of single orders', () => {
    const rates = campaigns.map(({ unpaid, placed, cancelled }) => unpaid / (placed - cancelled))
    const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length
    const spread = rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / (rates.length - 1)
    const orders = campaigns.reduce((sum, { placed }) => sum + placed, 0) / campaigns.length
    expect(spread).toBeGreaterThan((1.5 * mean * (1 - mean)) / orders)
  })

  it("the down jacket takes 10 % of last year's price, up to 30 % off at a thousand, and is still open", () => {
    const jacket = tables.get('campaign')!.findLast((row) => String(row.code).startsWith('JK'))!
    expect(jacket.deposit_fraction).toBe(0.1)
    expect(JSON.parse(jacket.discount_ladder!).at(-1)).toEqual({ quantity: 1000, discountFraction: 0.3 })
    expect(String(jacket.deposit_from) < asOf && String(jacket.deposit_to) >= asOf).toBe(true)
    expect(units(jacket.campaign_id!, 'placed')).toBeGreaterThan(0)
    expect(units(jacket.campaign_id!, 'settled')).toBe(0)
  })

  it('orders without a size move to an item when it is chosen: a reversal and a new entry, no cancellation', () => {
    const open = new Set(
      tables
        .get('item')!
        .filter((row) => row.is_open_option)
        .map((row) => row.item_id),
    )
    const reversals = tables.get('demand_entry')!.filter((entry) => entry.is_reversal)
    expect(reversals.length).toBeGreaterThan(100)
    for (const entry of reversals) {
      expect(open.has(entry.item_id!)).toBe(true)
      expect([entry.kind, entry.quantity! < 0]).toEqual(['placed', true])
    }
    const stillOpen = tables
      .get('demand_entry')!
      .filter((entry) => open.has(entry.item_id!) && entry.kind === 'placed')
      .reduce((sum, entry) => sum + entry.quantity!, 0)
    expect(stillOpen).toBeGreaterThan(0)
  })

  it('the limited launch sells out: placed is the cap, wanted was more', () => {
    const launch = campaigns.find(({ campaign }) => campaign.cap !== null)!
    expect(launch.placed).toBe(launch.campaign.cap)
    expect(launch.wanted).toBeGreaterThan(1.5 * launch.placed)
  })

  it('every stage is on the table: campaigns taking deposits, balances, making, shipping and done', () => {
    const stages = new Set(
      campaigns.map(({ campaign }) =>
        asOf <= dateOf(campaign.depositTo)
          ? 'deposits'
          : asOf <= dateOf(campaign.balanceTo)
            ? 'balances'
            : asOf < dateOf(campaign.shipFrom)
              ? 'making'
              : asOf <= dateOf(campaign.shipTo)
                ? 'shipping'
                : 'done',
      ),
    )
    expect([...stages].sort()).toEqual(['balances', 'deposits', 'done', 'making', 'shipping'])
  })

  it('one in five signs and never pays: intent while deposits are taken, withdrawn the day after', () => {
    const days = new Map(campaigns.map(({ campaign }) => [campaign.campaignId, campaign]))
    const signed = tables
      .get('demand_entry')!
      .filter(({ rung, kind }) => rung === 'intent' && kind !== 'expected')
    expect(signed.filter(({ kind }) => kind === 'placed').length).toBeGreaterThan(100)
    const standing = new Map<number, number>()
    for (const { campaign_id, kind } of signed)
      standing.set(campaign_id!, (standing.get(campaign_id!) ?? 0) + (kind === 'placed' ? 1 : -1))
    for (const [campaignId, count] of standing) {
      const isOver = dateOf(days.get(campaignId)!.depositTo + 1) < asOf
      if (isOver) expect(count).toBe(0)
      else expect(count).toBeGreaterThan(0)
    }
    expect([...standing.values()].some((count) => count > 0)).toBe(true)
  })

  it('each source record ends in the state of its last entry', () => {
    const kinds = new Map<number, string>()
    for (const entry of tables.get('demand_entry')!)
      if (!entry.is_reversal) kinds.set(entry.source_record_id!, entry.kind!)
    const states: Record<string, string> = { sale: 'sold', return: 'returned', expected: 'placed' }
    for (const record of tables.get('source_record')!) {
      const kind = kinds.get(record.source_record_id!)!
      if (record.state !== (states[kind] ?? kind)) expect(record).toBe(kind)
    }
    expect(kinds.size).toBe(tables.get('source_record')!.length)
  })
})

describe('subscriptions of the demo company', () => {
  it('mango and kiwi take turns in the weekly box, composed beyond as-of', () => {
    const weekly = tables.get('box_content')!.filter((row) => row.subscription_plan_id === 1)
    const items = weekly.map((row) => row.item_id)
    expect(new Set(items).size).toBe(2)
    for (let week = 2; week < items.length; week += 1) expect(items[week]).toBe(items[week - 2])
    expect(String(weekly.at(-1)!.valid_from) > asOf).toBe(true)
  })

  it('those alive at as-of are those without a cancellation', () => {
    const cancelled = tables.get('subscription_event')!.filter((event) => event.kind === 'cancelled').length
    const alive = plans.reduce((sum, plan) => sum + plan.alive, 0)
    expect(alive).toBe(tables.get('subscription')!.length - cancelled)
    expect(alive / tables.get('subscription')!.length).toBeGreaterThan(0.3)
  })

  it('no box is both skipped and delivered, none is delivered twice', () => {
    const seen = new Set<string>()
    for (const event of tables.get('subscription_event')!) {
      if (event.week === null) continue
      const key = `${event.subscription_id} ${event.week}`
      if (seen.has(key)) expect(key).toBe('once')
      seen.add(key)
    }
    expect(seen.size).toBeGreaterThan(1000)
  })
})

describe('shop owners of the demo company', () => {
  it('one owner runs twenty groups and sells about a twelfth', () => {
    expect(owners[0]!.share).toBeCloseTo(1 / 12, 5)
    expect(owners[0]!.customers).toBe(10_000)
  })

  it("expectations are off by each owner's lasting optimism: the optimistic half asks for more per unit sold", () => {
    const ratio = (group: readonly DemoOwner[]) => {
      const ids = new Set(group.map((owner) => owner.shopOwnerId))
      let expected = 0
      let sold = 0
      const asked = new Set<string>()
      for (const entry of tables.get('demand_entry')!)
        if (entry.kind === 'expected' && ids.has(entry.shop_owner_id!) && String(entry.need_to) < asOf) {
          expected += entry.quantity!
          asked.add(`${entry.shop_owner_id} ${entry.item_id} ${period(entry.need_from!)}`)
        }
      for (const entry of tables.get('demand_entry')!)
        if (
          entry.kind === 'sale' &&
          asked.has(`${entry.shop_owner_id} ${entry.item_id} ${period(entry.need_from!)}`)
        )
          sold += entry.quantity!
      return expected / sold
    }
    const period = (date: string) =>
      Math.floor((dayNumber(date) - (dayNumber(asOf) - ((dayNumber(asOf) + 3) % 7))) / 28)
    const asked = new Set(
      tables
        .get('demand_entry')!
        .filter((entry) => entry.kind === 'expected')
        .map((entry) => entry.shop_owner_id),
    )
    const known = owners
      .filter((owner) => asked.has(owner.shopOwnerId as never))
      .sort((a, b) => a.optimism - b.optimism)
    const half = known.length >> 1
    expect(ratio(known.slice(half))).toBeGreaterThan(1.2 * ratio(known.slice(0, half)))
  })
})

function dayNumber(date: string): number {
  return Date.parse(date) / 86_400_000
}

function dateOf(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10)
}
