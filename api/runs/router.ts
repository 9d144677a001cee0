import { z } from 'zod'
import { businessDate } from '#api/context'
import { Refusal } from '#api/errors'
import { planning, staff, trpc } from '#api/trpc'
import { recordAudit } from '#db/audit'
import { findRun, latestFinishedRun, listRuns, requestCancel, runUnderWay } from '#db/runs'
import { createRun } from './run-plan.ts'
import { runSummary } from './run-summary.ts'
import { CurrentRuns, PlanningRun, RunSummary, StartRun } from './schema.ts'

const RunId = z.object({ runId: z.number().int().positive() })

const tags = ['runs']

/** Planning runs: start, follow, cancel. */
export const runsRouter = trpc.router({
  list: staff
    .meta({
      openapi: {
        method: 'GET',
        path: '/runs',
        summary: 'Lists planning runs, newest first',
        tags,
        protect: true,
      },
    })
    .input(z.object({ limit: z.number().int().min(1).max(200).default(50) }))
    .output(z.array(PlanningRun))
    .query(({ ctx, input }) => ctx.headwater.asCaller(ctx.caller, (db) => listRuns(db, input.limit))),
  /** The newest finished run and, if any, the one being made or waiting longest. */
  current: staff
    .meta({
      openapi: {
        method: 'GET',
        path: '/runs/current',
        summary: 'Reads the newest finished run and the one being made, if any',
        tags,
        protect: true,
      },
    })
    .output(CurrentRuns)
    .query(({ ctx }) =>
      ctx.headwater.asCaller(ctx.caller, async (db) => {
        const shown = (await latestFinishedRun(db)) ?? null
        return { shown, underWay: (await runUnderWay(db)) ?? null }
      }),
    ),
  get: staff
    .meta({
      openapi: {
        method: 'GET',
        path: '/runs/{runId}',
        summary: 'Reads the state and progress of one planning run',
        tags,
        protect: true,
      },
    })
    .input(RunId)
    .output(PlanningRun)
    .query(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, async (db) => {
        const run = await findRun(db, input.runId)
        if (!run) throw new Refusal('not-found', `There is no run ${input.runId}.`)
        return run
      }),
    ),
  summary: staff
    .meta({
      openapi: {
        method: 'GET',
        path: '/runs/{runId}/summary',
        summary: 'Reads what a finished run found: its totals and counted exceptions',
        tags,
        protect: true,
      },
    })
    .input(RunId)
    .output(RunSummary)
    .query(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, async (db) => {
        const summary = await runSummary(db, input.runId)
        if (!summary) throw new Refusal('not-found', `There is no run ${input.runId}.`)
        return summary
      }),
    ),
  start: planning
    .meta({
      openapi: {
        method: 'POST',
        path: '/runs',
        summary: 'Starts a planning run as of a day',
        tags,
        protect: true,
      },
    })
    .input(StartRun)
    .output(z.object({ runId: z.number() }))
    .mutation(async ({ ctx, input }) => {
      if (input.onlyItems && input.parentRunId === undefined)
        throw new Refusal('invalid-input', 'Planning some items alone continues a run: name parentRunId.')
      const runId = await createRun(ctx.headwater, {
        asOf: input.asOf ?? businessDate(ctx.now()),
        ...(input.horizonWeeks ? { horizonWeeks: input.horizonWeeks } : {}),
        ...(input.detailWeeks ? { detailWeeks: input.detailWeeks } : {}),
        ...(input.seed === undefined ? {} : { seed: input.seed }),
        startedBy: ctx.user.userId,
        parentRunId: input.parentRunId ?? null,
        onlyItems: input.onlyItems ?? null,
        ...(input.policy ? { policy: input.policy } : {}),
      })
      await ctx.jobs.enqueueRun(runId)
      return { runId }
    }),
  cancel: planning
    .meta({
      openapi: {
        method: 'POST',
        path: '/runs/{runId}/cancel',
        summary: 'Stops a planning run that is waiting or being made',
        tags,
        protect: true,
      },
    })
    .input(RunId)
    .output(PlanningRun)
    .mutation(({ ctx, input }) =>
      ctx.headwater.asCaller(ctx.caller, async (db) => {
        if (!(await findRun(db, input.runId)))
          throw new Refusal('not-found', `There is no run ${input.runId}.`)
        await requestCancel(db, input.runId)
        await recordAudit(db, ctx.caller, { action: 'cancel', subject: `run ${input.runId}` })
        return (await findRun(db, input.runId))!
      }),
    ),
})
