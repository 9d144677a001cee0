import { type ItemBound, itemLowerBound } from './item-bound.ts'
import type { PlanningState } from './planning-state.ts'

export type CapacityBound = {
  /** money; no plan costs less */
  readonly lowerBound: number
  /** prices at the best bound, money per minute, [line × bucketCount + bucket] */
  readonly minutePrice: Float64Array
}

/** Elementary steps of all rounds together that a plan may spend: keeps 10,000 buckets as bearable as 13. */
const BOUND_STEPS = 4e9

/** Rounds that the request allows and its size makes bearable, at least one. */
export function boundRounds({ bucketCount, request }: PlanningState): number {
  const steps = request.items.reduce((sum, item) => sum + item.routings.length, 0) * bucketCount ** 2
  return Math.max(1, Math.min(request.work.boundIterations, Math.floor(BOUND_STEPS / (steps + 1))))
}

/**
 * Lower bound of the whole plan by Lagrangian relaxation: minutes of each line and bucket get a price, and every
 * item that uses a family pays a share of its setup, so that items fall apart into single-item problems.
 * Prices follow a deflected subgradient with Polyak's step towards `knownCost`; every round gives a valid bound.
 *
 * @param knownCost cost of a known plan (the target of the step length)
 * @param iterations rounds, >= 1
 * Source: Trigeiro, Thomas & McClain 1989, Management Science 35(3), 353–366; Camerini, Fratta & Maffioli 1975.
 */
export function capacityBound(
  state: PlanningState,
  knownCost: number,
  iterations: number,
  shouldStop: () => boolean = () => false,
): CapacityBound {
  const { bucketCount, request } = state
  const { items, families, lines } = request
  const cells = state.load.length
  const minutePrice = new Float64Array(cells)
  const minuteStep = new Float64Array(cells)
  const members = families.map(() => 0)
  for (const item of items) if (item.family >= 0) members[item.family] += 1
  const shares = items.map((item) =>
    new Float64Array(item.routings.length * bucketCount).fill(
      item.family >= 0 ? families[item.family].setupCost / Math.max(1, members[item.family]) : 0,
    ),
  )
  const shareSteps = items.map((item) => new Float64Array(item.routings.length * bucketCount))
  const bounds: ItemBound[] = items.map((item) => ({
    setups: new Uint8Array(item.routings.length * bucketCount),
    quantities: new Float64Array(item.routings.length * bucketCount),
  }))
  const campaignShare = new Float64Array(families.length * cells)
  const isCampaign = new Uint8Array(families.length * cells)
  let best = Number.NEGATIVE_INFINITY
  let bestPrice = Float64Array.from(minutePrice)
  let step = 1
  let unimproved = 0
  const load = new Float64Array(cells)

  for (let round = 0; round < iterations; round += 1) {
    load.fill(0)
    campaignShare.fill(0)
    let value = 0
    for (let index = 0; index < items.length; index += 1) {
      value += itemLowerBound(state, index, minutePrice, shares[index], bounds[index])
      const { routings, family } = items[index]
      for (let routing = 0; routing < routings.length; routing += 1) {
        const base = routings[routing].line * bucketCount
        for (let bucket = 0; bucket < bucketCount; bucket += 1) {
          const own = routing * bucketCount + bucket
          load[base + bucket] += routings[routing].minutesPerUnit * bounds[index].quantities[own]
          if (bounds[index].setups[own]) load[base + bucket] += routings[routing].setupMinutes
          if (family >= 0) campaignShare[family * cells + base + bucket] += shares[index][own]
        }
      }
    }
    for (let family = 0; family < families.length; family += 1)
      for (let cell = 0; cell < cells; cell += 1) {
        const campaign = family * cells + cell
        const reduced =
          families[family].setupCost +
          minutePrice[cell] * families[family].setupMinutes -
          campaignShare[campaign]
        isCampaign[campaign] = reduced < 0 ? 1 : 0
        if (reduced >= 0) continue
        value += reduced
        load[cell] += families[family].setupMinutes
      }
    let length = 0
    for (let cell = 0; cell < cells; cell += 1) {
      const overtimePrice = lines[Math.floor(cell / bucketCount)].overtimeCostPerMinute
      const wantsOvertime = minutePrice[cell] > overtimePrice
      value -= minutePrice[cell] * state.capacity[cell]
      if (wantsOvertime) value -= (minutePrice[cell] - overtimePrice) * state.overtime[cell]
      const violation = load[cell] - state.capacity[cell] - (wantsOvertime ? state.overtime[cell] : 0)
      minuteStep[cell] = violation + 0.6 * minuteStep[cell]
      if (minutePrice[cell] === 0 && minuteStep[cell] < 0) minuteStep[cell] = 0
      length += minuteStep[cell] ** 2
    }
    for (let index = 0; index < items.length; index += 1) {
      const { routings, family } = items[index]
      if (family < 0) continue
      for (let own = 0; own < shareSteps[index].length; own += 1) {
        const bucket = own % bucketCount
        const cell = routings[(own - bucket) / bucketCount].line * bucketCount + bucket
        const direction = bounds[index].setups[own] - isCampaign[family * cells + cell]
        shareSteps[index][own] = direction + 0.6 * shareSteps[index][own]
        if (shares[index][own] === 0 && shareSteps[index][own] < 0) shareSteps[index][own] = 0
      }
    }
    if (round === 0 || value > best + 1e-9 * Math.abs(best)) {
      best = value
      bestPrice = Float64Array.from(minutePrice)
      unimproved = 0
    } else unimproved += 1
    if (unimproved >= 15) {
      step *= 0.7
      unimproved = 0
    }
    if (shouldStop() || step < 1e-4 || knownCost - best <= 1e-7 * Math.abs(knownCost)) break
    moveShares(length, value)
  }
  return { lowerBound: Math.max(0, best), minutePrice: bestPrice }

  function moveShares(minuteLength: number, value: number) {
    // Far from the known cost (shortage nobody can avoid) small steps would never arrive.
    const reach = knownCost > 2 * Math.abs(best) ? 0.5 * (knownCost - best) : 0.03 * Math.abs(best)
    const target = Math.min(knownCost, best + reach)
    const gap = Math.max(target - value, 1e-4 * Math.abs(knownCost))
    let shareLength = 0
    let units = 0
    for (let index = 0; index < items.length; index += 1)
      for (const part of shareSteps[index]) {
        shareLength += part * part
        units += part !== 0 ? 1 : 0
      }
    const typicalSetup =
      families.reduce((sum, family) => sum + family.setupCost, 0) / Math.max(1, families.length)
    const scale = shareLength > 0 && units > 0 ? scaleOfShares(minuteLength, shareLength, typicalSetup) : 0
    const total = minuteLength + scale * shareLength
    if (!(total > 0)) return
    const move = (step * gap) / total
    for (let cell = 0; cell < cells; cell += 1)
      minutePrice[cell] = Math.max(0, minutePrice[cell] + move * minuteStep[cell])
    for (let index = 0; index < items.length; index += 1)
      for (let own = 0; own < shareSteps[index].length; own += 1)
        shares[index][own] = Math.max(0, shares[index][own] + move * scale * shareSteps[index][own])
  }

  /** Minutes and setups differ in size: both groups of prices get half of the step. */
  function scaleOfShares(minuteLength: number, shareLength: number, typicalSetup: number): number {
    if (typicalSetup <= 0) return 0
    return minuteLength > 0 ? minuteLength / shareLength : 1
  }
}
