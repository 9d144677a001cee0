import { z } from 'zod'
import { staff, trpc } from '#api/trpc'
import { shownRun } from '#db/shown-run'
import { GROUPINGS, LONGEST_LAG } from './grouping.ts'
import { readAccuracy } from './read-accuracy.ts'

export const accuracyRouter = trpc.router({
  /** What was said some weeks ahead and what happened: by week, by group, and what each stage of the forecast added. */
  scores: staff
    .input(
      z.object({
        lagWeeks: z.number().int().min(0).max(LONGEST_LAG),
        by: z.enum(GROUPINGS).default('category'),
      }),
    )
    .query(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, async (db) => {
        const run = await shownRun(db)
        return run && { run, ...(await readAccuracy(db, run, input)) }
      }),
    ),
})
