import type { Insertable } from 'kysely'
import type { DB } from '#db/database'

export type TableName = keyof DB

/** Rows of one table with the same fields in the same order, ready for COPY. Ids count from 1. */
export interface TableChunk {
  readonly table: TableName
  readonly rows: readonly object[]
}

/** Collects rows per table; `take` hands over what has piled up, in the order tables were first used. */
export class TableRows {
  readonly #pending = new Map<TableName, object[]>()
  readonly counts = new Map<TableName, number>()

  add<T extends TableName>(table: T, row: Insertable<DB[T]>): void {
    let rows = this.#pending.get(table)
    if (rows === undefined) {
      rows = []
      this.#pending.set(table, rows)
    }
    rows.push(row)
    this.counts.set(table, (this.counts.get(table) ?? 0) + 1)
  }

  addAll<T extends TableName>(table: T, rows: Iterable<Insertable<DB[T]>>): void {
    for (const row of rows) this.add(table, row)
  }

  /** Chunks of at least `least` rows; with 0, everything. */
  *take(least = 0): Generator<TableChunk> {
    for (const [table, rows] of this.#pending) {
      if (rows.length === 0 || rows.length < least) continue
      this.#pending.set(table, [])
      yield { table, rows }
    }
  }
}
