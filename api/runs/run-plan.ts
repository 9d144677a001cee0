import { announce } from '#api/live/live-changes'
import type { Caller, Db, Headwater } from '#db/client'
import type { DemandScope } from '#db/demand-scope'
import { currentLedgerVersion } from '#db/ledger'
import { standingSlackOffers } from '#db/line-statements'
import { statedMaterials } from '#db/material-supply'
import { otherOrders } from '#db/other-orders'
import { calendarDays, materialLeadWeeks } from '#db/planned-items'
import { takePlanningLock } from '#db/planning-lock'
import {
  familySetups,
  itemRoutings,
  lineCalendars,
  lineChangeovers,
  lineCommitments,
  standingFamilies,
} from '#db/production-lines'
import {
  beginRun,
  businessSettings,
  endRunWithout,
  findRun,
  giveBackRun,
  insertRun,
  learnedBefore,
  type PlanningRun,
  reportStage,
  requestCancel,
  type TakenRun,
} from '#db/runs'
import { saidMeans, toldWeeks } from '#db/said-and-happened'
import { storeRun } from '#db/store-run'
import { QUANTILE_LEVELS } from '#planning/forecast/forecast'
import { adjustOrders } from './adjust-orders.ts'
import { readCompany } from './company.ts'
import { DRIFT_LAG_WEEKS, DRIFT_WEEKS, driftExceptions } from './forecast-drift.ts'
import { demandOfGroups } from './group-demand.ts'
import { itemSupplies } from './item-supply.ts'
import { itemTasks } from './item-task.ts'
import { launchLessons, launchView } from './launches.ts'
import { learnedOf } from './learned-pool.ts'
import { orderCauses } from './order-causes.ts'
import { orderStreams } from './order-streams.ts'
import { orderValueExceptions } from './order-value.ts'
import { readOwners } from './owner-demand.ts'
import { plannedBatches } from './plan-batches.ts'
import type { PolicyParameters } from './plan-item.ts'
import { planItems } from './plan-items.ts'
import { firstBucket, runCalendar } from './run-calendar.ts'
import { byMoneyAtRisk, runExceptions } from './run-exceptions.ts'
import { runOrderVariance } from './run-order-variance.ts'
import { policyOfSupplier, smoothingOf, smoothingSoFar } from './run-smoothing.ts'
import { smoothingInputs } from './smoothing-input.ts'
import { standingOrders } from './standing-orders.ts'

export interface RunRequest {
  /** Business date; everything known by its end counts. */
  readonly asOf: string
  /** Newest ledger version to read; absent: the newest of now. */
  readonly ledgerVersion?: number
  readonly horizonWeeks?: number
  readonly detailWeeks?: number
  readonly seed?: number
  readonly startedBy: string
  readonly parentRunId?: number | null
  /** Plan these items alone, as a child of the parent run. */
  readonly onlyItems?: readonly number[] | null
  /** How orders to suppliers without a choice of their own are smoothed; absent: as costs least. */
  readonly policy?: PolicyParameters
}

export interface RunEnd {
  readonly runId: number
  readonly state: 'finished' | 'cancelled'
}

const TO_MAKE = ['queued', 'running', 'failed']

/** Business time zones where people live by the Chinese calendar. */
const CHINESE_TIME_ZONES = new Set(['Asia/Shanghai', 'Asia/Urumqi', 'Asia/Chongqing', 'Asia/Harbin'])

const CALLER: Caller = { role: 'system', userId: 'planning-run' }

class RunCancelled extends Error {}
class WorkerStops extends Error {}

export interface RunControl {
  /** true: cancel the run, as if somebody had asked to. */
  readonly shouldStop?: () => boolean
  /** true: the worker ends; the run goes back to the queue. */
  readonly isStopping?: () => boolean
}

/** Records a run to be made; the ledger version is fixed here. */
export async function createRun(headwater: Headwater, request: RunRequest): Promise<number> {
  const caller: Caller = { role: 'system', userId: request.startedBy }
  const calendar = runCalendar(request.asOf, request.horizonWeeks ?? 52, request.detailWeeks ?? 13)
  return headwater.asCaller(caller, async (db) =>
    insertRun(db, {
      asOf: request.asOf,
      ledgerVersion: request.ledgerVersion ?? (await currentLedgerVersion(db)),
      firstBucket: firstBucket(calendar),
      horizonWeeks: calendar.horizon,
      detailWeeks: Math.min(calendar.detailWeeks, calendar.horizon),
      quantileLevels: QUANTILE_LEVELS,
      seed: request.seed ?? 1,
      startedBy: request.startedBy,
      parentRunId: request.parentRunId ?? null,
      parameters: {
        ...request.policy,
        ...(request.onlyItems ? { onlyItems: request.onlyItems } : {}),
      },
    }),
  )
}

/** Creates a run and makes it. */
export async function runPlan(headwater: Headwater, request: RunRequest & RunControl): Promise<RunEnd> {
  const runId = await createRun(headwater, request)
  return makeRun(headwater, runId, request)
}

/**
 * Makes a recorded run, one process at a time: reads, computes without holding a transaction, then stores everything in
 * one. A run whose worker died is made again from its beginning; until the last moment nothing of it can be read.
 */
export async function makeRun(
  headwater: Headwater,
  runId: number,
  control: RunControl = {},
): Promise<RunEnd> {
  const recorded = await headwater.asCaller(CALLER, (db) => findRun(db, runId))
  if (!recorded || !TO_MAKE.includes(recorded.state))
    throw new Error(`run ${runId} is already finished, cancelled or unknown`)
  const lock = await takePlanningLock(headwater.jobPool, async () => {
    if (control.isStopping?.()) throw new WorkerStops(`run ${runId} goes back to the queue`)
    const run = await headwater.asCaller(CALLER, (db) => findRun(db, runId))
    if (!run || !TO_MAKE.includes(run.state)) return false
    if (!control.shouldStop?.()) return true
    if (run.state === 'queued') await headwater.asCaller(CALLER, (db) => requestCancel(db, runId))
    return false
  })
  try {
    const startedAt = lock && (await headwater.asCaller(CALLER, (db) => beginRun(db, runId)))
    return startedAt
      ? await makeTaken(headwater, { runId, startedAt }, control)
      : await endOf(headwater, runId)
  } finally {
    await lock?.release()
  }
}

/** How a run ended that another process made, or that was cancelled, while this one waited. */
async function endOf(headwater: Headwater, runId: number): Promise<RunEnd> {
  const run = await headwater.asCaller(CALLER, (db) => findRun(db, runId))
  if (run?.state === 'finished' || run?.state === 'cancelled') return { runId, state: run.state }
  throw new Error(
    `run ${runId} is ${run?.state ?? 'unknown'}: ${run?.problem ?? 'another process makes it and goes on'}`,
  )
}

async function makeTaken(headwater: Headwater, taken: TakenRun, control: RunControl): Promise<RunEnd> {
  const { runId } = taken
  const run = (await headwater.asCaller(CALLER, (db) => findRun(db, runId)))!
  const stage = async (name: string, done: number, total: number) => {
    if (control.isStopping?.()) throw new WorkerStops(`run ${runId} goes back to the queue`)
    const asked = await headwater.asCaller(CALLER, async (db) => {
      await announce(db, { topic: 'run', id: runId })
      return reportStage(db, runId, name, done, total)
    })
    if (asked || control.shouldStop?.()) throw new RunCancelled()
  }
  try {
    await compute(headwater, run, taken, stage)
    return { runId, state: 'finished' }
  } catch (error) {
    if (error instanceof WorkerStops) {
      await headwater.asCaller(CALLER, (db) => giveBackRun(db, taken))
      throw error
    }
    const cancelled = error instanceof RunCancelled
    const problem = cancelled ? null : error instanceof Error ? error.message : String(error)
    await headwater.asCaller(CALLER, async (db) => {
      await endRunWithout(db, taken, cancelled ? 'cancelled' : 'failed', problem)
      await announce(db, { topic: 'run', id: runId })
    })
    if (cancelled) return { runId, state: 'cancelled' }
    throw error
  }
}

type Stage = (name: string, done: number, total: number) => Promise<void>

async function compute(headwater: Headwater, run: PlanningRun, taken: TakenRun, stage: Stage): Promise<void> {
  const parameters = run.parameters as Partial<PolicyParameters> & { onlyItems?: number[] }
  const calendar = runCalendar(run.asOf, run.horizonWeeks, run.detailWeeks)
  await stage('reading', 0, 1)
  const read = await headwater.asCaller(CALLER, async (db) => {
    const { timeZone } = await businessSettings(db)
    const scope: DemandScope = {
      asOf: run.asOf,
      ledgerVersion: run.ledgerVersion,
      timeZone,
      itemIds: parameters.onlyItems ?? null,
    }
    const company = await readCompany(db, scope)
    return {
      company,
      owners: parameters.onlyItems ? null : await readOwners(db, scope, calendar),
      materialWeeks: await materialLeadWeeks(db),
      calendarDays: {
        ...(await calendarDays(db)),
        festivals: CHINESE_TIME_ZONES.has(timeZone) ? ('chinese' as const) : null,
      },
      learned: parameters.onlyItems ? await learnedBefore(db, run.parentRunId) : null,
      smoothing: await smoothingSoFar(db, run, parameters),
      others:
        parameters.onlyItems && run.parentRunId !== null
          ? await otherOrders(
              db,
              run.parentRunId,
              company.items.map(({ itemId }) => itemId),
              run.asOf,
            )
          : [],
      ...(await earlierVersions(db, run)),
      floor: {
        lines: await lineCalendars(db, run.firstBucket, run.horizonWeeks * 7),
        routings: await itemRoutings(db, run.asOf),
        families: await familySetups(db),
        changeovers: await lineChangeovers(db),
        standing: await standingFamilies(db, { asOf: run.asOf, timeZone, firstBucket: run.firstBucket }),
        commitments: await lineCommitments(db, scope),
        materials: await statedMaterials(db, scope),
        slackOffers: await standingSlackOffers(db, undefined, run.firstBucket),
      },
    }
  })
  const { company } = read
  const launches = launchView(company, calendar)
  const tasks = itemTasks(company, launches, calendar)
  const supplies = itemSupplies(company, read.materialWeeks, calendar)
  const chosen = await smoothingOf(read.smoothing, () =>
    smoothingInputs(company, tasks, supplies, read.floor),
  )
  const results = await planItems(
    tasks,
    supplies,
    {
      calendarDays: read.calendarDays,
      learned: learnedOf(read.learned),
      launches: parameters.onlyItems ? null : launchLessons(company.items, launches, calendar),
    },
    run,
    calendar,
    policyOfSupplier(chosen.policies),
    stage,
  )
  const groups = read.owners
    ? await demandOfGroups(company, read.owners, results, run, calendar, read.calendarDays, (...of) =>
        stage('totals', ...of),
      )
    : { groupDemand: [], ownerDemand: [] }
  const standing = standingOrders(read.others, calendar)
  const plans = adjustOrders(
    company,
    results.plans,
    supplies,
    results.forecasts,
    read.floor,
    standing,
    calendar,
  )
  const batches = await plannedBatches(company, plans, read.floor, calendar, run.seed, (done, total) =>
    stage('batches', done, total),
  )
  await stage('storing', 0, 1)
  const streams = orderStreams(company, results.forecasts, calendar)
  const unitCost = new Map(company.items.map((item) => [item.itemId, item.unitCostMinor]))
  await headwater.asCaller(CALLER, async (db, client) => {
    await announce(db, { topic: 'run', id: run.runId })
    await storeRun(db, client, taken, {
      learned: results.learned,
      forecasts: results.forecasts,
      ...groups,
      plans: plans.map(({ row }) => row),
      orderVariance: runOrderVariance(streams, results.forecasts, plans, batches.batches, unitCost, calendar),
      orderCauses: orderCauses(streams),
      smoothing: chosen.rows,
      batches: batches.batches,
      lineLoads: batches.lineLoads,
      exceptions: byMoneyAtRisk([
        ...runExceptions(company, supplies, plans, results.problems, calendar),
        ...orderValueExceptions(company, plans, standing, calendar),
        ...batches.exceptions,
        ...driftExceptions(company, results.forecasts, read.told, read.said),
      ]),
      batchGapFraction: batches.gapFraction,
      stoppedBy: batches.stoppedBy,
    })
  })
}

async function earlierVersions(db: Db, run: PlanningRun) {
  const told = await toldWeeks(db, run, DRIFT_LAG_WEEKS, DRIFT_WEEKS)
  return { told, said: await saidMeans(db, told) }
}
