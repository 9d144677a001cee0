import { parentPort } from 'node:worker_threads'
import loadHighs, { type Highs } from 'highs'
import type { SolverAnswer } from '#planning/lot-sizing/solver-request'
import type { SolverMessage, SolverReply } from './worker-messages.ts'

const PROGRESS_EVERY_MS = 100
const NO_HEURISTICS = {
  mip_heuristic_effort: 0,
  mip_heuristic_run_feasibility_jump: false,
  mip_heuristic_run_rens: false,
  mip_heuristic_run_rins: false,
  mip_heuristic_run_root_reduced_cost: false,
}
let loaded: Promise<Highs> | undefined

parentPort?.on('message', async (message: SolverMessage) => {
  const reply = (part: SolverReply) => parentPort?.postMessage(part)
  try {
    loaded ??= loadHighs({ print: () => undefined, printErr: () => undefined })
    reply({ kind: 'answer', id: message.id, answer: solve(await loaded, message, reply) })
  } catch (error) {
    reply({ kind: 'failed', id: message.id, reason: String((error as Error).message ?? error).slice(0, 500) })
  }
})

function solve(
  highs: Highs,
  { id, request, cancel, candidate }: SolverMessage,
  reply: (part: SolverReply) => void,
): SolverAnswer {
  const { callbackType, modelStatus } = highs.constants
  const { model } = request
  const finite = (values: Float64Array) =>
    values.map((value) => (Number.isFinite(value) ? value : Math.sign(value) * highs.infinity))
  const solver = highs.createModel({
    numCols: model.columnCount,
    numRows: model.rowCount,
    colCost: model.columnCost,
    colLower: finite(model.columnLower),
    colUpper: finite(model.columnUpper),
    rowLower: finite(model.rowLower),
    rowUpper: finite(model.rowUpper),
    ...(model.isInteger ? { integrality: model.isInteger as never } : {}),
    matrix: {
      format: 'csr',
      numRows: model.rowCount,
      numCols: model.columnCount,
      starts: model.rowStarts,
      indices: model.columnIndices,
      values: model.values,
    },
  })
  try {
    solver.options.set({ output_flag: false, mip_rel_gap: request.relativeGap })
    if (request.seconds !== undefined) solver.options.set({ time_limit: Math.max(0.01, request.seconds) })
    if (request.nodeLimit !== undefined) solver.options.set({ mip_max_nodes: request.nodeLimit })
    if (request.isProof) solver.options.set(NO_HEURISTICS)
    if (request.start) solver.setSolution({ colValue: request.start })
    const flag = new Int32Array(cancel)
    let seenCandidate = 0
    let toldAt = 0
    let bound = Number.NEGATIVE_INFINITY
    const isCancelled = () => Atomics.load(flag, 0) !== 0
    solver.run({
      [callbackType.mipImprovingSolution](event) {
        if (event.data.mip_solution && event.data.objective_function_value !== undefined)
          reply({
            kind: 'incumbent',
            id,
            objective: event.data.objective_function_value,
            columnValues: event.data.mip_solution,
          })
      },
      [callbackType.mipInterrupt](event) {
        if (isCancelled()) event.interrupt()
        if (event.data.mip_dual_bound !== undefined) bound = Math.max(bound, event.data.mip_dual_bound)
        const now = performance.now()
        if (now - toldAt < PROGRESS_EVERY_MS) return
        toldAt = now
        if (Number.isFinite(bound) && Math.abs(bound) < 1e29) reply({ kind: 'bound', id, bound })
      },
      [callbackType.simplexInterrupt](event) {
        if (isCancelled()) event.interrupt()
      },
      [callbackType.mipUserSolution](event) {
        if (!candidate) return
        const version = Atomics.load(new Int32Array(candidate.version), 0)
        if (version === seenCandidate) return
        seenCandidate = version
        event.setSolution(Float64Array.from(new Float64Array(candidate.columnValues)))
      },
    })
    const status = solver.getModelStatus()
    if (status === modelStatus.infeasible || status === modelStatus.unboundedOrInfeasible)
      return { status: 'infeasible' }
    const isMixed = model.isInteger !== undefined
    const objective = solver.getObjectiveValue()
    const proven = isMixed ? Number(solver.info.get('mip_dual_bound')) : objective
    const lowest = Number.isFinite(proven) && Math.abs(proven) < 1e29 ? proven : bound
    if (solver.info.get('primal_solution_status') !== highs.constants.solutionStatus.feasible)
      return { status: 'nothing-found', bound: lowest }
    const solution = solver.getSolution()
    return {
      status: status === modelStatus.optimal ? 'optimal' : 'stopped',
      objective,
      bound: lowest,
      columnValues: Float64Array.from(solution.colValue),
      ...(isMixed ? {} : { rowDuals: Float64Array.from(solution.rowDual ?? []) }),
    }
  } finally {
    solver.dispose()
  }
}
