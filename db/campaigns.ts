import { sql } from 'kysely'
import type { Db } from './client.ts'
import { type DemandScope, isKnown } from './demand-scope.ts'

/** A campaign with its windows as day numbers. */
export interface CampaignWindow {
  readonly campaignId: number
  readonly code: string
  readonly kind: string
  readonly itemIds: readonly number[]
  readonly categoryIds: readonly (number | null)[]
  readonly capQuantity: number | null
  readonly depositFromDay: number
  readonly depositToDay: number
  readonly balanceFromDay: number
  readonly balanceToDay: number
  readonly shipFromDay: number
  readonly shipToDay: number
}

export async function campaignWindows(db: Db): Promise<CampaignWindow[]> {
  const { rows } = await sql<CampaignWindow>`
    select campaign_id as "campaignId", campaign.code, kind, cap_quantity as "capQuantity",
      deposit_from - date '1970-01-01' as "depositFromDay", deposit_to - date '1970-01-01' as "depositToDay",
      balance_from - date '1970-01-01' as "balanceFromDay", balance_to - date '1970-01-01' as "balanceToDay",
      ship_from - date '1970-01-01' as "shipFromDay", ship_to - date '1970-01-01' as "shipToDay",
      array_agg(campaign_item.item_id order by campaign_item.item_id) as "itemIds",
      array_agg(product.category_id order by campaign_item.item_id) as "categoryIds"
    from campaign join campaign_item using (campaign_id) join item using (item_id)
      left join product using (product_id)
    group by campaign_id order by campaign_id`.execute(db)
  return rows
}

/** Units placed, cancelled, settled and signed for per day of each campaign, all its items together. */
export interface CampaignTimeline {
  readonly campaignId: number
  readonly days: readonly number[]
  readonly placed: readonly number[]
  readonly cancelled: readonly number[]
  readonly settled: readonly number[]
  /** Signed for without a deposit. */
  readonly signed: readonly number[]
}

export async function campaignTimelines(db: Db, scope: DemandScope): Promise<CampaignTimeline[]> {
  const { rows } = await sql<CampaignTimeline>`
    select campaign_id as "campaignId", array_agg(day order by day) as days,
      array_agg(placed order by day) as placed, array_agg(cancelled order by day) as cancelled,
      array_agg(settled order by day) as settled, array_agg(signed order by day) as signed
    from (
      select campaign_id, occurred_on - date '1970-01-01' as day,
        coalesce(sum(quantity) filter (where kind = 'placed' and rung <> 'intent'), 0)::float8 as placed,
        coalesce(sum(quantity) filter (where kind = 'cancelled' and rung <> 'intent'), 0)::float8 as cancelled,
        coalesce(sum(quantity) filter (where kind = 'settled' and rung <> 'intent'), 0)::float8 as settled,
        coalesce(sum(quantity) filter (where kind = 'placed' and rung = 'intent'), 0)::float8 as signed
      from demand_entry
      where campaign_id is not null and kind in ('placed', 'cancelled', 'settled')
        and ${isKnown(scope)}
      group by 1, 2
    ) as by_day
    group by campaign_id order by campaign_id`.execute(db)
  return rows
}

/** Names of campaigns by id. */
export async function campaignNames(
  db: Db,
  campaignIds: readonly number[],
): Promise<Map<number, { readonly nameZh: string; readonly nameEn: string }>> {
  if (campaignIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('campaign')
    .select(['campaign_id as campaignId', 'name_zh as nameZh', 'name_en as nameEn'])
    .where('campaign_id', 'in', [...new Set(campaignIds)])
    .execute()
  return new Map(rows.map(({ campaignId, ...names }) => [campaignId, names]))
}
