import { kaplanMeier } from '#planning/forecast/hazard'

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

/** Boxes of one plan per future week. `renewing` is due and not yet paid, after churn; `joining` are new subscribers. */
export interface BoxesDue {
  readonly prepaid: Float64Array
  readonly renewing: Float64Array
  readonly joining: Float64Array
  readonly variance: Float64Array
}

/** Deliveries that a retention curve follows; beyond them the last hazards go on. */
const LONGEST_AGE = 104
const JOINING_WEEKS = 8
/** Subscribers' worth of belief in the retention of all plans together. */
const POOLING_SUBSCRIBERS = 50

/**
 * Share of subscriptions that cancel at each delivery, by number of deliveries since the first box.
 *
 * @param cadenceWeeks weeks between deliveries
 * Source: Kaplan & Meier 1958, with a subscription alive at the as-of week censored there.
 */
export function retentionHazard(
  cohorts: readonly SubscriptionCohort[],
  cadenceWeeks: number,
  asOfWeek: number,
  pooled: Float64Array | null,
): Float64Array {
  const events = new Float64Array(LONGEST_AGE)
  const ends = new Float64Array(LONGEST_AGE + 1)
  let atRiskNow = 0
  for (const cohort of cohorts) {
    const last = cohort.cancelledWeek ?? asOfWeek
    const age = Math.floor((last - cohort.firstBoxWeek) / cadenceWeeks)
    const bounded = Math.min(LONGEST_AGE - 1, Math.max(0, age))
    atRiskNow += cohort.subscriptions
    if (cohort.cancelledWeek !== null) events[bounded] += cohort.subscriptions
    ends[bounded + 1] += cohort.subscriptions
  }
  const atRisk = new Float64Array(LONGEST_AGE)
  for (let age = 0; age < LONGEST_AGE; age += 1) {
    atRiskNow -= ends[age]!
    atRisk[age] = Math.max(0, atRiskNow)
    if (pooled) {
      atRisk[age] += POOLING_SUBSCRIBERS
      events[age] += POOLING_SUBSCRIBERS * pooled[age]!
    }
  }
  return smoothedTail(kaplanMeier(events, atRisk).hazard, atRisk)
}

/** Ages with few at risk take the mean hazard of the ages before them. */
function smoothedTail(hazard: Float64Array, atRisk: Float64Array): Float64Array {
  let events = 0
  let exposure = 0
  return hazard.map((value, age) => {
    const known = atRisk[age]! >= 20
    if (known) {
      events = 0.9 * events + value * atRisk[age]!
      exposure = 0.9 * exposure + atRisk[age]!
    }
    return known ? value : exposure > 0 ? events / exposure : 0
  })
}

export interface BoxSchedule {
  readonly cohorts: readonly SubscriptionCohort[]
  readonly cadenceWeeks: number
  readonly hazard: Float64Array
  readonly firstWeek: number
  readonly horizon: number
  /** Boxes skipped on request per week number. */
  readonly skipped: ReadonlyMap<number, number>
}

/**
 * Boxes due in each future week of one plan: prepaid ones are certain, later ones survive their renewal hazards, and new
 * subscribers join at the pace of the last 8 weeks.
 *
 * @example boxesDue({ cohorts: [{ planId: 1, firstBoxWeek: 10, prepaidToWeek: null, cancelledWeek: null, isPaused: false,
 *   subscriptions: 100, boxes: 100 }], cadenceWeeks: 1, hazard: new Float64Array(104).fill(0.1), firstWeek: 30,
 *   horizon: 2, skipped: new Map() }).renewing // [90, 81]
 */
export function boxesDue(schedule: BoxSchedule): BoxesDue {
  const { cohorts, cadenceWeeks, hazard, firstWeek, horizon } = schedule
  const prepaid = new Float64Array(horizon)
  const renewing = new Float64Array(horizon)
  const joining = new Float64Array(horizon)
  const variance = new Float64Array(horizon)
  let joined = 0
  for (const cohort of cohorts) {
    if (cohort.firstBoxWeek >= firstWeek - JOINING_WEEKS && cohort.firstBoxWeek < firstWeek)
      joined += cohort.boxes
    if (cohort.cancelledWeek !== null || cohort.isPaused) continue
    let survival = 1
    for (let step = 0; step < horizon; step += 1) {
      const since = firstWeek + step - cohort.firstBoxWeek
      if (since < 0 || since % cadenceWeeks !== 0) continue
      if (cohort.prepaidToWeek !== null && firstWeek + step <= cohort.prepaidToWeek) {
        prepaid[step] += cohort.boxes
        continue
      }
      survival *= 1 - hazardAt(hazard, since / cadenceWeeks)
      renewing[step] += cohort.boxes * survival
      variance[step] += (cohort.boxes / cohort.subscriptions) * cohort.boxes * survival * (1 - survival)
    }
  }
  const perWeek = joined / JOINING_WEEKS
  for (let start = 0; start < horizon && perWeek > 0; start += 1) {
    let survival = 1
    for (let step = start; step < horizon; step += cadenceWeeks) {
      if (step > start) survival *= 1 - hazardAt(hazard, (step - start) / cadenceWeeks)
      joining[step] += perWeek * survival
      variance[step] += 2 * perWeek * survival
    }
  }
  skip(schedule, prepaid, renewing)
  return { prepaid, renewing, joining, variance }
}

function hazardAt(hazard: Float64Array, age: number): number {
  return hazard[Math.min(hazard.length - 1, Math.floor(age))] ?? 0
}

function skip(schedule: BoxSchedule, prepaid: Float64Array, renewing: Float64Array): void {
  for (let step = 0; step < schedule.horizon; step += 1) {
    let skipped = schedule.skipped.get(schedule.firstWeek + step) ?? 0
    const fromRenewing = Math.min(renewing[step]!, skipped)
    renewing[step] -= fromRenewing
    skipped -= fromRenewing
    prepaid[step] = Math.max(0, prepaid[step]! - skipped)
  }
}

/** Boxes that were due in past weeks, where deliveries are not recorded. Weeks are week numbers. */
export function boxesWereDue(
  cohorts: readonly SubscriptionCohort[],
  cadenceWeeks: number,
  firstWeek: number,
  endWeek: number,
): Map<number, number> {
  const due = new Map<number, number>()
  for (const cohort of cohorts) {
    const start = cohort.firstBoxWeek
    const end = Math.min(endWeek, cohort.cancelledWeek ?? endWeek)
    for (let week = start; week < end; week += cadenceWeeks)
      if (week >= firstWeek) due.set(week, (due.get(week) ?? 0) + cohort.boxes)
  }
  return due
}
