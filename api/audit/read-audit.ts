import type pg from 'pg'
import { z } from 'zod'
import {
  AUDIT_KIND_NAMES,
  AUDIT_KINDS,
  type AuditKind,
  auditedThings,
  auditedUserId,
} from '#api/wording/audit'
import { type AuditFilter, type AuditRow, auditNames, auditRows, auditUserIds } from '#db/audit'
import type { Caller, Headwater } from '#db/client'
import { businessSettings } from '#db/runs'
import { userNames } from '#db/user-names'

const PAGE = 100

export const AuditFilterInput = z.object({
  deed: z.enum(AUDIT_KIND_NAMES).optional(),
  userId: z.string().max(100).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  search: z.string().trim().max(100).optional(),
})

/** Filter of the trail in the terms of the database. */
export function auditFilter(input: z.infer<typeof AuditFilterInput>, timeZone: string): AuditFilter {
  return {
    ...actionsOf(input.deed),
    userIds: input.userId === undefined ? undefined : [input.userId],
    from: input.from,
    to: input.to,
    search: input.search,
    timeZone,
  }
}

function actionsOf(deed: AuditKind | undefined): Pick<AuditFilter, 'actions' | 'notActions'> {
  if (deed === undefined) return {}
  return deed === 'other' ? { notActions: Object.values(AUDIT_KINDS).flat() } : { actions: AUDIT_KINDS[deed] }
}

/** Names of those who acted and of those whose rights changed. */
export function namesInTrail(authPool: pg.Pool, rows: readonly AuditRow[]) {
  return userNames(
    authPool,
    rows.flatMap(({ userId, subject }) => [userId, auditedUserId(subject) ?? userId]),
  )
}

/** One page of the trail, newest first, and whether older entries follow. */
export async function readAudit(
  headwater: Headwater,
  caller: Caller,
  { before, ...input }: z.infer<typeof AuditFilterInput> & { before?: number | undefined },
) {
  const { rows, things } = await headwater.asCaller(caller, async (db) => {
    const { timeZone } = await businessSettings(db)
    const found = await auditRows(db, auditFilter(input, timeZone), {
      before: before ?? null,
      limit: PAGE + 1,
    })
    return { rows: found, things: await auditNames(db, found.flatMap(auditedThings)) }
  })
  const names = await namesInTrail(headwater.authPool, rows)
  const shown = rows.slice(0, PAGE)
  return {
    rows: shown.map((row) => ({
      ...row,
      at: row.at.toISOString(),
      before: row.before ?? null,
      after: row.after ?? null,
      /** null for whoever is not a person, such as a job. */
      userName: names.get(row.userId) ?? null,
      subjectName: names.get(auditedUserId(row.subject) ?? '') ?? null,
    })),
    /** Names of what the rows are about, as `supplier/7`. */
    things,
    /** Where the next page begins; null on the last. */
    olderThan: rows.length > PAGE ? shown.at(-1)!.auditEntryId : null,
  }
}

/** Everybody who stands in the trail; a name of null is not a person's. */
export async function auditPeople(headwater: Headwater, caller: Caller) {
  const userIds = await headwater.asCaller(caller, (db) => auditUserIds(db))
  const names = await userNames(headwater.authPool, userIds)
  return userIds
    .map((userId) => ({ userId, name: names.get(userId) ?? null }))
    .sort((a, b) => (a.name ?? a.userId).localeCompare(b.name ?? b.userId, 'zh-CN'))
}
