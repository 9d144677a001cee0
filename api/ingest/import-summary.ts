import { importFaultText } from '#api/wording/import-fault'
import type { Db } from '#db/client'
import { countFaults, faultsOf, type ImportRow, type StoredFault } from '#db/ingest'
import { isWrittenOver } from './import-field.ts'
import type { ImportSummary, WordedFault } from './schema.ts'

const FIRST_FAULTS = 20

export async function summaryOf(db: Db, row: ImportRow): Promise<ImportSummary> {
  const { byFault, lines } = await countFaults(db, row.importId)
  const first = byFault.length === 0 ? [] : await faultsOf(db, row.importId, { limit: FIRST_FAULTS })
  const result = row.result as Partial<Pick<ImportSummary, 'ignoredColumns' | 'encoding' | 'counts'>> & {
    leftOut?: number
  }
  return {
    importId: row.importId,
    kind: row.kind,
    fileName: row.fileName,
    state: row.state,
    isDryRun: row.isDryRun,
    rows: row.rowCount,
    leftOutRows: result.leftOut ?? 0,
    faultyRows: lines,
    faults: byFault.reduce((sum, each) => sum + each.faults, 0),
    faultsByKind: Object.fromEntries(byFault.map((each) => [each.fault, each.faults])),
    firstFaults: first.map(worded),
    ignoredColumns: result.ignoredColumns ?? [],
    encoding: result.encoding ?? null,
    counts: result.counts ?? null,
    ledgerVersion: row.ledgerVersion,
    progress: { stage: row.stage, done: row.stageDone, total: row.stageTotal },
    undoesImportId: row.undoesImportId,
    isWrittenOver: isWrittenOver(row.kind),
    startedBy: row.startedBy,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  }
}

/** A fault with the sentences that say how to mend it. */
export function worded(fault: StoredFault): WordedFault {
  return {
    ...fault,
    parameters: { ...fault.parameters },
    text: {
      en: importFaultText(fault.fault, fault.parameters, 'en'),
      zh: importFaultText(fault.fault, fault.parameters, 'zh'),
    },
  }
}
