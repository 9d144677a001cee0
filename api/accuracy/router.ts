import { z } from 'zod'
import { chosenUnit } from '#api/demand/chosen-unit'
import { staff, trpc } from '#api/trpc'
import { overrideOutcomes } from '#db/override-outcomes'
import { shownRun } from '#db/shown-run'
import { worstItems } from '#db/version-errors'
import { recordByReason } from '#planning/forecast/override-record'
import { BASE_UNITS } from '#planning/measures'
import { GROUPINGS, LONGEST_LAG } from './grouping.ts'
import { readAccuracy } from './read-accuracy.ts'
import { readTotals } from './read-totals.ts'
import { readWaterfall } from './read-waterfall.ts'

const WORST_ITEMS = 20
const REMEMBERED_OVERRIDES = 100_000
/** base unit whose items are judged; the most common one unless given */
const Unit = z.enum(BASE_UNITS).optional()

export const accuracyRouter = trpc.router({
  /** What was said some weeks ahead and what happened: by week, by group, and what each stage of the forecast added. */
  scores: staff
    .input(
      z.object({
        lagWeeks: z.number().int().min(0).max(LONGEST_LAG),
        by: z.enum(GROUPINGS).default('category'),
        unit: Unit,
      }),
    )
    .query(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, async (db) => {
        const run = await shownRun(db)
        return run && { run, ...(await readAccuracy(db, run, input)) }
      }),
    ),

  /** Totals of all items, categories and regions judged as totals. */
  totals: staff
    .input(z.object({ lagWeeks: z.number().int().min(0).max(LONGEST_LAG), unit: Unit }))
    .query(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, async (db) => {
        const run = await shownRun(db)
        return run && { run, ...(await readTotals(db, run, input)) }
      }),
    ),

  /** Every frozen version against the closed weeks it told of. */
  waterfall: staff.input(z.object({ unit: Unit })).query(({ ctx, input }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const run = await shownRun(db)
      return run && { run, cells: await readWaterfall(db, run, input.unit) }
    }),
  ),

  /** What planners' overrides were worth, by the reason they gave. */
  reasons: staff.input(z.object({ unit: Unit })).query(({ ctx, input }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const run = await shownRun(db)
      if (!run) return []
      const { unit } = await chosenUnit(db, run.planningRunId, { unit: input.unit })
      return recordByReason(await overrideOutcomes(db, run, { unit, limit: REMEMBERED_OVERRIDES }))
    }),
  ),

  /** The items on which one version erred most in one week. */
  worstItems: staff
    .input(z.object({ planningRunId: z.number().int().positive(), week: z.iso.date(), unit: Unit }))
    .query(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, async (db) => {
        const run = await shownRun(db)
        if (!run) return []
        const { unit } = await chosenUnit(db, run.planningRunId, { unit: input.unit })
        return worstItems(db, run.planningRunId, input.planningRunId, input.week, {
          unit,
          limit: WORST_ITEMS,
        })
      }),
    ),
})
