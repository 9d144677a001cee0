import { importFaultText } from '#api/wording/import-fault'
import type { Caller, Headwater } from '#db/client'
import { faultsOf, importById, importsNewestFirst, type StoredFault } from '#db/ingest'
import { type ImportSummary, summaryOf } from './import-summary.ts'

/** Imports, newest first, with their progress while they run. */
export async function listImports(
  headwater: Headwater,
  caller: Caller,
  page: { limit: number; before?: number },
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

export interface WordedFault extends StoredFault {
  /** what is wrong and how to mend it */
  readonly text: { readonly en: string; readonly zh: string }
}

/** Faults in the order of their lines. */
export async function importFaults(
  headwater: Headwater,
  caller: Caller,
  importId: number,
  page: { limit: number; offset?: number },
): Promise<WordedFault[]> {
  const faults = await headwater.asCaller(caller, (db) => faultsOf(db, importId, page))
  return faults.map((fault) => ({
    ...fault,
    text: {
      en: importFaultText(fault.fault, fault.parameters, 'en'),
      zh: importFaultText(fault.fault, fault.parameters, 'zh'),
    },
  }))
}
