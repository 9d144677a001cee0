import type { SolverAnswer, SolverRequest } from '#planning/lot-sizing/solver-request'

/** A solution found elsewhere, offered to a running solve: raise `version` after writing `columnValues`. */
export type Candidate = { readonly version: SharedArrayBuffer; readonly columnValues: SharedArrayBuffer }

export type SolverMessage = {
  readonly id: number
  readonly request: SolverRequest
  /** one Int32: not 0 = stop */
  readonly cancel: SharedArrayBuffer
  readonly candidate?: Candidate
}

export type SolverReply =
  | {
      readonly kind: 'incumbent'
      readonly id: number
      readonly objective: number
      readonly columnValues: Float64Array
    }
  | { readonly kind: 'bound'; readonly id: number; readonly bound: number }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: SolverAnswer }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string }
