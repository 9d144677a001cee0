import type { Headwater } from '#db/client'
import { loadSampleData } from '#db/demo'
import type { DemoOptions } from './demo-options.ts'
import { generate } from './generate.ts'
import { IMPORTS } from './ledger-book.ts'
import type { TableChunk } from './table-rows.ts'

/** Rows made per table. */
export type DemoCounts = Readonly<Record<string, number>>

/** Draws the demo company and loads it. @throws RangeError when the database already has items */
export async function createDemo(headwater: Headwater, options: DemoOptions): Promise<DemoCounts> {
  const counts: Record<string, number> = {}
  function* counted(): Generator<TableChunk> {
    for (const chunk of generate(options)) {
      counts[chunk.table] = (counts[chunk.table] ?? 0) + chunk.rows.length
      yield chunk
    }
  }
  await loadSampleData(headwater, {
    chunks: counted(),
    imports: Object.values(IMPORTS).map(({ kind, file, rowsIn }) => ({
      kind,
      fileName: file,
      reason: `demo company: ${kind}`,
      rowsIn,
    })),
    largestLedgerId: 2 * options.entries + 100_000,
    largestMasterId: 4 * options.items + options.owners + 10_000,
    options,
  })
  return counts
}
