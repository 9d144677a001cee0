import type { SolverDialogue } from '#planning/lot-sizing/solver-request'
import type { HighsSolver, SolveHooks } from './highs-solver.ts'

/** Runs an algorithm that asks a solver, answering each of its questions, and returns what it returns. */
export async function drive<Result>(
  dialogue: SolverDialogue<Result>,
  solver: HighsSolver,
  hooks: Pick<SolveHooks, 'signal'> = {},
): Promise<Result> {
  let step = dialogue.next()
  while (!step.done) step = dialogue.next(await solver.solve(step.value, hooks))
  return step.value
}
