import type { Db } from './client.ts'

export interface GroupName {
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
}

/** Names of some rows of one table of master data, by id as text. */
export async function groupNames(
  db: Db,
  table: 'category' | 'product' | 'supplier' | 'item' | 'setup_family',
  ids: readonly number[],
): Promise<Map<string, GroupName>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom(table)
    .select([`${table}_id as id`, 'code', 'name_zh as nameZh', 'name_en as nameEn'])
    .where(`${table}_id`, 'in', [...ids])
    .execute()
  return new Map(rows.map(({ id, ...name }) => [String(id), name]))
}
