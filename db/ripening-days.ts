import { type RawBuilder, sql } from 'kysely'

/**
 * Whole days from arrival to ready, all of them in the warehouse: by the ripening table what transport leaves, else
 * the days of the item. An expression for a query with `item`; `warehouseDays` of the box calendar says the same.
 *
 * @param transportDays column or value, days >= 0
 */
export function ripeningDays(transportDays: RawBuilder<unknown>): RawBuilder<number> {
  const timesAsFast = (celsius: RawBuilder<unknown>) => sql`power(q10, (${celsius} - reference_celsius) / 10)`
  const progress = sql`${transportDays} * ${timesAsFast(sql`transport_celsius`)} / days_at_reference`
  const left = sql`greatest(0, 1 - ${progress}) * days_at_reference / ${timesAsFast(sql`warehouse_celsius`)}`
  return sql<number>`coalesce(
    (select ceil(${left} - 1e-9)::integer from ripening where ripening.item_id = item.item_id), item.ripening_days)`
}
