import type { Caller, Db } from './client.ts'

/** Who did what to which subject; written in the same transaction as the deed. */
export async function recordAudit(
  db: Db,
  caller: Caller,
  entry: { action: string; subject: string; before?: unknown; after?: unknown },
): Promise<void> {
  await db
    .insertInto('audit_entry')
    .values({
      user_id: caller.userId,
      role: caller.role,
      action: entry.action,
      subject: entry.subject,
      before: entry.before === undefined ? null : JSON.stringify(entry.before),
      after: entry.after === undefined ? null : JSON.stringify(entry.after),
    })
    .execute()
}
