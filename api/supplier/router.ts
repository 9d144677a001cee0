import { z } from 'zod'
import { Monday } from '#api/monday'
import { staffOrSupplier, supplierOrPlanner, trpc } from '#api/trpc'
import { offerSlack } from './offer-slack.ts'
import { readBatches } from './read-batches.ts'
import { readCapacity, readSlackOffers } from './read-capacity.ts'
import { readMaterials } from './read-materials.ts'
import { stateDowntime, withdraw } from './state-downtime.ts'
import { stateMaterial, withdrawMaterial } from './state-material.ts'
import { supplierOf } from './supplier-of.ts'

const Id = z.number().int().positive()
/** Material units; stored as a double. */
const MaterialUnits = z.number().min(0).max(1e12)
const Whose = z.object({ supplierId: Id.optional() })

/** What a supplier makes, buys and has room for. */
export const supplierRouter = trpc.router({
  batches: staffOrSupplier
    .input(Whose)
    .query(({ ctx, input }) =>
      readBatches(ctx.headwater, ctx.caller, supplierOf(ctx.caller, input.supplierId), ctx.now()),
    ),
  materials: staffOrSupplier
    .input(Whose)
    .query(({ ctx, input }) =>
      readMaterials(ctx.headwater, ctx.caller, supplierOf(ctx.caller, input.supplierId), ctx.now()),
    ),
  stateMaterial: supplierOrPlanner
    .input(
      Whose.extend({
        materialId: Id,
        onHand: MaterialUnits,
        arrivals: z.array(z.object({ arrivesOn: z.iso.date(), quantity: MaterialUnits })).max(26),
      }),
    )
    .mutation(({ ctx, input }) =>
      stateMaterial(
        ctx.headwater,
        ctx.caller,
        { ...input, supplierId: supplierOf(ctx.caller, input.supplierId) },
        ctx.now(),
      ),
    ),
  withdrawMaterial: supplierOrPlanner
    .input(Whose.extend({ materialId: Id }))
    .mutation(({ ctx, input }) =>
      withdrawMaterial(
        ctx.headwater,
        ctx.caller,
        { ...input, supplierId: supplierOf(ctx.caller, input.supplierId) },
        ctx.now(),
      ),
    ),
  capacity: staffOrSupplier
    .input(Whose)
    .query(({ ctx, input }) =>
      readCapacity(ctx.headwater, ctx.caller, supplierOf(ctx.caller, input.supplierId), ctx.now()),
    ),
  slackOffers: staffOrSupplier
    .input(Whose)
    .query(({ ctx, input }) =>
      readSlackOffers(
        ctx.headwater,
        ctx.caller,
        ctx.caller.role === 'supplier' ? ctx.caller.supplierId : input.supplierId,
        ctx.now(),
      ),
    ),
  stateDowntime: supplierOrPlanner
    .input(
      z.object({
        lineId: Id,
        firstDay: z.iso.date(),
        lastDay: z.iso.date(),
        minutesPerDay: z.number().int().min(0).max(1440),
        reason: z.string().max(500),
      }),
    )
    .mutation(({ ctx, input }) => stateDowntime(ctx.headwater, ctx.caller, input, ctx.now())),
  withdrawDowntime: supplierOrPlanner
    .input(z.object({ lineDowntimeId: Id }))
    .mutation(({ ctx, input }) =>
      withdraw(ctx.headwater, ctx.caller, { table: 'line_downtime', id: input.lineDowntimeId }, ctx.now()),
    ),
  offerSlack: supplierOrPlanner
    .input(
      z.object({
        lineId: Id,
        week: Monday,
        minutes: z.number().int().min(1).max(10_080),
        priceBreakFraction: z.number().gt(0).lt(1),
        note: z.string().max(500).optional(),
      }),
    )
    .mutation(({ ctx, input }) => offerSlack(ctx.headwater, ctx.caller, input, ctx.now())),
  withdrawSlack: supplierOrPlanner
    .input(z.object({ slackOfferId: Id }))
    .mutation(({ ctx, input }) =>
      withdraw(ctx.headwater, ctx.caller, { table: 'slack_offer', id: input.slackOfferId }, ctx.now()),
    ),
})
