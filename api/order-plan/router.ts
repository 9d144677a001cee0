import { z } from 'zod'
import { finishedRun } from '#api/runs/finished-run'
import { ShownRun } from '#api/runs/schema'
import { staff, trpc } from '#api/trpc'
import { orderPlanRows } from '#db/order-plan'
import { shownRun } from '#db/shown-run'
import { readStockStages } from './read-stock-stages.ts'
import { readSupplyMeasures } from './read-supply-measures.ts'

const LARGEST_LIST = 500
const Weeks = z.array(z.number())

const Filter = z.object({
  search: z.string().trim().max(100).optional(),
  supplierId: z.number().int().optional(),
})

/** One row per item and supplier; arrays by week from the run's first week, in base units. */
const OrderPlanRow = z.object({
  itemId: z.number(),
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  baseUnit: z.string(),
  supplierId: z.number(),
  supplierZh: z.string(),
  supplierEn: z.string(),
  onHand: z.number(),
  backorder: z.number(),
  scheduledReceipts: Weeks,
  expectedReturns: Weeks,
  required: Weeks,
  orderQuantity: Weeks,
  receiptQuantity: Weeks,
  projectedStock: Weeks,
  safetyStock: z.number(),
  coverKnown: Weeks,
  coverModel: Weeks,
  coverSafety: Weeks,
  coverTopUp: Weeks,
  authorisedMake: Weeks,
  authorisedReserve: Weeks,
  authorisedMaterial: Weeks,
  orderVarianceRatio: z.number().nullable(),
  /** What expected returns were reckoned with; null: none are expected. */
  returnBasis: z
    .object({
      returnedShare: z.number(),
      resaleShare: z.number(),
      gradedOfItem: z.number(),
      gradedOfCategory: z.number(),
    })
    .nullable(),
  /** Why orders differ from what the policy alone asks for; steps are weeks of ordering from the run's first. */
  adjustments: z.array(
    z.object({
      reason: z.enum(['order-value-early', 'order-value-late', 'slack', 'published-kept', 'ship-wave']),
      step: z.number(),
      fromStep: z.number().nullable(),
      quantity: z.number(),
      saving: z.number().nullable(),
    }),
  ),
})

/** Null figures: nothing to measure. The first row, without a supplier, is of all together. */
const SupplyMeasures = z.object({
  run: ShownRun,
  weekCount: z.number(),
  comparedWith: z.object({ planningRunId: z.number(), asOf: z.string() }).nullable(),
  rows: z.array(
    z.object({
      supplierId: z.number().nullable(),
      nameZh: z.string().nullable(),
      nameEn: z.string().nullable(),
      commitments: z.number(),
      adherence: z.number().nullable(),
      planChange: z.number().nullable(),
      startedOrStopped: z.number().nullable(),
      turns: z.number().nullable(),
      daysOfSupply: z.number().nullable(),
      marginReturn: z.number().nullable(),
    }),
  ),
})

export const orderPlanRouter = trpc.router({
  /** Whether suppliers keep their commitments, how much the plan moved since the run before, and what stock earns. */
  supplyMeasures: staff
    .input(
      z.object({
        /** default: the newest finished run over all items */
        runId: z.number().int().positive().optional(),
      }),
    )
    .output(SupplyMeasures)
    .query(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, async (db) => {
        const run = await finishedRun(db, input.runId)
        return { run, ...(await readSupplyMeasures(db, run)) }
      }),
    ),
  /** Materials, making and transport of one item: what decides where its safety stock should wait. */
  stockStages: staff
    .input(z.object({ itemId: z.number().int().positive(), supplierId: z.number().int().positive() }))
    .query(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, async (db) => {
        const run = await shownRun(db)
        return run && readStockStages(db, run, input)
      }),
    ),
  grid: staff.input(Filter).query(({ ctx, input }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const run = await shownRun(db)
      if (!run) return null
      return { run, ...(await orderPlanRows(db, run.planningRunId, { ...input, limit: LARGEST_LIST })) }
    }),
  ),
  list: staff
    .meta({
      openapi: {
        method: 'GET',
        path: '/plan/orders',
        summary: 'Reads the order plan of a run: need, orders, arrivals and stock by item, supplier and week',
        tags: ['plan'],
        protect: true,
      },
    })
    .input(
      Filter.extend({
        /** default: the newest finished run over all items */
        runId: z.number().int().positive().optional(),
        itemId: z.number().int().positive().optional(),
        limit: z.number().int().min(1).max(LARGEST_LIST).default(100),
        offset: z.number().int().min(0).default(0),
      }),
    )
    .output(z.object({ run: ShownRun, total: z.number(), rows: z.array(OrderPlanRow) }))
    .query(({ ctx, input: { runId, ...filter } }) =>
      ctx.headwater.asCaller(ctx.caller, async (db) => {
        const run = await finishedRun(db, runId)
        return { run, ...(await orderPlanRows(db, run.planningRunId, filter)) }
      }),
    ),
})
