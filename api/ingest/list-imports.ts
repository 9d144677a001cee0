import type { Caller, Headwater } from '#db/client'
import { faultsOf, importById, importsNewestFirst } from '#db/ingest'
import { summaryOf, worded } from './import-summary.ts'
import type { ImportSummary, WordedFault } from './schema.ts'

/** Imports, newest first, with their progress while they run. */
export async function listImports(
  headwater: Headwater,
  caller: Caller,
  page: { limit: number; before?: number | undefined },
): Promise<ImportSummary[]> {
  return headwater.asCaller(caller, async (db) => {
    const summaries: ImportSummary[] = []
    for (const row of await importsNewestFirst(db, page)) summaries.push(await summaryOf(db, row))
    return summaries
  })
}

export async function findImport(
  headwater: Headwater,
  caller: Caller,
  importId: number,
): Promise<ImportSummary | null> {
  return headwater.asCaller(caller, async (db) => {
    const row = await importById(db, importId)
    return row === undefined ? null : summaryOf(db, row)
  })
}

/** Faults in the order of their lines. */
export async function importFaults(
  headwater: Headwater,
  caller: Caller,
  importId: number,
  page: { limit: number; offset?: number | undefined },
): Promise<WordedFault[]> {
  const faults = await headwater.asCaller(caller, (db) => faultsOf(db, importId, page))
  return faults.map(worded)
}
