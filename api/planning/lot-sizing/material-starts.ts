import { cumulativeArrivals, type MaterialLimit } from './material-limit.ts'

/** First bucket in which an item may be made, and the material that it waits for; null: for none. */
export type MaterialStart = { readonly bucket: number; readonly material: string | null }

/** An item waiting for material, with its units in time order; `order` names who is served first. */
export type MaterialClaim = {
  readonly item: number
  /** units per bucket: when they are needed, or when they are to be made */
  readonly units: ArrayLike<number>
  /** no start before this bucket */
  readonly notBefore: number
}

/**
 * Shares scarce material out over items and says from which bucket on each may be made. Claims are served in the order
 * given: each gets the earliest start from which every unit that it wants before the material can be bought is covered
 * by what earlier claims left; units wanted before the start are made in it. An item that can never be covered waits
 * until the material can be bought.
 *
 * @returns one start per claim; a start at the bucket count: not within the horizon
 * @example materialStarts([{ material: 'down', arrivals: [100, 50, 0], boughtFromBucket: 3, uses: [{ item: 0,
 *   quantityPerUnit: 1 }, { item: 1, quantityPerUnit: 1 }] }],
 *   [{ item: 0, units: [80, 0, 0], notBefore: 0 }, { item: 1, units: [60, 0, 0], notBefore: 0 }])
 *   // item 0 in bucket 0; item 1 in bucket 1, when 50 more have come
 */
export function materialStarts(
  limits: readonly MaterialLimit[],
  claims: readonly MaterialClaim[],
): MaterialStart[] {
  const left = limits.map(cumulativeArrivals)
  return claims.map((claim) => {
    const bucketCount = claim.units.length
    const mine = limits.flatMap((limit, index) => {
      const use = limit.uses.find(({ item }) => item === claim.item)
      return use ? [{ limit, left: left[index], quantityPerUnit: use.quantityPerUnit }] : []
    })
    let bucket = claim.notBefore
    let material: string | null = null
    while (bucket < bucketCount) {
      const missing = mine.find(
        (each) =>
          bucket < each.limit.boughtFromBucket &&
          !isCovered(claim.units, bucket, each.limit.boughtFromBucket, each.left, each.quantityPerUnit),
      )
      if (!missing) break
      material = missing.limit.material
      bucket = nextArrival(missing.limit, bucket)
    }
    for (const each of mine)
      take(claim.units, bucket, each.limit.boughtFromBucket, each.left, each.quantityPerUnit)
    return { bucket: Math.min(bucket, bucketCount), material }
  })
}

/** Whether what is left covers everything that is wanted before `until` when it is made from `start` on. */
function isCovered(
  units: ArrayLike<number>,
  start: number,
  until: number,
  left: Float64Array,
  quantityPerUnit: number,
): boolean {
  let wanted = 0
  for (let bucket = 0; bucket < Math.min(until, left.length); bucket += 1) {
    wanted += units[bucket] * quantityPerUnit
    if (bucket >= start && wanted > left[bucket] + 1e-9) return false
  }
  return left[start] > 0
}

/** Takes the units off what is left, and keeps what was there early for those who were served first. */
function take(
  units: ArrayLike<number>,
  start: number,
  until: number,
  left: Float64Array,
  quantityPerUnit: number,
): void {
  let wanted = 0
  for (let bucket = 0; bucket < left.length; bucket += 1) {
    if (bucket < until) wanted += units[bucket] * quantityPerUnit
    if (bucket >= start && start < until) left[bucket] = Math.max(0, left[bucket] - wanted)
  }
  for (let bucket = left.length - 2; bucket >= 0; bucket -= 1)
    left[bucket] = Math.min(left[bucket], left[bucket + 1])
}

/** The next bucket in which more of the material comes or can be bought. */
function nextArrival(limit: MaterialLimit, after: number): number {
  for (let bucket = after + 1; bucket < Math.min(limit.boughtFromBucket, limit.arrivals.length); bucket += 1)
    if (limit.arrivals[bucket] > 0) return bucket
  return Math.max(limit.boughtFromBucket, after + 1)
}
