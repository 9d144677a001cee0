import { sql } from 'kysely'
import type { Db } from './client.ts'
import { checkCodes, checkRepeats, type FaultColumns, insertFaults } from './ingest-checks.ts'
import { stagingTable } from './ingest-staging.ts'
import { type RowsWritten, rowsWritten } from './ingest-written.ts'

export interface BoxSwapRule {
  readonly subscriptionPlanId: number
  readonly itemId: number
  readonly replacedByItemId: number
  /** Pieces given for one piece. */
  readonly piecesPerPiece: number
  readonly mostPerBox: number
  /** Null: any difference of value. */
  readonly valueToleranceFraction: number | null
}

/** A rule with the names and prices of what it is about. */
export interface NamedSwapRule extends BoxSwapRule {
  readonly planNameZh: string
  readonly planNameEn: string
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly priceMinor: number
  readonly replacedByCode: string
  readonly replacedByNameZh: string
  readonly replacedByNameEn: string
  readonly replacedByPriceMinor: number
}

/** Rules of every plan, in the order in which they are tried. */
export async function boxSwapRules(db: Db): Promise<NamedSwapRule[]> {
  const { rows } = await sql<NamedSwapRule>`
    select subscription_plan_id as "subscriptionPlanId", r.item_id as "itemId",
      replaced_by_item_id as "replacedByItemId", pieces_per_piece as "piecesPerPiece", most_per_box as "mostPerBox",
      value_tolerance_fraction as "valueToleranceFraction", plan.name_zh as "planNameZh", plan.name_en as "planNameEn",
      i.code, i.name_zh as "nameZh", i.name_en as "nameEn", i.price_minor as "priceMinor",
      by_item.code as "replacedByCode", by_item.name_zh as "replacedByNameZh", by_item.name_en as "replacedByNameEn",
      by_item.price_minor as "replacedByPriceMinor"
    from box_swap_rule r join subscription_plan plan using (subscription_plan_id) join item i on i.item_id = r.item_id
      join item by_item on by_item.item_id = replaced_by_item_id
    order by plan.code, i.code, rank, by_item.code`.execute(db)
  return rows
}

/** Items that keep no longer than so many days, by code: what a box can hold. */
export async function perishableItems(db: Db, mostDays: number, limit: number) {
  return db
    .selectFrom('item')
    .select(['item_id as itemId', 'code', 'name_zh as nameZh', 'name_en as nameEn'])
    .where('shelf_life_days', '<=', mostDays)
    .where('is_open_option', '=', false)
    .orderBy('code')
    .limit(limit)
    .execute()
}

/** Writes a rule, or changes the one that is there; a new one is tried after those of its item. */
export async function setBoxSwapRule(db: Db, rule: BoxSwapRule): Promise<void> {
  await sql`
    insert into box_swap_rule (subscription_plan_id, item_id, replaced_by_item_id, pieces_per_piece, most_per_box,
      value_tolerance_fraction, rank)
    select ${rule.subscriptionPlanId}, ${rule.itemId}, ${rule.replacedByItemId}, ${rule.piecesPerPiece},
      ${rule.mostPerBox}, ${rule.valueToleranceFraction}::double precision, coalesce(max(rank), 0) + 1
    from box_swap_rule where subscription_plan_id = ${rule.subscriptionPlanId} and item_id = ${rule.itemId}
    on conflict (subscription_plan_id, item_id, replaced_by_item_id) do update set
      pieces_per_piece = excluded.pieces_per_piece, most_per_box = excluded.most_per_box,
      value_tolerance_fraction = excluded.value_tolerance_fraction`.execute(db)
}

export async function removeBoxSwapRule(
  db: Db,
  rule: Pick<BoxSwapRule, 'subscriptionPlanId' | 'itemId' | 'replacedByItemId'>,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('box_swap_rule')
    .where('subscription_plan_id', '=', rule.subscriptionPlanId)
    .where('item_id', '=', rule.itemId)
    .where('replaced_by_item_id', '=', rule.replacedByItemId)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export async function checkSwapRules(db: Db, importId: number, columns: FaultColumns): Promise<void> {
  const replacedBy = columns.replaced_by ?? 'replaced_by'
  await checkCodes(db, importId, 'plan', columns.plan ?? 'plan')
  await checkCodes(db, importId, 'item', columns.item ?? 'item')
  await checkRepeats(db, importId, ['replaced_by_code', 'item_code', 'plan_code'], replacedBy)
  await insertFaults(db, importId, {
    fault: 'unknown-item',
    column: replacedBy,
    lines: sql`
      select s.line, s.replaced_by_code, '{}'::jsonb from ${stagingTable(importId)} s
      where not exists (select from item i where i.code = s.replaced_by_code)`,
  })
  await insertFaults(db, importId, {
    fault: 'replaces-itself',
    column: replacedBy,
    lines: sql`
      select line, replaced_by_code, '{}'::jsonb from ${stagingTable(importId)} where replaced_by_code = item_code`,
  })
}

/** Writes rules; one that is known with the same content stays as it is. */
export async function postSwapRules(db: Db, importId: number): Promise<RowsWritten> {
  const { rows } = await sql<{ isNew: boolean }>`
    insert into box_swap_rule as known (subscription_plan_id, item_id, replaced_by_item_id, pieces_per_piece,
      most_per_box, value_tolerance_fraction, rank)
    select p.subscription_plan_id, i.item_id, b.item_id, coalesce(s.pieces_per_piece, 1), s.most_per_box,
      s.value_tolerance, coalesce(s.rank, 1)
    from ${stagingTable(importId)} s join subscription_plan p on p.code = s.plan_code
      join item i on i.code = s.item_code join item b on b.code = s.replaced_by_code
    on conflict (subscription_plan_id, item_id, replaced_by_item_id) do update set
      pieces_per_piece = excluded.pieces_per_piece, most_per_box = excluded.most_per_box,
      value_tolerance_fraction = excluded.value_tolerance_fraction, rank = excluded.rank
    where known.* is distinct from excluded.*
    returning xmax = 0 as "isNew"`.execute(db)
  return rowsWritten(rows)
}
