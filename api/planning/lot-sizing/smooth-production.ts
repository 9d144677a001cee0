import type { MultiItemInstance } from './multi-item-instance.ts'

const PASSES = 6

/**
 * Moves production out of overloaded buckets: backwards into earlier buckets at the least cost per minute gained,
 * then forwards what stock allows, in turns, until every bucket keeps its capacity.
 *
 * @param production units, [item × bucketCount + bucket], meeting all demand in time; left unchanged
 * @param price money per minute by which crowded buckets are shunned, one per bucket
 * @returns units that keep demand and capacity; null when the passes did not get there
 * Source: the smoothing heuristic of Trigeiro, Thomas & McClain 1989, section 4.
 */
export function smoothProduction(
  instance: MultiItemInstance,
  production: Float64Array,
  price: Float64Array,
): Float64Array | null {
  const { itemCount, bucketCount, unitTime, setupTime, setupCost, holdingCost, capacity, demand } = instance
  const made = Float64Array.from(production)
  const over = new Float64Array(bucketCount)
  for (let bucket = 0; bucket < bucketCount; bucket += 1) {
    over[bucket] = -capacity[bucket]
    for (let item = 0; item < itemCount; item += 1) over[bucket] += minutes(item, made[cell(item, bucket)])
  }
  for (let pass = 0; pass < PASSES; pass += 1) {
    const direction = pass % 2 === 0 ? -1 : 1
    for (let position = 0; position < bucketCount; position += 1) {
      const bucket = direction < 0 ? bucketCount - 1 - position : position
      relieve(bucket, direction)
    }
    if (over.every((excess) => excess <= 1e-7)) return made
  }
  return null

  function cell(item: number, bucket: number): number {
    return item * bucketCount + bucket
  }

  function minutes(item: number, units: number): number {
    return units > 0 ? setupTime[item] + unitTime[item] * units : 0
  }

  function relieve(bucket: number, direction: -1 | 1) {
    for (let moves = 0; over[bucket] > 1e-7 && moves < 4 * itemCount; moves += 1) {
      let best = { rank: Number.POSITIVE_INFINITY, item: -1, target: -1, units: 0 }
      for (let item = 0; item < itemCount; item += 1) {
        const units = made[cell(item, bucket)]
        if (units <= 0) continue
        let spare = units
        for (let target = bucket + direction; target >= 0 && target < bucketCount; target += direction) {
          if (direction > 0) spare = Math.min(spare, stockAfter(item, target - 1))
          if (spare <= 1e-9) break
          for (const amount of amounts(item, bucket, target, spare, Math.abs(target - bucket) === 1)) {
            const rank = rankOf(item, bucket, target, amount)
            if (rank < best.rank) best = { rank, item, target, units: amount }
          }
        }
      }
      if (best.item < 0) return
      move(best.item, bucket, best.target, best.units)
    }
  }

  /** Amounts worth moving: all of it, what ends the overload, and what the target still takes. */
  function amounts(item: number, bucket: number, target: number, spare: number, isNext: boolean): number[] {
    const hasSetup = made[cell(item, target)] > 0
    const free = -over[target] - (hasSetup ? 0 : setupTime[item])
    const room = unitTime[item] > 0 ? free / unitTime[item] : spare
    const enough = unitTime[item] > 0 ? over[bucket] / unitTime[item] : spare
    const whole = spare === made[cell(item, bucket)]
    const wanted = [...(whole ? [spare] : []), Math.min(enough, spare), Math.min(room, spare)]
    // The next bucket may be overfilled: it is relieved in its turn.
    return wanted.filter((units) => units > 1e-9 && (isNext || units <= room + 1e-9))
  }

  /** Money per minute of overload taken away; minutes of overload made elsewhere count against it. */
  function rankOf(item: number, bucket: number, target: number, units: number): number {
    const left = made[cell(item, bucket)] - units
    const present = made[cell(item, target)]
    const gained = minutes(item, made[cell(item, bucket)]) - minutes(item, left > 1e-9 ? left : 0)
    const added = minutes(item, present + units) - minutes(item, present)
    const relief = Math.min(over[bucket], gained) - Math.max(0, Math.min(added, over[target] + added))
    const money =
      holdingCost[item] * units * (bucket - target) +
      (present > 0 ? 0 : setupCost[item]) -
      (left > 1e-9 ? 0 : setupCost[item]) +
      price[target] * added -
      price[bucket] * gained
    const shifted = Math.min(over[bucket], gained)
    if (relief <= 1e-9) return 1e9 + money / Math.max(1e-9, shifted)
    return money >= 0 ? money / relief : money * relief
  }

  function stockAfter(item: number, bucket: number): number {
    let stock = 0
    for (let earlier = 0; earlier <= bucket; earlier += 1)
      stock += made[cell(item, earlier)] - demand[cell(item, earlier)]
    return stock
  }

  function move(item: number, from: number, to: number, units: number) {
    for (const [bucket, change] of [
      [from, -units],
      [to, units],
    ] as const) {
      const index = cell(item, bucket)
      over[bucket] -= minutes(item, made[index])
      made[index] += change
      if (made[index] < 1e-9) made[index] = 0
      over[bucket] += minutes(item, made[index])
    }
  }
}
