import { type BatchItem, DEMAND_CLASSES } from './batch-planning-request.ts'

/** Units of one supply that serve one demand row. `source` is an index into the supplies given. */
export type SupplyPeg = {
  readonly source: number
  readonly demandClass: number
  readonly needBucket: number
  readonly quantity: number
}

export type ExistingSupply = { readonly arrivesInBucket: number; readonly quantity: number }

export type NetRequirements = {
  /** units still to be made, [class × bucketCount + bucket of need] */
  readonly rows: Float64Array
  readonly pegs: readonly SupplyPeg[]
  /** units of each supply that nothing needs within the horizon */
  readonly unused: Float64Array
}

/**
 * Nets demand against supply that exists already (stock, open orders, frozen lots).
 * Needs before `firstBucket`, which no new lot can meet in time, are served first, promised ones before
 * others, if need be late; then needs in order of their bucket, promised ones first inside a bucket.
 * Each takes the oldest supply that is there in time. Safety stock is a need in `firstBucket`.
 */
export function netRequirements(
  item: BatchItem,
  bucketCount: number,
  firstBucket: number,
  supplies: readonly ExistingSupply[],
): NetRequirements {
  const rows = new Float64Array(DEMAND_CLASSES.length * bucketCount)
  for (let bucket = 0; bucket < bucketCount; bucket += 1) {
    rows[bucket] = item.demand.promisedPaid[bucket]
    rows[bucketCount + bucket] = item.demand.promisedDeposit[bucket]
    rows[2 * bucketCount + bucket] = item.demand.other[bucket]
  }
  if (item.safetyStock > 0 && firstBucket < bucketCount)
    rows[3 * bucketCount + firstBucket] = item.safetyStock
  const left = Float64Array.from(supplies, (supply) => supply.quantity)
  const oldestFirst = supplies
    .map((_, source) => source)
    .sort((a, b) => supplies[a].arrivesInBucket - supplies[b].arrivesInBucket || a - b)
  const pegs: SupplyPeg[] = []
  const take = (demandClass: number, needBucket: number, latestArrival: number) => {
    const row = demandClass * bucketCount + needBucket
    for (const source of oldestFirst) {
      if (rows[row] <= 0 || supplies[source].arrivesInBucket > latestArrival) break
      const quantity = Math.min(left[source], rows[row])
      if (quantity <= 0) continue
      left[source] -= quantity
      rows[row] -= quantity
      pegs.push({ source, demandClass, needBucket, quantity })
    }
  }
  const reachable = Math.min(firstBucket, bucketCount)
  for (const latest of [0, firstBucket])
    for (let demandClass = 0; demandClass < DEMAND_CLASSES.length; demandClass += 1)
      for (let bucket = 0; bucket < reachable; bucket += 1)
        if (rows[demandClass * bucketCount + bucket] > 0) take(demandClass, bucket, latest || bucket)
  for (let bucket = reachable; bucket < bucketCount; bucket += 1)
    for (let demandClass = 0; demandClass < DEMAND_CLASSES.length; demandClass += 1)
      if (rows[demandClass * bucketCount + bucket] > 0) take(demandClass, bucket, bucket)
  return { rows, pegs, unused: left }
}
