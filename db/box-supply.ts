import { sql } from 'kysely'
import { type Ripening, ripeningColumns } from './box-ripening.ts'
import type { Db } from './client.ts'
import { ripeningDays } from './ripening-days.ts'
import { termsAsOf } from './terms-as-of.ts'

/** Something perishable that boxes hold, with what a run says of its supply and demand. */
export interface BoxItem {
  readonly itemId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly baseUnit: string
  readonly priceMinor: number
  readonly unitCostMinor: number
  readonly shelfLifeDays: number
  /** From arrival to ready, at the warehouse as the run takes it. */
  readonly ripeningDays: number
  readonly transportDays: number
  readonly ripening: Ripening | null
  readonly onHand: number
  /** Units that the run orders, by week in which they serve. */
  readonly planned: readonly number[]
  /** Expected demand per week, boxes included. */
  readonly demand: readonly number[]
}

/** Items of a run that keep no longer than `mostDays`; the way is that of the supplier of the largest share. */
export async function boxItems(
  db: Db,
  run: { readonly planningRunId: number; readonly asOf: string },
  { itemIds, weeks, mostDays }: { itemIds: readonly number[]; weeks: number; mostDays: number },
): Promise<BoxItem[]> {
  const { rows } = await sql<BoxItem>`
    select item.item_id as "itemId", item.code, item.name_zh as "nameZh", item.name_en as "nameEn",
      item.base_unit as "baseUnit", price_minor as "priceMinor", unit_cost_minor as "unitCostMinor",
      shelf_life_days as "shelfLifeDays", ${ripeningDays(sql`way.days`)} as "ripeningDays", ${ripeningColumns} as ripening,
      way.days as "transportDays",
      coalesce(plan.on_hand, 0)::integer as "onHand", coalesce(plan.planned, '{}') as planned,
      coalesce(forecast.mean[1:${weeks}::integer], '{}') as demand
    from item left join ripening using (item_id)
      cross join lateral (
        select coalesce((select transport_days from ${termsAsOf(run.asOf)} as agreed
          where agreed.item_id = item.item_id order by share_fraction desc, supplier_id limit 1), 0) as days
      ) as way
      left join lateral (
        select sum(on_hand) as on_hand, (
          select array_agg(units order by week) from (
            select week, sum(units)::float8 as units
            from run_plan as one, unnest(one.receipt_quantity[1:${weeks}::integer]) with ordinality as each (units, week)
            where one.item_id = item.item_id and one.planning_run_id = ${run.planningRunId} group by week) as by_week
        ) as planned
        from run_plan where run_plan.item_id = item.item_id and planning_run_id = ${run.planningRunId}
      ) as plan on true
      left join run_forecast as forecast on forecast.item_id = item.item_id
        and forecast.planning_run_id = ${run.planningRunId}
    where item.item_id = any(${[...itemIds]}::integer[]) and shelf_life_days <= ${mostDays}
    order by item.code`.execute(db)
  return rows
}

/** ISO weekday (1 to 7) on which most subscriptions of a plan have their box. */
export async function boxWeekdays(db: Db): Promise<Map<number, number>> {
  const { rows } = await sql<{ planId: number; weekday: number }>`
    select subscription_plan_id as "planId",
      mode() within group (order by extract(isodow from first_box_on)::integer) as weekday
    from subscription group by 1`.execute(db)
  return new Map(rows.map(({ planId, weekday }) => [planId, weekday]))
}
