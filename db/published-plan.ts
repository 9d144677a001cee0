import { sql } from 'kysely'
import type { Db } from './client.ts'
import { type DemandScope, isKnown } from './demand-scope.ts'

/** One item of a run at one supplier, with what publishing needs of its plan and forecast. */
export interface PlanToPublish {
  readonly itemId: number
  readonly supplierId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly baseUnit: string
  readonly unitCostMinor: number
  readonly transportDays: number
  readonly share: number
  readonly onHand: number
  readonly backorder: number
  readonly scheduledReceipts: readonly number[]
  readonly receiptQuantity: readonly number[]
  readonly authorisedMake: readonly number[]
  readonly authorisedReserve: readonly number[]
  readonly authorisedMaterial: readonly number[]
  readonly paid: readonly number[]
  readonly deposit: readonly number[]
  readonly subscription: readonly number[]
  readonly intent: readonly number[]
  readonly model: readonly number[]
}

/** Nearest ancestor's rows of a run, items ascending, of one supplier or of all. */
export async function plansToPublish(
  db: Db,
  lineage: readonly number[],
  asOf: string,
  supplierId: number | null,
): Promise<PlanToPublish[]> {
  const runs = sql`${[...lineage]}::integer[]`
  const { rows } = await sql<PlanToPublish>`
    with plan as (
      select distinct on (item_id, supplier_id) * from run_plan
      where planning_run_id = any(${runs}) and (${supplierId}::integer is null or supplier_id = ${supplierId})
      order by item_id, supplier_id, array_position(${runs}, planning_run_id)
    ), forecast as (
      select distinct on (item_id) * from run_forecast
      where planning_run_id = any(${runs}) and item_id in (select item_id from plan)
      order by item_id, array_position(${runs}, planning_run_id)
    ), terms as (
      select distinct on (item_id, supplier_id) item_id, supplier_id, share_fraction, unit_cost_minor, transport_days
      from item_supplier where valid_from <= ${asOf}::date and (valid_to is null or valid_to >= ${asOf}::date)
      order by item_id, supplier_id, valid_from desc
    ), shares as (
      select item_id, supplier_id, unit_cost_minor, transport_days,
        share_fraction / sum(share_fraction) over (partition by item_id) as share
      from terms
    )
    select plan.item_id as "itemId", plan.supplier_id as "supplierId", item.code, item.name_zh as "nameZh",
      item.name_en as "nameEn", item.base_unit as "baseUnit",
      coalesce(shares.unit_cost_minor, item.unit_cost_minor) as "unitCostMinor",
      coalesce(shares.transport_days, 0) as "transportDays", coalesce(shares.share, 1) as share,
      plan.on_hand as "onHand", plan.backorder, plan.scheduled_receipts as "scheduledReceipts",
      plan.receipt_quantity as "receiptQuantity", plan.authorised_make as "authorisedMake",
      plan.authorised_reserve as "authorisedReserve", plan.authorised_material as "authorisedMaterial",
      forecast.paid, forecast.deposit, forecast.subscription, forecast.intent, forecast.model
    from plan join forecast using (item_id) join item using (item_id) left join shares using (item_id, supplier_id)
    order by plan.supplier_id, plan.item_id`.execute(db)
  return rows
}

/** Open known orders of one item and need week in one group, with the number of order lines behind them. */
export interface KnownOrderGroup {
  readonly itemId: number
  readonly week: string
  readonly groupKind: 'campaign' | 'region' | 'channel'
  readonly groupName: string
  readonly quantity: number
  readonly orders: number
}

export async function knownOrderGroups(db: Db, scope: DemandScope): Promise<KnownOrderGroup[]> {
  const { rows } = await sql<KnownOrderGroup>`
    with line as (
      select item_id, source_record_id, max(campaign_id) as campaign_id, max(region) as region,
        max(channel) as channel,
        min(need_from - (extract(isodow from need_from)::integer - 1)) filter (where kind = 'placed') as week,
        coalesce(sum(quantity) filter (where kind = 'placed'), 0)
          - coalesce(sum(quantity) filter (where kind in ('cancelled', 'fulfilled')), 0) as open
      from demand_entry
      where kind in ('placed', 'cancelled', 'fulfilled') and ${isKnown(scope)}
        and item_id = any(${[...(scope.itemIds ?? [])]})
      group by item_id, source_record_id
    ), named as (
      select item_id, week, open, group_kind, group_name
      from line left join campaign using (campaign_id),
        lateral (values ('campaign', campaign.name_zh), ('region', region), ('channel', channel))
          as groups (group_kind, group_name)
      where open > 0 and group_name is not null and week + 6 > ${scope.asOf}::date
    )
    select item_id as "itemId", week, group_kind as "groupKind", group_name as "groupName",
      sum(open)::integer as quantity, count(*)::integer as orders
    from named group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(db)
  return rows
}
