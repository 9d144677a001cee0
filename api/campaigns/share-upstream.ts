import { createHash, randomBytes } from 'node:crypto'
import { Refusal } from '#api/errors'
import { recordAudit } from '#db/audit'
import type { Caller, Headwater } from '#db/client'
import {
  countOpening,
  findUpstreamSheet,
  insertUpstreamSheet,
  revokeUpstreamSheet,
  type UpstreamLine,
  type UpstreamSheet,
  upstreamSheetLines,
} from '#db/upstream-sheets'
import { upstreamCandidates } from './upstream-candidates.ts'

const DAY_MILLISECONDS = 86_400_000
/** Openings within this time of the last one are counted but not written to the audit again. */
const AUDIT_PAUSE_MILLISECONDS = 3_600_000

export interface ShareInput {
  readonly materialSupplierId: number
  /** Lines chosen, by material and week. */
  readonly lines: readonly { readonly materialCode: string; readonly needWeek: string }[]
  readonly validDays: number
  readonly note?: string | undefined
}

/** Makes a link to the chosen lines as they stand now. Its token is shown once; only its hash is kept. */
export async function shareUpstream(
  headwater: Headwater,
  caller: Extract<Caller, { role: 'supplier' }>,
  input: ShareInput,
  now: Date,
): Promise<{ upstreamSheetId: number; token: string; expiresAt: string }> {
  const candidates = await upstreamCandidates(headwater, caller, caller.supplierId, now)
  if (!candidates) throw new Refusal('not-found', 'Nothing has been published to you yet.')
  const lines = input.lines.map((chosen): UpstreamLine => {
    const line = candidates.lines.find(
      (each) =>
        each.materialSupplierId === input.materialSupplierId &&
        each.materialCode === chosen.materialCode &&
        each.needWeek === chosen.needWeek,
    )
    if (!line)
      throw new Refusal(
        'invalid-input',
        `${chosen.materialCode} in week ${chosen.needWeek} is not needed from this material supplier.`,
      )
    if (line.authorisedQuantity === null || line.sureQuantity === null)
      throw new Refusal(
        'invalid-input',
        `${chosen.materialCode} in week ${chosen.needWeek} comes too late for a lead time of ${line.leadTimeDays} days; leave it out.`,
      )
    return {
      ...line,
      authorisedQuantity: line.authorisedQuantity,
      sureQuantity: line.sureQuantity,
    }
  })
  const recipient = candidates.lines.find((each) => each.materialSupplierId === input.materialSupplierId)!
  const token = `hu_${randomBytes(32).toString('base64url')}`
  const expiresAt = new Date(now.getTime() + input.validDays * DAY_MILLISECONDS)
  const upstreamSheetId = await headwater.asCaller(caller, async (db) => {
    const id = await insertUpstreamSheet(db, {
      supplierId: caller.supplierId,
      publicationId: candidates.publication.publicationId,
      materialSupplierId: input.materialSupplierId,
      supplierNameZh: candidates.publication.supplierNameZh,
      supplierNameEn: candidates.publication.supplierNameEn,
      recipientNameZh: recipient.materialSupplierNameZh,
      recipientNameEn: recipient.materialSupplierNameEn,
      asOf: candidates.asOf,
      note: input.note?.trim() || null,
      tokenPrefix: token.slice(0, 8),
      tokenHash: hashOf(token),
      expiresAt,
      createdBy: caller.userId,
      createdAt: now,
      lines,
    })
    await recordAudit(db, caller, {
      action: 'upstream.share',
      subject: `upstream_sheet/${id}`,
      after: { materialSupplierId: input.materialSupplierId, lines: input.lines, expiresAt },
    })
    return id
  })
  return { upstreamSheetId, token, expiresAt: expiresAt.toISOString() }
}

/** A link does not open any more from now on. */
export async function revokeUpstream(
  headwater: Headwater,
  caller: Caller,
  upstreamSheetId: number,
  now: Date,
): Promise<void> {
  await headwater.asCaller(caller, async (db) => {
    if (!(await revokeUpstreamSheet(db, upstreamSheetId, now)))
      throw new Refusal('not-found', `There is no link ${upstreamSheetId} in force.`)
    await recordAudit(db, caller, {
      action: 'upstream.revoke',
      subject: `upstream_sheet/${upstreamSheetId}`,
    })
  })
}

export interface OpenedSheet
  extends Omit<UpstreamSheet, 'supplierId' | 'tokenPrefix' | 'openedCount' | 'lastOpenedAt' | 'revokedAt'> {
  readonly lines: readonly UpstreamLine[]
}

/** What a token opens, without signing in: the chosen lines and nothing else. Unknown, expired and revoked look alike. */
export async function openUpstream(headwater: Headwater, token: string, now: Date): Promise<OpenedSheet> {
  const caller = { role: 'system', userId: 'upstream-link' } as const
  return headwater.asCaller(caller, async (db) => {
    const sheet = await findUpstreamSheet(db, hashOf(token), now)
    if (!sheet)
      throw new Refusal(
        'not-found',
        'This link does not open: it has expired, was revoked, or is incomplete.',
      )
    const { lastOpenedAt } = sheet
    await countOpening(db, sheet.upstreamSheetId, now)
    if (lastOpenedAt === null || now.getTime() - lastOpenedAt.getTime() > AUDIT_PAUSE_MILLISECONDS)
      await recordAudit(db, caller, {
        action: 'upstream.open',
        subject: `upstream_sheet/${sheet.upstreamSheetId}`,
      })
    return {
      upstreamSheetId: sheet.upstreamSheetId,
      supplierNameZh: sheet.supplierNameZh,
      supplierNameEn: sheet.supplierNameEn,
      recipientNameZh: sheet.recipientNameZh,
      recipientNameEn: sheet.recipientNameEn,
      asOf: sheet.asOf,
      version: sheet.version,
      note: sheet.note,
      expiresAt: sheet.expiresAt,
      createdAt: sheet.createdAt,
      lines: await upstreamSheetLines(db, sheet.upstreamSheetId),
    }
  })
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
