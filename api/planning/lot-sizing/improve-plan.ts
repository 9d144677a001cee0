import { createRandom } from '#planning/random'
import { fillShortages } from './fill-shortages.ts'
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
  for (const item of order) removeItem(state, item)
  for (const item of order) {
    placeItem(state, item, replanItem(state, item, { minutePrice, forbiddenCell: -1 }))
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
    if (weight === 0) closeCampaigns(state, random, shouldStop)
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
  placeItem(state, item, replanItem(state, item, { minutePrice, forbiddenCell: -1 }))
  if (state.itemCost[item] > 0) fillShortages(state, item)
  if (acceptWorse || totalCost(state) <= before) return
  removeItem(state, item)
  placeItem(state, item, old)
}

function closeCampaigns(state: PlanningState, random: () => number, shouldStop: () => boolean) {
  const { families, items } = state.request
  const cells = state.load.length
  const membersOf = families.map((_, family) =>
    items.flatMap((item, index) => (item.family === family ? [index] : [])),
  )
  for (let family = 0; family < families.length; family += 1)
    for (let cell = 0; cell < cells; cell += 1) {
      if (state.campaignItems[family * cells + cell] === 0 || shouldStop()) continue
      const line = Math.floor(cell / state.bucketCount)
      const bucket = cell % state.bucketCount
      const inside = membersOf[family].filter((item) =>
        state.lots[item].some(
          (lot) => lot.bucket === bucket && items[item].routings[lot.routing].line === line,
        ),
      )
      const before = totalCost(state)
      const old = inside.map((item) => removeItem(state, item))
      const order = inside.map((_, index) => index).sort(() => random() - 0.5)
      for (const index of order)
        placeItem(
          state,
          inside[index],
          replanItem(state, inside[index], { minutePrice: null, forbiddenCell: cell }),
        )
      if (totalCost(state) <= before - 1e-6) continue
      for (const item of inside) removeItem(state, item)
      inside.forEach((item, index) => {
        placeItem(state, item, old[index])
      })
    }
}
