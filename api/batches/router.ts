import { z } from 'zod'
import { Monday } from '#api/monday'
import { finishedRun } from '#api/runs/finished-run'
import { ShownRun } from '#api/runs/schema'
import { planning, staff, trpc } from '#api/trpc'
import { shownRun } from '#db/shown-run'
import { decide, previewDecision, undoDecision } from './decide.ts'
import { previewChange } from './preview-change.ts'
import { readBoard } from './read-board.ts'
import { readCards } from './read-cards.ts'
import { readDial } from './read-dial.ts'
import { readStrandGroups } from './read-strand-groups.ts'
import { readStrands } from './read-strands.ts'

const Id = z.number().int().positive()
const Units = z.number().int().min(1).max(2_147_483_647)

const Decision = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('move'), batchNumber: Id, lineId: Id, week: Monday }),
  z.object({ kind: z.literal('split'), batchNumber: Id, newNumber: Id, quantity: Units, week: Monday }),
  z.object({
    kind: z.literal('resize'),
    batchNumber: Id,
    items: z
      .array(z.object({ itemId: Id, quantity: z.number().int().min(0).max(2_147_483_647) }))
      .max(500)
      .readonly(),
  }),
  z.object({ kind: z.literal('merge'), batchNumber: Id, into: Id }),
  z.object({
    kind: z.literal('create'),
    newNumber: Id,
    itemId: Id,
    quantity: Units,
    lineId: Id,
    week: Monday,
  }),
  z.object({ kind: z.literal('order'), batchNumber: Id, order: z.array(Id).min(1).max(500).readonly() }),
  z.object({ kind: z.literal('firm'), batchNumber: Id }),
  z.object({ kind: z.literal('give-back'), batchNumber: Id }),
])

const Batch = z.object({
  batchNumber: z.number(),
  lineId: z.number(),
  week: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  sequenceInWeek: z.number(),
  familyId: z.number(),
  familyZh: z.string(),
  familyEn: z.string(),
  /** changeover and setups of the items */
  setupMinutes: z.number(),
  runMinutes: z.number(),
  /** before the batch; the family that stood on the line is null where it is not known, or the line goes on */
  changeover: z.object({
    fromFamilyId: z.number().nullable(),
    fromZh: z.string().nullable(),
    fromEn: z.string().nullable(),
    minutes: z.number(),
    costMinor: z.number(),
  }),
  quantity: z.number(),
  minimumQuantity: z.number(),
  state: z.enum(['planned', 'firm', 'released']),
  isMoved: z.boolean(),
  authorisation: z.string(),
  items: z.array(
    z.object({
      itemId: z.number(),
      code: z.string(),
      nameZh: z.string(),
      nameEn: z.string(),
      quantity: z.number(),
    }),
  ),
  /** units of the batch by what they are for */
  purposes: z.record(z.string(), z.number()),
})

export const batchesRouter = trpc.router({
  list: staff
    .meta({
      openapi: {
        method: 'GET',
        path: '/plan/batches',
        summary: 'Lists the planned production batches of a run, line by line',
        tags: ['plan'],
        protect: true,
      },
    })
    .input(z.object({ runId: Id.optional(), supplierId: Id.optional() }))
    .output(z.object({ run: ShownRun, batches: z.array(Batch) }))
    .query(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, async (db) => {
        const run = await finishedRun(db, input.runId)
        const { batches } = await readBoard(db, run, input.supplierId)
        return { run, batches }
      }),
    ),
  board: staff.input(z.object({ supplierId: Id.optional() })).query(({ ctx, input }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const run = await shownRun(db)
      return run && readBoard(db, run, input.supplierId)
    }),
  ),
  /** What the card of each batch says beside the board: mix, material, reply, deadline. */
  cards: staff.input(z.object({ planningRunId: Id })).query(({ ctx, input }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const run = await shownRun(db, input.planningRunId)
      return run ? readCards(db, run) : []
    }),
  ),
  strands: staff.input(z.object({ planningRunId: Id, batchNumber: Id })).query(({ ctx, input }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const run = await shownRun(db, input.planningRunId)
      return run ? readStrands(db, run, input.batchNumber) : []
    }),
  ),
  /** Cohorts and owner groups behind the orders of a batch; small groups are merged. */
  strandGroups: planning.input(z.object({ planningRunId: Id, batchNumber: Id })).query(({ ctx, input }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const run = await shownRun(db, input.planningRunId)
      return run ? readStrandGroups(db, run, input.batchNumber) : []
    }),
  ),
  /** Demand behind a batch as 50 outcomes, and what each of 51 positions of the dial means. */
  dial: staff.input(z.object({ planningRunId: Id, batchNumber: Id })).query(({ ctx, input }) =>
    ctx.headwater.asCaller(ctx.caller, async (db) => {
      const run = await shownRun(db, input.planningRunId)
      return run ? readDial(db, run, input.batchNumber) : null
    }),
  ),
  /** Load, lateness and cost before and after a decision; writes nothing. */
  preview: staff
    .input(z.object({ runId: Id, decision: Decision }))
    .query(({ ctx, input }) => previewDecision(ctx.headwater, ctx.caller, input)),
  /** What would become of the plan if a line were down, an order came or a week were declined; writes nothing. */
  previewChange: staff
    .input(
      z.object({
        runId: Id,
        change: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('line-down'), lineId: Id, firstWeek: Monday, lastWeek: Monday }),
          z.object({ kind: z.literal('order-added'), itemId: Id, quantity: Units, needWeek: Monday }),
          z.object({
            kind: z.literal('week-declined'),
            itemId: Id,
            arrivalWeek: Monday,
            committedQuantity: z.number().int().min(0).max(2_147_483_647),
          }),
        ]),
      }),
    )
    .query(({ ctx, input }) => previewChange(ctx.headwater, ctx.caller, input)),
  decide: planning
    .input(z.object({ runId: Id, decisionKey: z.uuid(), decision: Decision }))
    .mutation(({ ctx, input }) => decide(ctx.headwater, ctx.caller, { ...input, now: ctx.now() })),
  undo: planning
    .input(z.object({ runId: Id, decisionKey: z.uuid() }))
    .mutation(({ ctx, input }) => undoDecision(ctx.headwater, ctx.caller, { ...input, now: ctx.now() })),
})
