import { checkLotSizes, type MultiItemInstance, type MultiItemPlan } from './multi-item-instance.ts'
import type { LinearModel } from './solver-request.ts'

/** Which columns mean what: setups first, then the share of each need made in each earlier bucket. */
export type FacilityLocationModel = {
  readonly model: LinearModel
  readonly setupCount: number
  /** of each share column: item, bucket made, bucket of need */
  readonly shareItem: Int32Array
  readonly shareMade: Int32Array
  readonly shareNeed: Int32Array
}

/**
 * Lot sizing as plant location: w(i,t,k) is the share of need k of item i made in t, at most the setup y(i,t).
 * Its linear relaxation is as strong as all (l,S) inequalities together.
 *
 * @param fixedSetups per setup 0 or 1 = fixed, 2 = free; left out = all free
 * Source: Krarup & Bilde 1977; Trigeiro, Thomas & McClain 1989 for the capacity with setup times.
 */
export function facilityLocationModel(
  instance: MultiItemInstance,
  fixedSetups?: Uint8Array,
): FacilityLocationModel {
  const { itemCount, bucketCount, demand } = instance
  const setupCount = itemCount * bucketCount
  let shareCount = 0
  let needCount = 0
  for (let item = 0; item < itemCount; item += 1)
    for (let need = 0; need < bucketCount; need += 1)
      if (demand[item * bucketCount + need] > 0) {
        shareCount += need + 1
        needCount += 1
      }
  const columnCount = setupCount + shareCount
  const rowCount = needCount + shareCount + bucketCount
  const columnCost = new Float64Array(columnCount)
  const columnLower = new Float64Array(columnCount)
  const columnUpper = new Float64Array(columnCount).fill(1)
  const isInteger = new Int32Array(columnCount)
  const shareItem = new Int32Array(shareCount)
  const shareMade = new Int32Array(shareCount)
  const shareNeed = new Int32Array(shareCount)
  const rowLower = new Float64Array(rowCount).fill(Number.NEGATIVE_INFINITY)
  const rowUpper = new Float64Array(rowCount)
  const rowStarts = new Int32Array(rowCount + 1)
  const entries = shareCount + 2 * shareCount + shareCount + setupCount
  const columnIndices = new Int32Array(entries)
  const values = new Float64Array(entries)
  let row = 0
  let entry = 0
  const put = (column: number, value: number) => {
    columnIndices[entry] = column
    values[entry] = value
    entry += 1
  }
  const endRow = (lower: number, upper: number) => {
    rowLower[row] = lower
    rowUpper[row] = upper
    row += 1
    rowStarts[row] = entry
  }
  for (let cell = 0; cell < setupCount; cell += 1) {
    const item = Math.floor(cell / bucketCount)
    columnCost[cell] = instance.setupCost[item]
    isInteger[cell] = 1
    const fixed = fixedSetups?.[cell] ?? 2
    if (fixed < 2) {
      columnLower[cell] = fixed
      columnUpper[cell] = fixed
    }
  }
  let share = 0
  for (let item = 0; item < itemCount; item += 1)
    for (let need = 0; need < bucketCount; need += 1) {
      const units = demand[item * bucketCount + need]
      if (units <= 0) continue
      const firstShare = share
      for (let made = 0; made <= need; made += 1) {
        shareItem[share] = item
        shareMade[share] = made
        shareNeed[share] = need
        columnCost[setupCount + share] = instance.holdingCost[item] * units * (need - made)
        put(setupCount + share, 1)
        share += 1
      }
      endRow(1, 1)
      for (let made = 0; made <= need; made += 1) {
        put(setupCount + firstShare + made, 1)
        put(item * bucketCount + made, -1)
        endRow(Number.NEGATIVE_INFINITY, 0)
      }
    }
  const sharesMadeIn: number[][] = Array.from({ length: bucketCount }, () => [])
  for (let index = 0; index < shareCount; index += 1) sharesMadeIn[shareMade[index]].push(index)
  for (let bucket = 0; bucket < bucketCount; bucket += 1) {
    for (let item = 0; item < itemCount; item += 1) put(item * bucketCount + bucket, instance.setupTime[item])
    for (const index of sharesMadeIn[bucket]) {
      const item = shareItem[index]
      put(setupCount + index, instance.unitTime[item] * demand[item * bucketCount + shareNeed[index]])
    }
    endRow(Number.NEGATIVE_INFINITY, instance.capacity[bucket])
  }
  return {
    model: {
      columnCount,
      rowCount,
      columnCost,
      columnLower,
      columnUpper,
      isInteger,
      rowLower,
      rowUpper,
      rowStarts,
      columnIndices: columnIndices.subarray(0, entry),
      values: values.subarray(0, entry),
    },
    setupCount,
    shareItem,
    shareMade,
    shareNeed,
  }
}

/**
 * Production of a solution of the model: setups are rounded, shares of closed setups dropped and the rest scaled to
 * whole needs. Null when the rounded plan does not keep the instance.
 */
export function readPlan(
  instance: MultiItemInstance,
  layout: FacilityLocationModel,
  columnValues: Float64Array,
): MultiItemPlan | null {
  const { bucketCount } = instance
  const { setupCount, shareItem, shareMade, shareNeed } = layout
  const production = new Float64Array(setupCount)
  const open = new Uint8Array(setupCount)
  for (let cell = 0; cell < setupCount; cell += 1) open[cell] = columnValues[cell] > 0.5 ? 1 : 0
  const total = new Float64Array(setupCount)
  const isOpen = (share: number) => open[shareItem[share] * bucketCount + shareMade[share]] === 1
  const amount = (share: number) => Math.max(0, columnValues[setupCount + share])
  for (let share = 0; share < shareItem.length; share += 1)
    if (isOpen(share)) total[shareItem[share] * bucketCount + shareNeed[share]] += amount(share)
  for (let share = 0; share < shareItem.length; share += 1) {
    const need = shareItem[share] * bucketCount + shareNeed[share]
    if (isOpen(share) && total[need] > 0)
      production[shareItem[share] * bucketCount + shareMade[share]] +=
        (instance.demand[need] * amount(share)) / total[need]
  }
  const setups = new Uint8Array(setupCount)
  for (let cell = 0; cell < setupCount; cell += 1) {
    const whole = Math.round(production[cell])
    if (Math.abs(production[cell] - whole) < 1e-5) production[cell] = whole
    setups[cell] = production[cell] > 0 ? 1 : 0
  }
  const { cost, faults } = checkLotSizes(instance, production, setups)
  return faults.length === 0 ? { cost, production, setups } : null
}

/** A plan as values of the model's columns: each need is served by the earliest lots that still have units. */
export function writePlan(
  instance: MultiItemInstance,
  layout: FacilityLocationModel,
  plan: MultiItemPlan,
): Float64Array {
  const { bucketCount } = instance
  const values = new Float64Array(layout.model.columnCount)
  values.set(plan.setups)
  const left = Float64Array.from(plan.production)
  for (let share = 0; share < layout.shareItem.length; share += 1) {
    const item = layout.shareItem[share]
    const need = item * bucketCount + layout.shareNeed[share]
    const made = item * bucketCount + layout.shareMade[share]
    let open = instance.demand[need]
    for (let before = share - layout.shareMade[share]; before < share; before += 1)
      open -= values[layout.setupCount + before] * instance.demand[need]
    const units = Math.min(left[made], Math.max(0, open))
    left[made] -= units
    values[layout.setupCount + share] = units / instance.demand[need]
  }
  return values
}
