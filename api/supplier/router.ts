import { z } from 'zod'
import { staffOrSupplier, trpc } from '#api/trpc'
import { readBatches } from './read-batches.ts'
import { readMaterials } from './read-materials.ts'
import { supplierOf } from './supplier-of.ts'

const Id = z.number().int().positive()
const Whose = z.object({ supplierId: Id.optional() })

/** What a supplier makes, buys and has room for. */
export const supplierRouter = trpc.router({
  batches: staffOrSupplier
    .input(Whose)
    .query(({ ctx, input }) =>
      readBatches(ctx.headwater, ctx.caller, supplierOf(ctx.caller, input.supplierId)),
    ),
  materials: staffOrSupplier
    .input(Whose)
    .query(({ ctx, input }) =>
      readMaterials(ctx.headwater, ctx.caller, supplierOf(ctx.caller, input.supplierId), ctx.now()),
    ),
})
