import { z } from 'zod'
import { planning, staffOrSupplier, supplierOrPlanner, trpc } from '#api/trpc'
import { listPublications } from '#db/publication'
import { previewPublication } from './preview-publication.ts'
import { publishRun } from './publish-run.ts'
import { readPublication } from './read-publication.ts'
import { releaseBatches, releaseOrders } from './release-supply.ts'
import { replyToPublication } from './reply-to-publication.ts'
import {
  Id,
  Publication,
  PublicationView,
  PublishedVersion,
  PublishRequest,
  RecordedReplies,
  Released,
  ReplyRequest,
} from './schema.ts'

const tags = ['publications']

/** What suppliers are told, what they answer, and what is released to them. */
export const publicationRouter = trpc.router({
  list: staffOrSupplier
    .meta({
      openapi: {
        method: 'GET',
        path: '/publications',
        summary: 'Lists what was published to suppliers, newest first; a supplier sees its own',
        tags,
        protect: true,
      },
    })
    .input(z.object({ supplierId: Id.optional(), limit: z.number().int().min(1).max(200).default(50) }))
    .output(z.array(Publication))
    .query(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, (db) =>
        listPublications(
          db,
          ctx.caller.role === 'supplier' ? ctx.caller.supplierId : (input.supplierId ?? null),
          input.limit,
        ),
      ),
    ),
  /** The newest of a supplier when no id is given; null when it has none. */
  read: staffOrSupplier
    .input(z.object({ publicationId: Id.optional(), supplierId: Id.optional() }))
    .query(({ ctx, input }) => readPublication(ctx.headwater, ctx.caller, input, ctx.now())),
  preview: planning
    .input(z.object({ runId: Id }))
    .query(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, (db) => previewPublication(db, input.runId)),
    ),
  get: staffOrSupplier
    .meta({
      openapi: {
        method: 'GET',
        path: '/publications/{publicationId}',
        summary: 'Reads one publication: items, lines by authorisation, groups and the replies that stand',
        tags,
        protect: true,
      },
    })
    .input(z.object({ publicationId: Id }))
    .output(PublicationView)
    .query(async ({ ctx, input }) => (await readPublication(ctx.headwater, ctx.caller, input, ctx.now()))!),
  publish: planning
    .meta({
      openapi: {
        method: 'POST',
        path: '/publications',
        summary: 'Publishes a finished run to one supplier or to all; a publication cannot be changed',
        tags,
        protect: true,
      },
    })
    .input(PublishRequest)
    .output(z.array(PublishedVersion))
    .mutation(({ ctx, input }) => publishRun(ctx.headwater, ctx.caller, { ...input, now: ctx.now() })),
  reply: supplierOrPlanner
    .meta({
      openapi: {
        method: 'POST',
        path: '/publications/{publicationId}/replies',
        summary:
          "Records a supplier's answers by item and week; commitTheRest takes what is authorised and unanswered",
        tags,
        protect: true,
      },
    })
    .input(ReplyRequest)
    .output(RecordedReplies)
    .mutation(({ ctx, input }) =>
      replyToPublication(ctx.headwater, ctx.caller, { ...input, now: ctx.now() }),
    ),
  releaseBatches: planning
    .meta({
      openapi: {
        method: 'POST',
        path: '/plan/batches/release',
        summary: 'Releases planned batches of a run as orders to their suppliers',
        tags: ['plan'],
        protect: true,
      },
    })
    .input(z.object({ runId: Id, batchNumbers: z.array(Id).min(1).nullable() }))
    .output(Released)
    .mutation(({ ctx, input }) => releaseBatches(ctx.headwater, ctx.caller, { ...input, now: ctx.now() })),
  releaseOrders: planning
    .meta({
      openapi: {
        method: 'POST',
        path: '/plan/orders/release',
        summary: 'Releases the planned orders of the next weeks of a run to their suppliers',
        tags: ['plan'],
        protect: true,
      },
    })
    .input(
      z.object({ runId: Id, supplierId: Id.optional(), weeks: z.number().int().min(1).max(260).default(1) }),
    )
    .output(Released)
    .mutation(({ ctx, input }) => releaseOrders(ctx.headwater, ctx.caller, { ...input, now: ctx.now() })),
})
