import { z } from 'zod'
import { businessDate } from '#api/context'
import { Refusal } from '#api/errors'
import { announce } from '#api/live/live-changes'
import type { AuditedException } from '#api/wording/audit'
import { recordAudit } from '#db/audit'
import type { Caller, Db } from '#db/client'
import { type ExceptionSubject, exceptionSubject, keepHandling, openException } from '#db/worklist'

/** What is done about exceptions of a run: put off to a day, done with, or open again. */
export const HandleExceptions = z.object({
  runId: z.number().int().positive(),
  exceptionNumbers: z.array(z.number().int().positive()).min(1).max(1000),
  as: z.discriminatedUnion('state', [
    z.object({
      state: z.literal('snoozed'),
      until: z.iso.date(),
      reason: z.string().trim().min(1).max(500),
    }),
    z.object({ state: z.literal('resolved'), reason: z.string().trim().max(500).default('') }),
    z.object({ state: z.literal('open') }),
  ]),
})
export type HandleExceptions = z.infer<typeof HandleExceptions>

/** Keeps what was done, with what stood before in the audit; the last word on an exception counts. */
export async function handleExceptions(
  db: Db,
  caller: Caller,
  { runId, exceptionNumbers, as }: HandleExceptions,
  now: Date,
): Promise<{ handled: number }> {
  const today = businessDate(now)
  if (as.state === 'snoozed' && as.until <= today)
    throw new Refusal('invalid-input', `until must be a day after ${today}; got ${as.until}.`)
  for (const exceptionNumber of exceptionNumbers) {
    const found = await exceptionSubject(db, runId, exceptionNumber)
    if (!found) throw new Refusal('not-found', `Run ${runId} has no exception ${exceptionNumber}.`)
    const { week, ...subject } = found
    const before = await openException(db, subject)
    if (as.state !== 'open')
      await keepHandling(db, subject, {
        state: as.state,
        until: as.state === 'snoozed' ? as.until : null,
        reason: as.reason,
        planningRunId: runId,
        userId: caller.userId,
        now,
      })
    await recordAudit(db, caller, {
      action: `exception.${as.state}`,
      subject: `run/${runId}/exception/${exceptionNumber}`,
      before: before ?? null,
      after: { ...as, about: aboutException(subject, week) },
    })
  }
  await announce(db, { topic: 'exception', id: runId })
  return { handled: exceptionNumbers.length }
}

/** What the trail keeps of an exception: its run may expire, the entry stays. */
function aboutException(subject: ExceptionSubject, week: string | null): AuditedException {
  return {
    kind: subject.kind,
    itemId: subject.item_id,
    supplierId: subject.supplier_id,
    lineId: subject.production_line_id,
    week,
  }
}
