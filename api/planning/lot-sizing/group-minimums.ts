import type { MinimumGroup } from './batch-planning-request.ts'
import { roomFor } from './fill-shortages.ts'
import type { Lot } from './peg-lots.ts'
import { type PlanningState, placeItem, removeItem, totalCost } from './planning-state.ts'

/** Rounds in which groups may still move lots; after them what misses a minimum is left out, which ends. */
const MOVING_ROUNDS = 4

/**
 * Makes every bucket of every minimum group reach its minimum: by topping a lot up, by moving the group's lots
 * into a bucket where the group is made anyway, or by leaving them out, whichever is cheapest. Groups are nested
 * (a colour inside a style): mending one may break another, so rounds repeat until all hold.
 */
export function meetGroupMinimums(state: PlanningState): void {
  let isMended = true
  for (let round = 0; isMended; round += 1) {
    isMended = false
    for (const group of state.request.minimumGroups)
      for (let bucket = state.bucketCount - 1; bucket >= 0; bucket -= 1) {
        if (reachesMinimum(state, group, bucket)) continue
        isMended = true
        if (round < MOVING_ROUNDS) mend(state, group, bucket)
        else moveAll(state, group, bucket, -1)
      }
  }
}

export function reachesMinimum(state: PlanningState, group: MinimumGroup, bucket: number): boolean {
  const made = madeOf(state, group, bucket)
  if (made.quantity === 0) return true
  return made.quantity >= group.minimumQuantity - 1e-6 && made.value >= group.minimumValue - 1e-6
}

function madeOf(state: PlanningState, group: MinimumGroup, bucket: number) {
  let quantity = 0
  let value = 0
  for (const item of group.items)
    for (const lot of state.lots[item])
      if (lot.bucket === bucket) {
        quantity += lot.quantity
        value += lot.quantity * (state.request.items[item].valuePerUnit ?? 0)
      }
  return { quantity, value }
}

function mend(state: PlanningState, group: MinimumGroup, bucket: number) {
  const before = group.items.map((item) => state.lots[item].slice())
  const trials: { cost: number; lots: Lot[][] }[] = []
  const attempt = (change: () => void) => {
    change()
    if (reachesMinimum(state, group, bucket))
      trials.push({ cost: totalCost(state), lots: group.items.map((item) => state.lots[item].slice()) })
    group.items.forEach((item, index) => {
      setLots(state, item, before[index])
    })
  }
  for (const item of group.items) attempt(() => topUp(state, group, bucket, item))
  for (let other = 0; other < state.bucketCount; other += 1)
    if (other !== bucket && madeOf(state, group, other).quantity > 0)
      attempt(() => moveAll(state, group, bucket, other))
  attempt(() => moveAll(state, group, bucket, -1))
  trials.sort((a, b) => a.cost - b.cost)
  group.items.forEach((item, index) => {
    setLots(state, item, trials[0].lots[index])
  })
}

function setLots(state: PlanningState, item: number, lots: readonly Lot[]) {
  removeItem(state, item)
  placeItem(state, item, lots.slice())
}

function topUp(state: PlanningState, group: MinimumGroup, bucket: number, item: number) {
  const index = state.lots[item].findIndex((lot) => lot.bucket === bucket)
  if (index < 0) return
  const { lotRule, valuePerUnit = 0 } = state.request.items[item]
  const made = madeOf(state, group, bucket)
  const missingValue = Math.max(0, group.minimumValue - made.value)
  if (missingValue > 0 && valuePerUnit <= 0) return
  const missing = Math.max(
    group.minimumQuantity - made.quantity,
    missingValue > 0 ? missingValue / valuePerUnit : 0,
  )
  const lot = state.lots[item][index]
  const others = state.lots[item].filter((_, position) => position !== index)
  setLots(state, item, others)
  const room = Math.min(roomFor(state, item, lot.routing, bucket), lotRule.maximum)
  const quantity = Math.ceil((lot.quantity + missing) / lotRule.multiple - 1e-9) * lotRule.multiple
  setLots(state, item, [...others, { ...lot, quantity: quantity <= room ? quantity : lot.quantity }])
}

/** Moves what fits of the group's lots from one bucket to another (−1: nowhere). */
function moveAll(state: PlanningState, group: MinimumGroup, from: number, to: number) {
  for (const item of group.items) {
    const leaving = state.lots[item].filter((lot) => lot.bucket === from)
    if (leaving.length === 0) continue
    setLots(
      state,
      item,
      state.lots[item].filter((lot) => lot.bucket !== from),
    )
    if (to < state.firstBucket[item]) continue
    const { lotRule } = state.request.items[item]
    for (const lot of leaving) {
      const present = state.lots[item].find((other) => other.bucket === to && other.routing === lot.routing)
      const others = state.lots[item].filter((other) => other !== present)
      setLots(state, item, others)
      const quantity = (present?.quantity ?? 0) + lot.quantity
      const fits = quantity <= Math.min(roomFor(state, item, lot.routing, to), lotRule.maximum)
      if (fits) setLots(state, item, [...others, { routing: lot.routing, bucket: to, quantity }])
      else if (present) setLots(state, item, [...others, present])
    }
  }
}
