import type { Lot } from './peg-lots.ts'
import { type PlanningState, placeItem, removeItem, totalCost } from './planning-state.ts'
import { replanItem } from './replan-item.ts'

/** Buckets around a campaign in which a trial looks for a better place. */
const REACH = 3

/**
 * Local search over shared setups: each campaign (family × line × bucket) is closed on trial, moved to a neighbouring
 * bucket or another line, or a new one is opened, all items of the family being planned anew around it; what lowers
 * the cost stays. Single items never find these changes, because the first to move pays the whole setup.
 */
export function moveCampaigns(state: PlanningState, shouldStop: () => boolean): void {
  const { items, families } = state.request
  const cells = state.load.length
  for (let family = 0; family < families.length; family += 1) {
    const members = items.flatMap((item, index) => (item.family === family ? [index] : []))
    const lines = [...new Set(members.flatMap((item) => items[item].routings.map((routing) => routing.line)))]
    for (const line of lines)
      for (let bucket = 0; bucket < state.bucketCount; bucket += 1) {
        if (shouldStop()) return
        const cell = line * state.bucketCount + bucket
        const isOpen = () => state.campaignItems[family * cells + cell] > 0
        if (!isOpen()) {
          tryChange(state, family, members, -1, cell)
          continue
        }
        if (tryChange(state, family, members, cell, -1)) continue
        for (const other of neighbours(line, bucket, lines)) {
          if (!isOpen()) break
          if (state.campaignItems[family * cells + other] === 0)
            tryChange(state, family, members, cell, other)
        }
      }
  }

  function neighbours(line: number, bucket: number, lines: readonly number[]): number[] {
    const cellsNear: number[] = []
    for (let shift = 1; shift <= REACH; shift += 1)
      for (const target of [bucket - shift, bucket + shift])
        if (target >= 0 && target < state.bucketCount) cellsNear.push(line * state.bucketCount + target)
    for (const other of lines) if (other !== line) cellsNear.push(other * state.bucketCount + bucket)
    return cellsNear
  }
}

/** Plans the items concerned with one cell barred and another one's setup taken for granted; undoes it if dearer. */
export function tryChange(
  state: PlanningState,
  family: number,
  members: readonly number[],
  closed: number,
  opened: number,
): boolean {
  const { items } = state.request
  const inCell = (item: number, cell: number) =>
    state.lots[item].some(
      (lot) => items[item].routings[lot.routing].line * state.bucketCount + lot.bucket === cell,
    )
  const concerned = closed >= 0 && opened < 0 ? members.filter((item) => inCell(item, closed)) : members
  if (concerned.length === 0) return false
  const before = totalCost(state)
  const old = concerned.map((item) => removeItem(state, item))
  const campaign = family * state.load.length + opened
  const setup = state.request.families[family]
  const opensNew = opened >= 0 && state.campaignItems[campaign] === 0
  if (opensNew) {
    state.campaignItems[campaign] += 1
    state.load[opened] += setup.setupMinutes
  }
  const planned = concerned.map((item): Lot[] => {
    const lots = replanItem(state, item, { minutePrice: null, forbiddenCell: closed, familyShare: 1 })
    placeItem(state, item, lots)
    return lots
  })
  if (opensNew) {
    for (const item of concerned) removeItem(state, item)
    state.campaignItems[campaign] -= 1
    state.load[opened] -= setup.setupMinutes
    concerned.forEach((item, index) => {
      placeItem(state, item, planned[index])
    })
  }
  if (totalCost(state) < before - 1e-6 && isWithinCapacity(state, opened)) return true
  for (const item of concerned) removeItem(state, item)
  concerned.forEach((item, index) => {
    placeItem(state, item, old[index])
  })
  return false
}

function isWithinCapacity(state: PlanningState, cell: number): boolean {
  return cell < 0 || state.load[cell] <= state.capacity[cell] + state.overtime[cell] + 1e-6
}
