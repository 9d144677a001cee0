import type { Db } from '#db/client'
import {
  type GroupList,
  type GroupRange,
  groupRange,
  itemGroups,
  ownerGroups,
  type RangeRequest,
  regionGroups,
} from '#db/group-demand'
import type { ShownRun } from '#db/shown-run'
import { TOLD_RANGE } from '#planning/forecast/forecast'

/** Groups in which demand may be shown instead of by item. */
export const DEMAND_GROUPS = ['category', 'product', 'region', 'owner'] as const
export type DemandGroup = (typeof DEMAND_GROUPS)[number]

export interface GroupFilter {
  readonly search?: string | undefined
  readonly categoryId?: number | undefined
}

/** Groups of one kind in one base unit, largest demand first. */
export async function readGroups(
  db: Db,
  run: ShownRun,
  by: DemandGroup,
  unit: string,
  weeks: number,
  filter: GroupFilter,
  limit: number,
): Promise<GroupList> {
  const request = rangeRequest(run, unit, weeks)
  if (by === 'region') return regionGroups(db, request, limit)
  if (by === 'owner') return ownerGroups(db, request, filter, limit)
  return itemGroups(db, request, by, filter, limit)
}

/** Range of all items, or of a category; null for any other choice of items, whose paths are not kept, and of other levels. */
export async function readRange(
  db: Db,
  run: ShownRun,
  unit: string,
  weeks: number,
  filter: GroupFilter & { readonly supplierId?: number | undefined; readonly pattern?: string | undefined },
): Promise<GroupRange | null> {
  if (filter.search || filter.supplierId !== undefined || filter.pattern) return null
  const request = rangeRequest(run, unit, weeks)
  if (request.low < 0 || request.high < 0) return null
  return groupRange(db, request, filter.categoryId ?? null)
}

function rangeRequest(run: ShownRun, unit: string, weeks: number): RangeRequest {
  const place = (level: number) => run.quantileLevels.findIndex((stored) => Math.abs(stored - level) < 1e-6)
  return {
    planningRunId: run.planningRunId,
    horizonWeeks: run.horizonWeeks,
    unit,
    weeks,
    low: place(TOLD_RANGE[0]),
    high: place(TOLD_RANGE[1]),
  }
}
