import { announce } from '#api/live/live-changes'
import { recordAudit } from '#db/audit'
import type { Headwater } from '#db/client'
import { importById, insertImport, updateImport } from '#db/ingest'
import { importsBuiltOn, removeReceipts, removeStock, reverseVersion } from '#db/ingest-undo'
import { lockLedger } from '#db/ledger'
import { isWrittenOver } from './import-field.ts'
import { importCaller } from './import-progress.ts'
import type { Undone } from './schema.ts'

/** Reverses a committed import and frees its order lines, so that a corrected file can be imported again. */
export async function undoImport(headwater: Headwater, userId: string, importId: number): Promise<Undone> {
  return headwater.asCaller(importCaller(userId), async (db) => {
    await lockLedger(db)
    const row = await importById(db, importId)
    if (row === undefined) return { undone: false, reason: 'not-found', imports: [] }
    if (row.state !== 'committed' || row.undoesImportId !== null)
      return { undone: false, reason: 'not-committed', imports: [] }
    if (isWrittenOver(row.kind)) return { undone: false, reason: 'master-data', imports: [] }
    const later = row.ledgerVersion === null ? [] : await importsBuiltOn(db, row.ledgerVersion)
    if (later.length > 0) return { undone: false, reason: 'later-imports', imports: later }
    const undoImportId = await insertImport(db, {
      kind: row.kind,
      source: row.source,
      fileName: row.fileName,
      mapping: null,
      isDryRun: false,
      storedPath: null,
      options: {},
      startedBy: userId,
      undoesImportId: importId,
    })
    let ledgerVersion: number | null = null
    let reversals = 0
    if (row.ledgerVersion !== null) {
      const reversed = await reverseVersion(db, {
        importId,
        undoImportId,
        ledgerVersion: row.ledgerVersion,
        postedBy: userId,
      })
      ledgerVersion = reversed.version
      reversals = reversed.reversals
    } else if (row.kind === 'stock') reversals = await removeStock(db, importId)
    else if (row.kind === 'receipts') reversals = await removeReceipts(db, importId)
    await updateImport(db, importId, { state: 'undone' })
    await updateImport(db, undoImportId, {
      state: 'committed',
      file_hash: row.fileHash,
      entry_count: reversals,
      ledger_version: ledgerVersion,
      isFinished: true,
    })
    await recordAudit(db, importCaller(userId), {
      action: 'import.undo',
      subject: `import/${importId}`,
      after: { undoImportId, reversals },
    })
    await announce(db, { topic: 'import', id: importId })
    return { undone: true, undoImportId, ledgerVersion, reversals }
  })
}
