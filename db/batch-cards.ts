import { sql } from 'kysely'
import type { Db } from './client.ts'

/** Options of some items: size, colour and the like. */
export async function itemOptions(
  db: Db,
  itemIds: readonly number[],
): Promise<Map<number, Readonly<Record<string, unknown>>>> {
  const { rows } = await sql<{ itemId: number; options: Readonly<Record<string, unknown>> }>`
    select item_id as "itemId", options from item where item_id = any(${[...itemIds]}::integer[])`.execute(db)
  return new Map(rows.map(({ itemId, options }) => [itemId, options]))
}

/** Days that the slowest material of an item takes from its quickest source, for what each supplier makes. */
export async function materialLeadDays(
  db: Db,
): Promise<{ itemId: number; supplierId: number | null; days: number }[]> {
  const { rows } = await sql<{ itemId: number; supplierId: number | null; days: number }>`
    select item_id as "itemId", for_supplier_id as "supplierId", max(fastest)::integer as days
    from bill_of_materials join (
      select material_id, for_supplier_id, min(lead_time_days) as fastest from material_supplier group by 1, 2
    ) as offered using (material_id) group by 1, 2`.execute(db)
  return rows
}

/** What a supplier's newest publication asked of it, and what it answered, per item and week of arrival. */
export interface WeekReply {
  readonly supplierId: number
  readonly itemId: number
  readonly week: string
  readonly replyBy: string
  /** null: asked and not answered. */
  readonly answer: 'commit' | 'partial' | 'decline' | null
}

/** Published weeks of every supplier with the newest answer to each; a forecast to look at asks for none. */
export async function weekReplies(db: Db): Promise<WeekReply[]> {
  const { rows } = await sql<WeekReply>`
    with newest as (
      select distinct on (supplier_id) publication_id, supplier_id, reply_by from publication
      order by supplier_id, version desc
    ), answered as (
      select distinct on (supplier_id, item_id, week) supplier_id, item_id, week, answer from reply
      order by supplier_id, item_id, week, reply_id desc
    )
    select distinct line.supplier_id as "supplierId", line.item_id as "itemId", line.week,
      to_json(reply_by) #>> '{}' as "replyBy", answer
    from newest join publication_line line using (publication_id, supplier_id)
      left join answered using (supplier_id, item_id, week)
    where line.authorisation <> 'look-only' or answer is not null`.execute(db)
  return rows
}
