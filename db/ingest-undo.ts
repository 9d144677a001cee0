import { sql } from 'kysely'
import type { Db } from './client.ts'
import { restoreSubscriptions } from './ingest-subscription.ts'
import { nextLedgerVersion } from './ledger.ts'

/** Later imports that built on the order lines of this one; they must be undone first. */
export async function importsBuiltOn(db: Db, ledgerVersion: number): Promise<number[]> {
  const { rows } = await sql<{ import_id: number }>`
    select distinct v.import_id
    from demand_entry mine
    join demand_entry later on later.source_record_id = mine.source_record_id
      and later.ledger_version > mine.ledger_version
    join ledger_version v on v.ledger_version = later.ledger_version
    join import_file f on f.import_id = v.import_id and f.state = 'committed' and f.undoes_import_id is null
    where mine.ledger_version = ${ledgerVersion}
    union
    select distinct v.import_id
    from subscription_event mine
    join subscription_event later on later.subscription_id = mine.subscription_id
      and later.ledger_version > mine.ledger_version and not later.is_reversal
    join ledger_version v on v.ledger_version = later.ledger_version
    join import_file f on f.import_id = v.import_id and f.state = 'committed' and f.undoes_import_id is null
    where mine.ledger_version = ${ledgerVersion}
    union
    select distinct v.import_id
    from subscription_change mine
    join subscription_change later on later.subscription_id = mine.subscription_id
      and later.ledger_version > mine.ledger_version
    join ledger_version v on v.ledger_version = later.ledger_version
    join import_file f on f.import_id = v.import_id and f.state = 'committed' and f.undoes_import_id is null
    where mine.ledger_version = ${ledgerVersion}
    order by import_id`.execute(db)
  return rows.map((row) => row.import_id)
}

/**
 * Reverses all entries of one ledger version and frees the order lines that have nothing left. The reversals count
 * from when the mistaken entries counted, so that later looks at the past do not see them.
 */
export async function reverseVersion(
  db: Db,
  undo: { importId: number; undoImportId: number; ledgerVersion: number; postedBy: string },
): Promise<{ version: number; reversals: number }> {
  const version = await nextLedgerVersion(db, {
    importId: undo.undoImportId,
    reason: 'undo',
    postedBy: undo.postedBy,
  })
  const entries = await sql`
    insert into demand_entry
      (item_id, ledger_version, kind, rung, quantity, is_reversal, occurred_at, occurred_on, known_at, need_from, need_to,
       source_record_id, shop_owner_id, campaign_id, channel, region, unit_price_minor, resale_grade)
    select item_id, ${version}, kind, rung, -quantity, true, occurred_at, occurred_on, known_at, need_from, need_to,
      source_record_id, shop_owner_id, campaign_id, channel, region, unit_price_minor, resale_grade
    from demand_entry where ledger_version = ${undo.ledgerVersion} order by entry_id`.execute(db)
  const events = await sql`
    insert into subscription_event (subscription_id, ledger_version, kind, occurred_on, known_at, week, is_reversal)
    select subscription_id, ${version}, kind, occurred_on, known_at, week, not is_reversal
    from subscription_event where ledger_version = ${undo.ledgerVersion}`.execute(db)
  await restoreSubscriptions(db, undo.ledgerVersion)
  // Without a hash the next snapshot is compared entry by entry.
  await sql`
    update source_record r
    set content_hash = '', state = coalesce(remaining.state, 'freed')
    from (select distinct source_record_id from demand_entry where ledger_version = ${version}) as touched
    left join lateral (
      select case max(case e.kind when 'fulfilled' then 5 when 'cancelled' then 4 when 'settled' then 3
          when 'return' then 2 when 'sale' then 1 else 0 end)
        when 5 then 'fulfilled' when 4 then 'cancelled' when 3 then 'settled' when 2 then 'returned' when 1 then 'sold'
        when 0 then 'placed' end as state
      from (
        select kind from demand_entry d where d.source_record_id = touched.source_record_id
        group by item_id, kind, rung, occurred_at, need_from, need_to having sum(quantity) <> 0
      ) as e
    ) as remaining on true
    where r.source_record_id = touched.source_record_id`.execute(db)
  return {
    version,
    reversals: Number(entries.numAffectedRows ?? 0n) + Number(events.numAffectedRows ?? 0n),
  }
}

export async function removeStock(db: Db, importId: number): Promise<number> {
  const result = await db.deleteFrom('stock_snapshot').where('import_id', '=', importId).executeTakeFirst()
  return Number(result.numDeletedRows)
}

export async function removeReceipts(db: Db, importId: number): Promise<number> {
  const result = await db.deleteFrom('receipt').where('import_id', '=', importId).executeTakeFirst()
  return Number(result.numDeletedRows)
}
