import { z } from 'zod'
import { staff, trpc } from '#api/trpc'
import { batchStrands, boardBatches, boardLines, lineLoads } from '#db/batch-board'
import { shownRun } from '#db/shown-run'

export const batchesRouter = trpc.router({
  board: staff.input(z.object({ supplierId: z.number().int().optional() })).query(({ ctx, input }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const run = await shownRun(db)
      if (!run) return null
      return {
        run,
        lines: await boardLines(db, input.supplierId),
        loads: await lineLoads(db, run.planningRunId, input.supplierId),
        batches: await boardBatches(db, run.planningRunId, input.supplierId),
      }
    }),
  ),
  strands: staff
    .input(z.object({ planningRunId: z.number().int(), batchNumber: z.number().int() }))
    .query(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, (db) => batchStrands(db, input.planningRunId, input.batchNumber)),
    ),
})
