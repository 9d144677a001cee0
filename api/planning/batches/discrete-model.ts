import type { LinearModel } from '#planning/lot-sizing/solver-request'
import type { DiscreteInstance } from './discrete-instance.ts'

/** The model and where a sequence's parts stand in it. */
export type DiscreteModel = {
  readonly model: LinearModel
  /** values of the columns for a sequence without faults */
  readonly valuesOf: (sequence: ArrayLike<number>) => Float64Array
}

/**
 * The sequence as a unit flow through setup states, each unit assigned to a period in which its item is set up.
 * Setup states may change without anything being made, so the optimum is a lower bound where a detour over a third
 * item is cheaper than a direct changeover, and exact otherwise. Changeovers from an item to itself must cost 0.
 *
 * Source: Pochet & Wolsey 2006, section 10.5 (small bucket, sequence-dependent setups, network formulation).
 */
export function discreteModel(instance: DiscreteInstance): DiscreteModel {
  const { itemCount, periodCount, due, changeover, holdingCost } = instance
  const stateCount = itemCount * periodCount
  const flowCount = itemCount * itemCount * Math.max(0, periodCount - 1)
  const units = due.flatMap((dates, item) => [...dates].map((date, rank) => ({ item, date, rank })))
  const unitStart: number[] = []
  let columnCount = stateCount + flowCount
  for (const { date } of units) {
    unitStart.push(columnCount)
    columnCount += date + 1
  }
  const state = (item: number, period: number) => period * itemCount + item
  const flow = (from: number, to: number, period: number) =>
    stateCount + ((period - 1) * itemCount + from) * itemCount + to
  const columnCost = new Float64Array(columnCount)
  const isInteger = new Int32Array(columnCount)
  isInteger.fill(1, 0, stateCount)
  for (let period = 1; period < periodCount; period += 1)
    for (let from = 0; from < itemCount; from += 1)
      for (let to = 0; to < itemCount; to += 1)
        columnCost[flow(from, to, period)] = changeover[from * itemCount + to]
  units.forEach(({ item, date }, unit) => {
    for (let period = 0; period <= date; period += 1)
      columnCost[unitStart[unit] + period] = holdingCost[item] * (date - period)
  })
  const rowLower: number[] = []
  const rowUpper: number[] = []
  const rowStarts = [0]
  const columnIndices: number[] = []
  const values: number[] = []
  const put = (column: number, value: number) => {
    columnIndices.push(column)
    values.push(value)
  }
  const endRow = (lower: number, upper: number) => {
    rowLower.push(lower)
    rowUpper.push(upper)
    rowStarts.push(columnIndices.length)
  }
  for (let item = 0; item < itemCount; item += 1) put(state(item, 0), 1)
  endRow(1, 1)
  for (let period = 1; period < periodCount; period += 1)
    for (let item = 0; item < itemCount; item += 1) {
      put(state(item, period - 1), 1)
      for (let to = 0; to < itemCount; to += 1) put(flow(item, to, period), -1)
      endRow(0, 0)
      put(state(item, period), 1)
      for (let from = 0; from < itemCount; from += 1) put(flow(from, item, period), -1)
      endRow(0, 0)
    }
  units.forEach(({ date }, unit) => {
    for (let period = 0; period <= date; period += 1) put(unitStart[unit] + period, 1)
    endRow(1, 1)
  })
  for (let period = 0; period < periodCount; period += 1)
    for (let item = 0; item < itemCount; item += 1) {
      let candidates = 0
      units.forEach((unit, index) => {
        if (unit.item !== item || unit.date < period) return
        put(unitStart[index] + period, 1)
        candidates += 1
      })
      if (candidates === 0) continue
      put(state(item, period), -1)
      endRow(Number.NEGATIVE_INFINITY, 0)
    }
  return {
    model: {
      columnCount,
      rowCount: rowLower.length,
      columnCost,
      columnLower: new Float64Array(columnCount),
      columnUpper: new Float64Array(columnCount).fill(1),
      isInteger,
      rowLower: Float64Array.from(rowLower),
      rowUpper: Float64Array.from(rowUpper),
      rowStarts: Int32Array.from(rowStarts),
      columnIndices: Int32Array.from(columnIndices),
      values: Float64Array.from(values),
    },
    valuesOf: (sequence) => {
      const result = new Float64Array(columnCount)
      const made = new Int32Array(itemCount)
      let current = Array.from(sequence).find((item) => item >= 0) ?? 0
      for (let period = 0; period < periodCount; period += 1) {
        const item = sequence[period]
        const before = current
        if (item >= 0) {
          const unit = units.findIndex((one) => one.item === item && one.rank === made[item])
          result[unitStart[unit] + period] = 1
          made[item] += 1
          current = item
        }
        result[state(current, period)] = 1
        if (period > 0) result[flow(before, current, period)] = 1
      }
      return result
    },
  }
}
