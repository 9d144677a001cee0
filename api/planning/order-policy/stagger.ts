/** Somebody who orders every so many buckets. */
export interface RegularOrderer {
  readonly name: string
  /** Buckets between two orders, whole, >= 1. */
  readonly reviewBuckets: number
  /** Mean units per bucket, >= 0; one order holds reviewBuckets times as much. */
  readonly meanPerBucket: number
  /** Bucket of its first order as it is now, and the latest it may move to: whole, 0 <= firstBucket <= latestBucket < reviewBuckets. */
  readonly firstBucket: number
  readonly latestBucket: number
}

/** A move that takes less than this share off the sum of squared loads is not worth a change of habits. */
const LEAST_GAIN = 0.01

/**
 * Order days that spread the load of whoever is ordered from, with few changes: one orderer at a time moves to the
 * bucket that takes most off the sum of squared loads of a common cycle, as long as a move takes off a hundredth of it.
 * Of equally good moves the first orderer's to the latest bucket is made: early buckets are left to those who have no
 * other.
 *
 * @returns first order bucket by name, in [0, latestBucket], and load per bucket of the cycle
 * @throws RangeError naming the orderer, the field, its range and the value seen
 * Source: the effect in Lee, Padmanabhan & Whang 1997.
 * @example staggerOrderDays([{ name: 'A', reviewBuckets: 2, meanPerBucket: 5, firstBucket: 0, latestBucket: 1 }, { name: 'B', reviewBuckets: 2, meanPerBucket: 5, firstBucket: 0, latestBucket: 1 }]).load // [10, 10]
 */
export function staggerOrderDays(orderers: readonly RegularOrderer[]): {
  readonly firstOrderBucket: ReadonlyMap<string, number>
  readonly load: Float64Array
} {
  let cycle = 1
  for (const orderer of orderers) {
    requireOrderer(orderer)
    cycle = Math.min(LONGEST_CYCLE, leastCommonMultiple(cycle, orderer.reviewBuckets))
  }
  const load = new Float64Array(cycle)
  const first = orderers.map(({ firstBucket }) => firstBucket)
  const put = (at: number, sign: 1 | -1) => {
    const { reviewBuckets, meanPerBucket } = orderers[at]
    for (let bucket = first[at]; bucket < cycle; bucket += reviewBuckets)
      load[bucket] += sign * reviewBuckets * meanPerBucket
  }
  orderers.forEach((_, at) => {
    put(at, 1)
  })
  for (;;) {
    let best = { at: -1, bucket: 0, squares: (1 - LEAST_GAIN) * squareSum(load) }
    orderers.forEach(({ latestBucket }, at) => {
      const now = first[at]
      put(at, -1)
      for (let bucket = latestBucket; bucket >= 0; bucket -= 1) {
        first[at] = bucket
        put(at, 1)
        const squares = squareSum(load)
        if (squares < best.squares * (1 - 1e-12)) best = { at, bucket, squares }
        put(at, -1)
      }
      first[at] = now
      put(at, 1)
    })
    if (best.at < 0) break
    put(best.at, -1)
    first[best.at] = best.bucket
    put(best.at, 1)
  }
  return { firstOrderBucket: new Map(orderers.map(({ name }, at) => [name, first[at]])), load }
}

function requireOrderer({
  name,
  reviewBuckets,
  meanPerBucket,
  firstBucket,
  latestBucket,
}: RegularOrderer): void {
  if (!Number.isInteger(reviewBuckets) || reviewBuckets < 1)
    throw new RangeError(`${name}: reviewBuckets must be >= 1 and whole; got ${reviewBuckets}`)
  if (!(meanPerBucket >= 0)) throw new RangeError(`${name}: meanPerBucket must be >= 0; got ${meanPerBucket}`)
  if (!(Number.isInteger(latestBucket) && latestBucket >= 0 && latestBucket < reviewBuckets))
    throw new RangeError(
      `${name}: latestBucket must be whole and in [0, ${reviewBuckets - 1}]; got ${latestBucket}`,
    )
  if (!(Number.isInteger(firstBucket) && firstBucket >= 0 && firstBucket <= latestBucket))
    throw new RangeError(`${name}: firstBucket must be whole and in [0, ${latestBucket}]; got ${firstBucket}`)
}

function squareSum(load: Float64Array): number {
  let sum = 0
  for (const units of load) sum += units * units
  return sum
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

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function leastCommonMultiple(a: number, b: number): number {
  let [x, y] = [a, b]
  while (y > 0) [x, y] = [y, x % y]
  return (a / x) * b
}
