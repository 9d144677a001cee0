export type BillOfMaterialsLine = {
  readonly item: number
  readonly material: string
  /** units of material for one unit of the item, scrap included */
  readonly quantityPerUnit: number
}

export type MaterialSupply = {
  readonly material: string
  readonly openingStock: number
  /** units per bucket on order */
  readonly openOrders: ArrayLike<number>
  readonly leadTimeBuckets: number
}

export type MaterialPlan = {
  readonly material: string
  /** units needed at the start of each bucket */
  readonly gross: Float64Array
  /** units that stock and open orders leave uncovered, by bucket of need */
  readonly net: Float64Array
  /** units to order in each bucket so that they come when needed; what is due before now stands in bucket 0 */
  readonly orders: Float64Array
  /** needs whose order would have had to be placed before now, by bucket of need */
  readonly tooLate: Float64Array
}

/**
 * Material needed by planned batches: bills of materials exploded, netted against stock and open orders in order of
 * time, and set back by the lead time.
 *
 * @param production units made, per item and bucket
 * @throws RangeError when a bill names a material without supply data
 */
export function materialRequirement(
  production: readonly ArrayLike<number>[],
  bill: readonly BillOfMaterialsLine[],
  supplies: readonly MaterialSupply[],
  bucketCount: number,
): MaterialPlan[] {
  const plans = new Map(
    supplies.map((supply) => [
      supply.material,
      {
        supply,
        gross: new Float64Array(bucketCount),
        net: new Float64Array(bucketCount),
        orders: new Float64Array(bucketCount),
        tooLate: new Float64Array(bucketCount),
      },
    ]),
  )
  for (const { item, material, quantityPerUnit } of bill) {
    const plan = plans.get(material)
    if (!plan) throw new RangeError(`material must have supply data; got ${material}`)
    for (let bucket = 0; bucket < bucketCount; bucket += 1)
      plan.gross[bucket] += (production[item]?.[bucket] ?? 0) * quantityPerUnit
  }
  return [...plans].map(([material, { supply, gross, net, orders, tooLate }]) => {
    let available = supply.openingStock
    for (let bucket = 0; bucket < bucketCount; bucket += 1) {
      available += supply.openOrders[bucket] ?? 0
      net[bucket] = Math.max(0, gross[bucket] - available)
      available = Math.max(0, available - gross[bucket])
      const orderIn = bucket - supply.leadTimeBuckets
      orders[Math.max(0, orderIn)] += net[bucket]
      if (orderIn < 0) tooLate[bucket] = net[bucket]
    }
    return { material, gross, net, orders, tooLate }
  })
}
