import { createFamilyShares } from './family-shares.ts'
import { betterItemBound, createItemBound, itemLowerBound } from './item-bound.ts'
import type { PlanningState } from './planning-state.ts'

export type CapacityBound = {
  /** money; no plan costs less */
  readonly lowerBound: number
  /** prices at the best bound, money per minute, [line × bucketCount + bucket] */
  readonly minutePrice: Float64Array
}

/** Elementary steps of all rounds together that a plan may spend: keeps 10,000 buckets as bearable as 13. */
const BOUND_STEPS = 4e9
/** Rounds without a gain after which prices go back to the best ones and aim less high; shares of the bound. */
const PATIENCE = 12
const NEARER = 0.7
const FIRST_REACH = 0.003
const LEAST_REACH = 1e-7
/** Part of the rounds in which only the shares of family setups move. */
const SHARES_ALONE = 0.25
/** Rounds between which an item keeps to rounded or to plain needs. */
const COMPARE_EVERY = 25

/** Rounds that the request allows and its size makes bearable, at least one. */
export function boundRounds({ bucketCount, request }: PlanningState): number {
  const steps = request.items.reduce((sum, item) => sum + item.routings.length, 0) * bucketCount ** 2
  return Math.max(1, Math.min(request.work.boundIterations, Math.floor(BOUND_STEPS / (steps + 1))))
}

/**
 * Lower bound of the whole plan by Lagrangian relaxation: minutes of each line and bucket get a price, and the items
 * of a family share its setups, so that items fall apart into single-item problems. Prices follow a deflected
 * subgradient with Polyak's step towards `knownCost`, shares one of their own; every round gives a valid bound.
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
  const family = createFamilyShares(state)
  const bounds = items.map((_, item) => createItemBound(state, item))
  const familyValue = new Float64Array(families.length)
  const load = new Float64Array(cells)
  let best = Number.NEGATIVE_INFINITY
  let bestPrice = Float64Array.from(minutePrice)
  let reach = FIRST_REACH
  let unimproved = 0
  const alone = families.length > 0 ? Math.floor(SHARES_ALONE * iterations) : 0

  for (let round = 0; round < iterations; round += 1) {
    family.fit(minutePrice)
    const isLast = round === iterations - 1
    const violation = new Float64Array(cells)
    const value = evaluate(round % COMPARE_EVERY === 0 || isLast, violation)
    let length = 0
    for (let cell = 0; cell < cells; cell += 1) {
      minuteStep[cell] = violation[cell] + 0.6 * minuteStep[cell]
      if (minutePrice[cell] === 0 && minuteStep[cell] < 0) minuteStep[cell] = 0
      length += minuteStep[cell] ** 2
    }
    if (round === 0 || value > best + 1e-9 * Math.abs(best)) {
      best = value
      bestPrice = Float64Array.from(minutePrice)
      family.keep()
      unimproved = 0
    } else unimproved += 1
    if (unimproved >= PATIENCE && round >= alone) {
      reach *= NEARER
      unimproved = 0
      minutePrice.set(bestPrice)
      minuteStep.fill(0)
      family.restore()
    }
    if (shouldStop() || reach < LEAST_REACH || knownCost - best <= 1e-7 * Math.abs(knownCost)) break
    family.move(bounds, familyValue)
    if (round >= alone) movePrices(length, value)
  }
  return { lowerBound: Math.max(0, best), minutePrice: bestPrice }

  /** The bound at the present prices; where it asks for more minutes than there are, `violation` is positive. */
  function evaluate(compares: boolean, violation: Float64Array): number {
    let value = 0
    load.fill(0)
    familyValue.fill(0)
    const boundOf = compares ? betterItemBound : itemLowerBound
    for (let index = 0; index < items.length; index += 1) {
      const { routings, family: of } = items[index]
      const own = boundOf(state, index, minutePrice, family.shares[index], bounds[index])
      value += own
      if (of >= 0) familyValue[of] += own
      for (let routing = 0; routing < routings.length; routing += 1) {
        const base = routings[routing].line * bucketCount
        for (let bucket = 0; bucket < bucketCount; bucket += 1)
          load[base + bucket] += minutesOf(index, routing, bucket)
      }
    }
    family.addLoad(bounds, load)
    for (let cell = 0; cell < cells; cell += 1) {
      const overtimePrice = lines[Math.floor(cell / bucketCount)].overtimeCostPerMinute
      const wantsOvertime = minutePrice[cell] > overtimePrice
      value -= minutePrice[cell] * state.capacity[cell]
      if (wantsOvertime) value -= (minutePrice[cell] - overtimePrice) * state.overtime[cell]
      violation[cell] = load[cell] - state.capacity[cell] - (wantsOvertime ? state.overtime[cell] : 0)
    }
    return value
  }

  function minutesOf(item: number, routing: number, bucket: number): number {
    const own = routing * bucketCount + bucket
    const { minutesPerUnit, setupMinutes } = items[item].routings[routing]
    return setupMinutes * bounds[item].setups[own] + minutesPerUnit * bounds[item].quantities[own]
  }

  function movePrices(length: number, value: number) {
    if (!(length > 0)) return
    // Far from the known cost (shortage nobody can avoid) small steps would never arrive.
    const isFar = knownCost > 2 * Math.abs(best)
    const far = isFar ? 0.5 * (knownCost - best) * (reach / FIRST_REACH) : reach * Math.abs(best)
    const move = Math.max(0, Math.min(knownCost, best + far) - value) / length
    const before = Float64Array.from(minutePrice)
    for (let cell = 0; cell < cells; cell += 1)
      minutePrice[cell] = Math.max(0, minutePrice[cell] + move * minuteStep[cell])
    const change = new Float64Array(families.length)
    items.forEach(({ family: of, routings }, index) => {
      if (of < 0) return
      for (let routing = 0; routing < routings.length; routing += 1)
        for (let bucket = 0; bucket < bucketCount; bucket += 1) {
          const cell = routings[routing].line * bucketCount + bucket
          change[of] += minutesOf(index, routing, bucket) * (minutePrice[cell] - before[cell])
        }
    })
    family.shift(change)
  }
}
