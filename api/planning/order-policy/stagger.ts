/** Somebody who orders every so many buckets. */
export interface RegularOrderer {
  readonly name: string
  /** Buckets between two orders, whole, >= 1. */
  readonly reviewBuckets: number
  /** Mean units per bucket, >= 0; one order holds reviewBuckets times as much. */
  readonly meanPerBucket: number
  /** Latest bucket of its first order, whole, in [0, reviewBuckets − 1]; the latter leaves it free. */
  readonly latestBucket: number
}

/**
 * Order days that spread the load of a supplier: the bucket of the first order of each orderer, those with least choice
 * and then the largest first, each where it adds least to the sum of squared loads of a common cycle (earliest bucket on a tie).
 *
 * @returns first order bucket by name, in [0, latestBucket], and load per bucket of the cycle
 * Source: the effect in Lee, Padmanabhan & Whang 1997; placement by longest processing time first.
 * @example staggerOrderDays([{ name: 'A', reviewBuckets: 2, meanPerBucket: 5, latestBucket: 1 }, { name: 'B', reviewBuckets: 2, meanPerBucket: 5, latestBucket: 1 }]).load // [10, 10]
 */
export function staggerOrderDays(orderers: readonly RegularOrderer[]): {
  readonly firstOrderBucket: ReadonlyMap<string, number>
  readonly load: Float64Array
} {
  let cycle = 1
  for (const { name, reviewBuckets, meanPerBucket, latestBucket } of orderers) {
    if (!Number.isInteger(reviewBuckets) || reviewBuckets < 1)
      throw new RangeError(`${name}: reviewBuckets must be >= 1 and whole; got ${reviewBuckets}`)
    if (!(meanPerBucket >= 0))
      throw new RangeError(`${name}: meanPerBucket must be >= 0; got ${meanPerBucket}`)
    if (!(Number.isInteger(latestBucket) && latestBucket >= 0 && latestBucket < reviewBuckets))
      throw new RangeError(
        `${name}: latestBucket must be whole and in [0, ${reviewBuckets - 1}]; got ${latestBucket}`,
      )
    cycle = Math.min(LONGEST_CYCLE, leastCommonMultiple(cycle, reviewBuckets))
  }
  const load = new Float64Array(cycle)
  const firstOrderBucket = new Map<string, number>()
  for (const { name, reviewBuckets, meanPerBucket, latestBucket } of leastFreeFirst(orderers)) {
    const units = reviewBuckets * meanPerBucket
    let best = 0
    let least = Number.POSITIVE_INFINITY
    for (let first = 0; first <= latestBucket; first += 1) {
      let already = 0
      let count = 0
      for (let bucket = first; bucket < cycle; bucket += reviewBuckets) {
        already += load[bucket]
        count += 1
      }
      const added = count > 0 ? already / count : Number.POSITIVE_INFINITY
      if (added < least - 1e-9) {
        least = added
        best = first
      }
    }
    for (let bucket = best; bucket < cycle; bucket += reviewBuckets) load[bucket] += units
    firstOrderBucket.set(name, best)
  }
  return { firstOrderBucket, load }
}

/** Goods of a campaign that may leave in any bucket of a window. */
export interface ShipWave {
  readonly name: string
  readonly quantity: number
  /** First and last bucket the promise allows, whole, 0 <= earliest <= latest. */
  readonly earliestBucket: number
  readonly latestBucket: number
}

/**
 * Ship buckets of campaigns' waves, each whole wave in one bucket of its window, so that loads are level: largest
 * first, into the bucket with least load (earliest on a tie).
 *
 * @param baseLoad load already there per bucket; its length is the horizon
 * @example staggerShipWaves([{ name: 'A', quantity: 9, earliestBucket: 0, latestBucket: 1 }], Float64Array.of(5, 2)).bucket.get('A') // 1
 */
export function staggerShipWaves(
  waves: readonly ShipWave[],
  baseLoad: Float64Array,
): { readonly bucket: ReadonlyMap<string, number>; readonly load: Float64Array } {
  const load = baseLoad.slice()
  const bucket = new Map<string, number>()
  const sorted = waves.toSorted((a, b) => b.quantity - a.quantity || compare(a.name, b.name))
  for (const { name, quantity, earliestBucket, latestBucket } of sorted) {
    if (!(earliestBucket >= 0 && latestBucket >= earliestBucket && latestBucket < load.length))
      throw new RangeError(
        `${name}: window must lie in [0, ${load.length}); got ${earliestBucket} to ${latestBucket}`,
      )
    let best = earliestBucket
    for (let t = earliestBucket + 1; t <= latestBucket; t += 1) if (load[t] < load[best] - 1e-9) best = t
    load[best] += quantity
    bucket.set(name, best)
  }
  return { bucket, load }
}

/**
 * Shares of each campaign's goods by bucket of its window when they leave in as many equal waves as the window has
 * buckets: even where nothing else is due, more of them where less is.
 *
 * @param campaigns goods with their windows; `quantity` in the unit of the load
 * @param baseLoad load already there per bucket; its length is the horizon
 * @returns shares by name, one per bucket of the window, adding up to 1
 * @throws RangeError naming the campaign whose window lies outside the horizon
 * @example waveShares([{ name: 'A', quantity: 6, earliestBucket: 0, latestBucket: 1 }], Float64Array.of(6, 0)).get('A') // [0, 1]
 */
export function waveShares(
  campaigns: readonly ShipWave[],
  baseLoad: Float64Array,
): ReadonlyMap<string, Float64Array> {
  const waves = campaigns.flatMap(({ name, quantity, earliestBucket, latestBucket }) =>
    Array.from({ length: latestBucket - earliestBucket + 1 }, (_, wave) => ({
      name: `${name}#${wave}`,
      campaign: name,
      quantity: quantity / (latestBucket - earliestBucket + 1),
      earliestBucket,
      latestBucket,
    })),
  )
  const { bucket } = staggerShipWaves(waves, baseLoad)
  const shares = new Map(
    campaigns.map(({ name, earliestBucket, latestBucket }) => [
      name,
      new Float64Array(latestBucket - earliestBucket + 1),
    ]),
  )
  for (const { name, campaign, earliestBucket } of waves) {
    const ofCampaign = shares.get(campaign)!
    ofCampaign[bucket.get(name)! - earliestBucket]! += 1 / ofCampaign.length
  }
  return shares
}

const LONGEST_CYCLE = 5040

/** Those with the least choice come first, then the largest. */
function leastFreeFirst(orderers: readonly RegularOrderer[]): readonly RegularOrderer[] {
  const size = (one: RegularOrderer) => one.reviewBuckets * one.meanPerBucket
  const choice = (one: RegularOrderer) => (one.latestBucket + 1) / one.reviewBuckets
  return orderers.toSorted((a, b) => choice(a) - choice(b) || size(b) - size(a) || compare(a.name, b.name))
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function leastCommonMultiple(a: number, b: number): number {
  let [x, y] = [a, b]
  while (y > 0) [x, y] = [y, x % y]
  return (a / x) * b
}
