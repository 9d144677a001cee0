import { sql } from 'kysely'
import type { Db } from './client.ts'
import { ripeningDays } from './ripening-days.ts'

/** One item of a campaign with its preferred supplier's days; an item without supplier is left out. */
export interface PromisedItem {
  readonly itemId: number
  readonly supplierId: number
  readonly supplierNameZh: string
  readonly supplierNameEn: string
  readonly leadTimeDays: number
  /** Until ready: transport and ripening. */
  readonly transportDays: number
  /** Units booked and not withdrawn: the mix. */
  readonly standing: number
}

/** Stand-ins for a size or colour still to be chosen are spread over what may be chosen by the caller's mix. */
export async function promisedItems(db: Db, campaignId: number, asOf: string): Promise<PromisedItem[]> {
  const { rows } = await sql<PromisedItem>`
    select item.item_id as "itemId", supplier_id as "supplierId", supplier.name_zh as "supplierNameZh",
      supplier.name_en as "supplierNameEn", lead_time_days as "leadTimeDays", transport_days + ${ripeningDays(sql`transport_days`)} as "transportDays",
      coalesce(booked.standing, 0)::integer as standing
    from campaign_item join item using (item_id)
      join lateral (
        select supplier_id, lead_time_days, transport_days from item_supplier
        where item_supplier.item_id = item.item_id and valid_from <= ${asOf}
          and (valid_to is null or valid_to >= ${asOf})
        order by share_fraction desc, supplier_id limit 1
      ) as terms on true
      join supplier using (supplier_id)
      left join lateral (
        select sum(case kind when 'placed' then quantity else -quantity end) as standing
        from demand_entry
        where demand_entry.item_id = item.item_id and campaign_id = ${campaignId} and occurred_on <= ${asOf}
          and kind in ('placed', 'cancelled')
      ) as booked on true
    where campaign_item.campaign_id = ${campaignId} and not item.is_open_option
    order by item.item_id`.execute(db)
  return rows
}

/** Minutes a unit of an item takes on a line of its supplier, and what setting up costs in minutes. */
export interface PromisedRouting {
  readonly itemId: number
  readonly lineId: number
  readonly supplierId: number
  readonly runMinutesPerUnit: number
  readonly setupMinutes: number
  readonly familySetupMinutes: number
}

export async function promisedRoutings(db: Db, itemIds: readonly number[]): Promise<PromisedRouting[]> {
  const { rows } = await sql<PromisedRouting>`
    select routing.item_id as "itemId", routing.production_line_id as "lineId", supplier_id as "supplierId",
      run_minutes_per_unit as "runMinutesPerUnit", routing.setup_minutes as "setupMinutes",
      coalesce(family_setup.setup_minutes, 0) as "familySetupMinutes"
    from routing join production_line using (production_line_id) join item using (item_id)
      left join family_setup on family_setup.production_line_id = routing.production_line_id
        and family_setup.setup_family_id = item.setup_family_id
    where routing.item_id = any(${[...itemIds]}::integer[])
    order by routing.production_line_id, routing.item_id`.execute(db)
  return rows
}

/** Material of an item and how long its quickest supplier takes. */
export interface PromisedMaterial {
  readonly itemId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly leadTimeDays: number
}

export async function promisedMaterials(db: Db, itemIds: readonly number[]): Promise<PromisedMaterial[]> {
  const { rows } = await sql<PromisedMaterial>`
    select item_id as "itemId", material.code, name_zh as "nameZh", name_en as "nameEn",
      min(lead_time_days) as "leadTimeDays"
    from bill_of_materials join material using (material_id) join material_supplier using (material_id)
    where item_id = any(${[...itemIds]}::integer[])
    group by item_id, material_id, material.code, name_zh, name_en order by item_id, material.code`.execute(
    db,
  )
  return rows
}

/** Minutes of a line that a run planned in a week: how many serve the campaign itself, and how many no order at all. */
export interface PlannedLoad {
  readonly lineId: number
  readonly week: string
  readonly plannedMinutes: number
  readonly ownMinutes: number
  /** For forecast, safety stock, minimums and excess: an order that was promised may put them off. */
  readonly deferrableMinutes: number
}

export async function plannedLoads(
  db: Db,
  planningRunId: number,
  campaignId: number,
): Promise<PlannedLoad[]> {
  const { rows } = await sql<PlannedLoad>`
    select load.production_line_id as "lineId", load.week, load.run_minutes + load.setup_minutes as "plannedMinutes",
      coalesce(pegged.own, 0) as "ownMinutes", coalesce(pegged.deferrable, 0) as "deferrableMinutes"
    from run_line_load as load left join (
      select batch.production_line_id, batch.week,
        sum(batch_pegging.quantity * run_minutes_per_unit) filter (where purpose in ('paid', 'deposit')
          and batch_pegging.item_id in (select item_id from campaign_item where campaign_id = ${campaignId})
          and need_week between date_trunc('week', ship_from)::date and ship_to) as own,
        sum(batch_pegging.quantity * run_minutes_per_unit) filter (
          where purpose not in ('paid', 'deposit', 'subscription')) as deferrable
      from batch_pegging join batch using (planning_run_id, batch_number)
        join routing on routing.item_id = batch_pegging.item_id
          and routing.production_line_id = batch.production_line_id
        cross join campaign
      where batch_pegging.planning_run_id = ${planningRunId} and campaign.campaign_id = ${campaignId}
      group by 1, 2
    ) as pegged using (production_line_id, week)
    where load.planning_run_id = ${planningRunId}
    order by 1, 2`.execute(db)
  return rows
}
