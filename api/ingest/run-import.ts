import type { CallerContext } from '#api/context'
import { announce } from '#api/live/live-changes'
import { recordAudit } from '#db/audit'
import { checkImport } from './check-import.ts'
import { commitImport } from './commit-import.ts'
import { customerKey } from './customer-key.ts'
import { importCaller } from './import-progress.ts'

/** Reads and checks an uploaded file in the background; open pages hear when its state changed. */
export async function runCheck(context: CallerContext, importId: number): Promise<void> {
  try {
    await checkImport(context.headwater, context.user.userId, importId, {
      customerKey: customerKey(context.dataFolder),
      compares: true,
    })
  } finally {
    await tell(context, importId)
  }
}

/** Posts a checked import in the background. */
export async function runCommit(
  context: CallerContext,
  importId: number,
  acceptsValid: boolean,
): Promise<void> {
  try {
    const summary = await commitImport(context.headwater, context.user.userId, importId, { acceptsValid })
    await context.headwater.asCaller(importCaller(context.user.userId), (db) =>
      recordAudit(db, context.caller, {
        action: 'import.commit',
        subject: `import/${importId}`,
        after: { state: summary.state, rows: summary.rows, ledgerVersion: summary.ledgerVersion },
      }),
    )
  } finally {
    await tell(context, importId)
  }
}

export function tell(context: CallerContext, importId: number): Promise<void> {
  return context.headwater.asCaller(importCaller(context.user.userId), (db) =>
    announce(db, { topic: 'import', id: importId }),
  )
}
