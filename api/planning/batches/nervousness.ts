/**
 * How much a new plan differs from the old one over the same calendar buckets: Σ|new − old| / Σ old, later buckets
 * counting `weight`^bucket; and the share of buckets whose setup state changed. Leave frozen buckets out.
 *
 * @param weight 0 < weight <= 1; 1 = all buckets alike
 * @returns ratio is null when the old plan made nothing
 * Source: Sridharan, Berry & Udayabhanu 1988, Decision Sciences 19(1), 147–166.
 * @example planNervousness([0, 80, 0, 60, 70], [50, 30, 40, 0, 90]).ratio // 1.047619…
 */
export function planNervousness(
  oldQuantities: ArrayLike<number>,
  newQuantities: ArrayLike<number>,
  weight = 1,
): { readonly ratio: number | null; readonly setupFlips: number } {
  if (oldQuantities.length !== newQuantities.length)
    throw new RangeError(
      `newQuantities must have ${oldQuantities.length} buckets; got ${newQuantities.length}`,
    )
  if (!(weight > 0 && weight <= 1)) throw new RangeError(`weight must be in (0, 1]; got ${weight}`)
  let changed = 0
  let planned = 0
  let flips = 0
  let factor = 1
  for (let bucket = 0; bucket < oldQuantities.length; bucket += 1) {
    changed += factor * Math.abs(newQuantities[bucket] - oldQuantities[bucket])
    planned += factor * oldQuantities[bucket]
    if (newQuantities[bucket] > 0 !== oldQuantities[bucket] > 0) flips += 1
    factor *= weight
  }
  return {
    ratio: planned > 0 ? changed / planned : null,
    setupFlips: oldQuantities.length > 0 ? flips / oldQuantities.length : 0,
  }
}
