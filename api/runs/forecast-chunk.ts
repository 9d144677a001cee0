import type { ForecastRow } from '#db/run-rows'
import { spreadDeviation } from '#planning/distribution/normal'
import type { LaunchLessons } from '#planning/forecast/cold-start'
import { type DemandByRung, demandByRung } from '#planning/forecast/demand-by-rung'
import { movingErrors, type PastErrors, settledErrors } from '#planning/forecast/error-dependence'
import { type ForecastProblem, TOLD_RANGE } from '#planning/forecast/forecast'
import { forecastFromBookings, type KnownOrdersForecast } from '#planning/forecast/known-orders'
import { applyOverrides } from '#planning/forecast/override'
import { applyExpectations } from '#planning/forecast/owner-expectation'
import type { SeriesPool } from '#planning/forecast/series-options'
import type { ItemSupply } from './item-supply.ts'
import type { ItemTask } from './item-task.ts'
import { type CalendarDays, type OrganicForecast, organicForecasts } from './organic-forecast.ts'
import { type ItemPlan, type PolicyParameters, planItem, protectionSteps } from './plan-item.ts'

const WEEKS_IN_YEAR = 52
/** Weeks ahead whose range gives an item its weight among others. */
const SPREAD_WEEKS = 13

/** Work of one worker: some items, all their demand and supply. */
export interface ChunkInput {
  readonly tasks: readonly ItemTask[]
  readonly supplies: readonly ItemSupply[]
  readonly asOfDay: number
  readonly horizon: number
  readonly levels: readonly number[]
  readonly seed: number
  /** By supplier of these items. */
  readonly policies: ReadonlyMap<number, PolicyParameters>
  readonly calendar: CalendarDays
  readonly pool: SeriesPool | null
  readonly launches: LaunchLessons | null
}

export interface UnforecastItem {
  readonly itemId: number
  readonly problem: ForecastProblem['problem']
}

export interface ChunkResult {
  readonly forecasts: readonly ForecastRow[]
  /** One per forecast; null where the item's past tells nothing. */
  readonly pastErrors: readonly (PastErrors | null)[]
  readonly plans: readonly ItemPlan[]
  /** Items that could not be forecast, with the reason. */
  readonly problems: readonly UnforecastItem[]
}

/** Forecasts and plans of a chunk of items; deterministic, whatever else runs beside it. */
export function planChunk(input: ChunkInput): ChunkResult {
  const { tasks, horizon, levels } = input
  const sumSteps = tasks.map((task, at) => {
    const steps = protectionSteps(input.supplies[at]!)
    return [...new Set([...steps, task.leadTimeWeeks])].filter((count) => count <= horizon)
  })
  const organics = organicForecasts(tasks, sumSteps, {
    horizon,
    levels,
    calendar: input.calendar,
    pool: input.pool,
    launches: input.launches,
  })
  const bookings = bookingForecasts(input)
  const forecasts: ForecastRow[] = []
  const pastErrors: (PastErrors | null)[] = []
  const plans: ItemPlan[] = []
  const problems: UnforecastItem[] = []
  tasks.forEach((task, at) => {
    const { forecast, problem } = organics[at]!
    if (problem !== null) problems.push({ itemId: task.itemId, problem })
    const organic = forecast && endingAt(forecast, task.endStep)
    const booked = bookings.get(task.itemId) ?? null
    const { demand: told, meanBeforeExpectations } = itemDemand(task, organic, booked, input, sumSteps[at]!)
    const demand = applyOverrides(told, task.overrides)
    const meanBeforeOverride = demand === told ? null : told.mean
    forecasts.push(forecastRow(task, organic, booked, demand, { meanBeforeExpectations, meanBeforeOverride }))
    pastErrors.push(errorsOf(task, forecast, demand, levels))
    const supply = input.supplies[at]!
    plans.push(...planItem(supply, demand, levels, task, input.policies))
  })
  return { forecasts, pastErrors, plans, problems }
}

/** Past errors of the everyday sales of an item, in units of how far its whole demand may stray in the coming weeks. */
function errorsOf(
  { organic: history }: ItemTask,
  organic: OrganicForecast | null,
  demand: DemandByRung,
  levels: readonly number[],
): PastErrors | null {
  if (!history) return null
  const weeks = Math.min(SPREAD_WEEKS, demand.mean.length)
  const [low, high] = TOLD_RANGE.map((level) => demand.quantiles[levels.indexOf(level)]!)
  let width = 0
  for (let week = 0; week < weeks; week += 1) width += (high![week]! - low![week]!) / weeks
  const innovations = organic?.innovations
    ? settledErrors(organic.innovations, WEEKS_IN_YEAR)
    : movingErrors(history.quantity).innovations
  return {
    innovations: Float32Array.from(innovations),
    deviation: spreadDeviation(TOLD_RANGE, width),
  }
}

function bookingForecasts({ tasks, asOfDay, horizon, levels, seed, calendar }: ChunkInput) {
  const withBookings = tasks.filter((task) => task.bookings !== null)
  const found = new Map<number, KnownOrdersForecast>()
  if (withBookings.length === 0) return found
  const count = withBookings.reduce((sum, task) => sum + task.bookings!.needDay.length, 0)
  const columns = {
    series: new Int32Array(count),
    needDay: new Int32Array(count),
    placedDay: new Int32Array(count),
    quantity: new Float64Array(count),
    cancelledDay: new Int32Array(count),
  }
  let at = 0
  withBookings.forEach(({ bookings }, series) => {
    columns.series.fill(series, at, at + bookings!.needDay.length)
    columns.needDay.set(bookings!.needDay, at)
    columns.placedDay.set(bookings!.placedDay, at)
    columns.quantity.set(bookings!.quantity, at)
    columns.cancelledDay.set(bookings!.cancelledDay, at)
    at += bookings!.needDay.length
  })
  const forecasts = forecastFromBookings({
    seriesIds: withBookings.map(({ seriesId }) => seriesId),
    bookings: columns,
    asOfDay,
    bucket: 'week',
    horizon,
    quantileLevels: levels,
    holidays: calendar.holidays,
    seed,
  })
  withBookings.forEach((task, series) => {
    found.set(task.itemId, forecasts[series]!)
  })
  return found
}

function itemDemand(
  task: ItemTask,
  organic: OrganicForecast | null,
  booked: KnownOrdersForecast | null,
  { horizon, levels, seed }: ChunkInput,
  sumSteps: readonly number[],
): { demand: DemandByRung; meanBeforeExpectations: Float64Array | null } {
  const zeros = new Float64Array(horizon)
  const organicMean = organic?.mean ?? zeros
  const { intent, model } = task.expectations
    ? applyExpectations(organicMean, task.expectations, task.expectationWeight)
    : { intent: zeros, model: organicMean }
  const split = bookedByRung(task, booked, horizon)
  const demand = demandByRung(
    {
      seriesId: task.seriesId,
      horizon,
      organic,
      booked,
      bookedPaid: split.paid,
      bookedDeposit: split.deposit,
      bookedSubscription: split.subscription,
      paid: task.paid,
      grossDeposit: task.grossDeposit,
      lostDeposit: task.lostDeposit,
      openChoice: task.openChoice,
      subscription: task.subscription,
      stillToCome: task.stillToCome,
      intent,
      organicBesideIntent: model,
    },
    levels,
    sumSteps,
    seed,
  )
  return {
    demand,
    meanBeforeExpectations: task.expectations
      ? demand.mean.map((units, step) => units - intent[step]! - model[step]! + organicMean[step]!)
      : null,
  }
}

/** What of the book outside campaigns stays, split over the rungs as the open orders of that week are. */
function bookedByRung(task: ItemTask, booked: KnownOrdersForecast | null, horizon: number) {
  const zeros = () => new Float64Array(horizon)
  const split = { paid: zeros(), deposit: zeros(), subscription: zeros() }
  if (!booked) return split
  for (let step = 0; step < horizon; step += 1) {
    const open = task.booked.paid[step]! + task.booked.deposit[step]! + task.booked.subscription[step]!
    const kept = Math.min(booked.survivingOnBook[step]!, booked.mean[step]!)
    if (open <= 0) continue
    split.paid[step] = (kept * task.booked.paid[step]!) / open
    split.deposit[step] = (kept * task.booked.deposit[step]!) / open
    split.subscription[step] = (kept * task.booked.subscription[step]!) / open
  }
  return split
}

function endingAt(forecast: OrganicForecast, endStep: number | null): OrganicForecast {
  if (endStep === null || endStep >= forecast.mean.length) return forecast
  const cut = (values: Float64Array) => values.map((value, step) => (step < endStep ? value : 0))
  return { ...forecast, mean: cut(forecast.mean), quantiles: forecast.quantiles.map(cut) }
}

function forecastRow(
  task: ItemTask,
  organic: OrganicForecast | null,
  booked: KnownOrdersForecast | null,
  demand: DemandByRung,
  before: {
    readonly meanBeforeExpectations: Float64Array | null
    readonly meanBeforeOverride: Float64Array | null
  },
): ForecastRow {
  const leadTime = demand.sums.find(({ steps }) => steps === task.leadTimeWeeks) ?? demand.sums[0]
  const single = (values: Float64Array) => Float32Array.from(values)
  return {
    itemId: task.itemId,
    method: organic?.method ?? booked?.method ?? 'known-orders',
    reasons: [...(organic?.reasons ?? []), ...(booked?.reasons ?? [])],
    demandPattern: organic?.demandPattern ?? 'booked',
    historyStart: task.history.start,
    history: task.history.quantity.map((units) => (Number.isFinite(units) ? units : 0)),
    historyStatus: task.history.status,
    mean: single(demand.mean),
    meanBeforeExpectations: before.meanBeforeExpectations && single(before.meanBeforeExpectations),
    meanBeforeOverride: before.meanBeforeOverride && single(before.meanBeforeOverride),
    paid: single(demand.paid),
    deposit: single(demand.deposit),
    subscription: single(demand.subscription),
    intent: single(demand.intent),
    model: single(demand.model),
    grossDeposit: single(demand.grossDeposit),
    quantiles: Float32Array.from(demand.quantiles.flatMap((values) => [...values])),
    leadTimeWeeks: leadTime?.steps ?? task.leadTimeWeeks,
    leadTimeMean: leadTime?.mean ?? 0,
    leadTimeQuantiles: single(leadTime?.quantiles ?? new Float64Array(demand.quantiles.length)),
    effects: {
      ...organic?.effects,
      campaigns: task.campaigns,
      overdue: task.overdue,
      ...(task.expectations ? { expectations: task.expectationWeight } : {}),
    },
  }
}
