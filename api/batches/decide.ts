import { Refusal } from '#api/errors'
import { announce } from '#api/live/live-changes'
import { recordAudit } from '#db/audit'
import { insertDecision, lockDecisions } from '#db/batch-decisions'
import type { Caller, Db, Headwater } from '#db/client'
import { shownRun } from '#db/shown-run'
import { type ScheduledBatch, type ScheduleFigures, scheduleFigures } from '#planning/batches/batch-schedule'
import { type BatchDecision, type DecisionProblem, decideBatch } from '#planning/batches/decide-batch'
import { boardMaterials, newlyWaiting, type WaitingBatch } from './batch-materials.ts'
import { keepFirmOrders } from './firm-orders.ts'
import { readSchedule, type Schedule } from './read-schedule.ts'

export interface DecisionPreview {
  readonly before: ScheduleFigures
  /** null when the decision cannot stand. */
  readonly after: ScheduleFigures | null
  readonly problem: DecisionProblem | null
  /** Batches that would then start before their material is there. */
  readonly waiting: readonly WaitingBatch[]
}

/** What a decision would do to load, lateness, cost and material. Writes nothing. */
export async function previewDecision(
  headwater: Headwater,
  caller: Caller,
  { runId, decision }: { readonly runId: number; readonly decision: BatchDecision },
): Promise<DecisionPreview> {
  return headwater.asCaller(caller, async (db) => {
    const schedule = await scheduleOfRun(db, runId)
    const decided = decideBatch(schedule.batches, decision, schedule.weeks, schedule.floor)
    const before = scheduleFigures(schedule.batches, schedule.floor)
    if (decided.problem !== null) return { before, after: null, problem: decided.problem, waiting: [] }
    const { batches } = decided
    return {
      before,
      after: scheduleFigures(batches, schedule.floor),
      problem: null,
      waiting: newlyWaiting(schedule, { ...schedule, batches }, await boardMaterials(db, schedule.run)),
    }
  })
}

export interface DecisionOutcome {
  readonly problem: DecisionProblem | null
}

/** Records a decision; the same key again changes nothing. What results is kept by the next run. */
export async function decide(
  headwater: Headwater,
  caller: Caller,
  request: {
    readonly runId: number
    readonly decisionKey: string
    readonly decision: BatchDecision
    readonly now: Date
  },
): Promise<DecisionOutcome> {
  const { runId, decision } = request
  return headwater
    .asCaller(caller, async (db) => {
      await lockDecisions(db, runId)
      const schedule = await scheduleOfRun(db, runId)
      const isNew = await insertDecision(db, {
        planningRunId: runId,
        decisionKey: request.decisionKey,
        kind: decision.kind,
        parameters: decision,
        decidedBy: caller.userId,
        decidedAt: request.now,
      })
      if (!isNew) return { problem: null }
      const decided = decideBatch(schedule.batches, decision, schedule.weeks, schedule.floor)
      if (decided.problem) throw new CannotStand(decided.problem)
      const after = { ...schedule, batches: decided.batches }
      await settle(db, caller, after, `batch-${decision.kind}`, decision, request.now, schedule.batches)
      return { problem: null }
    })
    .catch((error) => {
      if (error instanceof CannotStand) return { problem: error.problem }
      throw error
    })
}

/** Takes the last standing decision of a run back, unless its batch was released since. */
export async function undoDecision(
  headwater: Headwater,
  caller: Caller,
  request: { readonly runId: number; readonly decisionKey: string; readonly now: Date },
): Promise<{ readonly undone: boolean }> {
  const { runId } = request
  return headwater.asCaller(caller, async (db) => {
    await lockDecisions(db, runId)
    const { run, decisions, batches } = await scheduleOfRun(db, runId)
    const last = decisions.at(-1)
    if (!last) return { undone: false }
    const released = batches.find(
      (batch) => batch.state === 'released' && touches(last.decision, batch.batchNumber),
    )
    if (released)
      throw new Refusal(
        'conflict',
        `Batch ${released.batchNumber} is released; a decision about it can no longer be undone.`,
      )
    const undone = await insertDecision(db, {
      planningRunId: runId,
      decisionKey: request.decisionKey,
      kind: 'undo',
      parameters: {},
      undoesId: last.batchDecisionId,
      decidedBy: caller.userId,
      decidedAt: request.now,
    })
    if (undone)
      await settle(db, caller, await readSchedule(db, run), 'batch-undo', last.decision, request.now, batches)
    return { undone }
  })
}

/** Rolls the transaction back: a decision that cannot stand leaves nothing. */
class CannotStand extends Error {
  readonly problem: DecisionProblem
  constructor(problem: DecisionProblem) {
    super(problem.kind)
    this.problem = problem
  }
}

async function scheduleOfRun(db: Db, runId: number): Promise<Schedule> {
  const run = await shownRun(db, runId)
  if (!run) throw new Refusal('not-found', `There is no finished run ${runId} over all items.`)
  return readSchedule(db, run)
}

async function settle(
  db: Db,
  caller: Caller,
  schedule: Schedule,
  action: string,
  decision: BatchDecision,
  now: Date,
  before: readonly ScheduledBatch[],
): Promise<void> {
  const { run } = schedule
  await keepFirmOrders(db, schedule, now)
  await recordAudit(db, caller, {
    action,
    subject: `run ${run.planningRunId}`,
    before: statedBatches(before, decision),
    after: { ...decision, ...statedBatches(schedule.batches, decision) },
  })
  await announce(db, { topic: 'batch', id: run.planningRunId })
}

/** Line, week, state and quantity of the batches a decision names, as fields of one record. */
function statedBatches(batches: readonly ScheduledBatch[], decision: BatchDecision) {
  const named = batches.filter(({ batchNumber }) => touches(decision, batchNumber))
  return {
    batches: named.map(({ batchNumber, lineId, week, state, items }) => ({
      batchNumber,
      lineId,
      week,
      state,
      quantity: items.reduce((sum, { quantity }) => sum + quantity, 0),
    })),
  }
}

function touches(decision: BatchDecision, batchNumber: number): boolean {
  const named = [
    'batchNumber' in decision ? decision.batchNumber : null,
    'newNumber' in decision ? decision.newNumber : null,
    'into' in decision ? decision.into : null,
  ]
  return named.includes(batchNumber)
}
