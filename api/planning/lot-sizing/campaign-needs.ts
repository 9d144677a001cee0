import { DEMAND_CLASSES } from './batch-planning-request.ts'
import type { PlanningState } from './planning-state.ts'

/** Buckets by which a campaign on trial may come after the first need it covers. */
export const LATEST_CAMPAIGN = 2

/**
 * Needs of the items of one family that run on the same lines, summed up so that a campaign covering any stretch of
 * buckets is priced at once. Sums are cumulative: [bucket] holds all buckets before it.
 */
export type CampaignNeeds = {
  readonly members: readonly number[]
  readonly lines: readonly number[]
  /** [member × bucketCount + bucket]: 1 where the member is needed */
  readonly isNeeded: Uint8Array
  /** by line, minutes of each member's setup */
  readonly setupMinutes: readonly Float64Array[]
  /** by line, minutes of the needs without setups */
  readonly minutes: readonly Float64Array[]
  /** money that holding the needs for a bucket costs, and the same times the bucket of need */
  readonly held: Float64Array
  readonly heldTimesBucket: Float64Array
  /** money when nothing is made for them */
  readonly short: Float64Array
  /** [buckets late − 1], money when they are made so late */
  readonly late: readonly Float64Array[]
}

/** The items, all of one family, in groups that run on the same lines. */
export function campaignNeeds(state: PlanningState, members: readonly number[]): CampaignNeeds[] {
  const groups = new Map<string, number[]>()
  for (const item of members) {
    const key = linesOf(state, item).join()
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return [...groups.values()].map((group) => needsOf(state, group))
}

function linesOf(state: PlanningState, item: number): number[] {
  return [...new Set(state.request.items[item].routings.map(({ line }) => line))].sort((a, b) => a - b)
}

function needsOf(state: PlanningState, members: readonly number[]): CampaignNeeds {
  const { bucketCount, request } = state
  const lines = linesOf(state, members[0])
  const units = members.map((item) => {
    const sums = new Float64Array(bucketCount)
    const { rows } = state.net[item]
    for (let row = 0; row < rows.length; row += 1) sums[row % bucketCount] += rows[row]
    return sums
  })
  const routingsOn = lines.map((line) =>
    members.map((item) => request.items[item].routings.find((routing) => routing.line === line)!),
  )
  const cumulative = (of: (bucket: number, item: number, position: number) => number) => {
    const sums = new Float64Array(bucketCount + 1)
    for (let bucket = 0; bucket < bucketCount; bucket += 1) {
      let sum = 0
      for (let position = 0; position < members.length; position += 1)
        sum += of(bucket, members[position], position)
      sums[bucket + 1] = sums[bucket] + sum
    }
    return sums
  }
  const holding = (bucket: number, item: number, position: number) =>
    units[position][bucket] * request.items[item].holdingCostPerUnitPerBucket
  /** By how many buckets late; null = never made. */
  const unserved = (delay: number | null) => (bucket: number, item: number) => {
    const { latePrice, shortPrice } = state.terms[item]
    let money = 0
    for (let demandClass = 0; demandClass < DEMAND_CLASSES.length; demandClass += 1) {
      const short = shortPrice[demandClass]
      money +=
        state.net[item].rows[demandClass * bucketCount + bucket] *
        (delay === null ? short : Math.min(delay * latePrice[demandClass], short))
    }
    return money
  }
  return {
    members,
    lines,
    isNeeded: Uint8Array.from(units.flatMap((sums) => Array.from(sums, (need) => (need > 0 ? 1 : 0)))),
    setupMinutes: routingsOn.map((routings) =>
      Float64Array.from(routings, (routing) => routing.setupMinutes),
    ),
    minutes: routingsOn.map((routings) =>
      cumulative((bucket, _, position) => units[position][bucket] * routings[position].minutesPerUnit),
    ),
    held: cumulative(holding),
    heldTimesBucket: cumulative((bucket, item, position) => bucket * holding(bucket, item, position)),
    short: cumulative(unserved(null)),
    late: Array.from({ length: LATEST_CAMPAIGN }, (_, index) => cumulative(unserved(index + 1))),
  }
}
