import { z } from 'zod'
import { Refusal } from '#api/errors'
import { signedIn, trpc } from '#api/trpc'
import { apiTokensOf, revokeApiToken } from '#db/api-token'
import { recordAudit } from '#db/audit'
import { issueToken } from './issue-token.ts'

export const tokensRouter = trpc.router({
  list: signedIn.query(async ({ ctx }) => {
    const tokens = await ctx.headwater.asCaller({ role: 'system', userId: ctx.user.userId }, (db) =>
      apiTokensOf(db, ctx.user.userId),
    )
    return tokens.map((token) => ({
      ...token,
      expiresAt: token.expiresAt.toISOString(),
      revokedAt: token.revokedAt?.toISOString() ?? null,
      state: token.revokedAt
        ? ('revoked' as const)
        : token.expiresAt <= ctx.now()
          ? ('expired' as const)
          : ('valid' as const),
    }))
  }),
  issue: signedIn
    .input(z.object({ name: z.string().trim().min(1).max(80), validDays: z.number().int().min(1).max(366) }))
    .mutation(({ ctx, input }) => issueToken(ctx, input)),
  revoke: signedIn.input(z.object({ apiTokenId: z.number().int() })).mutation(async ({ ctx, input }) => {
    const isRevoked = await ctx.headwater.asCaller(
      { role: 'system', userId: ctx.user.userId },
      async (db) => {
        const isDone = await revokeApiToken(db, ctx.user.userId, input.apiTokenId, ctx.now())
        if (isDone)
          await recordAudit(db, ctx.caller, {
            action: 'token.revoke',
            subject: `api_token/${input.apiTokenId}`,
          })
        return isDone
      },
    )
    if (!isRevoked) throw new Refusal('not-found', `There is no valid token ${input.apiTokenId} of yours.`)
  }),
})
