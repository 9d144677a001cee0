import { sql } from 'kysely'
import type { Db } from './client.ts'
import { ripeningDays } from './ripening-days.ts'
import { termsAsOf } from './terms-as-of.ts'

/** One item of a campaign with what it costs, as its preferred supplier delivers it today. */
export interface CampaignItem {
  readonly itemId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly isOpenOption: boolean
  readonly setupFamilyId: number | null
  /** Units booked and not withdrawn up to the date. */
  readonly standing: number
  readonly unitCostMinor: number
  readonly supplierId: number | null
  readonly supplierNameZh: string | null
  readonly supplierNameEn: string | null
  readonly minimumStyleQuantity: number
  readonly minimumOrderQuantity: number
}

/** Items of a campaign, most booked first; the supplier with the largest share speaks for an item. */
export async function campaignItems(db: Db, campaignId: number, asOf: string): Promise<CampaignItem[]> {
  const { rows } = await sql<CampaignItem>`
    select item.item_id as "itemId", item.code, item.name_zh as "nameZh", item.name_en as "nameEn",
      item.is_open_option as "isOpenOption", item.setup_family_id as "setupFamilyId",
      coalesce(booked.standing, 0)::integer as standing,
      coalesce(nullif(supplied.unit_cost_minor, 0), item.unit_cost_minor) as "unitCostMinor",
      supplied.supplier_id as "supplierId", supplied.name_zh as "supplierNameZh",
      supplied.name_en as "supplierNameEn",
      coalesce(supplied.minimum_style_quantity, 0) as "minimumStyleQuantity",
      coalesce(supplied.minimum_order_quantity, 0) as "minimumOrderQuantity"
    from campaign_item join item using (item_id)
      left join lateral (
        select sum(case kind when 'placed' then quantity else -quantity end) as standing
        from demand_entry
        where demand_entry.item_id = item.item_id and campaign_id = ${campaignId} and occurred_on <= ${asOf}
          and kind in ('placed', 'cancelled') and rung <> 'intent'
      ) as booked on true
      left join lateral (
        select supplier_id, supplier.name_zh, supplier.name_en, unit_cost_minor, minimum_style_quantity,
          minimum_order_quantity
        from item_supplier join supplier using (supplier_id)
        where item_supplier.item_id = item.item_id and valid_from <= ${asOf}
          and (valid_to is null or valid_to >= ${asOf})
        order by share_fraction desc, supplier_id limit 1
      ) as supplied on true
    where campaign_item.campaign_id = ${campaignId}
    order by standing desc, item.item_id`.execute(db)
  return rows
}

/** Share of the list price that units of these items fetched when sold outside campaigns in a year; null without sales. */
export async function realisedPriceFraction(
  db: Db,
  itemIds: readonly number[],
  asOf: string,
): Promise<number | null> {
  const { rows } = await sql<{ fraction: number | null }>`
    select (sum(quantity::float8 * unit_price_minor) / nullif(sum(quantity::float8 * price_minor), 0)) as fraction
    from demand_entry join item using (item_id)
    where item_id = any(${[...itemIds]}::integer[]) and kind = 'sale' and campaign_id is null
      and unit_price_minor is not null and price_minor > 0
      and occurred_on between ${asOf}::date - 364 and ${asOf}`.execute(db)
  return rows[0]?.fraction ?? null
}

/** Items of every campaign: what campaigns have in common. */
export async function itemsByCampaign(
  db: Db,
): Promise<{ campaignId: number; itemIds: number[]; setupFamilyIds: number[] }[]> {
  const { rows } = await sql<{ campaignId: number; itemIds: number[]; setupFamilyIds: number[] }>`
    select campaign_id as "campaignId", array_agg(item_id order by item_id) as "itemIds",
      array_remove(array_agg(distinct setup_family_id), null) as "setupFamilyIds"
    from campaign_item join item using (item_id) group by campaign_id order by campaign_id`.execute(db)
  return rows
}

/** One material behind a campaign's items, from its quickest supplier. */
export interface CampaignMaterial {
  readonly materialId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly unit: string
  /** Material units in one unit of the campaign's items, weighted by what is booked of them. */
  readonly unitsPerItem: number
  readonly unitCostMinor: number
  readonly leadTimeDays: number
}

/** Materials behind items, by code; each item counts as often as its weight. */
export async function campaignMaterials(
  db: Db,
  weights: readonly { readonly itemId: number; readonly weight: number }[],
): Promise<CampaignMaterial[]> {
  const { rows } = await sql<CampaignMaterial>`
    with weighted as (
      select * from jsonb_to_recordset(${JSON.stringify(weights)}::jsonb) as w ("itemId" integer, weight float8)
    ), quickest as (
      select distinct on (material_id) material_id, lead_time_days, unit_cost_minor
      from material_supplier order by material_id, lead_time_days, unit_cost_minor
    )
    select material_id as "materialId", material.code, material.name_zh as "nameZh", material.name_en as "nameEn",
      material.unit, sum(quantity_per_unit * weight) / (select sum(weight) from weighted) as "unitsPerItem",
      quickest.unit_cost_minor as "unitCostMinor", quickest.lead_time_days as "leadTimeDays"
    from weighted join bill_of_materials on item_id = "itemId" join material using (material_id)
      join quickest using (material_id)
    where weight > 0
    group by 1, 2, 3, 4, 5, 7, 8 order by material.code`.execute(db)
  return rows
}

/** Longest days of making and of transport with ripening among items, as their largest supplier delivers. */
export async function campaignLeadDays(
  db: Db,
  itemIds: readonly number[],
  asOf: string,
): Promise<{ makingDays: number; transportDays: number }> {
  const { rows } = await sql<{ makingDays: number; transportDays: number }>`
    select coalesce(max(lead_time_days), 0) as "makingDays",
      coalesce(max(transport_days + ${ripeningDays(sql`transport_days`)}), 0) as "transportDays"
    from item join ${termsAsOf(asOf)} as terms using (item_id)
    where item_id = any(${[...itemIds]}::integer[])`.execute(db)
  return rows[0]!
}
