/**
 * A linear or mixed-integer model as plain arrays, rows in compressed sparse row form. Minimised.
 * Bounds may be ±Infinity.
 */
export type LinearModel = {
  readonly columnCount: number
  readonly rowCount: number
  readonly columnCost: Float64Array
  readonly columnLower: Float64Array
  readonly columnUpper: Float64Array
  /** 1 where the column must be an integer; left out for a linear programme. */
  readonly isInteger?: Int32Array
  readonly rowLower: Float64Array
  readonly rowUpper: Float64Array
  readonly rowStarts: Int32Array
  readonly columnIndices: Int32Array
  readonly values: Float64Array
}

/** What an algorithm in planning asks of a solver: it yields this and receives a SolverAnswer. */
export type SolverRequest = {
  readonly model: LinearModel
  /** A known feasible solution to start from. */
  readonly start?: Float64Array
  readonly relativeGap: number
  /** Only the bound is wanted: no effort goes into finding solutions. */
  readonly isProof?: boolean
  /** Branch-and-bound nodes: the limit of a run that must repeat. */
  readonly nodeLimit?: number
  /** Wall seconds, only where a user asked for seconds. */
  readonly seconds?: number
}

export type SolverAnswer =
  | {
      readonly status: 'optimal' | 'stopped'
      readonly objective: number
      /** No feasible solution is cheaper than this. */
      readonly bound: number
      readonly columnValues: Float64Array
      readonly rowDuals?: Float64Array
    }
  | { readonly status: 'infeasible' }
  | { readonly status: 'nothing-found'; readonly bound: number }

export type SolverDialogue<Result> = Generator<SolverRequest, Result, SolverAnswer>
