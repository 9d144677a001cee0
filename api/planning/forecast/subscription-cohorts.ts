import {
  fitShiftedBetaGeometric,
  type Retention,
  type RetentionCounts,
  survivalAfter,
} from '#planning/forecast/retention'
import type { Subscriptions } from '#planning/forecast/subscription-boxes'

/** Subscriptions alike; weeks are week numbers. `boxes` is boxes per delivery of all of them together. */
export interface SubscriptionCohort {
  readonly planId: number
  readonly firstBoxWeek: number
  readonly prepaidToWeek: number | null
  readonly cancelledWeek: number | null
  readonly isPaused: boolean
  readonly subscriptions: number
  readonly boxes: number
}

/** Renewals that a retention curve follows one by one. */
const LONGEST_AGE = 160
/** Cancellations a plan needs before its own curve is fitted. */
const LEAST_CANCELLATIONS = 50
const JOINING_WEEKS = 8

/** Renewals passed by a week, the first box being the start. @example renewalsBy(10, 14, 2) // 2 */
export function renewalsBy(firstBoxWeek: number, week: number, cadenceWeeks: number): number {
  return Math.max(0, Math.floor((week - firstBoxWeek) / cadenceWeeks))
}

/** Lost and open subscriptions by renewals passed, the open ones as last seen in `lastWeek`. */
export function cohortCounts(
  cohorts: readonly SubscriptionCohort[],
  cadenceWeeks: number,
  lastWeek: number,
): RetentionCounts {
  const lost = new Float64Array(LONGEST_AGE)
  const open = new Float64Array(LONGEST_AGE)
  for (const { firstBoxWeek, cancelledWeek, subscriptions } of cohorts) {
    if (cancelledWeek === null)
      open[Math.min(LONGEST_AGE - 1, renewalsBy(firstBoxWeek, lastWeek, cadenceWeeks))] += subscriptions
    else {
      const renewal = Math.ceil((cancelledWeek - firstBoxWeek) / cadenceWeeks)
      lost[Math.min(LONGEST_AGE - 1, Math.max(1, renewal))] += subscriptions
    }
  }
  return { lost, open }
}

/** Retention of one plan: its own curve with enough cancellations, else the curve of all plans. */
export function retentionOfPlan(counts: RetentionCounts, all: Retention): Retention {
  const cancellations = counts.lost.reduce((sum, lost) => sum + lost, 0)
  return cancellations >= LEAST_CANCELLATIONS ? fitShiftedBetaGeometric(counts) : all
}

/**
 * Live subscriptions of one plan as columns, one entry each, for `boxesDue` with one item and one retention.
 *
 * @param skipFraction share of boxes skipped, 0 … 1
 */
export function liveSubscriptions(
  cohorts: readonly SubscriptionCohort[],
  cadenceWeeks: number,
  firstWeek: number,
  skipFraction: number,
): Subscriptions {
  const live = cohorts.filter(({ cancelledWeek }) => cancelledWeek === null)
  const count = live.reduce((sum, { subscriptions }) => sum + subscriptions, 0)
  const columns = {
    item: new Int32Array(count),
    unitsPerBox: new Float64Array(count),
    plan: new Int32Array(count),
    renewals: new Int32Array(count),
    nextStep: new Int32Array(count),
    cadenceSteps: new Int32Array(count).fill(cadenceWeeks),
    prepaidBoxes: new Int32Array(count),
    skipProbability: new Float64Array(count).fill(skipFraction),
    resumePerStep: new Float64Array(count).fill(1),
  }
  let at = 0
  for (const cohort of live) {
    const since = firstWeek - cohort.firstBoxWeek
    const nextStep = since <= 0 ? -since : (cadenceWeeks - (since % cadenceWeeks)) % cadenceWeeks
    const nextWeek = firstWeek + nextStep
    const prepaid =
      cohort.prepaidToWeek === null ? 0 : Math.floor((cohort.prepaidToWeek - nextWeek) / cadenceWeeks) + 1
    const end = at + cohort.subscriptions
    columns.unitsPerBox.fill(cohort.boxes / cohort.subscriptions, at, end)
    columns.renewals.fill(renewalsBy(cohort.firstBoxWeek, firstWeek - 1, cadenceWeeks), at, end)
    columns.nextStep.fill(nextStep, at, end)
    columns.prepaidBoxes.fill(Math.max(0, prepaid), at, end)
    if (cohort.isPaused) columns.resumePerStep.fill(0, at, end)
    at = end
  }
  return columns
}

/**
 * Boxes of subscribers who will join at the pace of the last 8 weeks, per future week, after their own churn.
 *
 * @returns mean boxes; their variance is taken as twice the mean
 */
export function joiningBoxes(
  cohorts: readonly SubscriptionCohort[],
  cadenceWeeks: number,
  firstWeek: number,
  horizon: number,
  retention: Retention,
): Float64Array {
  let joined = 0
  for (const { firstBoxWeek, boxes } of cohorts)
    if (firstBoxWeek >= firstWeek - JOINING_WEEKS && firstBoxWeek < firstWeek) joined += boxes
  const perWeek = joined / JOINING_WEEKS
  const due = new Float64Array(horizon)
  if (perWeek === 0) return due
  const survival = Float64Array.from({ length: horizon }, (_, renewals) => survivalAfter(retention, renewals))
  for (let start = 0; start < horizon; start += 1)
    for (let step = start; step < horizon; step += cadenceWeeks)
      due[step] += perWeek * survival[(step - start) / cadenceWeeks]!
  return due
}

/** Boxes that were due in past weeks, where deliveries are not recorded. Weeks are week numbers. */
export function boxesWereDue(
  cohorts: readonly SubscriptionCohort[],
  cadenceWeeks: number,
  fromWeek: number,
  endWeek: number,
): Map<number, number> {
  const due = new Map<number, number>()
  for (const { firstBoxWeek, cancelledWeek, boxes } of cohorts) {
    const end = Math.min(endWeek, cancelledWeek ?? endWeek)
    for (let week = firstBoxWeek; week < end; week += cadenceWeeks)
      if (week >= fromWeek) due.set(week, (due.get(week) ?? 0) + boxes)
  }
  return due
}
