import { z } from 'zod'
import { Refusal } from '#api/errors'
import { openAtMost, staffOrSupplier, supplierOnly, supplierOrPlanner, trpc } from '#api/trpc'
import { upstreamSheets } from '#db/upstream-sheets'
import { openUpstream, revokeUpstream, shareUpstream } from './share-upstream.ts'
import { upstreamCandidates } from './upstream-candidates.ts'

const Id = z.number().int().positive()
const Whose = z.object({ supplierId: Id.optional() })
/** From one address: enough for an office, too few to guess tokens. */
export const OPENINGS_PER_MINUTE = 60
export const UpstreamToken = z.string().min(10).max(100)

/** Sure demand passed on to material suppliers by a link. */
export const upstreamRouter = trpc.router({
  candidates: staffOrSupplier
    .input(Whose)
    .query(({ ctx, input }) =>
      upstreamCandidates(ctx.headwater, ctx.caller, whose(ctx.caller, input), ctx.now()),
    ),
  sheets: staffOrSupplier.input(Whose).query(({ ctx, input }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) =>
      (await upstreamSheets(db, whose(ctx.caller, input))).map((sheet) => ({
        ...sheet,
        state: linkState(sheet, ctx.now()),
      })),
    ),
  ),
  share: supplierOnly
    .input(
      z.object({
        materialSupplierId: Id,
        lines: z
          .array(z.object({ materialCode: z.string().max(200), needWeek: z.iso.date() }))
          .min(1)
          .max(2000),
        validDays: z.number().int().min(1).max(92),
        note: z.string().max(500).optional(),
      }),
    )
    .mutation(({ ctx, input }) => shareUpstream(ctx.headwater, ctx.caller, input, ctx.now())),
  revoke: supplierOrPlanner
    .input(z.object({ upstreamSheetId: Id }))
    .mutation(({ ctx, input }) =>
      revokeUpstream(ctx.headwater, ctx.caller, input.upstreamSheetId, ctx.now()),
    ),
  // A mutation: the token travels in the body, never in an address that is logged, and each opening is counted.
  open: openAtMost(OPENINGS_PER_MINUTE)
    .input(z.object({ token: UpstreamToken }))
    .mutation(({ ctx, input }) => openUpstream(ctx.headwater, input.token, ctx.now())),
})

type Asker =
  | { readonly role: 'planner' | 'analyst' }
  | { readonly role: 'supplier'; readonly supplierId: number }

function whose(caller: Asker, input: { supplierId?: number | undefined }): number {
  if (caller.role === 'supplier') return caller.supplierId
  if (input.supplierId === undefined) throw new Refusal('invalid-input', 'supplierId must say whose sheets.')
  return input.supplierId
}

function linkState(
  sheet: { expiresAt: Date; revokedAt: Date | null },
  now: Date,
): 'valid' | 'expired' | 'revoked' {
  if (sheet.revokedAt) return 'revoked'
  return sheet.expiresAt > now ? 'valid' : 'expired'
}
