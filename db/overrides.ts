import { sql } from 'kysely'
import type { Db } from './client.ts'
import { type DemandScope, isInScope, isKnown } from './demand-scope.ts'
import { nextLedgerVersion } from './ledger.ts'

export const OVERRIDE_REASONS = ['promotion', 'price', 'weather', 'customer', 'supply', 'other'] as const
export type OverrideReason = (typeof OVERRIDE_REASONS)[number]
export type OverrideScope = 'total' | 'remainder'

/** Overrides of one item that a run heeds, newest per week. */
export interface ItemOverrides {
  readonly itemId: number
  /** Week numbers. */
  readonly weeks: readonly number[]
  readonly scopes: readonly OverrideScope[]
  readonly quantities: readonly number[]
}

export async function standingOverrides(db: Db, scope: DemandScope): Promise<ItemOverrides[]> {
  const { rows } = await sql<ItemOverrides>`
    with newest as (
      select distinct on (item_id, week) item_id, week, scope, quantity from forecast_override
      where ${isKnown(scope)} and ${isInScope(scope)} and week + 6 > ${scope.asOf}::date
      order by item_id, week, forecast_override_id desc
    )
    select item_id as "itemId", array_agg((week - date '1970-01-05') / 7 order by week) as weeks,
      array_agg(scope order by week) as scopes, array_agg(quantity order by week) as quantities
    from newest where quantity is not null group by item_id order by item_id`.execute(db)
  return rows
}

export interface OverrideEntry {
  readonly overrideId: number
  readonly week: string
  readonly scope: OverrideScope
  readonly quantity: number | null
  readonly reason: OverrideReason
  readonly note: string
  readonly forecastSeen: number | null
  readonly madeBy: string
  readonly madeAt: string
}

/** Everything that was put in the place of an item's forecast, newest first. */
export async function overrideHistory(db: Db, itemId: number, limit: number): Promise<OverrideEntry[]> {
  const rows = await db
    .selectFrom('forecast_override')
    .selectAll()
    .where('item_id', '=', itemId)
    .orderBy('forecast_override_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    overrideId: row.forecast_override_id,
    week: row.week,
    scope: row.scope as OverrideScope,
    quantity: row.quantity,
    reason: row.reason as OverrideReason,
    note: row.note,
    forecastSeen: row.forecast_seen,
    madeBy: row.made_by,
    madeAt: row.known_at.toISOString(),
  }))
}

/** The newest entry of one item and week; a quantity of null took the number before it back. */
export interface NewestOverride extends Omit<OverrideEntry, 'forecastSeen'> {
  readonly itemId: number
}

/** Newest entries of these items for needs from one Monday to another, both included. */
export async function newestOverrides(
  db: Db,
  itemIds: readonly number[],
  weeks: { readonly from: string; readonly to: string },
): Promise<NewestOverride[]> {
  const { rows } = await sql<Omit<NewestOverride, 'madeAt'> & { madeAt: Date }>`
    select distinct on (item_id, week) item_id as "itemId", week, forecast_override_id as "overrideId", scope, quantity,
      reason, note, made_by as "madeBy", known_at as "madeAt"
    from forecast_override
    where item_id = any(${[...itemIds]}::integer[]) and week between ${weeks.from}::date and ${weeks.to}::date
    order by item_id, week, forecast_override_id desc`.execute(db)
  return rows.map((row) => ({ ...row, madeAt: row.madeAt.toISOString() }))
}

/** Adds overrides under one ledger version of their own. */
export async function insertOverrides(
  db: Db,
  entries: readonly (Pick<OverrideEntry, 'week' | 'scope' | 'quantity' | 'forecastSeen'> & {
    readonly itemId: number
  })[],
  posting: Pick<OverrideEntry, 'reason' | 'note' | 'madeBy'> & { readonly now: Date },
): Promise<void> {
  const ledgerVersion = await nextLedgerVersion(db, {
    importId: null,
    reason: 'override',
    postedBy: posting.madeBy,
  })
  await db
    .insertInto('forecast_override')
    .values(
      entries.map((entry) => ({
        item_id: entry.itemId,
        week: entry.week,
        scope: entry.scope,
        quantity: entry.quantity,
        reason: posting.reason,
        note: posting.note,
        forecast_seen: entry.forecastSeen,
        ledger_version: ledgerVersion,
        made_by: posting.madeBy,
        known_at: posting.now,
      })),
    )
    .execute()
}
