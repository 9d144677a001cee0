import type { BoxPlan, SubscriptionWeek } from '#db/subscriptions'
import { fitShiftedBetaGeometric, type Retention } from '#planning/forecast/retention'
import { boxesDue } from '#planning/forecast/subscription-boxes'
import {
  boxesWereDue,
  cohortCounts,
  joiningBoxes,
  liveSubscriptions,
  retentionOfPlan,
  type SubscriptionCohort,
} from '#planning/forecast/subscription-cohorts'
import type { Company } from './company.ts'
import type { RunCalendar } from './run-calendar.ts'

/** Units of one item that boxes need per week of the horizon. */
export interface BoxDemand {
  readonly prepaid: Float64Array
  readonly renewing: Float64Array
  readonly joining: Float64Array
  readonly variance: Float64Array
  /** Units that boxes took in past weeks, by week number. */
  readonly past: Map<number, number>
}

const HISTORY_WEEKS = 208
const SKIP_WEEKS = 26

/** Explodes the boxes of every plan into items by the content that is valid in each week. */
export function boxDemand(company: Company, calendar: RunCalendar): Map<number, BoxDemand> {
  const { firstWeek, horizon } = calendar
  const demand = new Map<number, BoxDemand>()
  for (const { plan, past, boxes } of boxesOfPlans(company, calendar)) {
    const contents = contentByWeek(plan.contents)
    for (const [week, count] of past)
      for (const { itemId, quantity } of contents(week)) {
        const item = demandOf(demand, itemId, horizon)
        item.past.set(week, (item.past.get(week) ?? 0) + count * quantity)
      }
    for (let step = 0; step < horizon; step += 1)
      for (const { itemId, quantity } of contents(firstWeek + step)) {
        const item = demandOf(demand, itemId, horizon)
        item.prepaid[step]! += boxes.prepaid[step]! * quantity
        item.renewing[step]! += boxes.renewing[step]! * quantity
        item.joining[step]! += boxes.joining[step]! * quantity
        item.variance[step]! += boxes.variance[step]! * quantity * quantity
      }
  }
  return demand
}

/** Boxes of one plan: delivered by week number in the past, and due per week of the calendar. */
interface PlanBoxes {
  readonly plan: BoxPlan
  readonly past: ReadonlyMap<number, number>
  readonly boxes: Omit<BoxDemand, 'past'>
}

export function boxesOfPlans(
  company: Pick<Company, 'boxPlans' | 'boxWeeks' | 'cohorts'>,
  calendar: BoxCalendar,
): PlanBoxes[] {
  if (company.cohorts.length === 0) return []
  const { firstWeek } = calendar
  const all = fitShiftedBetaGeometric(cohortCounts(company.cohorts, 1, firstWeek - 1))
  return company.boxPlans.flatMap((plan) => {
    const cohorts = company.cohorts.filter((cohort) => cohort.planId === plan.planId)
    if (cohorts.length === 0 || plan.contents.length === 0) return []
    const weeks = company.boxWeeks.filter((week) => week.planId === plan.planId)
    const past = pastBoxes(cohorts, weeks, plan.cadenceWeeks, firstWeek)
    const skipped = skipFraction(weeks, past, firstWeek)
    return [{ plan, past, boxes: planBoxes(cohorts, plan.cadenceWeeks, skipped, all, calendar) }]
  })
}

type BoxCalendar = Pick<RunCalendar, 'firstWeek' | 'horizon'>

function planBoxes(
  cohorts: readonly SubscriptionCohort[],
  cadenceWeeks: number,
  skipped: number,
  all: Retention,
  { firstWeek, horizon }: BoxCalendar,
) {
  const retention = retentionOfPlan(cohortCounts(cohorts, cadenceWeeks, firstWeek - 1), all)
  const live = liveSubscriptions(cohorts, cadenceWeeks, firstWeek, skipped)
  const due = boxesDue(live, [retention], 1, horizon)
  return {
    prepaid: due.prepaid,
    renewing: due.mean.map((boxes, step) => Math.max(0, boxes - due.prepaid[step]!)),
    joining: joiningBoxes(cohorts, cadenceWeeks, firstWeek, horizon, retention),
    variance: due.variance,
  }
}

function pastBoxes(
  cohorts: readonly SubscriptionCohort[],
  weeks: readonly SubscriptionWeek[],
  cadenceWeeks: number,
  firstWeek: number,
): Map<number, number> {
  const delivered = weeks.filter((week) => week.delivered > 0 && week.week < firstWeek)
  return delivered.length > 0
    ? new Map(delivered.map((week) => [week.week, week.delivered]))
    : boxesWereDue(cohorts, cadenceWeeks, firstWeek - HISTORY_WEEKS, firstWeek)
}

function skipFraction(
  weeks: readonly SubscriptionWeek[],
  past: ReadonlyMap<number, number>,
  firstWeek: number,
): number {
  let skipped = 0
  let boxes = 0
  for (const week of weeks) if (isRecent(week.week, firstWeek)) skipped += week.skipped
  for (const [week, count] of past) if (isRecent(week, firstWeek)) boxes += count
  return skipped > 0 ? skipped / (skipped + boxes) : 0
}

function isRecent(week: number, firstWeek: number): boolean {
  return week >= firstWeek - SKIP_WEEKS && week < firstWeek
}

function demandOf(demand: Map<number, BoxDemand>, itemId: number, horizon: number): BoxDemand {
  let item = demand.get(itemId)
  if (!item) {
    const zeros = () => new Float64Array(horizon)
    item = { prepaid: zeros(), renewing: zeros(), joining: zeros(), variance: zeros(), past: new Map() }
    demand.set(itemId, item)
  }
  return item
}

/** What a box holds in a week, by week number. */
export function contentByWeek(
  contents: readonly { itemId: number; validFromWeek: number; quantity: number }[],
) {
  const starts = [...new Set(contents.map(({ validFromWeek }) => validFromWeek))].sort((a, b) => a - b)
  const byStart = new Map(
    starts.map((start) => [start, contents.filter(({ validFromWeek }) => validFromWeek === start)]),
  )
  return (week: number) => {
    let valid: readonly { itemId: number; quantity: number }[] = []
    for (const start of starts) if (start <= week) valid = byStart.get(start)!
    return valid
  }
}
