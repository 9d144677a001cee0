import { z } from 'zod'
import { Refusal } from '#api/errors'
import { planning, staff, trpc } from '#api/trpc'
import { earlierForecasts, itemCampaigns, itemForecast, itemHeading } from '#db/item-demand'
import { orderPlanRows } from '#db/order-plan'
import { overrideHistory } from '#db/overrides'
import { shownRun } from '#db/shown-run'
import { OverrideRequest, overrideForecast } from './override-forecast.ts'
import { trackRecord } from './track-record.ts'

const LAG_WEEKS = 4
const TOLD_WEEKS = 12
const REMEMBERED_RUNS = 60
const LONGEST_HISTORY = 200

export const itemsRouter = trpc.router({
  demand: staff.input(z.object({ itemId: z.number().int() })).query(({ ctx, input }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const item = await itemHeading(db, input.itemId)
      if (!item) throw new Refusal('not-found', `There is no item ${input.itemId}.`)
      const run = await shownRun(db)
      const forecast = run ? await itemForecast(db, run.planningRunId, input.itemId) : undefined
      if (!run || !forecast)
        return { item, run, forecast: null, campaigns: [], plans: [], record: [], lagWeeks: LAG_WEEKS }
      const earlier = await earlierForecasts(db, input.itemId, REMEMBERED_RUNS)
      return {
        item,
        run,
        forecast,
        campaigns: await itemCampaigns(db, input.itemId, run.firstBucket),
        plans: (await orderPlanRows(db, run.planningRunId, { itemId: input.itemId, limit: 20 })).rows,
        lagWeeks: LAG_WEEKS,
        record: trackRecord({
          historyStart: forecast.historyStart,
          history: forecast.history,
          status: forecast.historyStatus,
          earlier,
          lagWeeks: LAG_WEEKS,
          weeks: TOLD_WEEKS,
        }),
      }
    }),
  ),
  /** What was put in the place of the item's forecast, by whom and why. */
  overrides: staff
    .input(z.object({ itemId: z.number().int().positive() }))
    .query(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, (db) => overrideHistory(db, input.itemId, LONGEST_HISTORY)),
    ),
  override: planning
    .input(OverrideRequest)
    .mutation(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, (db) => overrideForecast(db, ctx.caller, input, ctx.now())),
    ),
})
