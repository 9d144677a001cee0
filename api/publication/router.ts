import { z } from 'zod'
import { planning, staffOrSupplier, supplierOrPlanner, trpc } from '#api/trpc'
import { listPublications } from '#db/publication'
import { bucketStart } from '#planning/time-bucket'
import { previewPublication } from './preview-publication.ts'
import { publishRun } from './publish-run.ts'
import { readPublication } from './read-publication.ts'
import { releaseBatches, releaseOrders } from './release-supply.ts'
import { replyToPublication } from './reply-to-publication.ts'

const Id = z.number().int().positive()
const Monday = z.iso.date().refine((date) => bucketStart(date, 'week') === date, 'must be a Monday')

const ReplyLine = z.object({
  itemId: Id,
  week: Monday,
  answer: z.enum(['commit', 'partial', 'decline']),
  committedQuantity: z.number().int().min(0).max(2_147_483_647).optional(),
  committedOn: z.iso.date().optional(),
  reason: z.string().max(500).optional(),
  priceBreakUnitCostMinor: z.number().int().min(0).optional(),
  note: z.string().max(1000).optional(),
})

/** What suppliers are told, what they answer, and what is released to them. */
export const publicationRouter = trpc.router({
  list: staffOrSupplier
    .input(z.object({ supplierId: Id.optional(), limit: z.number().int().min(1).max(200).default(50) }))
    .query(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, (db) =>
        listPublications(
          db,
          ctx.caller.role === 'supplier' ? ctx.caller.supplierId : (input.supplierId ?? null),
          input.limit,
        ),
      ),
    ),
  read: staffOrSupplier
    .input(z.object({ publicationId: Id.optional(), supplierId: Id.optional() }))
    .query(({ ctx, input }) => readPublication(ctx.headwater, ctx.caller, input, ctx.now())),
  preview: planning
    .input(z.object({ runId: Id }))
    .query(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, (db) => previewPublication(db, input.runId)),
    ),
  publish: planning
    .input(
      z.object({
        runId: Id,
        supplierId: Id.optional(),
        weeks: z.number().int().min(1).max(260).optional(),
        note: z.string().max(1000).optional(),
      }),
    )
    .mutation(({ ctx, input }) => publishRun(ctx.headwater, ctx.caller, { ...input, now: ctx.now() })),
  reply: supplierOrPlanner
    .input(
      z.object({
        publicationId: Id,
        replies: z.array(ReplyLine).max(20_000).default([]),
        commitTheRest: z.boolean().optional(),
      }),
    )
    .mutation(({ ctx, input }) =>
      replyToPublication(ctx.headwater, ctx.caller, { ...input, now: ctx.now() }),
    ),
  releaseBatches: planning
    .input(z.object({ runId: Id, batchNumbers: z.array(z.number().int().positive()).min(1).nullable() }))
    .mutation(({ ctx, input }) => releaseBatches(ctx.headwater, ctx.caller, { ...input, now: ctx.now() })),
  releaseOrders: planning
    .input(
      z.object({ runId: Id, supplierId: Id.optional(), weeks: z.number().int().min(1).max(260).default(1) }),
    )
    .mutation(({ ctx, input }) => releaseOrders(ctx.headwater, ctx.caller, { ...input, now: ctx.now() })),
})
