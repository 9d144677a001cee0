import type { Db } from '#db/client'
import { countFaults, faultsOf, type ImportRow, type StoredFault } from '#db/ingest'
import type { ImportCounts } from './import-steps.ts'

const FIRST_FAULTS = 20

/** What an import found and did, for people and for the command line. */
export interface ImportSummary {
  readonly importId: number
  readonly kind: string
  readonly fileName: string
  readonly state: string
  readonly isDryRun: boolean
  readonly rows: number
  /** rows that a filter of the mapping left out */
  readonly leftOutRows: number
  readonly faultyRows: number
  readonly faults: number
  readonly faultsByKind: Readonly<Record<string, number>>
  readonly firstFaults: readonly StoredFault[]
  /** columns that no field took, when no mapping was given */
  readonly ignoredColumns: readonly string[]
  readonly encoding: string | null
  /** what changed, or would change */
  readonly counts: ImportCounts | null
  readonly ledgerVersion: number | null
  readonly progress: { readonly stage: string | null; readonly done: number; readonly total: number }
  readonly undoesImportId: number | null
  readonly startedBy: string
  readonly startedAt: Date
  readonly finishedAt: Date | null
}

export async function summaryOf(db: Db, row: ImportRow): Promise<ImportSummary> {
  const { byFault, lines } = await countFaults(db, row.importId)
  const result = row.result as {
    leftOut?: number
    ignoredColumns?: string[]
    encoding?: string | null
    counts?: ImportCounts
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
    firstFaults: await faultsOf(db, row.importId, { limit: FIRST_FAULTS }),
    ignoredColumns: result.ignoredColumns ?? [],
    encoding: result.encoding ?? null,
    counts: result.counts ?? null,
    ledgerVersion: row.ledgerVersion,
    progress: { stage: row.stage, done: row.stageDone, total: row.stageTotal },
    undoesImportId: row.undoesImportId,
    startedBy: row.startedBy,
    startedAt: row.startedAt,
    finishedAt: row.finishedAt,
  }
}
