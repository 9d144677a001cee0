import { createRandom } from '#planning/random'
import { fillShortages } from './fill-shortages.ts'
import { moveCampaigns } from './move-campaigns.ts'
import type { Lot } from './peg-lots.ts'
import { type PlanningState, placeItem, removeItem, totalCost } from './planning-state.ts'
import { replanItem } from './replan-item.ts'

/** Buckets between the campaigns of a rhythm. */
const LONGEST_RHYTHM = 4
/** Buckets by which campaigns of a rebuilt family are moved on trial. */
const REACH = 0
/** Families sharing a line with the first that a trial takes out too, at most, and the chance of each. */
const MOST_RIVALS = 2
const WITH_RIVAL = 0.9
/** What a rebuilt family may cost above what it did, as a part of that, for its campaigns to be moved. */
const PROMISE = 0.01
/** Part of the plan's cost that a round must gain to count, and rounds that may gain less in a row. */
const LEAST_GAIN = 1e-5
const PATIENCE = 3

type Rhythm = { readonly line: number; readonly every: number; readonly from: number }

/**
 * Large neighbourhood search over families: one family, or some that share lines, are taken out whole and planned
 * anew, campaigns first in a rhythm (every so many buckets on one line) that fits the minutes the others leave, then
 * moved one by one; what lowers the cost stays. So families change places in time or lines, which no single campaign can.
 *
 * @param rounds how often each family is rebuilt at most, >= 0; ends before where rounds gain next to nothing
 * Source: Shaw 1998 (ruin and recreate) on the rhythms of joint replenishment (Silver 1976).
 */
export function rebuildFamilies(
  state: PlanningState,
  rounds: number,
  seed: number,
  shouldStop: () => boolean,
): void {
  const { families, items } = state.request
  const random = createRandom(seed)
  const members = families.map((_, family) =>
    items.flatMap((item, index) => (item.family === family && item.routings.length > 0 ? [index] : [])),
  )
  const linesOf = members.map((own) => [
    ...new Set(own.flatMap((item) => items[item].routings.map((routing) => routing.line))),
  ])
  const used = families.flatMap((_, family) => (members[family].length > 0 ? [family] : []))
  if (used.length === 0) return
  let unimproved = 0
  for (let round = 0; round < rounds; round += 1) {
    const before = totalCost(state)
    for (const family of used) {
      if (shouldStop()) return
      const rivals = used.filter((other) => other !== family && sharesLine(other, family))
      const chosen = [family]
      for (let more = 0; more < MOST_RIVALS && rivals.length > 0; more += 1) {
        const rival = random() < WITH_RIVAL ? rivals[Math.floor(random() * rivals.length)] : family
        if (!chosen.includes(rival)) chosen.unshift(rival)
      }
      if (random() < 0.5) chosen.reverse()
      tryAnew(chosen)
    }
    unimproved = before - totalCost(state) < LEAST_GAIN * before ? unimproved + 1 : 0
    if (unimproved >= PATIENCE) return
  }

  function sharesLine(family: number, other: number): boolean {
    return linesOf[other].some((line) => linesOf[family].includes(line))
  }

  function tryAnew(chosen: readonly number[]) {
    const before = totalCost(state)
    const concerned = chosen.flatMap((family) => members[family])
    const old = concerned.map((item) => removeItem(state, item))
    const out = totalCost(state)
    for (const family of chosen) layOut(family)
    if (totalCost(state) > before + PROMISE * (before - out)) {
      put(concerned, old)
      return
    }
    moveCampaigns(state, shouldStop, chosen, REACH)
    for (const item of concerned) {
      const cost = totalCost(state)
      const lots = removeItem(state, item)
      placeItem(
        state,
        item,
        replanItem(state, item, { minutePrice: null, forbiddenCell: -1, familyShare: 1 }),
      )
      fillShortages(state, item)
      if (totalCost(state) > cost) put([item], [lots])
    }
    if (totalCost(state) >= before - 1e-6) put(concerned, old)
  }

  /** Plans a family whose items are all out: in the rhythm that costs least, tried with the items in one order. */
  function layOut(family: number) {
    const order = members[family]
      .map((item) => ({ item, rank: (0.5 + random()) * need(item) }))
      .sort((a, b) => b.rank - a.rank)
      .map(({ item }) => item)
    let best = Number.POSITIVE_INFINITY
    let lots: Lot[][] = []
    for (const line of linesOf[family])
      for (let every = 1; every <= LONGEST_RHYTHM; every += 1)
        for (let from = 0; from < every; from += 1) {
          const planned = inRhythm(family, order, { line, every, from })
          const cost = totalCost(state)
          if (cost < best) {
            best = cost
            lots = planned
          }
          for (const item of order) removeItem(state, item)
        }
    order.forEach((item, index) => {
      placeItem(state, item, lots[index])
    })
  }

  /** Places the items with the rhythm's setups taken for granted, and leaves them placed at true cost. */
  function inRhythm(family: number, order: readonly number[], { line, every, from }: Rhythm): Lot[][] {
    const { setupMinutes } = families[family]
    const opened: number[] = []
    for (let bucket = from; bucket < state.bucketCount; bucket += every) {
      const cell = line * state.bucketCount + bucket
      if (state.load[cell] + setupMinutes > state.capacity[cell]) continue
      opened.push(cell)
      state.load[cell] += setupMinutes
      state.campaignItems[family * state.load.length + cell] += 1
    }
    const planned = order.map((item) => {
      const lots = replanItem(state, item, { minutePrice: null, forbiddenCell: -1, familyShare: 1 })
      placeItem(state, item, lots)
      return lots
    })
    for (const item of order) removeItem(state, item)
    for (const cell of opened) {
      state.load[cell] -= setupMinutes
      state.campaignItems[family * state.load.length + cell] -= 1
    }
    order.forEach((item, index) => {
      placeItem(state, item, planned[index])
    })
    return planned
  }

  function need(item: number): number {
    return state.net[item].rows.reduce((sum, units) => sum + units, 0)
  }

  function put(group: readonly number[], lots: readonly Lot[][]) {
    for (const item of group) removeItem(state, item)
    group.forEach((item, index) => {
      placeItem(state, item, lots[index])
    })
  }
}
