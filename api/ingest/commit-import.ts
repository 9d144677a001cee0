import { announce } from '#api/live/live-changes'
import { recordAudit } from '#db/audit'
import type { Headwater } from '#db/client'
import { businessTimeZone, type ImportRow, importById, updateImport } from '#db/ingest'
import { countStaged, dropStaging } from '#db/ingest-staging'
import { lockLedger } from '#db/ledger'
import { contextOf, endInFault } from './check-import.ts'
import { ImportProgress, importCaller, type Progress } from './import-progress.ts'
import { importSteps, type StepContext } from './import-steps.ts'
import { summaryOf } from './import-summary.ts'
import type { ImportSummary } from './schema.ts'

/**
 * Posts a checked import in one transaction: all rows, or with `acceptsValid` the rows without a fault; otherwise a
 * file with faults ends in state `rejected` with nothing written. Rows that are known already change nothing.
 */
export async function commitImport(
  headwater: Headwater,
  userId: string,
  importId: number,
  given: { acceptsValid?: boolean; onProgress?: ((progress: Progress) => void) | undefined } = {},
): Promise<ImportSummary> {
  const caller = importCaller(userId)
  const { row, timeZone, stagedRows } = await headwater.asCaller(caller, async (db) => ({
    row: await importById(db, importId),
    timeZone: await businessTimeZone(db),
    stagedRows: await countStaged(db, importId),
  }))
  if (row === undefined || row.state !== 'checked' || row.isDryRun)
    throw new RangeError(
      `import ${importId} must be checked and no dry run; got ${row?.isDryRun ? 'a dry run' : (row?.state ?? 'none')}`,
    )
  if (row.faultCount > 0 && !given.acceptsValid) return rejectImport(headwater, userId, importId)
  const result = row.result as { stagedFile: StepContext['file']; stagedRows: number }
  const progress = new ImportProgress(headwater, userId, importId, given.onProgress)
  try {
    if (stagedRows !== result.stagedRows)
      throw new Error(
        `import ${importId} lost its staged rows (${stagedRows} of ${result.stagedRows}): the database was restarted; import the file again`,
      )
    const context = contextOf(row, timeZone, result.stagedFile)
    const steps = importSteps(context.kind)
    return await headwater.asCaller(caller, async (db) => {
      progress.set('posting', 0, 1)
      // What is known must not change between the comparison and the posting, nor a file be posted twice at once.
      await lockLedger(db)
      const current = await importById(db, importId)
      if (current?.state !== 'checked')
        throw new RangeError(`import ${importId} must be checked; got ${current?.state ?? 'none'}`)
      const counts = await steps.compare(db, context)
      const changes =
        (counts.newLines ?? 0) +
        (counts.newEntries ?? 0) +
        (counts.reversals ?? 0) +
        (counts.newEvents ?? 0) +
        (counts.newSubscriptions ?? 0) +
        (counts.changedSubscriptions ?? 0)
      const ledgerVersion =
        changes === 0
          ? null
          : await steps.post(db, context, (done, total) => progress.set('posting', done, total))
      // From here on the row is locked by this transaction: the progress beside it must have ended.
      await progress.stop()
      await dropStaging(db, importId)
      await updateImport(db, importId, {
        state: 'committed',
        ledger_version: ledgerVersion,
        entry_count:
          (counts.newEntries ?? counts.newEvents ?? counts.newLines ?? 0) + (counts.reversals ?? 0),
        stage: 'posting',
        stage_done: 1,
        stage_total: 1,
        result: { ...row.result, counts },
        isFinished: true,
      })
      await recordAudit(db, caller, {
        action: 'import.commit',
        subject: `import/${importId}`,
        after: { kind: row.kind, fileName: row.fileName, ledgerVersion, ...counts },
      })
      await announce(db, { topic: 'import', id: importId })
      return summaryOf(db, (await importById(db, importId)) as ImportRow)
    })
  } catch (error) {
    await progress.stop()
    return endInFault(headwater, userId, importId, error)
  }
}

/** Ends a checked import without writing anything; its faults stay to be read. */
export async function rejectImport(
  headwater: Headwater,
  userId: string,
  importId: number,
): Promise<ImportSummary> {
  return headwater.asCaller(importCaller(userId), async (db) => {
    await dropStaging(db, importId)
    const row = (await importById(db, importId)) as ImportRow
    await updateImport(db, importId, {
      state: row.isDryRun && row.faultCount === 0 ? 'checked' : 'rejected',
      isFinished: true,
    })
    return summaryOf(db, (await importById(db, importId)) as ImportRow)
  })
}
