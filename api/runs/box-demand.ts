import { boxesDue, boxesWereDue, retentionHazard } from '#planning/forecast/subscription-forecast'
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

/** Explodes the boxes of every plan into items by the content that is valid in each week. */
export function boxDemand(company: Company, calendar: RunCalendar): Map<number, BoxDemand> {
  const { firstWeek, horizon } = calendar
  const demand = new Map<number, BoxDemand>()
  const pooled = company.cohorts.length ? retentionHazard(company.cohorts, 1, firstWeek - 1, null) : null
  for (const plan of company.boxPlans) {
    const cohorts = company.cohorts.filter((cohort) => cohort.planId === plan.planId)
    if (cohorts.length === 0 || plan.contents.length === 0) continue
    const weeks = company.boxWeeks.filter((week) => week.planId === plan.planId)
    const due = boxesDue({
      cohorts,
      cadenceWeeks: plan.cadenceWeeks,
      hazard: retentionHazard(cohorts, plan.cadenceWeeks, firstWeek - 1, pooled),
      firstWeek,
      horizon,
      skipped: new Map(weeks.map(({ week, skipped }) => [week, skipped])),
    })
    const hasDeliveries = weeks.some(({ delivered }) => delivered > 0)
    const past = hasDeliveries
      ? new Map(weeks.filter(({ delivered }) => delivered > 0).map((each) => [each.week, each.delivered]))
      : boxesWereDue(cohorts, plan.cadenceWeeks, firstWeek - 208, firstWeek)
    const contents = contentByWeek(plan.contents)
    for (const [week, boxes] of past)
      for (const { itemId, quantity } of contents(week)) {
        const item = demandOf(demand, itemId, horizon)
        item.past.set(week, (item.past.get(week) ?? 0) + boxes * quantity)
      }
    for (let step = 0; step < horizon; step += 1)
      for (const { itemId, quantity } of contents(firstWeek + step)) {
        const item = demandOf(demand, itemId, horizon)
        item.prepaid[step]! += due.prepaid[step]! * quantity
        item.renewing[step]! += due.renewing[step]! * quantity
        item.joining[step]! += due.joining[step]! * quantity
        item.variance[step]! += due.variance[step]! * quantity * quantity
      }
  }
  return demand
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

function contentByWeek(contents: readonly { itemId: number; validFromWeek: number; quantity: number }[]) {
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
