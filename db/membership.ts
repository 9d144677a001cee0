import { recordAudit } from './audit.ts'
import type { Caller, Db } from './client.ts'

/** The caller a user may be now; null when there is no membership or it was revoked. */
export async function memberCaller(db: Db, userId: string): Promise<Caller | null> {
  const row = await db
    .selectFrom('membership')
    .select(['role', 'supplier_id', 'shop_owner_id'])
    .where('user_id', '=', userId)
    .where('is_revoked', '=', false)
    .executeTakeFirst()
  if (!row) return null
  if (row.role === 'supplier' && row.supplier_id !== null)
    return { role: 'supplier', userId, supplierId: row.supplier_id }
  if (row.role === 'owner' && row.shop_owner_id !== null)
    return { role: 'owner', userId, shopOwnerId: row.shop_owner_id }
  return row.role === 'planner' || row.role === 'analyst' ? { role: row.role, userId } : null
}

/** Sets what a user may do; a change stands in the audit with what the user might do before. */
export async function saveMembership(
  db: Db,
  caller: Caller,
  membership: { userId: string; role: string; supplierId: number | null; shopOwnerId: number | null },
): Promise<void> {
  const { userId, ...after } = membership
  const before = await db
    .selectFrom('membership')
    .select(['role', 'supplier_id as supplierId', 'shop_owner_id as shopOwnerId', 'is_revoked as isRevoked'])
    .where('user_id', '=', userId)
    .executeTakeFirst()
  const values = {
    role: after.role,
    supplier_id: after.supplierId,
    shop_owner_id: after.shopOwnerId,
    is_revoked: false,
  }
  await db
    .insertInto('membership')
    .values({ user_id: userId, ...values })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
    .execute()
  const isSame =
    before?.role === after.role &&
    before.supplierId === after.supplierId &&
    before.shopOwnerId === after.shopOwnerId &&
    !before.isRevoked
  if (isSame) return
  await recordAudit(db, caller, {
    action: 'membership.save',
    subject: `membership/${userId}`,
    before: before ?? null,
    after: { ...after, isRevoked: false },
  })
}

/** The token's owner, when the token is neither expired nor revoked. */
export async function tokenOwner(
  db: Db,
  hash: Buffer,
  now: Date,
): Promise<{ userId: string; scopes: string[] } | null> {
  const row = await db
    .selectFrom('api_token')
    .select(['user_id', 'scopes'])
    .where('token_hash', '=', hash)
    .where('expires_at', '>', now)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row ? { userId: row.user_id, scopes: row.scopes } : null
}

/** Whether anybody has a role here yet; until then nobody can sign in. */
export async function hasMembers(db: Db): Promise<boolean> {
  const found = await db.selectFrom('membership').select('user_id').limit(1).execute()
  return found.length > 0
}
