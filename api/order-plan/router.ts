import { z } from 'zod'
import { staff, trpc } from '#api/trpc'
import { orderPlanRows } from '#db/order-plan'
import { shownRun } from '#db/shown-run'

const LARGEST_LIST = 500

export const orderPlanRouter = trpc.router({
  grid: staff
    .input(
      z.object({ search: z.string().trim().max(100).optional(), supplierId: z.number().int().optional() }),
    )
    .query(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, async (db) => {
        const run = await shownRun(db)
        if (!run) return null
        return { run, ...(await orderPlanRows(db, run.planningRunId, { ...input, limit: LARGEST_LIST })) }
      }),
    ),
})
