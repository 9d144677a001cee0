import { type RawBuilder, sql } from 'kysely'

/** The terms of every item at every supplier that hold on a date: a subquery with the columns of `item_supplier`. */
export function termsAsOf(asOf: string): RawBuilder<unknown> {
  return sql`(
    select distinct on (item_id, supplier_id) * from item_supplier
    where valid_from <= ${asOf}::date and (valid_to is null or valid_to >= ${asOf}::date)
    order by item_id, supplier_id, valid_from desc
  )`
}
