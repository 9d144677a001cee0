import { checkLotSizes, type MultiItemInstance, type MultiItemPlan } from './multi-item-instance.ts'
import { smoothProduction } from './smooth-production.ts'
import { wagnerWhitin } from './wagner-whitin.ts'

export type PricedLotSizes = {
  /** the cheapest plan met on the way; null when none kept the capacity */
  readonly plan: MultiItemPlan | null
  /** money; no plan costs less */
  readonly lowerBound: number
}

/**
 * Capacitated lot sizes in milliseconds, without a solver: capacity gets a price per bucket, every item is planned
 * alone under the prices, and each round's lots are smoothed into the capacity. Prices follow a subgradient.
 *
 * @param iterations rounds, >= 1
 * @returns a plan that keeps the instance, where smoothing finds one, and the best Lagrangian bound
 * @throws RangeError naming iterations
 * Source: Trigeiro, Thomas & McClain 1989, Management Science 35(3), 353–366.
 * @example priceCapacity(instance, 100) // 90, 120, 80, 70 at capacity 210, setup 500, holding 2: plan.cost 1380
 */
export function priceCapacity(instance: MultiItemInstance, iterations: number): PricedLotSizes {
  if (!(Number.isInteger(iterations) && iterations >= 1))
    throw new RangeError(`iterations must be an integer >= 1; got ${iterations}`)
  const { itemCount, bucketCount } = instance
  const price = new Float64Array(bucketCount)
  const production = new Float64Array(itemCount * bucketCount)
  let plan: MultiItemPlan | null = null
  let lowerBound = Number.NEGATIVE_INFINITY
  let step = 1
  let unimproved = 0
  for (let round = 0; round < iterations; round += 1) {
    const load = new Float64Array(bucketCount)
    let value = 0
    for (let item = 0; item < itemCount; item += 1) {
      const lots = wagnerWhitin({
        demand: instance.demand.subarray(item * bucketCount, (item + 1) * bucketCount),
        setupCost: price.map((money) => instance.setupCost[item] + money * instance.setupTime[item]),
        holdingCostPerUnitPerBucket: instance.holdingCost[item],
        unitCost: price.map((money) => money * instance.unitTime[item]),
      })
      value += lots.cost
      production.set(lots.lots, item * bucketCount)
      for (let bucket = 0; bucket < bucketCount; bucket += 1)
        if (lots.lots[bucket] > 0)
          load[bucket] += instance.setupTime[item] + instance.unitTime[item] * lots.lots[bucket]
    }
    let length = 0
    for (let bucket = 0; bucket < bucketCount; bucket += 1) {
      value -= price[bucket] * instance.capacity[bucket]
      length += (load[bucket] - instance.capacity[bucket]) ** 2
    }
    if (value > lowerBound + 1e-9) {
      lowerBound = value
      unimproved = 0
    } else unimproved += 1
    const smoothed = smoothProduction(instance, production, price)
    if (smoothed) {
      const setups = Uint8Array.from(smoothed, (units) => (units > 0 ? 1 : 0))
      const { cost, faults } = checkLotSizes(instance, smoothed, setups)
      if (faults.length === 0 && (!plan || cost < plan.cost)) plan = { cost, production: smoothed, setups }
    }
    if (length === 0) break
    if (unimproved >= 5) {
      step /= 2
      unimproved = 0
    }
    const target = plan ? plan.cost : 1.1 * Math.max(value, lowerBound)
    const move = (step * Math.max(target - value, 1e-3 * target)) / length
    for (let bucket = 0; bucket < bucketCount; bucket += 1)
      price[bucket] = Math.max(0, price[bucket] + move * (load[bucket] - instance.capacity[bucket]))
  }
  return { plan, lowerBound }
}
