import { createRandom } from '#planning/random'
import { fillShortages } from './fill-shortages.ts'
import { moveCampaigns } from './move-campaigns.ts'
import type { Lot } from './peg-lots.ts'
import { type PlanningState, placeItem, removeItem, totalCost } from './planning-state.ts'
import { replanItem } from './replan-item.ts'

export type PlanSnapshot = { readonly cost: number; readonly lots: readonly (readonly Lot[])[] }

export function snapshot(state: PlanningState): PlanSnapshot {
  return { cost: totalCost(state), lots: state.lots.map((lots) => lots.slice()) }
}

export function restore(state: PlanningState, plan: PlanSnapshot): void {
  for (let item = 0; item < state.lots.length; item += 1) removeItem(state, item)
  for (let item = 0; item < state.lots.length; item += 1) placeItem(state, item, plan.lots[item].slice())
}

/** A first plan: the dearest demand is placed first, guided by the prices of line minutes. */
export function constructPlan(state: PlanningState, minutePrice: Float64Array | null): void {
  const { items } = state.request
  const weight = items.map((_, index) => {
    const { rows } = state.net[index]
    const { shortPrice, bucketCount } = state.terms[index]
    let sum = 0
    for (let row = 0; row < rows.length; row += 1)
      sum += rows[row] * shortPrice[Math.floor(row / bucketCount)]
    return sum
  })
  const order = items.map((_, index) => index).sort((a, b) => weight[b] - weight[a] || a - b)
  const members = new Map<number, number>()
  for (const { family } of items) if (family >= 0) members.set(family, (members.get(family) ?? 0) + 1)
  for (const item of order) removeItem(state, item)
  for (const item of order) {
    const familyShare = 1 / Math.max(1, members.get(items[item].family) ?? 1)
    placeItem(state, item, replanItem(state, item, { minutePrice, forbiddenCell: -1, familyShare }))
    fillShortages(state, item)
  }
}

/**
 * Local search: every item is taken out and planned anew in the minutes the others leave (first under prices, to
 * loosen crowded cells, then at true cost), and every campaign is closed on trial. Never ends dearer than it began.
 *
 * @returns the plan's cost
 */
export function improvePlan(
  state: PlanningState,
  minutePrice: Float64Array | null,
  passes: number,
  seed: number,
  shouldStop: () => boolean,
): number {
  const random = createRandom(seed)
  const itemCount = state.request.items.length
  const order = Array.from({ length: itemCount }, (_, index) => index)
  let best = snapshot(state)
  const scaled = minutePrice ? Float64Array.from(minutePrice) : null
  for (let pass = 0; pass < passes && !shouldStop(); pass += 1) {
    const weight = pass % 4 === 3 ? 0.5 : 0
    if (scaled && minutePrice)
      for (let cell = 0; cell < scaled.length; cell += 1) scaled[cell] = weight * minutePrice[cell]
    for (let index = itemCount - 1; index > 0; index -= 1) {
      const other = Math.floor(random() * (index + 1))
      ;[order[index], order[other]] = [order[other], order[index]]
    }
    const before = best.cost
    for (const item of order) {
      if (shouldStop()) break
      replanOne(state, item, weight > 0 ? scaled : null, weight > 0)
    }
    if (weight === 0) moveCampaigns(state, shouldStop)
    const cost = totalCost(state)
    if (cost < best.cost - 1e-6) best = snapshot(state)
    if (weight === 0 && pass > 4 && before - best.cost < 1e-4 * before) break
  }
  if (totalCost(state) > best.cost + 1e-9) restore(state, best)
  return best.cost
}

function replanOne(
  state: PlanningState,
  item: number,
  minutePrice: Float64Array | null,
  acceptWorse: boolean,
) {
  const before = totalCost(state)
  const old = removeItem(state, item)
  placeItem(state, item, replanItem(state, item, { minutePrice, forbiddenCell: -1, familyShare: 1 }))
  if (state.itemCost[item] > 0) fillShortages(state, item)
  if (acceptWorse || totalCost(state) <= before) return
  removeItem(state, item)
  placeItem(state, item, old)
}
