/** How many rows that are known by a key were new, and how many known ones changed. */
export interface RowsWritten {
  readonly created: number
  readonly changed: number
}

/** Counts what an `insert … on conflict do update … returning xmax = 0 as "isNew"` gave back. */
export function rowsWritten(rows: readonly { isNew: boolean }[]): RowsWritten {
  const created = rows.filter(({ isNew }) => isNew).length
  return { created, changed: rows.length - created }
}
