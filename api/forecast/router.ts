import { z } from 'zod'
import { finishedRun } from '#api/runs/finished-run'
import { ShownRun } from '#api/runs/schema'
import { staff, trpc } from '#api/trpc'
import { forecastPage } from '#db/forecast-weeks'

const Weeks = z.array(z.number())

const ForecastRow = z.object({
  itemId: z.number(),
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  baseUnit: z.string(),
  method: z.string(),
  /** base units per week from the run's first week; the sum of the five rungs below */
  mean: Weeks,
  paid: Weeks,
  /** deposits expected to be paid in full; grossDeposit is all of them */
  deposit: Weeks,
  grossDeposit: Weeks,
  subscription: Weeks,
  intent: Weeks,
  model: Weeks,
  /** level by level: level k of week w stands at k × horizonWeeks + w */
  quantiles: Weeks,
})

const ForecastRequest = z.object({
  /** default: the newest finished run over all items */
  runId: z.number().int().positive().optional(),
  search: z.string().trim().max(100).optional(),
  categoryId: z.number().int().positive().optional(),
  supplierId: z.number().int().positive().optional(),
  pattern: z.string().max(40).optional(),
  afterItemId: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(1000).default(100),
})

/** What a run says of each item and week, page by page in the order of the items' ids. */
export const forecastRouter = trpc.router({
  list: staff
    .meta({
      openapi: {
        method: 'GET',
        path: '/forecasts',
        summary: 'Reads the forecast of a run by item and week, with rungs and quantiles',
        tags: ['forecasts'],
        protect: true,
      },
    })
    .input(ForecastRequest)
    .output(z.object({ run: ShownRun, rows: z.array(ForecastRow), nextAfterItemId: z.number().nullable() }))
    .query(({ ctx, input: { runId, afterItemId, limit, ...filter } }) =>
      ctx.headwater.asCaller(ctx.caller, async (db) => {
        const run = await finishedRun(db, runId)
        const rows = await forecastPage(db, run.planningRunId, filter, { afterItemId, limit })
        return { run, rows, nextAfterItemId: rows.length < limit ? null : rows.at(-1)!.itemId }
      }),
    ),
})
