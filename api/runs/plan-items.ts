import type { ForecastRow } from '#db/run-rows'
import type { PlanningRun } from '#db/runs'
import type { LaunchLessons } from '#planning/forecast/cold-start'
import type { PastErrors } from '#planning/forecast/error-dependence'
import type { UnforecastItem } from './forecast-chunk.ts'
import { inChunks, inParallel } from './in-parallel.ts'
import type { ItemSupply } from './item-supply.ts'
import type { ItemTask } from './item-task.ts'
import { type Learned, learnTogether, teachingTasks } from './learned-pool.ts'
import type { CalendarDays } from './organic-forecast.ts'
import type { ItemPlan, PolicyParameters } from './plan-item.ts'
import type { RunCalendar } from './run-calendar.ts'
import { evidenceInWorker, planInWorker } from './worker-pool.ts'

export interface PlannedItems {
  readonly learned: Learned | null
  readonly forecasts: readonly ForecastRow[]
  /** One per forecast. */
  readonly pastErrors: readonly (PastErrors | null)[]
  readonly plans: readonly ItemPlan[]
  readonly problems: readonly UnforecastItem[]
}

/** Forecasts and plans every item in worker threads, chunk by chunk; the chunks depend on the items alone. */
export async function planItems(
  tasks: readonly ItemTask[],
  supplies: ReadonlyMap<number, ItemSupply>,
  known: {
    readonly calendarDays: CalendarDays
    readonly learned: Learned | null
    readonly launches: LaunchLessons | null
  },
  run: PlanningRun,
  calendar: RunCalendar,
  policyOf: (supplierId: number) => PolicyParameters,
  stage: (name: string, done: number, total: number) => Promise<void>,
): Promise<PlannedItems> {
  const forecasts: ForecastRow[] = []
  const pastErrors: (PastErrors | null)[] = []
  const plans: ItemPlan[] = []
  const problems: UnforecastItem[] = []
  const abort = new AbortController()
  let done = 0
  const { horizon } = calendar
  const teaching = known.learned ? [] : teachingTasks(tasks)
  const count = teaching.length + tasks.length
  const report = async (finished: number) => {
    done += finished
    await stage('forecasting', done, count)
  }
  await report(0)
  const lessons = inChunks(teaching).map((chunk) => async () => {
    const options = { horizon, levels: run.quantileLevels, calendar: known.calendarDays }
    const told = chunk.map(({ organic, promotions }) => ({ organic, promotions }))
    const evidence = await evidenceInWorker({ tasks: told, options }, abort.signal)
    await report(chunk.length)
    return evidence
  })
  const forecastAll = ({ pool, launches }: Learned) =>
    chunked(tasks).map((chunk) => async () => {
      const suppliesOfChunk = chunk.map(({ itemId }) => supplies.get(itemId)!)
      const result = await planInWorker(
        {
          tasks: chunk,
          supplies: suppliesOfChunk,
          asOfDay: calendar.asOfDay,
          horizon,
          levels: run.quantileLevels,
          seed: run.seed,
          policies: policiesOf(suppliesOfChunk, policyOf),
          calendar: known.calendarDays,
          pool,
          launches: chunk.some(({ launch }) => launch !== null) ? launches : null,
        },
        abort.signal,
      )
      await report(chunk.length)
      return result
    })
  try {
    const learned = known.learned ?? {
      pool: learnTogether((await inParallel(lessons)).flat()),
      launches: known.launches,
    }
    for (const result of await inParallel(forecastAll(learned))) {
      forecasts.push(...result.forecasts)
      pastErrors.push(...result.pastErrors)
      plans.push(...result.plans)
      problems.push(...result.problems)
    }
    return { learned, forecasts, pastErrors, plans, problems }
  } catch (error) {
    abort.abort()
    throw error
  }
}

function policiesOf(supplies: readonly ItemSupply[], policyOf: (supplierId: number) => PolicyParameters) {
  const policies = new Map<number, PolicyParameters>()
  for (const { suppliers } of supplies)
    for (const { terms } of suppliers) policies.set(terms.supplierId, policyOf(terms.supplierId))
  return policies
}

/** Items with bookings outside campaigns learn from one another, so they share the first chunk. */
function chunked<Task extends { readonly bookings: unknown }>(tasks: readonly Task[]): Task[][] {
  const booked = tasks.filter(({ bookings }) => bookings !== null)
  const others = tasks.filter(({ bookings }) => bookings === null)
  return [...(booked.length > 0 ? [booked] : []), ...inChunks(others)]
}
