import type { Db } from '#db/client'
import type { SmoothingReason, SmoothingRow } from '#db/run-rows'
import type { PlanningRun } from '#db/runs'
import { fixedSmoothing, type SupplierPolicy, smoothingBefore, smoothingOfLine } from '#db/smoothing'
import { inChunks, inParallel } from './in-parallel.ts'
import type { PolicyParameters } from './plan-item.ts'
import { choiceOf, type SmoothingTask, USUAL_POLICY } from './smooth-suppliers.ts'
import type { SupplierItems } from './smoothing-input.ts'
import { smoothingInWorker } from './worker-pool.ts'

/** What a run is told of smoothing before it chooses. */
interface SmoothingWishes {
  /** By a planner, for one supplier. */
  readonly fixed: readonly SupplierPolicy[]
  /** By who started the run, for all suppliers; a supplier of its own goes first. */
  readonly forRun: PolicyParameters | null
  /** What the run before chose. */
  readonly before: readonly (SupplierPolicy & { readonly reason: SmoothingReason })[]
}

/** Share of the gap and levelling window of every supplier, by cost or by hand, chosen in worker threads. */
async function chooseRunSmoothing(
  inputs: readonly SupplierItems[],
  wishes: SmoothingWishes,
): Promise<SmoothingRow[]> {
  const tasks = inputs.map((of) => smoothingTask(of, wishes))
  const rows = await inParallel(inChunks(tasks).map((chunk) => () => smoothingInWorker(chunk)))
  return rows.flat()
}

/** The policy of each supplier, the usual one for those a run did not see. */
export function policyOfSupplier(
  chosen: readonly SupplierPolicy[],
): (supplierId: number) => PolicyParameters {
  const bySupplier = new Map(chosen.map((row) => [row.supplierId, row]))
  return (supplierId) => {
    const { gapShare, levellingWeeks } = bySupplier.get(supplierId) ?? USUAL_POLICY
    return { gapShare, levellingWeeks }
  }
}

function smoothingTask(of: SupplierItems, { fixed, forRun, before }: SmoothingWishes): SmoothingTask {
  const own = fixed.find(({ supplierId }) => supplierId === of.supplierId)
  const last = before.find(({ supplierId }) => supplierId === of.supplierId)
  const isByCost = last?.reason === 'least-cost' || last?.reason === 'kept'
  return {
    of,
    byHand: own
      ? { policy: own, reason: 'by-hand' }
      : forRun
        ? { policy: forRun, reason: 'by-hand-for-run' }
        : null,
    before: last && isByCost ? choiceOf(last) : null,
  }
}

/** What holds for a run before it chooses: its parent's choice for a child run, wishes and the last choice for another. */
export async function smoothingSoFar(
  db: Db,
  run: PlanningRun,
  { gapShare, levellingWeeks, onlyItems }: Partial<PolicyParameters> & { readonly onlyItems?: unknown },
): Promise<SmoothingWishes | { readonly inherited: readonly SupplierPolicy[] }> {
  if (onlyItems)
    return { inherited: run.parentRunId === null ? [] : await smoothingOfLine(db, run.parentRunId) }
  const forRun =
    gapShare === undefined
      ? null
      : { gapShare, levellingWeeks: levellingWeeks ?? USUAL_POLICY.levellingWeeks }
  return { fixed: await fixedSmoothing(db), forRun, before: await smoothingBefore(db, run) }
}

/** The policies a run plans by, and the rows it stores of them. */
export async function smoothingOf(
  soFar: Awaited<ReturnType<typeof smoothingSoFar>>,
  inputs: () => readonly SupplierItems[],
): Promise<{ readonly policies: readonly SupplierPolicy[]; readonly rows: readonly SmoothingRow[] }> {
  if ('inherited' in soFar) return { policies: soFar.inherited, rows: [] }
  const rows = await chooseRunSmoothing(inputs(), soFar)
  return { policies: rows, rows }
}
