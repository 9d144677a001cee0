/** Tables whose ids the sample data gives itself. */
export type IdTable =
  | 'category'
  | 'product'
  | 'setup_family'
  | 'item'
  | 'supplier'
  | 'stock_location'
  | 'production_line'
  | 'material'
  | 'shop_owner'
  | 'campaign'
  | 'subscription_plan'
  | 'subscription'
  | 'source_record'
  | 'supply_order'
  | 'receipt'
  | 'import_file'

export type IdRanges = Readonly<Record<IdTable, { readonly first: number; readonly last: number }>>

/** Column, the table its ids belong to, and the table's own key where the column is it. */
type IdColumn = readonly [column: string, table: IdTable, primaryKey?: string]

const OWN: readonly IdTable[] = [
  'category',
  'product',
  'setup_family',
  'item',
  'supplier',
  'stock_location',
  'production_line',
  'material',
  'shop_owner',
  'campaign',
  'subscription_plan',
  'subscription',
  'source_record',
  'supply_order',
  'receipt',
]

/** Every column of the schema that holds such an id: the same name means the same table everywhere. */
export function idColumns(): readonly IdColumn[] {
  return [
    ...OWN.map((table) => [`${table}_id`, table, `${table}_id`] as const),
    ['import_id', 'import_file', 'import_id'],
    ['parent_id', 'category'],
    ['from_family_id', 'setup_family'],
    ['to_family_id', 'setup_family'],
    ['for_supplier_id', 'supplier'],
  ]
}
