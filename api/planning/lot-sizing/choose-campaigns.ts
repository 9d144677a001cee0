import type { Random } from '#planning/random'
import { type CampaignNeeds, LATEST_CAMPAIGN } from './campaign-needs.ts'
import type { PlanningState } from './planning-state.ts'

/** Buckets of need that a campaign covers at most, and by which it may come before the first of them. */
const LONGEST_COVER = 10
const EARLIEST_CAMPAIGN = 2
/** Part of a need's shortage price charged when its minutes fit nowhere: other cells may still take a part. */
const CROWDED = 0.1
/** Weights of setup costs on trial are drawn between these: items skip campaigns, so theirs count for less. */
const FAMILY_WEIGHT = [0.7, 1.3] as const
const ITEM_WEIGHT = [0.4, 1] as const
const CELL_WEIGHT = [0.85, 1.15] as const

/**
 * Where a family's campaigns should lie in the minutes that everything placed leaves: the shortest path over buckets
 * of need, in which each campaign covers the needs of consecutive buckets and sets up every item they ask for. Setup
 * costs are weighed at random, so that repeated calls propose different campaigns.
 *
 * @returns cells (line × bucketCount + bucket), none twice; O(buckets × items)
 * Source: Wagner & Whitin 1958, with all items of the family in every lot (joint replenishment).
 * @example chooseCampaigns(state, 0, campaignNeeds(state, [0, 1])[0], createRandom(3)) // 20 minutes of need a bucket,
 *   // 5 for a setup of 100, which is above the 20 that holding a bucket's needs costs, 45 minutes of room: 0, 2, 4
 */
export function chooseCampaigns(
  state: PlanningState,
  family: number,
  needs: CampaignNeeds,
  random: Random,
): number[] {
  const { bucketCount, request } = state
  const { setupCost, setupMinutes } = request.families[family]
  const { members, lines, held, heldTimesBucket, short, late } = needs
  const draw = ([low, high]: readonly [number, number]) => low + (high - low) * random()
  const familyCost = setupCost * draw(FAMILY_WEIGHT)
  const itemWeight = draw(ITEM_WEIGHT)
  const cellWeight = Float64Array.from({ length: lines.length * bucketCount }, () => draw(CELL_WEIGHT))
  const firstBucket = Math.min(...members.map((item) => state.firstBucket[item]))
  const cost = new Float64Array(bucketCount + 1).fill(Number.POSITIVE_INFINITY)
  const cameFrom = new Int32Array(bucketCount + 1)
  const campaign = new Int32Array(bucketCount + 1).fill(-1)
  const minutes = new Float64Array(lines.length)
  cost[0] = 0
  for (let start = 0; start < bucketCount; start += 1) {
    reach(start, start + 1, short[start + 1] - short[start], -1)
    const isSetUp = new Uint8Array(members.length)
    minutes.fill(setupMinutes)
    let setups = 0
    for (let end = start + 1; end <= Math.min(bucketCount, start + LONGEST_COVER); end += 1) {
      setups += setUpItems(end - 1, isSetUp)
      for (let position = 0; position < lines.length; position += 1)
        tryCells(start, end, position, setups * itemWeight)
    }
  }
  const cells = new Set<number>()
  for (let end = bucketCount; end > 0; end = cameFrom[end]) if (campaign[end] >= 0) cells.add(campaign[end])
  return [...cells]

  function reach(start: number, end: number, money: number, cell: number) {
    if (cost[start] + money >= cost[end]) return
    cost[end] = cost[start] + money
    cameFrom[end] = start
    campaign[end] = cell
  }

  /** Sets up the items needed in the bucket that are not yet; returns the money and adds the minutes. */
  function setUpItems(bucket: number, isSetUp: Uint8Array): number {
    let money = 0
    for (let position = 0; position < members.length; position += 1) {
      if (isSetUp[position] || !needs.isNeeded[position * bucketCount + bucket]) continue
      isSetUp[position] = 1
      money += request.items[members[position]].setupCost
      for (let line = 0; line < lines.length; line += 1) minutes[line] += needs.setupMinutes[line][position]
    }
    return money
  }

  function tryCells(start: number, end: number, position: number, setups: number) {
    const wanted = minutes[position] + needs.minutes[position][end] - needs.minutes[position][start]
    const last = Math.min(end - 1, start + LATEST_CAMPAIGN)
    for (let bucket = Math.max(firstBucket, start - EARLIEST_CAMPAIGN); bucket <= last; bucket += 1) {
      const cell = lines[position] * bucketCount + bucket
      const room = priceOfRoom(cell, wanted, start, end)
      if (room === Number.POSITIVE_INFINITY) continue
      const weight = cellWeight[position * bucketCount + bucket]
      reach(start, end, familyCost * weight + setups + room + waiting(start, end, bucket), cell)
    }
  }

  function priceOfRoom(cell: number, wanted: number, start: number, end: number): number {
    const over = wanted - Math.max(0, state.capacity[cell] - state.load[cell])
    if (over <= 0) return 0
    const used = Math.max(0, state.load[cell] - state.capacity[cell])
    const overtime = Math.min(over, Math.max(0, state.overtime[cell] - used))
    const money = overtime * request.lines[Math.floor(cell / bucketCount)].overtimeCostPerMinute
    if (over <= overtime) return money
    if (end > start + 1) return Number.POSITIVE_INFINITY
    return money + (CROWDED * (short[end] - short[start]) * (over - overtime)) / wanted
  }

  /** Money for holding what is made in `bucket` for [start, end), and for what it serves late. */
  function waiting(start: number, end: number, bucket: number): number {
    const from = Math.max(start, bucket)
    let money = heldTimesBucket[end] - heldTimesBucket[from] - bucket * (held[end] - held[from])
    for (let need = start; need < bucket; need += 1) {
      const lateSums = late[bucket - need - 1]
      money += lateSums[need + 1] - lateSums[need]
    }
    return money
  }
}
