import { z } from 'zod'
import { staff, trpc } from '#api/trpc'
import { shownRun } from '#db/shown-run'
import { orderVariances, worklist } from '#db/worklist'

const LARGEST_LIST = 1000

export const worklistRouter = trpc.router({
  exceptions: staff.input(z.object({ kind: z.string().max(40).optional() })).query(({ ctx, input }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const run = await shownRun(db)
      if (!run) return null
      return { run, ...(await worklist(db, run.planningRunId, { ...input, limit: LARGEST_LIST })) }
    }),
  ),
  orderVariances: staff.query(({ ctx }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const run = await shownRun(db)
      if (!run) return null
      return { run, rows: await orderVariances(db, run.planningRunId) }
    }),
  ),
})
