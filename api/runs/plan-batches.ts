import type { BatchRow, ExceptionRow, LineLoadRow } from '#db/run-rows'
import { batchRequests, type ShopFloor } from './batch-request.ts'
import { batchExceptions, batchRows, lineLoadRows } from './batch-rows.ts'
import type { Company } from './company.ts'
import type { ItemPlan } from './plan-item.ts'
import type { RunCalendar } from './run-calendar.ts'
import { batchesInWorker } from './worker-pool.ts'

export interface PlannedBatches {
  readonly batches: readonly BatchRow[]
  readonly lineLoads: readonly LineLoadRow[]
  readonly exceptions: readonly ExceptionRow[]
  /** Proven gap of all suppliers together; null without lines. */
  readonly gapFraction: number | null
  readonly stoppedBy: string | null
}

/** While suppliers are being planned the run is asked this often whether it is to go on. */
const ASK_EVERY_MS = 1000

/** Batches of every supplier with lines, each planned in a worker thread. */
export async function plannedBatches(
  company: Company,
  plans: readonly ItemPlan[],
  floor: ShopFloor,
  calendar: RunCalendar,
  seed: number,
  reportDone: (done: number, total: number) => Promise<void>,
): Promise<PlannedBatches> {
  const requests = batchRequests(company, plans, floor, calendar, seed)
  const abort = new AbortController()
  let done = 0
  await reportDone(0, requests.length)
  const planned = Promise.all(
    requests.map(async (of) => {
      const plan = await batchesInWorker(of, abort.signal)
      done += 1
      await reportDone(done, requests.length)
      return { of, plan }
    }),
  )
  let asking = Promise.resolve()
  let ticking: NodeJS.Timeout | undefined
  const stopped = new Promise<never>((_, refuse) => {
    ticking = setInterval(() => {
      asking = reportDone(done, requests.length).catch(refuse)
    }, ASK_EVERY_MS)
  })
  const answers = await Promise.race([planned, stopped])
    .catch((error) => {
      abort.abort()
      throw error
    })
    .finally(() => clearInterval(ticking))
  await asking
  const batches: BatchRow[] = []
  const lineLoads: LineLoadRow[] = []
  const exceptions: ExceptionRow[] = []
  let objective = 0
  let lowerBound = 0
  for (const { of, plan } of answers) {
    const rows = batchRows(of, plan, calendar, batches.length + 1)
    batches.push(...rows)
    lineLoads.push(...lineLoadRows(of, plan, rows, floor, calendar))
    exceptions.push(...batchExceptions(of, plan, floor, calendar))
    objective += plan.objective
    lowerBound += plan.lowerBound
  }
  return {
    batches,
    lineLoads,
    exceptions,
    gapFraction: answers.length === 0 ? null : objective > 0 ? (objective - lowerBound) / objective : 0,
    stoppedBy: answers.length === 0 ? null : 'work-limit',
  }
}
