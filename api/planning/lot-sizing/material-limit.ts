import type { BatchPlan } from './batch-plan.ts'

/** Material that is known to be scarce: what is there and what arrives, until it can be bought as wanted. */
export type MaterialLimit = {
  readonly material: string
  /** material units that can be used from the start of each bucket on, >= 0; what is there now in bucket 0 */
  readonly arrivals: ArrayLike<number>
  /** first bucket for which an order placed now is in time; the bucket count or more: none within the horizon */
  readonly boughtFromBucket: number
  readonly uses: readonly MaterialUse[]
}

export type MaterialUse = {
  /** index into items */
  readonly item: number
  /** material units in one unit of the item, > 0 */
  readonly quantityPerUnit: number
}

const TOLERANCE = 1e-6

/** @throws RangeError naming the field whose value breaks the contract */
export function requireValidLimits(
  limits: readonly MaterialLimit[],
  bucketCount: number,
  itemCount: number,
): void {
  for (const { material, arrivals, boughtFromBucket, uses } of limits) {
    const name = `materials[${material}]`
    if (arrivals.length !== bucketCount)
      throw new RangeError(`${name}.arrivals must have ${bucketCount} buckets; got ${arrivals.length}`)
    for (let bucket = 0; bucket < bucketCount; bucket += 1)
      if (!(arrivals[bucket] >= 0 && arrivals[bucket] < Number.POSITIVE_INFINITY))
        throw new RangeError(`${name}.arrivals[${bucket}] must be finite and >= 0; got ${arrivals[bucket]}`)
    if (!(Number.isInteger(boughtFromBucket) && boughtFromBucket >= 0))
      throw new RangeError(`${name}.boughtFromBucket must be an integer >= 0; got ${boughtFromBucket}`)
    for (const { item, quantityPerUnit } of uses) {
      if (!(item >= 0 && item < itemCount))
        throw new RangeError(`${name}.uses.item must be below ${itemCount}; got ${item}`)
      if (!(quantityPerUnit > 0))
        throw new RangeError(`${name}.uses.quantityPerUnit must be > 0; got ${quantityPerUnit}`)
    }
  }
}

/** Material units usable up to and including each bucket, counted from bucket 0. */
export function cumulativeArrivals({ arrivals }: MaterialLimit): Float64Array {
  let sum = 0
  return Float64Array.from(arrivals, (units) => {
    sum += units
    return sum
  })
}

/** A bucket by whose end a plan has used more of a material than was there. */
export type MaterialOveruse = {
  /** index into limits */
  readonly limit: number
  readonly bucket: number
  /** material units, both counted from bucket 0 */
  readonly used: number
  readonly there: number
}

/**
 * The first bucket of each material in which planned lots have used more than has arrived. Lots from
 * `boughtFromBucket` on take bought material and do not count; neither do frozen lots, whose material is gone already.
 *
 * @example materialOveruse([{ material: 'down', arrivals: [100, 50], boughtFromBucket: 2, uses: [{ item: 0,
 *   quantityPerUnit: 2 }] }], { batches: [{ bucket: 0, isFirm: false, items: [{ item: 0, quantity: 60 }] }] })
 *   // [{ limit: 0, bucket: 0, used: 120, there: 100 }]
 */
export function materialOveruse(limits: readonly MaterialLimit[], plan: PlannedUse): MaterialOveruse[] {
  return limits.flatMap((limit, index) => {
    const there = cumulativeArrivals(limit)
    const used = new Float64Array(there.length)
    for (const { bucket, isFirm, items } of plan.batches) {
      if (isFirm || bucket >= limit.boughtFromBucket) continue
      for (const { item, quantity } of items) used[bucket] += quantity * perUnit(limit, item)
    }
    let sum = 0
    for (let bucket = 0; bucket < used.length; bucket += 1) {
      sum += used[bucket]
      if (bucket < limit.boughtFromBucket && sum > there[bucket] + TOLERANCE * Math.max(1, there[bucket]))
        return [{ limit: index, bucket, used: sum, there: there[bucket] }]
    }
    return []
  })
}

export type PlannedUse = {
  readonly batches: readonly (Pick<BatchPlan['batches'][number], 'bucket' | 'isFirm'> & {
    readonly items: readonly Pick<BatchPlan['batches'][number]['items'][number], 'item' | 'quantity'>[]
  })[]
}

/** Material units in one unit of an item; 0 when it needs none. */
export function perUnit(limit: MaterialLimit, item: number): number {
  return limit.uses.find((use) => use.item === item)?.quantityPerUnit ?? 0
}
