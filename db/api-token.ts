import type { Db } from './client.ts'

export interface ApiTokenRow {
  readonly apiTokenId: number
  readonly name: string
  readonly prefix: string
  readonly expiresAt: Date
  readonly revokedAt: Date | null
}

export async function insertApiToken(
  db: Db,
  token: { userId: string; name: string; prefix: string; hash: Buffer; expiresAt: Date },
): Promise<number> {
  const { api_token_id } = await db
    .insertInto('api_token')
    .values({
      user_id: token.userId,
      name: token.name,
      token_prefix: token.prefix,
      token_hash: token.hash,
      scopes: ['rest'],
      expires_at: token.expiresAt,
    })
    .returning('api_token_id')
    .executeTakeFirstOrThrow()
  return api_token_id
}

export async function apiTokensOf(db: Db, userId: string): Promise<ApiTokenRow[]> {
  const rows = await db
    .selectFrom('api_token')
    .select(['api_token_id', 'name', 'token_prefix', 'expires_at', 'revoked_at'])
    .where('user_id', '=', userId)
    .orderBy('api_token_id', 'desc')
    .limit(100)
    .execute()
  return rows.map((row) => ({
    apiTokenId: row.api_token_id,
    name: row.name,
    prefix: row.token_prefix,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  }))
}

/** True when the user had this token and it was not revoked yet. */
export async function revokeApiToken(
  db: Db,
  userId: string,
  apiTokenId: number,
  now: Date,
): Promise<boolean> {
  const result = await db
    .updateTable('api_token')
    .set({ revoked_at: now })
    .where('api_token_id', '=', apiTokenId)
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
