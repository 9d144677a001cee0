/** Arrays that planning an item anew fills each time, kept because making them takes as long as filling them. */
export type ReplanScratch = {
  /** units per bucket */
  readonly need: Float64Array
  /** per label: bucket covered × 2, and 1 more where its need is covered in part */
  readonly cost: Float64Array
  readonly carried: Float64Array
  readonly previous: Int32Array
  readonly lotRouting: Int32Array
  readonly lotBucket: Int32Array
  readonly lotQuantity: Float64Array
  readonly lastBucket: Int32Array
  readonly lastLine: Int32Array
  /** per lot, [routing × bucketCount + bucket] */
  readonly largestLot: Float64Array
  readonly fixedCost: Float64Array
  readonly fixedMinutes: Float64Array
  /** units that cost the fixed cost alone */
  readonly regularUnits: Float64Array
  readonly isRoomy: Uint8Array
}

export function createReplanScratch(bucketCount: number, mostRoutings: number): ReplanScratch {
  const labels = (bucketCount + 1) * 2
  const lots = mostRoutings * bucketCount
  return {
    need: new Float64Array(bucketCount),
    cost: new Float64Array(labels),
    carried: new Float64Array(labels),
    previous: new Int32Array(labels),
    lotRouting: new Int32Array(labels),
    lotBucket: new Int32Array(labels),
    lotQuantity: new Float64Array(labels),
    lastBucket: new Int32Array(labels),
    lastLine: new Int32Array(labels),
    largestLot: new Float64Array(lots),
    fixedCost: new Float64Array(lots),
    fixedMinutes: new Float64Array(lots),
    regularUnits: new Float64Array(lots),
    isRoomy: new Uint8Array(lots),
  }
}
