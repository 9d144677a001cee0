import { z } from 'zod'
import { planning, staff, trpc } from '#api/trpc'
import { demandByWeek, demandChoices, demandRows } from '#db/demand-overview'
import { overrideOutcomes } from '#db/override-outcomes'
import { shownRun } from '#db/shown-run'
import { smallChangeRecord } from '#planning/forecast/small-changes'
import { BASE_UNITS } from '#planning/measures'
import { chosenUnit } from './chosen-unit.ts'
import { readGrid } from './read-grid.ts'
import { DEMAND_GROUPS, readGroups, readRange } from './read-groups.ts'
import { saveGrid } from './save-grid.ts'
import { SaveOverrides } from './save-overrides.ts'

/** More rows than anybody reads; the page says how many there are. */
const LARGEST_LIST = 2000
const OVERVIEW_WEEKS = 13
const PAST_WEEKS = 13
const MOST_GRID_WEEKS = 26
const REMEMBERED_OVERRIDES = 1000

export const DemandFilterInput = z.object({
  search: z.string().trim().max(100).optional(),
  categoryId: z.number().int().optional(),
  supplierId: z.number().int().optional(),
  pattern: z.string().max(40).optional(),
  /** base unit; the most common one unless given */
  unit: z.enum(BASE_UNITS).optional(),
})

export const demandRouter = trpc.router({
  overview: staff.input(DemandFilterInput).query(({ ctx, input }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const run = await shownRun(db)
      if (!run) return null
      const weeks = Math.min(OVERVIEW_WEEKS, run.horizonWeeks)
      const { units, unit } = await chosenUnit(db, run.planningRunId, input)
      const filter = { ...input, unit }
      const list = await demandRows(db, run.planningRunId, filter, {
        weeks,
        pastWeeks: PAST_WEEKS,
        limit: LARGEST_LIST,
      })
      const byWeek = await demandByWeek(db, run.planningRunId, filter, weeks)
      const range = await readRange(db, run, unit, weeks, input)
      return { run, weeks, units, unit, ...list, byWeek, range }
    }),
  ),
  /** The same demand by category, product, region or shop owner. */
  groups: staff
    .input(
      DemandFilterInput.pick({ search: true, categoryId: true, unit: true }).extend({
        by: z.enum(DEMAND_GROUPS),
      }),
    )
    .query(({ ctx, input: { by, ...filter } }) =>
      ctx.headwater.asCaller(ctx.caller, async (db) => {
        const run = await shownRun(db)
        if (!run) return null
        const weeks = Math.min(OVERVIEW_WEEKS, run.horizonWeeks)
        const { unit } = await chosenUnit(db, run.planningRunId, { unit: filter.unit })
        return { run, weeks, unit, by, ...(await readGroups(db, run, by, unit, weeks, filter, LARGEST_LIST)) }
      }),
    ),
  shownRun: staff.query(({ ctx }) => ctx.headwater.asCaller(ctx.caller, (db) => shownRun(db))),
  choices: staff.query(({ ctx }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const run = await shownRun(db)
      return demandChoices(db, run?.planningRunId ?? 0)
    }),
  ),
  /** Items × weeks to edit: model, what is on the book, newest override of each cell. */
  grid: staff
    .input(DemandFilterInput.extend({ weeks: z.number().int().min(1).max(MOST_GRID_WEEKS) }))
    .query(({ ctx, input: { weeks, ...filter } }) => readGrid(ctx.headwater, ctx.caller, filter, weeks)),
  saveOverrides: planning
    .input(SaveOverrides)
    .mutation(({ ctx, input }) => saveGrid(ctx.headwater, ctx.caller, input, ctx.now())),
  /** How the caller's own small changes of the past came out. */
  smallChangeRecord: planning.query(({ ctx }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const run = await shownRun(db)
      return smallChangeRecord(
        run ? await overrideOutcomes(db, run, { madeBy: ctx.user.userId, limit: REMEMBERED_OVERRIDES }) : [],
      )
    }),
  ),
})
