import { z } from 'zod'
import { planning, staff, staffOrSupplier, supplierOrPlanner, trpc } from '#api/trpc'
import { quotes } from '#db/quotes'
import { replyToQuote } from './reply-to-quote.ts'
import { requestQuote, withdrawQuote } from './request-quote.ts'

const Id = z.number().int().positive()
const Units = z.number().int().min(1).max(2_147_483_647)
const Money = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)

/** A campaign's quantity, offered by its supplier with date and price break. */
export const quotesRouter = trpc.router({
  ofCampaign: staff
    .input(z.object({ campaignId: Id }))
    .query(({ ctx, input }) => ctx.headwater.asCaller(ctx.caller, (db) => quotes(db, input))),
  ofSupplier: staffOrSupplier
    .input(z.object({ supplierId: Id.optional() }))
    .query(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, (db) =>
        quotes(db, ctx.caller.role === 'supplier' ? { supplierId: ctx.caller.supplierId } : input),
      ),
    ),
  request: planning
    .input(
      z.object({
        campaignId: Id,
        supplierId: Id,
        quantity: Units,
        wantedOn: z.iso.date(),
        answerBy: z.iso.date(),
        note: z.string().max(1000).optional(),
      }),
    )
    .mutation(({ ctx, input }) => requestQuote(ctx.headwater, ctx.caller, input, ctx.now())),
  withdraw: planning
    .input(z.object({ quoteRequestId: Id }))
    .mutation(({ ctx, input }) => withdrawQuote(ctx.headwater, ctx.caller, input.quoteRequestId, ctx.now())),
  reply: supplierOrPlanner
    .input(
      z.object({
        quoteRequestId: Id,
        answer: z.enum(['offer', 'decline']),
        quantity: Units.optional(),
        arrivesOn: z.iso.date().optional(),
        unitCostMinor: Money.optional(),
        priceBreaks: z
          .array(z.object({ quantity: Units, unitCostMinor: Money }))
          .max(20)
          .default([]),
        note: z.string().max(1000).optional(),
      }),
    )
    .mutation(({ ctx, input }) => replyToQuote(ctx.headwater, ctx.caller, input, ctx.now())),
})
