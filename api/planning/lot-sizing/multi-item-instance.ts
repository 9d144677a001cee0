/** Capacitated multi-item lot sizing with setup times on one line; demand must be met in time. */
export type MultiItemInstance = {
  readonly itemCount: number
  readonly bucketCount: number
  /** time per bucket */
  readonly capacity: Float64Array
  readonly unitTime: Float64Array
  readonly setupTime: Float64Array
  readonly setupCost: Float64Array
  /** money per unit held from one bucket to the next */
  readonly holdingCost: Float64Array
  /** units, [item × bucketCount + bucket] */
  readonly demand: Float64Array
}

/** [item × bucketCount + bucket] */
export type MultiItemPlan = {
  readonly cost: number
  readonly production: Float64Array
  readonly setups: Uint8Array
}

/**
 * Cost of production quantities, and every way in which they break the instance: the checker of lot sizes.
 *
 * @returns cost of setups (wherever something is made or a setup is stated) and of stock at the end of each bucket
 */
export function checkLotSizes(
  instance: MultiItemInstance,
  production: Float64Array,
  setups: Uint8Array,
): { readonly cost: number; readonly faults: readonly string[] } {
  const { itemCount, bucketCount } = instance
  const faults: string[] = []
  let cost = 0
  for (let item = 0; item < itemCount; item += 1) {
    let stock = 0
    for (let bucket = 0; bucket < bucketCount; bucket += 1) {
      const cell = item * bucketCount + bucket
      if (production[cell] < 0) faults.push(`item ${item} in bucket ${bucket}: made ${production[cell]}`)
      if (production[cell] > 0 && !setups[cell])
        faults.push(`item ${item} in bucket ${bucket}: made without setup`)
      stock += production[cell] - instance.demand[cell]
      if (stock < -1e-5) faults.push(`item ${item} in bucket ${bucket}: ${-stock} short`)
      cost += Math.max(0, stock) * instance.holdingCost[item]
      if (setups[cell]) cost += instance.setupCost[item]
    }
  }
  for (let bucket = 0; bucket < bucketCount; bucket += 1) {
    let time = 0
    for (let item = 0; item < itemCount; item += 1) {
      const cell = item * bucketCount + bucket
      time += production[cell] * instance.unitTime[item] + (setups[cell] ? instance.setupTime[item] : 0)
    }
    if (time > instance.capacity[bucket] * (1 + 1e-7) + 1e-5)
      faults.push(`bucket ${bucket}: ${time} of ${instance.capacity[bucket]} used`)
  }
  return { cost, faults }
}

/** The first bucket by which demand exceeds what all capacity up to it can make, setups left out; −1 if none. */
export function firstOverloadedBucket(instance: MultiItemInstance): number {
  let spare = 0
  for (let bucket = 0; bucket < instance.bucketCount; bucket += 1) {
    spare += instance.capacity[bucket]
    for (let item = 0; item < instance.itemCount; item += 1)
      spare -= instance.demand[item * instance.bucketCount + bucket] * instance.unitTime[item]
    if (spare < -1e-6) return bucket
  }
  return -1
}
