import type { Caller, Db } from './client.ts'

export interface AuditDeed {
  readonly action: string
  readonly subject: string
  readonly before?: unknown
  readonly after?: unknown
}

/** Who did what to which subject; written in the same transaction as the deed. */
export async function recordAudit(db: Db, caller: Caller, ...deeds: readonly AuditDeed[]): Promise<void> {
  if (deeds.length === 0) return
  await db
    .insertInto('audit_entry')
    .values(
      deeds.map((deed) => ({
        user_id: caller.userId,
        role: caller.role,
        action: deed.action,
        subject: deed.subject,
        before: deed.before === undefined ? null : JSON.stringify(deed.before),
        after: deed.after === undefined ? null : JSON.stringify(deed.after),
      })),
    )
    .execute()
}
