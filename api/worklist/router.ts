import { z } from 'zod'
import { businessDate } from '#api/context'
import { planning, staff, trpc } from '#api/trpc'
import { shownRun } from '#db/shown-run'
import { EXCEPTION_STATES, worklist } from '#db/worklist'
import { HandleExceptions, handleExceptions } from './handle-exceptions.ts'

const LARGEST_LIST = 1000

export const worklistRouter = trpc.router({
  exceptions: staff
    .input(z.object({ kind: z.string().max(40).optional(), state: z.enum(EXCEPTION_STATES).default('open') }))
    .query(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, async (db) => {
        const run = await shownRun(db)
        if (!run) return null
        const filter = { ...input, today: businessDate(ctx.now()), limit: LARGEST_LIST }
        return { run, ...(await worklist(db, run.planningRunId, filter)) }
      }),
    ),
  handle: planning
    .input(HandleExceptions)
    .mutation(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, (db) => handleExceptions(db, ctx.caller, input, ctx.now())),
    ),
})
