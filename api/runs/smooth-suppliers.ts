import type { SmoothingRow } from '#db/run-rows'
import {
  chooseSupplierSmoothing,
  type SmoothingChoice,
  type SmoothingCost,
} from '#planning/order-policy/supplier-smoothing'
import type { PolicyParameters } from './plan-item.ts'
import type { SupplierItems } from './smoothing-input.ts'

/** What holds where nothing can be priced, and until the past shows beyond chance that another choice costs less. */
export const USUAL_POLICY: PolicyParameters = { gapShare: 0.5, levellingWeeks: 1 }

/** Most weeks over which known orders are levelled, unless a planner says otherwise. */
const MOST_LEVELLING_WEEKS = 4
/** Where less than this is known early, levelling is not tried. */
const LEAST_KNOWN_SHARE = 0.05
/** A minute of overtime is paid half as much again as a regular one. */
const REGULAR_SHARE_OF_OVERTIME = 1 / 1.5

/** One supplier to choose for; crosses threads. */
export interface SmoothingTask {
  readonly of: SupplierItems
  readonly byHand: {
    readonly policy: PolicyParameters
    readonly reason: 'by-hand' | 'by-hand-for-run'
  } | null
  readonly before: SmoothingChoice | null
}

/** Chooses for some suppliers; deterministic, whatever else runs beside it. */
export function smoothSuppliers(tasks: readonly SmoothingTask[]): SmoothingRow[] {
  return tasks.map(({ of, byHand, before }) => {
    const { supplierId, itemCount, weekCount, items, obstacle } = of
    const row = { supplierId, itemCount, weekCount, sampledCount: items.length }
    const policy = byHand?.policy ?? USUAL_POLICY
    const asked = { gapShare: policy.gapShare, levellingWeeks: policy.levellingWeeks }
    if (obstacle) return { ...row, ...asked, reason: byHand?.reason ?? obstacle, method: null, costs: [] }
    const found = chooseSupplierSmoothing({
      items,
      itemCount,
      regularShareOfOvertime: REGULAR_SHARE_OF_OVERTIME,
      windows: windowsFor(of),
      before: before ?? choiceOf(USUAL_POLICY),
      alsoPriced: [choiceOf(policy)],
    })
    const { gapShare, levellingPeriods } = found.choice
    return {
      ...row,
      ...(byHand ? asked : { gapShare, levellingWeeks: levellingPeriods }),
      reason: byHand?.reason ?? found.reason,
      method: found.method,
      costs: found.costs.map(storedCost),
    }
  })
}

function windowsFor({ items }: SupplierItems): number[] {
  let all = 0
  let early = 0
  for (const { demand, holdingCost } of items)
    demand.total.forEach((units, t) => {
      all += units * holdingCost
      early += (demand.known?.[t] ?? 0) * holdingCost
    })
  const most = early >= LEAST_KNOWN_SHARE * all && early > 0 ? MOST_LEVELLING_WEEKS : 1
  return Array.from({ length: most }, (_, k) => k + 1)
}

export function choiceOf({ gapShare, levellingWeeks }: PolicyParameters): SmoothingChoice {
  return { gapShare, levellingPeriods: levellingWeeks }
}

function storedCost({ gapShare, levellingPeriods, holding, backorder, capacity }: SmoothingCost) {
  return {
    gapShare,
    levellingWeeks: levellingPeriods,
    holding: Math.round(holding),
    backorder: Math.round(backorder),
    capacity: Math.round(capacity),
  }
}
