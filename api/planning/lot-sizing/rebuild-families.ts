import { createRandom } from '#planning/random'
import { campaignNeeds } from './campaign-needs.ts'
import { chooseCampaigns } from './choose-campaigns.ts'
import { fillShortages } from './fill-shortages.ts'
import { restore, snapshot } from './improve-plan.ts'
import { tryChange } from './move-campaigns.ts'
import type { Lot } from './peg-lots.ts'
import { type PlanningState, placeItem, removeItem, totalCost } from './planning-state.ts'
import { replanItem } from './replan-item.ts'

/** Families sharing a line with the first that a trial takes out too, at most, and the chance of each. */
const MOST_RIVALS = 2
const WITH_RIVAL = 0.9
/** Campaigns proposed for each family of a trial, and new ones opened on trial afterwards. */
const PROPOSALS = 3
const OPENINGS = 6
/** What rebuilt families may cost above what they did, as a part of that, for their campaigns to be improved. */
const PROMISE = 0.004
/** Part of the best plan's cost by which the search may stand above it, so that it leaves local optima. */
const SLACK = 0.0003
/** Part of the plan's cost that a round must gain to count, and rounds that may gain less in a row. */
const LEAST_GAIN = 1e-5
const PATIENCE = 40

/**
 * Large neighbourhood search over families: one family, or some that share lines, are taken out whole and planned
 * anew: campaigns are chosen together, items planned on them, campaigns closed and opened on trial. So families
 * change places in time or lines, which no single campaign can.
 *
 * @param rounds how often each family is rebuilt at most, >= 0; ends before where rounds gain next to nothing
 * Source: Shaw 1998 (ruin and recreate); Dueck 1993 (record-to-record travel) for what is kept.
 * @example rebuildFamilies(state, 2, 1, () => false) // two items, needs of 7, 7, 7 in lots of 10, setups 300 + 50 + 50:
 *   // 30 of both in bucket 0, totalCost(state) 496: 400 for setups, 2 × (7 + 14) held for needs, 2 × 9 × 3 for excess
 */
export function rebuildFamilies(
  state: PlanningState,
  rounds: number,
  seed: number,
  shouldStop: () => boolean,
): void {
  const { families, items } = state.request
  const random = createRandom(seed)
  const cells = state.load.length
  const members = families.map((_, family) =>
    items.flatMap((item, index) => (item.family === family && item.routings.length > 0 ? [index] : [])),
  )
  const needs = members.map((own) => campaignNeeds(state, own))
  const linesOf = needs.map((groups) => [...new Set(groups.flatMap(({ lines }) => lines))])
  const need = state.net.map(({ rows }) => rows.reduce((sum, units) => sum + units, 0))
  const used = families.flatMap((_, family) => (members[family].length > 0 ? [family] : []))
  const rivalsOf = used.map((family) =>
    used.filter((other) => other !== family && linesOf[other].some((line) => linesOf[family].includes(line))),
  )
  let best = snapshot(state)
  search()
  if (totalCost(state) > best.cost) restore(state, best)

  function search() {
    let unimproved = 0
    for (let round = 0; round < rounds && used.length > 0; round += 1) {
      const before = best.cost
      for (let position = 0; position < used.length; position += 1) {
        if (shouldStop()) return
        rebuild(choose(used[position], rivalsOf[position]))
        if (totalCost(state) < best.cost - 1e-6) best = snapshot(state)
      }
      unimproved = before - best.cost < LEAST_GAIN * before ? unimproved + 1 : 0
      if (unimproved >= PATIENCE) return
    }
  }

  function choose(family: number, rivals: readonly number[]): number[] {
    const chosen = [family]
    for (let more = 0; more < MOST_RIVALS && rivals.length > 0; more += 1) {
      const rival = random() < WITH_RIVAL ? rivals[Math.floor(random() * rivals.length)] : family
      if (!chosen.includes(rival)) chosen.unshift(rival)
    }
    return random() < 0.5 ? chosen.reverse() : chosen
  }

  function rebuild(chosen: readonly number[]) {
    const before = totalCost(state)
    const concerned = chosen.flatMap((family) => members[family])
    const old = concerned.map((item) => removeItem(state, item))
    const promising = before + PROMISE * (before - totalCost(state))
    for (const family of chosen) layOut(family)
    if (totalCost(state) <= promising) {
      for (const item of concerned) replanOne(item)
      for (const family of chosen) changeCampaigns(family)
      for (const item of concerned) replanOne(item)
    }
    const cost = totalCost(state)
    if (cost >= before - 1e-6 && cost > best.cost * (1 + SLACK)) put(concerned, old)
  }

  /** Plans a family whose items are all out on the best of some proposed sets of campaigns. */
  function layOut(family: number) {
    const order = members[family]
      .map((item) => ({ item, rank: (0.5 + random()) * need[item] }))
      .sort((a, b) => b.rank - a.rank)
      .map(({ item }) => item)
    let least = Number.POSITIVE_INFINITY
    let lots: Lot[][] = []
    for (let proposal = 0; proposal < PROPOSALS; proposal += 1) {
      const campaigns = needs[family].flatMap((group) => chooseCampaigns(state, family, group, random))
      const planned = planOn(campaigns, family, order)
      const cost = totalCost(state)
      if (cost < least) {
        least = cost
        lots = planned
      }
      for (const item of order) removeItem(state, item)
    }
    order.forEach((item, index) => {
      placeItem(state, item, lots[index])
    })
  }

  /** Places the items with the campaigns' setups taken for granted, and leaves them placed at true cost. */
  function planOn(campaigns: readonly number[], family: number, order: readonly number[]): Lot[][] {
    const { setupMinutes } = families[family]
    const opened = campaigns.filter(
      (cell) => state.load[cell] + setupMinutes <= state.capacity[cell] + state.overtime[cell],
    )
    for (const cell of opened) {
      state.load[cell] += setupMinutes
      state.campaignItems[family * cells + cell] += 1
    }
    const planned = order.map((item) => {
      const lots = replanItem(state, item, { minutePrice: null, forbiddenCell: -1, familyShare: 1 })
      placeItem(state, item, lots)
      return lots
    })
    for (const item of order) removeItem(state, item)
    for (const cell of opened) {
      state.load[cell] -= setupMinutes
      state.campaignItems[family * cells + cell] -= 1
    }
    order.forEach((item, index) => {
      placeItem(state, item, planned[index])
    })
    return planned
  }

  function replanOne(item: number) {
    const cost = totalCost(state)
    const lots = removeItem(state, item)
    placeItem(state, item, replanItem(state, item, { minutePrice: null, forbiddenCell: -1, familyShare: 1 }))
    fillShortages(state, item)
    if (totalCost(state) > cost) put([item], [lots])
  }

  function changeCampaigns(family: number) {
    const closed: number[] = []
    for (const line of linesOf[family])
      for (let bucket = 0; bucket < state.bucketCount; bucket += 1) {
        const cell = line * state.bucketCount + bucket
        if (state.campaignItems[family * cells + cell] === 0) closed.push(cell)
        else tryChange(state, family, members[family], cell, -1)
      }
    for (let trial = 0; trial < OPENINGS && closed.length > 0; trial += 1) {
      const cell = closed[Math.floor(random() * closed.length)]
      if (state.campaignItems[family * cells + cell] === 0)
        tryChange(state, family, members[family], -1, cell)
    }
  }

  function put(group: readonly number[], lots: readonly Lot[][]) {
    for (const item of group) removeItem(state, item)
    group.forEach((item, index) => {
      placeItem(state, item, lots[index])
    })
  }
}
