import { sql } from 'kysely'
import type { CauseOfMean } from '#planning/forecast/explained-mean'
import type { ForecastReason } from '#planning/forecast/forecast'
import type { Db } from './client.ts'

export interface ItemHeading {
  readonly itemId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly baseUnit: string
  readonly categoryZh: string | null
  readonly categoryEn: string | null
  readonly priceMinor: number
  readonly currency: string
}

export async function itemHeading(db: Db, itemId: number): Promise<ItemHeading | undefined> {
  return db
    .selectFrom('item')
    .leftJoin('product', 'product.product_id', 'item.product_id')
    .leftJoin('category', 'category.category_id', 'product.category_id')
    .select([
      'item.item_id as itemId',
      'item.code',
      'item.name_zh as nameZh',
      'item.name_en as nameEn',
      'item.base_unit as baseUnit',
      'category.name_zh as categoryZh',
      'category.name_en as categoryEn',
      'item.price_minor as priceMinor',
      'item.currency',
    ])
    .where('item.item_id', '=', itemId)
    .executeTakeFirst()
}

export async function itemForecast(db: Db, planningRunId: number, itemId: number) {
  return db
    .selectFrom('run_forecast')
    .select((select) => [
      'method',
      select.ref('reasons').$castTo<readonly ForecastReason[]>().as('reasons'),
      'demand_pattern as pattern',
      'history_start as historyStart',
      'history',
      'history_status as historyStatus',
      'mean',
      'mean_before_override as meanBeforeOverride',
      'paid',
      'deposit',
      'gross_deposit as grossDeposit',
      'subscription',
      'intent',
      'model',
      'quantiles',
      'lead_time_weeks as leadTimeWeeks',
      'lead_time_mean as leadTimeMean',
      'lead_time_quantiles as leadTimeQuantiles',
      select.ref('effects').$castTo<ForecastEffects>().as('effects'),
    ])
    .where('planning_run_id', '=', planningRunId)
    .where('item_id', '=', itemId)
    .executeTakeFirst()
}

/** What a run keeps beside the figures of a forecast; runs of long ago lack some of it. */
export interface ForecastEffects {
  /** Parts of the mean of organic sales by cause, units per week. */
  readonly terms?: Readonly<Partial<Record<CauseOfMean, readonly number[]>>>
}

/** What finished runs said of an item, newest first: to be held against what happened. */
export async function earlierForecasts(db: Db, itemId: number, limit: number) {
  return db
    .selectFrom('run_forecast')
    .innerJoin('planning_run', 'planning_run.planning_run_id', 'run_forecast.planning_run_id')
    .select([
      'planning_run.planning_run_id as planningRunId',
      'planning_run.as_of as asOf',
      'planning_run.first_bucket as firstBucket',
      'run_forecast.mean',
    ])
    .where('run_forecast.item_id', '=', itemId)
    .where('planning_run.state', '=', 'finished')
    .orderBy('planning_run.as_of', 'desc')
    .orderBy('planning_run.planning_run_id', 'desc')
    .limit(limit)
    .execute()
}

export interface OpenCampaignDemand {
  readonly campaignId: number
  readonly code: string
  readonly kind: string
  readonly nameZh: string
  readonly nameEn: string
  readonly placed: number
  readonly cancelled: number
  readonly settled: number
  readonly shipFrom: string
  readonly shipTo: string
  readonly capQuantity: number | null
}

/** Bookings of an item by campaign, for campaigns that still ship on or after `from`. */
export async function itemCampaigns(db: Db, itemId: number, from: string): Promise<OpenCampaignDemand[]> {
  const { rows } = await sql<OpenCampaignDemand>`
    select campaign.campaign_id as "campaignId", campaign.code, campaign.kind, name_zh as "nameZh", name_en as "nameEn",
      coalesce(sum(quantity) filter (where entry.kind = 'placed'), 0)::integer as placed,
      coalesce(sum(quantity) filter (where entry.kind = 'cancelled'), 0)::integer as cancelled,
      coalesce(sum(quantity) filter (where entry.kind = 'settled'), 0)::integer as settled,
      ship_from as "shipFrom", ship_to as "shipTo", cap_quantity as "capQuantity"
    from demand_entry as entry join campaign using (campaign_id)
    where entry.item_id = ${itemId} and ship_to >= ${from} and entry.rung <> 'intent'
    group by campaign.campaign_id order by ship_from, campaign.campaign_id`.execute(db)
  return rows
}

/** Those of these ids that no item has. */
export async function unknownItems(db: Db, itemIds: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ itemId: number }>`
    select distinct asked as "itemId" from unnest(${[...itemIds]}::integer[]) as asked
    where not exists (select from item where item_id = asked) order by asked`.execute(db)
  return rows.map(({ itemId }) => itemId)
}
