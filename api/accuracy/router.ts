import { z } from 'zod'
import { staff, trpc } from '#api/trpc'
import { saidAndHappened } from '#db/said-and-happened'
import { shownRun } from '#db/shown-run'

const PAST_WEEKS = 52

export const accuracyRouter = trpc.router({
  /** What was said some weeks ahead and what happened, by week and category. */
  weeks: staff.input(z.object({ lagWeeks: z.number().int().min(0).max(52) })).query(({ ctx, input }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const run = await shownRun(db)
      if (!run) return null
      return { run, weeks: await saidAndHappened(db, run.planningRunId, input.lagWeeks, PAST_WEEKS) }
    }),
  ),
})
