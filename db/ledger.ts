import { sql } from 'kysely'
import { ADVISORY_LOCK } from './advisory-lock.ts'
import type { Db } from './client.ts'

/** Waits until nobody posts, and keeps others from posting until commit. */
export async function lockLedger(db: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(${ADVISORY_LOCK.ledger})`.execute(db)
}

/**
 * Takes the next ledger version under a lock held to commit, so that versions become visible in their order.
 */
export async function nextLedgerVersion(
  db: Db,
  posting: { importId: number | null; reason: string; postedBy: string },
): Promise<number> {
  await lockLedger(db)
  const { ledger_version } = await db
    .insertInto('ledger_version')
    .values((values) => ({
      ledger_version: sql<number>`(select coalesce(max(ledger_version), 0) + 1 from ledger_version)`,
      import_id: values.val(posting.importId),
      reason: posting.reason,
      posted_by: posting.postedBy,
    }))
    .returning('ledger_version')
    .executeTakeFirstOrThrow()
  return ledger_version
}

/** The newest committed version; 0 for an empty ledger. */
export async function currentLedgerVersion(db: Db): Promise<number> {
  const row = await db
    .selectFrom('ledger_version')
    .select((select) => select.fn.max('ledger_version').as('version'))
    .executeTakeFirst()
  return row?.version ?? 0
}
