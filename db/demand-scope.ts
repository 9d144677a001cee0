import { type RawBuilder, sql } from 'kysely'

/** What of the ledger counts: known by the end of the as-of day in business time, committed by the version. */
export interface DemandScope {
  readonly asOf: string
  readonly ledgerVersion: number
  readonly timeZone: string
  /** null: every item. */
  readonly itemIds: readonly number[] | null
}

/** SQL for the first instant that is not known any more. */
export function endOfAsOf(scope: Pick<DemandScope, 'asOf' | 'timeZone'>): RawBuilder<Date> {
  return sql<Date>`((${scope.asOf}::date + 1)::timestamp at time zone ${scope.timeZone})`
}

/** SQL condition on `ledger_version` and `known_at` of a ledger row. */
export function isKnown(scope: DemandScope): RawBuilder<boolean> {
  return sql<boolean>`ledger_version <= ${scope.ledgerVersion} and known_at < ${endOfAsOf(scope)}`
}

/** SQL condition on `item_id`. */
export function isInScope(scope: DemandScope, column = sql.ref('item_id')): RawBuilder<boolean> {
  return scope.itemIds === null ? sql<boolean>`true` : sql<boolean>`${column} = any(${[...scope.itemIds]})`
}
