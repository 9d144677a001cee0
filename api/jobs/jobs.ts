import {
  Logger,
  makeWorkerUtils,
  type ParsedCronItem,
  parseCronItems,
  run,
  type TaskList,
} from 'graphile-worker'
import { Refusal } from '#api/errors'
import { publishRun } from '#api/publication/publish-run'
import { makeRun } from '#api/runs/run-plan'
import { closeWorkers } from '#api/runs/worker-pool'
import type { Caller, Headwater } from '#db/client'
import { findRun, unfinishedRuns } from '#db/runs'
import { upkeep } from './upkeep.ts'

/** Background work of this installation. One server works on a database at a time, so dead locks are its own. */
export interface Jobs {
  /** Queues a recorded run; a second call for the same run changes nothing. */
  enqueueRun(runId: number, options?: RunJobOptions): Promise<void>
  /** Waits for nothing: running jobs are told to stop and are given back. */
  stop(): Promise<void>
}

export interface RunJobOptions {
  /** Publish to every supplier as soon as the run is finished; for the demo company. */
  readonly publishWhenFinished?: boolean
}

type RunPayload = { runId: number } & RunJobOptions

const SYSTEM: Caller = { role: 'system', userId: 'jobs' }
const ATTEMPTS = 3
const NIGHTLY = '15 19 * * *'

export interface JobSettings {
  readonly dataFolder: string
  readonly onError: (error: unknown) => void
}

export async function startJobs(headwater: Headwater, settings: JobSettings): Promise<Jobs> {
  const { onError } = settings
  // The pool replaces a broken connection; the job that lost it fails and is tried again.
  headwater.jobPool.on('connect', (client) => client.on('error', () => undefined))
  const logger = new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') onError(message)
  })
  const utils = await makeWorkerUtils({ pgPool: headwater.jobPool, logger })
  await utils.migrate()
  const stopping = new AbortController()
  const taskList: TaskList = {
    'planning-run': async (payload) => {
      const { runId, publishWhenFinished } = payload as RunPayload
      const found = await headwater.asCaller(SYSTEM, (db) => findRun(db, runId))
      if (!found) return
      const isToMake = ['queued', 'running', 'failed'].includes(found.state)
      const { state } = isToMake
        ? await makeRun(headwater, runId, { isStopping: () => stopping.signal.aborted })
        : found
      if (publishWhenFinished && state === 'finished')
        await publishUnlessOvertaken(headwater, { role: 'system', userId: found.startedBy }, runId)
    },
    'nightly-upkeep': () => upkeep(headwater, settings.dataFolder, new Date()),
  }
  const enqueueRun = async (runId: number, options: RunJobOptions = {}) => {
    await utils.addJob(
      'planning-run',
      { runId, ...options },
      // One queue: runs follow one another, so a run that is queued twice is found finished the second time.
      { jobKey: `run-${runId}`, queueName: 'planning-runs', maxAttempts: ATTEMPTS },
    )
  }
  // A worker that was killed leaves its lock and its run behind: both are taken up again.
  await releaseDeadLocks(headwater)
  for (const runId of await headwater.asCaller(SYSTEM, unfinishedRuns)) await enqueueRun(runId)
  const runner = await run({
    pgPool: headwater.jobPool,
    logger,
    concurrency: 2,
    noHandleSignals: true,
    taskList,
    parsedCronItems: nightly(),
  })
  runner.promise.catch(onError)
  return {
    enqueueRun,
    stop: async () => {
      stopping.abort()
      await runner.stop().catch(onError)
      await closeWorkers()
      await utils.release()
    },
  }
}

async function publishUnlessOvertaken(headwater: Headwater, caller: Caller, runId: number): Promise<void> {
  try {
    await publishRun(headwater, caller, { runId, now: new Date() })
  } catch (error) {
    if (!(error instanceof Refusal && error.kind === 'stale-run')) throw error
  }
}

function nightly(): ParsedCronItem[] {
  return parseCronItems([{ task: 'nightly-upkeep', match: NIGHTLY }])
}

async function releaseDeadLocks(headwater: Headwater): Promise<void> {
  await headwater.jobPool.query(
    `select graphile_worker.force_unlock_workers(array_agg(distinct locked_by))
     from graphile_worker._private_jobs where locked_by is not null having count(*) > 0`,
  )
}
