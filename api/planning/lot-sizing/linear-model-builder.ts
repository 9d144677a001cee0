import type { LinearModel } from './solver-request.ts'

/** Collects columns and rows of a linear or mixed-integer model one by one, so that each stands beside its meaning. */
export type LinearModelBuilder = {
  /** @returns the column's index */
  addColumn(cost: number, lower: number, upper: number, isInteger?: boolean): number
  /** Adds a coefficient to the row that the next endRow closes. */
  put(column: number, value: number): void
  endRow(lower: number, upper: number): void
  build(): LinearModel
}

export function createLinearModelBuilder(): LinearModelBuilder {
  const cost: number[] = []
  const columnLower: number[] = []
  const columnUpper: number[] = []
  const integer: number[] = []
  const rowLower: number[] = []
  const rowUpper: number[] = []
  const rowStarts: number[] = [0]
  const columnIndices: number[] = []
  const values: number[] = []
  return {
    addColumn: (columnCost, lower, upper, isInteger = false) => {
      cost.push(columnCost)
      columnLower.push(lower)
      columnUpper.push(upper)
      integer.push(isInteger ? 1 : 0)
      return cost.length - 1
    },
    put: (column, value) => {
      if (value === 0) return
      columnIndices.push(column)
      values.push(value)
    },
    endRow: (lower, upper) => {
      rowLower.push(lower)
      rowUpper.push(upper)
      rowStarts.push(columnIndices.length)
    },
    build: () => ({
      columnCount: cost.length,
      rowCount: rowLower.length,
      columnCost: Float64Array.from(cost),
      columnLower: Float64Array.from(columnLower),
      columnUpper: Float64Array.from(columnUpper),
      ...(integer.includes(1) ? { isInteger: Int32Array.from(integer) } : {}),
      rowLower: Float64Array.from(rowLower),
      rowUpper: Float64Array.from(rowUpper),
      rowStarts: Int32Array.from(rowStarts),
      columnIndices: Int32Array.from(columnIndices),
      values: Float64Array.from(values),
    }),
  }
}
