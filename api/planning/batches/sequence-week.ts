import { createRandom } from '#planning/random'
import { readyDay, type WorkingDay } from './batch-days.ts'
import type { ScheduleSetup } from './batch-schedule.ts'
import { sequenceChangeovers } from './changeover-sequence.ts'

/** From the family that stands on the line (null: not known) to another. */
export type ChangeoverBetween = (from: number | null, to: number) => ScheduleSetup

/** Most binding first: promised and paid, promised with a deposit, everything else. */
export type SequencePriority = 0 | 1 | 2

/** What must be ready by the end of a day. */
export interface SequenceDue {
  readonly priority: SequencePriority
  /** day number */
  readonly day: number
  /** per day late: units of priorities 0 and 1, money of priority 2; >= 0 */
  readonly weight: number
}

/** A batch to be put in order. */
export interface SequenceJob {
  /** −1: it needs no changeover and leaves standing what stands */
  readonly family: number
  /** making and setups of its items, without the changeover, >= 0 */
  readonly minutes: number
  readonly dues: readonly SequenceDue[]
  /** place chosen by hand among those that have one, ascending; null: free */
  readonly place: number | null
}

/** A line at the start of what is to be put in order. */
export interface LineWeekStart {
  /** family that stands on the line; null: not known */
  readonly standing: number | null
  /** what stands was made in this very week: going on with it takes no changeover */
  readonly isUnderWay?: boolean
  /** minutes of the week that are taken before, >= 0 */
  readonly minutesBefore: number
  /** working days of the week, ascending, at least one */
  readonly days: readonly WorkingDay[]
  /** money of a minute of changeover, > 0 */
  readonly minutePrice: number
}

/** Days late: units paid, units with a deposit; then money of changeovers and of other days late. Compared in this order. */
export type SequenceCost = readonly [paidLate: number, depositLate: number, money: number]

/** Families put in order exactly: without lateness by the changeover programme, with lateness by branch and bound. */
const EXACT_FAMILIES = { inTime: 11, late: 7 } as const
/** Orders that the search beyond tries. */
const TRIALS = 1_500
/** Places, from the end, that are tried for what goes in among those put in order by hand. */
const PLACES_TRIED = 60

/**
 * Order of a line's batches in one week. Batches of a family follow one another, so that each family is set up once. What
 * is least is compared in sequence: days by which paid promises are ready too late, then those with a deposit, then the
 * money of changeovers and of other lateness. Exact for up to 7 families (11 when no order is late), beyond that a local
 * search that is never worse than the jobs as listed. What has a place by hand keeps it; the rest goes where it costs least.
 *
 * @returns indices into `jobs`, each once; the same jobs give the same order
 * @throws RangeError when `minutePrice` is not above 0 or `days` is empty
 * @example sequenceWeek([red, blue], start, between) // [1, 0]: blue stands on the line, and blue to red is the short way
 * Source: lexicographic priorities after Pinedo 2016, Scheduling, ch. 4; changeovers by Held & Karp 1962.
 */
export function sequenceWeek(
  jobs: readonly SequenceJob[],
  start: LineWeekStart,
  between: ChangeoverBetween,
): number[] {
  if (!(start.minutePrice > 0)) throw new RangeError(`minutePrice must be above 0; got ${start.minutePrice}`)
  if (start.days.length === 0) throw new RangeError('days must hold at least one working day; got none')
  const listed = jobs.map((_, job) => job)
  const week: Week = { jobs: withoutFarDues(jobs, start), start, between }
  if (jobs.some(({ place }) => place !== null)) return aroundThoseByHand(week)
  const blocks = familyBlocks(week.jobs)
  return leastCostly(week, [ordered(blocks, bestBlocks(week, blocks)), listed])
}

function bestBlocks(week: Week, blocks: readonly (readonly number[])[]): number[] {
  if (blocks.length < 2) return blocks.map((_, block) => block)
  const cheapest = cheapestChangeovers(week, blocks)
  const listed = blocks.map((_, block) => block)
  const best = leastCostly(week, [cheapest, byDue(week, blocks), listed], (each) => ordered(blocks, each))
  const isCheapestBest =
    !walked(week, ordered(blocks, cheapest)).isLate && week.jobs.every(({ family }) => family >= 0)
  if (isCheapestBest) return best
  return blocks.length <= EXACT_FAMILIES.late
    ? bestByBranching(week, blocks, best)
    : bestBySearch(week, blocks, best)
}

/** What an order costs; see SequenceCost. */
export function sequenceCost(
  order: readonly number[],
  jobs: readonly SequenceJob[],
  start: LineWeekStart,
  between: ChangeoverBetween,
): SequenceCost {
  return costOf({ jobs, start, between }, order)
}

interface Week {
  readonly jobs: readonly SequenceJob[]
  readonly start: LineWeekStart
  readonly between: ChangeoverBetween
}

interface Walk {
  standing: number | null
  /** nothing was set up in the week so far */
  isFresh: boolean
  minutes: number
  isLate: boolean
  cost: [number, number, number]
}

function startOf({ start }: Week): Walk {
  const { standing, isUnderWay = false, minutesBefore } = start
  return { standing, isFresh: !isUnderWay, minutes: minutesBefore, isLate: false, cost: [0, 0, 0] }
}

function step(week: Week, walk: Walk, job: number): void {
  const { family, minutes, dues } = week.jobs[job]!
  const { days, minutePrice } = week.start
  let making = minutes
  if (family >= 0) {
    if (walk.isFresh || family !== walk.standing) {
      const { setupMinutes, setupCost } = week.between(walk.standing, family)
      making += setupMinutes
      walk.cost[2] += setupCost + setupMinutes * minutePrice
    }
    walk.standing = family
    walk.isFresh = false
  }
  if (dues.length > 0) {
    const ready = readyDay(days, walk.minutes, making)
    for (const { priority, day, weight } of dues)
      if (ready > day) {
        walk.cost[priority] += (ready - day) * weight
        walk.isLate = true
      }
  }
  walk.minutes += making
}

function walked(week: Week, order: readonly number[]): Walk {
  const walk = startOf(week)
  for (const job of order) step(week, walk, job)
  return walk
}

function costOf(week: Week, order: readonly number[]): SequenceCost {
  return walked(week, order).cost
}

/** Of orders, or of what `jobsOf` makes orders of, the one that costs least; the first of equals. */
function leastCostly(
  week: Week,
  tried: readonly (readonly number[])[],
  jobsOf: (each: readonly number[]) => readonly number[] = (each) => each,
): number[] {
  let best = tried[0]!
  let bestCost = costOf(week, jobsOf(best))
  for (const each of tried.slice(1)) {
    const cost = costOf(week, jobsOf(each))
    if (!isLess(cost, bestCost)) continue
    best = each
    bestCost = cost
  }
  return [...best]
}

const isNear = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))

function isLess(a: SequenceCost, b: SequenceCost): boolean {
  for (let part = 0; part < 3; part += 1) if (!isNear(a[part]!, b[part]!)) return a[part]! < b[part]!
  return false
}

/** No order is ready after the last working day, so that what is due then or later is never late. */
function withoutFarDues(jobs: readonly SequenceJob[], { days }: LineWeekStart): SequenceJob[] {
  const last = days.at(-1)!.day
  return jobs.map((job) => ({
    ...job,
    dues: job.dues.filter(({ day, weight }) => day < last && weight > 0),
  }))
}

/** Jobs of a family together, the most binding first; families in the sequence in which they are listed. */
function familyBlocks(jobs: readonly SequenceJob[]): number[][] {
  const blocks = new Map<string, number[]>()
  jobs.forEach(({ family }, job) => {
    const key = family < 0 ? `job ${job}` : String(family)
    const block = blocks.get(key)
    if (block) block.push(job)
    else blocks.set(key, [job])
  })
  for (const block of blocks.values()) block.sort((a, b) => compareDues(jobs[a]!, jobs[b]!) || a - b)
  return [...blocks.values()]
}

function firstDay({ dues }: SequenceJob, priority: SequencePriority): number {
  return dues.reduce((day, due) => (due.priority === priority ? Math.min(day, due.day) : day), 1e9)
}

function compareDues(a: SequenceJob, b: SequenceJob): number {
  return firstDay(a, 0) - firstDay(b, 0) || firstDay(a, 1) - firstDay(b, 1) || firstDay(a, 2) - firstDay(b, 2)
}

function ordered(blocks: readonly (readonly number[])[], order: readonly number[]): number[] {
  return order.flatMap((block) => blocks[block]!)
}

function byDue({ jobs }: Week, blocks: readonly (readonly number[])[]): number[] {
  return blocks
    .map((_, block) => block)
    .sort((a, b) => compareDues(jobs[blocks[a]![0]!]!, jobs[blocks[b]![0]!]!) || a - b)
}

function cheapestChangeovers(week: Week, blocks: readonly (readonly number[])[]): number[] {
  const { start, between } = week
  const families = blocks.map(([job]) => week.jobs[job!]!.family)
  const money = (from: number | null, to: number) => {
    if (to < 0) return 0
    const { setupMinutes, setupCost } = between(from !== null && from < 0 ? start.standing : from, to)
    return setupCost + setupMinutes * start.minutePrice
  }
  const matrix = [start.standing, ...families].map((from, at) => [
    0,
    ...families.map((to) => (at === 0 && start.isUnderWay && from === to ? 0 : money(from, to))),
  ])
  const { order } = sequenceChangeovers(matrix, createRandom(1), EXACT_FAMILIES.inTime)
  return order.map((block) => block - 1)
}

/** Every order of the blocks, but none that already costs as much as the best. */
function bestByBranching(
  week: Week,
  blocks: readonly (readonly number[])[],
  incumbent: readonly number[],
): number[] {
  let best = [...incumbent]
  let bestCost = costOf(week, ordered(blocks, best))
  const chosen: number[] = []
  const isUsed = blocks.map(() => false)
  const visit = (walk: Walk) => {
    if (!isLess(walk.cost, bestCost)) return
    if (chosen.length === blocks.length) {
      best = [...chosen]
      bestCost = walk.cost
      return
    }
    for (let block = 0; block < blocks.length; block += 1) {
      if (isUsed[block]) continue
      const next: Walk = { ...walk, cost: [...walk.cost] }
      for (const job of blocks[block]!) step(week, next, job)
      isUsed[block] = true
      chosen.push(block)
      visit(next)
      chosen.pop()
      isUsed[block] = false
    }
  }
  visit(startOf(week))
  return best
}

/** Blocks move to where the order is better until none helps or the trials are used up. */
function bestBySearch(
  week: Week,
  blocks: readonly (readonly number[])[],
  incumbent: readonly number[],
): number[] {
  let best = [...incumbent]
  let bestCost = costOf(week, ordered(blocks, best))
  let trials = TRIALS
  for (let isBetter = true; isBetter; ) {
    isBetter = false
    for (let from = 0; from < best.length; from += 1)
      for (let to = 0; to < best.length; to += 1) {
        if (from === to) continue
        if (trials === 0) return best
        trials -= 1
        const tried = [...best]
        tried.splice(to, 0, ...tried.splice(from, 1))
        const cost = costOf(week, ordered(blocks, tried))
        if (!isLess(cost, bestCost)) continue
        best = tried
        bestCost = cost
        isBetter = true
      }
  }
  return best
}

/** Those with a place keep it among themselves; families of the others go in where that costs least. */
function aroundThoseByHand(week: Week): number[] {
  const { jobs } = week
  const byHand = jobs.map((_, job) => job).filter((job) => jobs[job]!.place !== null)
  let order = byHand.sort((a, b) => jobs[a]!.place! - jobs[b]!.place! || a - b)
  const free = jobs.map((job, at) => (job.place === null ? job : { ...job, family: -2 - at }))
  const others = familyBlocks(free).filter(([job]) => jobs[job!]!.place === null)
  for (const block of others) {
    const tried: number[][] = []
    for (let at = Math.max(0, order.length - PLACES_TRIED); at <= order.length; at += 1)
      tried.push([...order.slice(0, at), ...block, ...order.slice(at)])
    order = leastCostly(week, tried)
  }
  return order
}
