import { createHash, randomBytes } from 'node:crypto'
import type { CallerContext } from '#api/context'
import { insertApiToken } from '#db/api-token'
import { recordAudit } from '#db/audit'

const DAY_MILLISECONDS = 86_400_000

/** A token for the REST paths with the rights its owner has at each use. It is shown once; only its hash is kept. */
export async function issueToken(context: CallerContext, input: { name: string; validDays: number }) {
  const token = `hw_${randomBytes(32).toString('base64url')}`
  const expiresAt = new Date(context.now().getTime() + input.validDays * DAY_MILLISECONDS)
  const apiTokenId = await context.headwater.asCaller(
    { role: 'system', userId: context.user.userId },
    async (db) => {
      const id = await insertApiToken(db, {
        userId: context.user.userId,
        name: input.name,
        prefix: token.slice(0, 8),
        hash: createHash('sha256').update(token).digest(),
        expiresAt,
      })
      await recordAudit(db, context.caller, {
        action: 'token.issue',
        subject: `api_token/${id}`,
        after: { name: input.name },
      })
      return id
    },
  )
  return { apiTokenId, token, expiresAt: expiresAt.toISOString() }
}
