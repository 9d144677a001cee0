import { sql } from 'kysely'
import type { Db } from './client.ts'

export interface CampaignProgress {
  readonly campaignId: number
  readonly code: string
  readonly kind: string
  readonly nameZh: string
  readonly nameEn: string
  readonly referencePriceMinor: number
  readonly depositFraction: number
  readonly discountLadder: readonly { quantity: number; discountFraction: number }[]
  readonly thresholdQuantity: number | null
  readonly capQuantity: number | null
  readonly depositFrom: string
  readonly depositTo: string
  readonly balanceFrom: string
  readonly balanceTo: string
  readonly shipFrom: string
  readonly shipTo: string
  readonly placed: number
  readonly cancelled: number
  readonly settled: number
  readonly itemCount: number
}

/** Campaigns with what was booked, cancelled and paid up to a date, newest shipping first. */
export async function campaignProgress(db: Db, asOf: string): Promise<CampaignProgress[]> {
  const { rows } = await sql<CampaignProgress>`
    select campaign_id as "campaignId", code, kind, name_zh as "nameZh", name_en as "nameEn",
      reference_price_minor as "referencePriceMinor", deposit_fraction as "depositFraction",
      discount_ladder as "discountLadder", threshold_quantity as "thresholdQuantity", cap_quantity as "capQuantity",
      deposit_from as "depositFrom", deposit_to as "depositTo", balance_from as "balanceFrom",
      balance_to as "balanceTo", ship_from as "shipFrom", ship_to as "shipTo",
      coalesce(booked.placed, 0) as placed, coalesce(booked.cancelled, 0) as cancelled,
      coalesce(booked.settled, 0) as settled,
      (select count(*)::integer from campaign_item where campaign_item.campaign_id = campaign.campaign_id) as "itemCount"
    from campaign left join (
      select campaign_id, sum(quantity) filter (where kind = 'placed')::integer as placed,
        sum(quantity) filter (where kind = 'cancelled')::integer as cancelled,
        sum(quantity) filter (where kind = 'settled')::integer as settled
      from demand_entry where campaign_id is not null and occurred_on <= ${asOf} and rung <> 'intent' group by campaign_id
    ) as booked using (campaign_id)
    order by ship_to desc, campaign_id`.execute(db)
  return rows
}

/** Units booked and withdrawn per day of one campaign. */
export async function campaignDays(db: Db, campaignId: number, asOf: string) {
  const { rows } = await sql<{ day: string; placed: number; cancelled: number }>`
    select occurred_on as day, coalesce(sum(quantity) filter (where kind = 'placed'), 0)::integer as placed,
      coalesce(sum(quantity) filter (where kind = 'cancelled'), 0)::integer as cancelled
    from demand_entry
    where campaign_id = ${campaignId} and occurred_on <= ${asOf} and kind in ('placed', 'cancelled')
      and rung <> 'intent'
    group by occurred_on order by occurred_on`.execute(db)
  return rows
}
