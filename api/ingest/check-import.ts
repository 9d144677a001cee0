import { announce } from '#api/live/live-changes'
import type { Db, Headwater } from '#db/client'
import {
  businessTimeZone,
  copyFaults,
  countFaults,
  endImport,
  type ImportRow,
  importById,
  updateImport,
} from '#db/ingest'
import { analyzeStaging, countStaged, dropStaging } from '#db/ingest-staging'
import { UnreadableFile } from './import-fault.ts'
import type { ImportKind } from './import-field.ts'
import { ImportCancelled, ImportProgress, importCaller, type Progress } from './import-progress.ts'
import type { ImportOptions } from './import-request.ts'
import { type ImportCounts, importSteps, type StepContext } from './import-steps.ts'
import { summaryOf } from './import-summary.ts'
import type { Mapping } from './mapping.ts'
import type { ImportSummary } from './schema.ts'
import { type StagedCounts, stageFile } from './stage-file.ts'

/**
 * Reads a started import into staging and finds its faults. With `compares` it also counts what a commit would change.
 * The ledger is not touched. A file that cannot be read ends in state `rejected`, its fault in the summary.
 */
export async function checkImport(
  headwater: Headwater,
  userId: string,
  importId: number,
  given: {
    customerKey: string
    compares?: boolean
    onProgress?: ((progress: Progress) => void) | undefined
  },
): Promise<ImportSummary> {
  const caller = importCaller(userId)
  const { row, timeZone } = await headwater.asCaller(caller, async (db) => ({
    row: await importById(db, importId),
    timeZone: await businessTimeZone(db),
  }))
  if (row === undefined || row.state !== 'staged' || row.storedPath === null)
    throw new RangeError(
      `import ${importId} must be started and not yet checked; got ${row?.state ?? 'none'}`,
    )
  const options = row.options as unknown as ImportOptions
  const kind = row.kind as ImportKind
  const progress = new ImportProgress(headwater, userId, importId, given.onProgress)
  try {
    const staged = await stageFile(
      headwater,
      {
        importId,
        userId,
        kind,
        file: row.storedPath,
        mapping: row.mapping as Mapping | null,
        timeZone,
        now: new Date(options.now),
        customerKey: given.customerKey,
        createMissing: new Set(options.createMissing),
      },
      progress,
    )
    progress.set('checking', 0, 2)
    const context = contextOf(row, timeZone, staged)
    await headwater.asCaller(caller, (db) => findFaults(db, context, staged))
    progress.set('checking', 1, 2)
    const counts = given.compares === false ? null : await tryOut(headwater, caller, context)
    progress.set('checking', 2, 2)
    await progress.finish()
    return await headwater.asCaller(caller, async (db) => {
      const checked = (await importById(db, importId)) as ImportRow
      await updateImport(db, importId, {
        state: 'checked',
        result: { ...checked.result, ...(counts === null ? {} : { counts }) },
      })
      await announce(db, { topic: 'import', id: importId })
      return summaryOf(db, (await importById(db, importId)) as ImportRow)
    })
  } catch (error) {
    await progress.stop()
    return endInFault(headwater, userId, importId, error)
  }
}

async function findFaults(db: Db, context: StepContext, staged: StagedCounts) {
  const { importId } = context
  const steps = importSteps(context.kind)
  await analyzeStaging(db, importId)
  await steps.check(db, context)
  const { lines } = await countFaults(db, importId)
  if (lines > 0) await steps.leaveOutFaulty(db, importId)
  await updateImport(db, importId, {
    file_hash: staged.hash,
    row_count: staged.rows,
    fault_count: lines,
    result: {
      leftOut: staged.leftOut,
      ignoredColumns: staged.ignoredColumns,
      encoding: staged.encoding,
      stagedFile: { columns: staged.columns, hasKeys: staged.hasKeys, isEventFile: staged.isEventFile },
      stagedRows: await countStaged(db, importId),
    },
  })
}

export function contextOf(row: ImportRow, timeZone: string, file: StepContext['file']): StepContext {
  const options = row.options as unknown as ImportOptions
  return {
    importId: row.importId,
    kind: row.kind as ImportKind,
    source: row.source,
    timeZone,
    postedBy: row.startedBy,
    createMissing: new Set(options.createMissing),
    importedAt: new Date(options.now),
    file,
  }
}

class TrialEnded extends Error {
  readonly counts: ImportCounts
  constructor(counts: ImportCounts) {
    super('the trial is rolled back')
    this.counts = counts
  }
}

/** Compares inside a transaction that is rolled back. */
async function tryOut(
  headwater: Headwater,
  caller: ReturnType<typeof importCaller>,
  context: StepContext,
): Promise<ImportCounts> {
  try {
    return await headwater.asCaller(caller, async (db) => {
      throw new TrialEnded(await importSteps(context.kind).compare(db, context))
    })
  } catch (error) {
    if (error instanceof TrialEnded) return error.counts
    throw error
  }
}

/** Closes an import that went wrong: a fault of the file is told, a cancellation noted, anything else thrown on. */
export async function endInFault(
  headwater: Headwater,
  userId: string,
  importId: number,
  error: unknown,
): Promise<ImportSummary> {
  const state =
    error instanceof UnreadableFile ? 'rejected' : error instanceof ImportCancelled ? 'cancelled' : 'failed'
  const close = headwater.asCaller(importCaller(userId), async (db, client) => {
    const ended = await endImport(db, importId, {
      state,
      ...(error instanceof UnreadableFile ? { fault_count: 1 } : {}),
    })
    if (ended) {
      if (error instanceof UnreadableFile) await copyFaults(client, importId, [error.fault])
      await dropStaging(db, importId)
    }
    await announce(db, { topic: 'import', id: importId })
    return summaryOf(db, (await importById(db, importId)) as ImportRow)
  })
  if (state !== 'failed') return close
  const isClosed = await close.then(
    () => true,
    () => false,
  )
  if (isClosed) throw error
  throw new Error(
    `the database was lost during import ${importId}; import the file again: rows that were already written are recognised`,
    { cause: error },
  )
}
