import { type RawBuilder, sql } from 'kysely'

/** ISO weeks are counted from Monday 1970-01-05: whole numbers travel in arrays and subtract. */
export const WEEK_ZERO = '1970-01-05'

/** SQL for the week number of a date expression. */
export function weekOf(date: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`((${date}) - date '1970-01-05') / 7`
}

/** SQL for the day number (days since 1970-01-01) of a date expression. */
export function dayOf(date: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`((${date}) - date '1970-01-01')`
}
