import path from 'node:path'
import type { Headwater } from '#db/client'
import { abandonedImports, insertImport, savedMapping, updateImport } from '#db/ingest'
import { dropStaging } from '#db/ingest-staging'
import { UnreadableFile } from './import-fault.ts'
import { importCaller } from './import-progress.ts'
import type { ImportOptions, ImportRequest } from './import-request.ts'
import { parseMapping } from './mapping.ts'

const ABANDONED_AFTER_HOURS = 24

/** Registers an import; nothing is read yet. Throws UnreadableFile when its mapping is wrong. */
export async function startImport(
  headwater: Headwater,
  userId: string,
  request: ImportRequest,
): Promise<number> {
  return headwater.asCaller(importCaller(userId), async (db) => {
    const longAgo = new Date(Date.now() - ABANDONED_AFTER_HOURS * 3_600_000)
    for (const importId of await abandonedImports(db, longAgo)) {
      await dropStaging(db, importId)
      await updateImport(db, importId, { state: 'failed', isFinished: true })
    }
    let given = request.mapping
    if (request.savedMapping !== undefined) {
      given = (await savedMapping(db, request.savedMapping))?.mapping
      if (given === undefined)
        throw new UnreadableFile(
          'mapping-invalid',
          {},
          { reason: `no mapping is called ${request.savedMapping}` },
        )
    }
    const mapping = given === undefined || given === null ? null : parseMapping(given, request.kind)
    const options: ImportOptions = {
      createMissing: [...new Set([...(mapping?.createMissing ?? []), ...(request.createMissing ?? [])])],
      now: request.now.toISOString(),
    }
    return insertImport(db, {
      kind: request.kind,
      source: request.source ?? mapping?.source ?? request.kind,
      fileName: request.fileName ?? path.basename(request.file),
      mapping,
      isDryRun: request.isDryRun ?? false,
      storedPath: path.resolve(request.file),
      options: { ...options },
      startedBy: userId,
    })
  })
}
