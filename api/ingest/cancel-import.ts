import type { Headwater } from '#db/client'
import { endImport, importById, updateImport } from '#db/ingest'
import { dropStaging } from '#db/ingest-staging'
import { lockLedger } from '#db/ledger'
import { importCaller } from './import-progress.ts'

/** Asks a running import to stop; one that waits for its commit ends at once. Returns false when it already ended. */
export async function cancelImport(headwater: Headwater, userId: string, importId: number): Promise<boolean> {
  const caller = importCaller(userId)
  const row = await headwater.asCaller(caller, async (db) => {
    const found = await importById(db, importId)
    if (found?.finishedAt === null) await updateImport(db, importId, { cancel_requested: true })
    return found
  })
  if (row === undefined || row.finishedAt !== null) return false
  if (row.state !== 'checked') return true
  return headwater.asCaller(caller, async (db) => {
    // A posting that is under way ends first: by its own look at the request, or with everything written.
    await lockLedger(db)
    const current = await importById(db, importId)
    if (current?.state === 'cancelled') return true
    if (!(await endImport(db, importId, { state: 'cancelled' }))) return false
    await dropStaging(db, importId)
    return true
  })
}
