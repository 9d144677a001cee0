import type { Headwater } from '#db/client'
import { importById, updateImport } from '#db/ingest'
import { dropStaging } from '#db/ingest-staging'
import { importCaller } from './import-progress.ts'

/** Asks a running import to stop; one that waits for its commit ends at once. Returns false when it already ended. */
export async function cancelImport(headwater: Headwater, userId: string, importId: number): Promise<boolean> {
  return headwater.asCaller(importCaller(userId), async (db) => {
    const row = await importById(db, importId)
    if (row === undefined || row.finishedAt !== null) return false
    const waits = row.state === 'checked' && row.stage !== 'posting'
    if (waits) await dropStaging(db, importId)
    await updateImport(db, importId, {
      cancel_requested: true,
      ...(waits ? { state: 'cancelled', isFinished: true } : {}),
    })
    return true
  })
}
