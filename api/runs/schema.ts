import { z } from 'zod'

const moment = z.date().meta({ format: 'date-time' })

export const StartRun = z.object({
  /** business date; everything known by its end counts; default: today */
  asOf: z.iso.date().optional(),
  horizonWeeks: z.number().int().min(1).max(260).optional(),
  detailWeeks: z.number().int().min(1).max(52).optional(),
  seed: z.number().int().optional(),
  parentRunId: z.number().int().positive().optional(),
  onlyItems: z.array(z.number().int().positive()).min(1).max(10_000).optional(),
  /** fixes smoothing for all suppliers without one of their own; default: as costs least, supplier by supplier */
  policy: z
    .object({
      /** share of the gap between target and position that one order closes; 1: no smoothing */
      gapShare: z.number().min(0.05).max(1),
      /** weeks over which known orders are levelled */
      levellingWeeks: z.number().int().min(1).max(4).default(1),
    })
    .optional(),
})

/** A planning run with its state and, while it is under way, its stage and counts. */
export const PlanningRun = z.object({
  runId: z.number(),
  parentRunId: z.number().nullable(),
  asOf: z.string(),
  ledgerVersion: z.number(),
  firstBucket: z.string(),
  horizonWeeks: z.number(),
  detailWeeks: z.number(),
  quantileLevels: z.array(z.number()),
  seed: z.number(),
  parameters: z.unknown(),
  state: z.string(),
  stage: z.string().nullable(),
  stageDone: z.number(),
  stageTotal: z.number(),
  cancelRequested: z.boolean(),
  problem: z.string().nullable(),
  itemCount: z.number().nullable(),
  batchGapFraction: z.number().nullable(),
  stoppedBy: z.string().nullable(),
  startedBy: z.string(),
  queuedAt: moment,
  startedAt: moment.nullable(),
  finishedAt: moment.nullable(),
})

export const CurrentRuns = z.object({
  /** the run that screens show; null before the first has finished */
  shown: PlanningRun.nullable(),
  underWay: PlanningRun.nullable(),
})

/** Figures of a finished run in one look; units over the whole horizon. */
export const RunSummary = z.object({
  runId: z.number(),
  state: z.string(),
  asOf: z.string(),
  ledgerVersion: z.number(),
  firstBucket: z.string(),
  horizonWeeks: z.number(),
  items: z.number(),
  /** by base unit, in base units: grams and pieces have no sum */
  totals: z.array(
    z.object({
      unit: z.string(),
      items: z.number(),
      demand: z.object({
        mean: z.number(),
        paid: z.number(),
        deposit: z.number(),
        subscription: z.number(),
        intent: z.number(),
        model: z.number(),
      }),
      orderedQuantity: z.number(),
    }),
  ),
  orders: z.number(),
  batches: z.number(),
  exceptions: z.record(z.string(), z.number()),
  /** how orders to each supplier are smoothed; money in minor units a week, over the items that can be smoothed */
  smoothing: z.array(
    z.object({
      supplierId: z.number(),
      nameZh: z.string(),
      nameEn: z.string(),
      gapShare: z.number(),
      levellingWeeks: z.number(),
      reason: z.string(),
      method: z.string().nullable(),
      itemCount: z.number(),
      sampledCount: z.number(),
      weekCount: z.number(),
      costs: z.array(
        z.object({
          gapShare: z.number(),
          levellingWeeks: z.number(),
          holding: z.number(),
          backorder: z.number(),
          capacity: z.number(),
        }),
      ),
    }),
  ),
  batchGapFraction: z.number().nullable(),
  problem: z.string().nullable(),
  seconds: z.number().nullable(),
})
export type RunSummary = z.infer<typeof RunSummary>

/** The run that rows belong to. */
export const ShownRun = z.object({
  planningRunId: z.number(),
  asOf: z.string(),
  ledgerVersion: z.number(),
  firstBucket: z.string(),
  horizonWeeks: z.number(),
  detailWeeks: z.number(),
  quantileLevels: z.array(z.number()).readonly(),
  batchGapFraction: z.number().nullable(),
  finishedAt: z.string().nullable(),
})
