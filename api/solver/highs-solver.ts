import { Worker } from 'node:worker_threads'
import type { LinearModel, SolverAnswer, SolverRequest } from '#planning/lot-sizing/solver-request'
import type { Candidate, SolverMessage, SolverReply } from './worker-messages.ts'

export type Incumbent = { readonly objective: number; readonly columnValues: Float64Array }

export type SolveHooks = {
  readonly signal?: AbortSignal
  readonly onIncumbent?: (incumbent: Incumbent) => void
  readonly onBound?: (bound: number) => void
  readonly candidate?: Candidate
}

export type HighsSolver = {
  /** Solves one model; solves of one solver queue up behind each other. */
  solve(request: SolverRequest, hooks?: SolveHooks): Promise<SolverAnswer>
  /** Starts the thread and loads HiGHS, so that the first solve spends its seconds on solving. */
  warmUp(): Promise<void>
  close(): Promise<void>
}

/** Seconds past its limit after which a solve that does not answer is ended with its thread. */
const GRACE_SECONDS = 0.3

const SMALLEST_MODEL: LinearModel = {
  columnCount: 1,
  rowCount: 0,
  columnCost: new Float64Array(1),
  columnLower: new Float64Array(1),
  columnUpper: new Float64Array(1),
  rowLower: new Float64Array(0),
  rowUpper: new Float64Array(0),
  rowStarts: new Int32Array(1),
  columnIndices: new Int32Array(0),
  values: new Float64Array(0),
}

/**
 * HiGHS in a worker thread: the caller's thread stays free, incumbents and bounds stream in, and an abort or an
 * overrun limit returns the best solution so far instead of an error.
 */
export function createHighsSolver(): HighsSolver {
  let worker: Worker | undefined
  let queue: Promise<unknown> = Promise.resolve()
  let nextId = 0

  const solveNow = (request: SolverRequest, hooks: SolveHooks): Promise<SolverAnswer> => {
    nextId += 1
    const id = nextId
    const thread = worker ?? new Worker(new URL('./highs-worker.ts', import.meta.url), { stderr: true })
    worker = thread
    thread.ref()
    const cancel = new SharedArrayBuffer(4)
    const message: SolverMessage = {
      id,
      request,
      cancel,
      ...(hooks.candidate ? { candidate: hooks.candidate } : {}),
    }
    return new Promise((answer, refuse) => {
      let best: Incumbent | undefined
      let bound = Number.NEGATIVE_INFINITY
      let overrun: NodeJS.Timeout | undefined
      const settle = (finish: () => void) => {
        clearTimeout(overrun)
        hooks.signal?.removeEventListener('abort', abort)
        thread.off('message', hear)
        thread.off('error', fail)
        thread.off('exit', leave)
        thread.unref()
        finish()
      }
      const endThread = () => {
        if (worker === thread) worker = undefined
        settle(() =>
          answer(
            best
              ? { status: 'stopped', objective: best.objective, bound, columnValues: best.columnValues }
              : { status: 'nothing-found', bound },
          ),
        )
        thread.terminate().catch(() => undefined)
      }
      const endAfter = (seconds: number) => {
        clearTimeout(overrun)
        overrun = setTimeout(endThread, Math.max(0, seconds) * 1000)
      }
      const abort = () => {
        Atomics.store(new Int32Array(cancel), 0, 1)
        endAfter(GRACE_SECONDS)
      }
      const hear = (reply: SolverReply) => {
        if (reply.id !== id) return
        if (reply.kind === 'incumbent') {
          best = reply
          hooks.onIncumbent?.(reply)
        } else if (reply.kind === 'bound') {
          bound = Math.max(bound, reply.bound)
          hooks.onBound?.(bound)
        } else if (reply.kind === 'answer') settle(() => answer(reply.answer))
        else settle(() => refuse(new Error(`HiGHS failed: ${reply.reason}`)))
      }
      const fail = (error: Error) => {
        worker = undefined
        settle(() => refuse(new Error(`HiGHS failed: ${error.message.slice(0, 300)}`)))
      }
      const leave = () => fail(new Error('its thread ended'))
      thread.on('message', hear)
      thread.on('error', fail)
      thread.on('exit', leave)
      hooks.signal?.addEventListener('abort', abort, { once: true })
      if (request.seconds !== undefined) endAfter(request.seconds + GRACE_SECONDS)
      thread.postMessage(message)
      if (hooks.signal?.aborted) abort()
    })
  }

  const solve: HighsSolver['solve'] = (request, hooks = {}) => {
    const turn = queue.then(() => solveNow(request, hooks))
    queue = turn.catch(() => undefined)
    return turn
  }

  return {
    solve,
    warmUp: async () => {
      await solve({ model: SMALLEST_MODEL, relativeGap: 0 })
    },
    close: async () => {
      await queue
      await worker?.terminate()
      worker = undefined
    },
  }
}
