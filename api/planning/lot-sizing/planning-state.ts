import {
  type BatchItem,
  type BatchPlanningRequest,
  DEMAND_CLASSES,
  type PreviousLot,
} from './batch-planning-request.ts'
import { type ExistingSupply, type NetRequirements, netRequirements } from './net-requirements.ts'
import { type Lot, type PeggingTerms, pegLots } from './peg-lots.ts'
import { createReplanScratch, type ReplanScratch } from './replan-scratch.ts'

/** The request in typed arrays with the lots chosen so far; [line × bucketCount + bucket] throughout. */
export type PlanningState = {
  readonly request: BatchPlanningRequest
  readonly bucketCount: number
  readonly supplies: readonly (readonly ExistingSupply[])[]
  readonly frozenLots: readonly (readonly PreviousLot[])[]
  readonly net: readonly NetRequirements[]
  readonly terms: readonly PeggingTerms[]
  readonly firstBucket: Int32Array
  /** regular minutes left beside frozen lots */
  readonly capacity: Float64Array
  readonly overtime: Float64Array
  readonly load: Float64Array
  /** items that each family makes, [(family × lines + line) × bucketCount + bucket] */
  readonly campaignItems: Int32Array
  /** units of the previous plan, per item, by bucket; null when the item had none in the slushy zone */
  readonly slushyQuantity: readonly (Float64Array | null)[]
  readonly lots: Lot[][]
  readonly itemCost: Float64Array
  /** objective of what is placed, kept up to date by placeItem and removeItem */
  readonly running: { cost: number }
  readonly replanScratch: ReplanScratch
}

export function createPlanningState(request: BatchPlanningRequest): PlanningState {
  const { bucketCount, items, lines, families, fences, servicePrices } = request
  const frozen = Math.min(fences.frozenBuckets, bucketCount)
  const latePrice = Float64Array.from(DEMAND_CLASSES, (name) => servicePrices[name].latePerUnitPerBucket)
  const shortPrice = Float64Array.from(DEMAND_CLASSES, (name) => servicePrices[name].shortPerUnit)
  const frozenLots: PreviousLot[][] = items.map(() => [])
  const slushyQuantity: (Float64Array | null)[] = items.map(() => null)
  for (const lot of request.previousPlan) {
    if (lot.bucket < frozen) frozenLots[lot.item].push(lot)
    else if (lot.bucket < fences.slushyBuckets && lot.bucket < bucketCount) {
      slushyQuantity[lot.item] ??= new Float64Array(bucketCount)
      slushyQuantity[lot.item]![lot.bucket] += lot.quantity
    }
  }
  const supplies = items.map((item, index) => existingSupplies(item, frozenLots[index]))
  const firstBucket = Int32Array.from(items, (item) =>
    Math.min(bucketCount, Math.max(frozen, item.materialArrivesInBucket ?? 0)),
  )
  const capacity = new Float64Array(lines.length * bucketCount)
  const overtime = new Float64Array(lines.length * bucketCount)
  lines.forEach((line, index) => {
    capacity.set(Float64Array.from(line.capacityMinutes), index * bucketCount)
    overtime.set(Float64Array.from(line.overtimeMinutes), index * bucketCount)
  })
  return {
    request,
    bucketCount,
    supplies,
    frozenLots,
    net: items.map((item, index) => netRequirements(item, bucketCount, firstBucket[index], supplies[index])),
    terms: items.map((item) => ({
      bucketCount,
      holdingCost: item.holdingCostPerUnitPerBucket,
      shelfLifeBuckets: item.shelfLifeBuckets ?? bucketCount,
      latePrice,
      shortPrice,
    })),
    firstBucket,
    capacity,
    overtime,
    load: new Float64Array(lines.length * bucketCount),
    campaignItems: new Int32Array(families.length * lines.length * bucketCount),
    slushyQuantity,
    lots: items.map(() => []),
    itemCost: new Float64Array(items.length),
    running: { cost: 0 },
    replanScratch: createReplanScratch(
      bucketCount,
      items.reduce((most, { routings }) => Math.max(most, routings.length), 0),
    ),
  }
}

/** Prices every item as if nothing were made; call once after frozen lots are booked. */
export function startEmpty(state: PlanningState): void {
  for (let item = 0; item < state.lots.length; item += 1) placeItem(state, item, [])
}

function existingSupplies(item: BatchItem, frozenLots: readonly PreviousLot[]): ExistingSupply[] {
  const supplies: ExistingSupply[] = [{ arrivesInBucket: 0, quantity: item.openingStock }]
  for (let bucket = 0; bucket < item.openOrders.length; bucket += 1)
    if (item.openOrders[bucket] > 0)
      supplies.push({ arrivesInBucket: bucket, quantity: item.openOrders[bucket] })
  for (const lot of frozenLots) supplies.push({ arrivesInBucket: lot.bucket, quantity: lot.quantity })
  return supplies
}

/** What an item's lots cost by themselves: setups, holding, lateness, shortage, change inside the slushy zone. */
function itemPlanCost(state: PlanningState, item: number, lots: readonly Lot[]): number {
  let cost = state.request.items[item].setupCost * lots.length
  cost += pegLots(state.net[item].rows, lots, state.terms[item], false).cost
  return cost + slushyChangeCost(state, item, lots)
}

function slushyChangeCost(state: PlanningState, item: number, lots: readonly Lot[]): number {
  const { fences } = state.request
  if (fences.changeCostPerUnit === 0 || fences.slushyBuckets <= fences.frozenBuckets) return 0
  if (state.request.previousPlan.length === 0) return 0
  const change = Float64Array.from(state.slushyQuantity[item] ?? new Float64Array(state.bucketCount))
  for (const lot of lots) change[lot.bucket] -= lot.quantity
  let units = 0
  for (
    let bucket = fences.frozenBuckets;
    bucket < Math.min(fences.slushyBuckets, state.bucketCount);
    bucket += 1
  )
    units += Math.abs(change[bucket])
  return units * fences.changeCostPerUnit
}

/** Takes an item's lots out of loads and campaigns and returns them. */
export function removeItem(state: PlanningState, item: number): Lot[] {
  const lots = state.lots[item]
  moveLots(state, item, lots, -1)
  state.running.cost -= state.itemCost[item]
  state.lots[item] = []
  state.itemCost[item] = 0
  return lots
}

/** Adds lots of an item that has none now. */
export function placeItem(state: PlanningState, item: number, lots: Lot[]): void {
  moveLots(state, item, lots, 1)
  state.lots[item] = lots
  state.itemCost[item] = itemPlanCost(state, item, lots)
  state.running.cost += state.itemCost[item]
}

function moveLots(state: PlanningState, item: number, lots: readonly Lot[], sign: 1 | -1): void {
  const { routings, family } = state.request.items[item]
  for (const lot of lots) {
    const routing = routings[lot.routing]
    const cell = routing.line * state.bucketCount + lot.bucket
    let minutes = routing.setupMinutes + routing.minutesPerUnit * lot.quantity
    if (family >= 0) {
      const campaign = family * state.load.length + cell
      const before = state.campaignItems[campaign]
      state.campaignItems[campaign] = before + sign
      if (before === (sign > 0 ? 0 : 1)) {
        minutes += state.request.families[family].setupMinutes
        state.running.cost += sign * state.request.families[family].setupCost
      }
    }
    const overtimeBefore = overtimeCost(state, cell, state.load[cell])
    state.load[cell] += sign * minutes
    state.running.cost += overtimeCost(state, cell, state.load[cell]) - overtimeBefore
  }
}

export function overtimeCost(state: PlanningState, cell: number, load: number): number {
  const line = Math.floor(cell / state.bucketCount)
  return Math.max(0, load - state.capacity[cell]) * state.request.lines[line].overtimeCostPerMinute
}

/** Objective of the plan: items, shared setups and overtime, money. */
export function totalCost(state: PlanningState): number {
  return state.running.cost
}

/** Books frozen lots on their lines: they take capacity, and what does not fit is reported by the caller. */
export function bookFrozenLots(state: PlanningState): Float64Array {
  const overloaded = new Float64Array(state.load.length)
  const used = new Float64Array(state.load.length)
  const campaigns = new Set<number>()
  state.frozenLots.forEach((lots, item) => {
    const { routings, family } = state.request.items[item]
    for (const lot of lots) {
      const routing = routings.find((candidate) => candidate.line === lot.line)
      const cell = lot.line * state.bucketCount + lot.bucket
      used[cell] += (routing?.setupMinutes ?? 0) + (routing?.minutesPerUnit ?? 0) * lot.quantity
      if (family < 0) continue
      const campaign = family * state.load.length + cell
      if (!campaigns.has(campaign)) used[cell] += state.request.families[family].setupMinutes
      campaigns.add(campaign)
    }
  })
  for (let cell = 0; cell < used.length; cell += 1) {
    const fromRegular = Math.min(used[cell], state.capacity[cell])
    state.capacity[cell] -= fromRegular
    const fromOvertime = Math.min(used[cell] - fromRegular, state.overtime[cell])
    state.overtime[cell] -= fromOvertime
    overloaded[cell] = used[cell] - fromRegular - fromOvertime
  }
  return overloaded
}
