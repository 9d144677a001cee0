import { sql } from 'kysely'
import { type Ripening, ripeningColumns } from './box-ripening.ts'
import type { Db } from './client.ts'
import { termsAsOf } from './terms-as-of.ts'

/** What one box of a plan holds on a coming day, with the way of it from the supplier of the largest share. */
export interface BoxDelivery {
  readonly subscriptionPlanId: number
  readonly boxOn: string
  readonly itemId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  /** Pieces in one box. */
  readonly quantity: number
  readonly leadTimeDays: number
  readonly transportDays: number
  /** From arrival to ripe, where the ripening table has no row. */
  readonly ripeningDays: number
  readonly ripening: Ripening | null
  /** null = keeps without end. */
  readonly shelfLifeDays: number | null
}

/** Boxes of every plan in the days after a date: on the weekday most subscriptions have, at the plan's cadence. */
export async function boxDeliveries(db: Db, asOf: string, days: number): Promise<BoxDelivery[]> {
  const { rows } = await sql<BoxDelivery>`
    with plan as (
      select subscription_plan_id, cadence_weeks,
        mode() within group (order by extract(isodow from first_box_on)::integer) as weekday
      from subscription_plan join subscription using (subscription_plan_id) group by 1
    ), box as (
      select subscription_plan_id, box_on::date as box_on
      from plan, generate_series(
        ${asOf}::date + 1 + (weekday - extract(isodow from ${asOf}::date + 1)::integer + 7) % 7,
        ${asOf}::date + ${days}::integer, make_interval(days => 7 * cadence_weeks)) as box_on
    ), terms as (
      select distinct on (item_id) item_id, lead_time_days, transport_days from ${termsAsOf(asOf)} as agreed
      order by item_id, share_fraction desc, supplier_id
    )
    select box.subscription_plan_id as "subscriptionPlanId", box_on as "boxOn", item_id as "itemId", item.code,
      item.name_zh as "nameZh", item.name_en as "nameEn", quantity,
      coalesce(lead_time_days, 0) as "leadTimeDays", coalesce(transport_days, 0) as "transportDays",
      ripening_days as "ripeningDays", ${ripeningColumns} as ripening, shelf_life_days as "shelfLifeDays"
    from box join lateral (
        select max(valid_from) as valid_from from box_content
        where box_content.subscription_plan_id = box.subscription_plan_id and valid_from <= box_on
      ) as latest on true
      join box_content using (subscription_plan_id, valid_from) join item using (item_id) left join terms using (item_id)
      left join ripening using (item_id)
    order by box.subscription_plan_id, box_on, item.code`.execute(db)
  return rows
}
