import { z } from 'zod'
import { USUAL_POLICY } from '#api/runs/smooth-suppliers'
import { planning, staff, trpc } from '#api/trpc'
import { orderCauses, orderVariances, ratioVersions } from '#db/order-variances'
import { shownRun } from '#db/shown-run'
import { runSmoothing } from '#db/smoothing'
import {
  type ChainPolicy,
  knownEarlyShare,
  meanSmoothing,
  measuredPeriods,
  tierLeadTimes,
} from '#planning/order-policy/policy-estimate'
import { fixSupplierSmoothing } from './fix-smoothing.ts'
import { readOrderDays, setOrderDay } from './order-days.ts'
import { readOwners } from './read-owners.ts'
import { EARLY_WEEKS, readTrial } from './read-streams.ts'

/** All cases are compared at this service. */
const USUAL_FILL_RATE = 0.95
const MOST_VERSIONS = 52

export const bullwhipRouter = trpc.router({
  /** Order variance by tier and item, of the shown run or of an earlier version. */
  ratios: staff.input(z.object({ runId: z.number().int().positive().optional() })).query(({ ctx, input }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const run = await shownRun(db, input.runId)
      return run && { run, rows: await orderVariances(db, run.planningRunId) }
    }),
  ),
  /** Why past orders swung, of the shown run or of an earlier version. */
  causes: staff.input(z.object({ runId: z.number().int().positive().optional() })).query(({ ctx, input }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const run = await shownRun(db, input.runId)
      return run && { run, rows: await orderCauses(db, run.planningRunId) }
    }),
  ),
  /** Owners' expectations against what they sold, and whether they ask for more while goods are short. */
  owners: staff.input(z.object({ runId: z.number().int().positive().optional() })).query(({ ctx, input }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const run = await shownRun(db, input.runId)
      return run && { run, ...(await readOwners(db, run)) }
    }),
  ),
  /** On which weekday each supplier takes orders, and on which it might so that every day orders as much. */
  orderDays: staff.query(({ ctx }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const run = await shownRun(db)
      return run && { run, ...(await readOrderDays(db, run)) }
    }),
  ),
  setOrderDay: planning
    .input(z.object({ supplierId: z.number().int().positive(), weekday: z.number().int().min(1).max(5) }))
    .mutation(({ ctx, input }) => setOrderDay(ctx.headwater, ctx.caller, input)),
  /** How the shown run smooths orders to each supplier, why, and what other choices would cost. */
  smoothing: staff.query(({ ctx }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const run = await shownRun(db)
      return run && { run, suppliers: await runSmoothing(db, run.planningRunId) }
    }),
  ),
  /** From the next run on: a policy of the planner's for one supplier, or null: as costs least. */
  fixSmoothing: planning
    .input(
      z.object({
        supplierId: z.number().int().positive(),
        policy: z
          .object({
            gapShare: z.number().min(0.05).max(1),
            levellingWeeks: z
              .number()
              .int()
              .min(1)
              .max(EARLY_WEEKS + 1),
          })
          .nullable(),
      }),
    )
    .mutation(({ ctx, input }) => fixSupplierSmoothing(ctx.headwater, ctx.caller, input)),
  /** The company's ratio by tier in every version of the plan. */
  versions: staff.query(({ ctx }) =>
    ctx.headwater.asCaller(ctx.caller, (db) => ratioVersions(db, MOST_VERSIONS)),
  ),
  /** What a policy would have done on past demand, beside today's policy and beside tiers that share nothing. */
  estimate: staff
    .input(
      z.object({
        gapShare: z.number().min(0.05).max(1).optional(),
        levellingWeeks: z
          .number()
          .int()
          .min(1)
          .max(EARLY_WEEKS + 1)
          .optional(),
        fillRate: z.number().min(0.5).max(0.995).optional(),
      }),
    )
    .query(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, async (db) => {
        const run = await shownRun(db)
        if (!run) return null
        const { streams, estimate, fillRateAtStockOf } = await readTrial(ctx.headwater, db, run)
        const current: ChainPolicy = {
          gapShare: null,
          levellingPeriods: null,
          fillRate: input.fillRate ?? USUAL_FILL_RATE,
          isShared: true,
        }
        const proposed: ChainPolicy = {
          ...current,
          gapShare: input.gapShare ?? null,
          levellingPeriods: input.levellingWeeks ?? null,
        }
        const apart: ChainPolicy = { ...proposed, isShared: false }
        return {
          run,
          itemCount: streams.length,
          leadTimes: tierLeadTimes(streams),
          /** What was on the book so many weeks before the last moment to order it. */
          knownEarly: { share: knownEarlyShare(streams), weeks: EARLY_WEEKS },
          weekCount: measuredPeriods(streams[0]?.total.length ?? 0),
          /** What the run's smoothing comes to over all items, each weighted by its demand in money. */
          meanSmoothing: meanSmoothing(streams) ?? {
            gapShare: USUAL_POLICY.gapShare,
            levellingPeriods: USUAL_POLICY.levellingWeeks,
          },
          current: { policy: current, tiers: estimate(current) },
          proposed: { policy: proposed, tiers: estimate(proposed) },
          /** What the tried policy would serve with the stock that today's holds. */
          fillRateWithTodaysStock: fillRateAtStockOf(proposed, current),
          apart: { policy: apart, tiers: estimate(apart) },
        }
      }),
    ),
})
