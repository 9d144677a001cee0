import type { Insertable } from 'kysely'
import type { DB } from '#db/database'

/** Tables that the demo company fills, parents before children. */
const TABLE_ORDER = [
  'category',
  'setup_family',
  'stock_location',
  'material',
  'holiday',
  'promotion',
  'customer_tag',
  'shop_owner',
  'owner_tag',
  'supplier',
  'working_calendar',
  'production_line',
  'family_setup',
  'changeover',
  'line_capacity',
  'slack_offer',
  'material_supplier',
  'product',
  'item',
  'unit_conversion',
  'ripening',
  'item_supplier',
  'routing',
  'bill_of_materials',
  'campaign',
  'campaign_item',
  'subscription_plan',
  'box_content',
  'box_swap_rule',
  'subscription',
  'subscription_event',
  'source_record',
  'demand_entry',
  'supply_order',
  'shipment',
  'receipt',
  'stock_snapshot',
] as const satisfies readonly (keyof DB)[]

export type TableName = (typeof TABLE_ORDER)[number]

/** Rows of one table with the same fields in the same order, ready for COPY. Ids count from 1. */
export interface TableChunk {
  readonly table: TableName
  readonly rows: readonly object[]
}

/** Collects rows per table; `take` hands over what has piled up, parents before children. */
export class TableRows {
  readonly #pending = new Map<TableName, object[]>(TABLE_ORDER.map((table) => [table, []]))

  add<T extends TableName>(table: T, row: Insertable<DB[T]>): void {
    this.#pending.get(table)!.push(row)
  }

  /** Everything, or nothing while no table has at least `least` rows. */
  *take(least = 1): Generator<TableChunk> {
    if (![...this.#pending.values()].some((rows) => rows.length >= least)) return
    for (const [table, rows] of this.#pending) {
      if (rows.length === 0) continue
      this.#pending.set(table, [])
      yield { table, rows }
    }
  }
}
