import { sql } from 'kysely'
import type { Db } from './client.ts'
import type { SmoothingCandidateCost, SmoothingReason, SmoothingRow } from './run-rows.ts'

/** How orders to one supplier are smoothed. */
export type SupplierPolicy = Pick<SmoothingRow, 'supplierId' | 'gapShare' | 'levellingWeeks'>

/** What planners fixed, by supplier. */
export async function fixedSmoothing(db: Db): Promise<SupplierPolicy[]> {
  return db
    .selectFrom('supplier_smoothing')
    .select(['supplier_id as supplierId', 'gap_share as gapShare', 'levelling_weeks as levellingWeeks'])
    .orderBy('supplier_id')
    .execute()
}

/** How the newest finished run over all items before this one smoothed orders; empty when none says. */
export async function smoothingBefore(
  db: Db,
  run: { readonly runId: number; readonly asOf: string },
): Promise<(SupplierPolicy & { reason: SmoothingReason })[]> {
  const { rows } = await sql<SupplierPolicy & { reason: SmoothingReason }>`
    select supplier_id as "supplierId", gap_share as "gapShare", levelling_weeks as "levellingWeeks", reason
    from run_smoothing where planning_run_id = (
      select planning_run_id from planning_run
      where state = 'finished' and not parameters ? 'onlyItems'
        and (as_of, planning_run_id) < (${run.asOf}::date, ${run.runId}::integer)
      order by as_of desc, planning_run_id desc limit 1)
    order by supplier_id`.execute(db)
  return rows
}

/** How a run or its nearest ancestor smoothed orders, which a child run goes on with. */
export async function smoothingOfLine(db: Db, runId: number): Promise<SupplierPolicy[]> {
  const { rows } = await sql<SupplierPolicy>`
    with recursive line as (
      select planning_run_id, parent_run_id, 0 as distance from planning_run where planning_run_id = ${runId}
      union all
      select run.planning_run_id, run.parent_run_id, distance + 1
      from planning_run run join line on run.planning_run_id = line.parent_run_id)
    select supplier_id as "supplierId", gap_share as "gapShare", levelling_weeks as "levellingWeeks"
    from run_smoothing where planning_run_id = (
      select planning_run_id from line where exists (
        select from run_smoothing where run_smoothing.planning_run_id = line.planning_run_id)
      order by distance limit 1)
    order by supplier_id`.execute(db)
  return rows
}

/** How one run smoothed orders to every supplier, with what planners fix from the next run on. */
export async function runSmoothing(db: Db, runId: number) {
  return db
    .selectFrom('run_smoothing')
    .innerJoin('supplier', 'supplier.supplier_id', 'run_smoothing.supplier_id')
    .leftJoin('supplier_smoothing', 'supplier_smoothing.supplier_id', 'run_smoothing.supplier_id')
    .select([
      'run_smoothing.supplier_id as supplierId',
      'supplier.name_zh as nameZh',
      'supplier.name_en as nameEn',
      'run_smoothing.gap_share as gapShare',
      'run_smoothing.levelling_weeks as levellingWeeks',
      'item_count as itemCount',
      'sampled_count as sampledCount',
      'week_count as weekCount',
      'supplier_smoothing.gap_share as fixedGapShare',
      'supplier_smoothing.levelling_weeks as fixedLevellingWeeks',
    ])
    .select((row) => [
      row.ref('reason').$castTo<SmoothingReason>().as('reason'),
      row.ref('method').$castTo<SmoothingRow['method']>().as('method'),
      row.ref('costs').$castTo<SmoothingCandidateCost[]>().as('costs'),
    ])
    .where('planning_run_id', '=', runId)
    .orderBy('supplier.code')
    .execute()
}

/** Fixes how orders to a supplier are smoothed, or leaves it to cost again; returns what was fixed before. */
export async function fixSmoothing(
  db: Db,
  supplierId: number,
  fixed: { readonly gapShare: number; readonly levellingWeeks: number } | null,
): Promise<SupplierPolicy | null | undefined> {
  const supplier = await db
    .selectFrom('supplier')
    .select('supplier_id')
    .where('supplier_id', '=', supplierId)
    .forUpdate()
    .executeTakeFirst()
  if (!supplier) return undefined
  const before = (await fixedSmoothing(db)).find((row) => row.supplierId === supplierId) ?? null
  await db.deleteFrom('supplier_smoothing').where('supplier_id', '=', supplierId).execute()
  if (fixed)
    await db
      .insertInto('supplier_smoothing')
      .values({ supplier_id: supplierId, gap_share: fixed.gapShare, levelling_weeks: fixed.levellingWeeks })
      .execute()
  return before
}
