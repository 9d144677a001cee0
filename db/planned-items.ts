import { sql } from 'kysely'
import type { Db } from './client.ts'
import { type DemandScope, isInScope } from './demand-scope.ts'
import { ripeningDays } from './ripening-days.ts'
import { termsAsOf } from './terms-as-of.ts'

/** Terms of one supplier of an item, as agreed on the as-of date. */
export interface SupplyTerms {
  readonly supplierId: number
  readonly leadTimeDays: number
  readonly transportDays: number
  /** From arrival to ready, at the warehouse. */
  readonly ripeningDays: number
  readonly minimumOrderQuantity: number
  readonly lotMultiple: number
  /** Least value of one order to the supplier, all its items together, minor units. */
  readonly minimumOrderValueMinor: number
  readonly maximumOrderQuantity: number | null
  readonly shareFraction: number
  readonly unitCostMinor: number
  readonly flexibilityFraction: number
  readonly liabilityFraction: number
  readonly frozenDays: number
  readonly slushyDays: number
  /** ISO weekday on which the supplier takes orders, Monday 1. */
  readonly orderWeekday: number
  /** Ascending quantity. */
  readonly priceBreaks: readonly { readonly quantity: number; readonly unitCostMinor: number }[]
}

/** Master data of one item that a run needs. */
export interface PlannedItem {
  readonly itemId: number
  readonly code: string
  readonly baseUnit: string
  readonly productId: number | null
  readonly categoryId: number | null
  readonly setupFamilyId: number | null
  /** Customers it suits, by the word owners describe them with. */
  readonly tag: string | null
  readonly priceMinor: number
  readonly unitCostMinor: number
  readonly isSupplierShipped: boolean
  readonly shelfLifeDays: number | null
  readonly launchedWeek: number | null
  /** First week of at least six days in which it can be sold. */
  readonly firstWholeWeek: number | null
  readonly endsWeek: number | null
  readonly serviceLevelFraction: number
  readonly terms: readonly SupplyTerms[]
}

export async function plannedItems(db: Db, scope: DemandScope): Promise<PlannedItem[]> {
  const { rows } = await sql<PlannedItem>`
    select item.item_id as "itemId", item.code, item.base_unit as "baseUnit", item.product_id as "productId",
      product.category_id as "categoryId",
      setup_family_id as "setupFamilyId", item.attributes ->> 'tag' as tag, price_minor as "priceMinor", item.unit_cost_minor as "unitCostMinor",
      is_supplier_shipped as "isSupplierShipped", shelf_life_days as "shelfLifeDays",
      (launched_on - date '1970-01-05') / 7 as "launchedWeek",
      (launched_on + 5 - date '1970-01-05') / 7 as "firstWholeWeek",
      (ends_on - date '1970-01-05') / 7 as "endsWeek", service_level_fraction as "serviceLevelFraction",
      coalesce(terms, '[]') as terms
    from item left join product using (product_id) left join (
      select item_id, jsonb_agg(jsonb_build_object('supplierId', supplier_id, 'leadTimeDays', lead_time_days,
        'transportDays', transport_days, 'ripeningDays', ${ripeningDays(sql`transport_days`)}, 'minimumOrderQuantity', minimum_order_quantity,
        'lotMultiple', lot_multiple, 'minimumOrderValueMinor', minimum_order_value_minor, 'maximumOrderQuantity', maximum_order_quantity,
        'shareFraction', share_fraction, 'unitCostMinor', current_terms.unit_cost_minor,
        'flexibilityFraction', flexibility_fraction, 'liabilityFraction', liability_fraction,
        'frozenDays', frozen_days, 'slushyDays', slushy_days, 'orderWeekday', order_weekday,
        'priceBreaks', price_breaks) order by share_fraction desc, supplier_id) as terms
      from ${termsAsOf(scope.asOf)} as current_terms join item using (item_id) join supplier using (supplier_id)
      group by item_id
    ) as agreed using (item_id)
    where not is_open_option and ${isInScope(scope, sql.ref('item.item_id'))}
    order by item.item_id`.execute(db)
  return rows
}

/** Weeks that the slowest material of each item needs. */
export async function materialLeadWeeks(db: Db): Promise<Map<number, number>> {
  const { rows } = await sql<{ itemId: number; weeks: number }>`
    select item_id as "itemId", ceil(max(fastest) / 7.0)::integer as weeks
    from bill_of_materials join (
      select material_id, min(lead_time_days) as fastest from material_supplier group by material_id
    ) as offered using (material_id)
    group by item_id`.execute(db)
  return new Map(rows.map(({ itemId, weeks }) => [itemId, weeks]))
}

/** Public holidays as day numbers, past and to come. */
export async function calendarDays(db: Db): Promise<{ holidays: number[]; workedDays: number[] }> {
  const { rows } = await sql<{ day: number; isWorking: boolean }>`
    select day - date '1970-01-01' as day, is_working as "isWorking" from holiday order by 1`.execute(db)
  const days = (isWorking: boolean) => rows.filter((row) => row.isWorking === isWorking).map(({ day }) => day)
  return { holidays: days(false), workedDays: days(true) }
}
