import { AUTHORISATIONS, type Authorisation } from '#planning/demand/rung'
import { askedUnits, unitsOfAcceptance } from '#planning/order-policy/commitment'
import type { Outputs } from '#web/trpc.ts'

export type Publication = NonNullable<Outputs['publication']['read']>
export type StandingReply = Publication['replies'][number]

export interface ReplyAnswer {
  readonly itemId: number
  readonly week: string
  readonly answer: 'commit' | 'partial' | 'decline'
  readonly committedQuantity?: number | undefined
  readonly committedOn?: string | undefined
  readonly reason?: string | undefined
  readonly note?: string | undefined
}

/** One item and week as asked, with the reply that stands. */
export interface ReplyRow {
  readonly key: string
  readonly itemId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly baseUnit: string
  readonly week: string
  readonly asked: number
  /** Asked, less the forecast to look at: what a commitment belongs to. */
  readonly authorised: number
  /** Units of a plain "accepted". */
  readonly accepted: number
  /** Paid, deposits and subscriptions. */
  readonly sure: number
  readonly forecast: number
  readonly previous: number | null
  readonly byAuthorisation: Readonly<Partial<Record<Authorisation, number>>>
  /** The strongest authorisation with units in this cell. */
  readonly authorisation: Authorisation
  readonly reply: StandingReply | null
}

export function replyRows(publication: Publication): ReplyRow[] {
  const items = new Map(publication.items.map((item) => [item.itemId, item]))
  const replies = new Map(publication.replies.map((reply) => [`${reply.itemId}/${reply.week}`, reply]))
  const cells = new Map<string, Publication['lines'][number][]>()
  for (const line of publication.lines) {
    const key = `${line.itemId}/${line.week}`
    const lines = cells.get(key)
    if (lines) lines.push(line)
    else cells.set(key, [line])
  }
  const rows: ReplyRow[] = []
  for (const [key, lines] of cells) {
    const item = items.get(lines[0]!.itemId)
    if (!item) continue
    const units = askedUnits(lines)
    const total = (value: (line: Publication['lines'][number]) => number) =>
      lines.reduce((sum, line) => sum + value(line), 0)
    rows.push({
      key,
      itemId: item.itemId,
      code: item.code,
      nameZh: item.nameZh,
      nameEn: item.nameEn,
      baseUnit: item.baseUnit,
      week: lines[0]!.week,
      asked: total((line) => line.quantity),
      authorised: units.authorised,
      accepted: unitsOfAcceptance(units),
      sure: total((line) => line.paid + line.deposit + line.subscription),
      forecast: total((line) => line.forecast),
      previous: lines.every((line) => line.previousQuantity === null)
        ? null
        : total((line) => line.previousQuantity ?? 0),
      byAuthorisation: Object.fromEntries(lines.map((line) => [line.authorisation, line.quantity])),
      authorisation:
        AUTHORISATIONS.find((authorisation) =>
          lines.some((line) => line.authorisation === authorisation && line.quantity > 0),
        ) ?? 'look-only',
      reply: replies.get(key) ?? null,
    })
  }
  return rows.sort((a, b) => a.week.localeCompare(b.week) || a.code.localeCompare(b.code))
}

/** Answered in this version; a reply to an earlier one stands until it is kept or changed. */
export function isAnswered(row: ReplyRow): boolean {
  return row.reply !== null && !row.reply.isFromPrevious
}

/** Somebody waits for an answer: a forecast to look at asks for none, though it may be answered. */
export function isWaiting(row: ReplyRow): boolean {
  return !isAnswered(row) && (row.authorised > 0 || row.reply !== null)
}

/** What accepting the rest does, and what it leaves as it is. */
export interface TheRest {
  /** Authorised and never answered. */
  readonly accepted: readonly ReplyRow[]
  /** Answered in an earlier version, with that reply still standing. */
  readonly standing: readonly ReplyRow[]
  readonly toLookAt: readonly ReplyRow[]
}

export function theRest(rows: readonly ReplyRow[]): TheRest {
  const open = rows.filter((row) => !isAnswered(row))
  const unanswered = open.filter(({ reply }) => reply === null)
  return {
    accepted: unanswered.filter(({ authorised }) => authorised > 0),
    standing: open.filter(({ reply }) => reply !== null),
    toLookAt: unanswered.filter(({ authorised }) => authorised === 0),
  }
}

/** Units of rows by base unit: quantities in different units have no sum. */
export function unitsOf(
  rows: readonly ReplyRow[],
  units: (row: ReplyRow) => number,
): { baseUnit: string; units: number }[] {
  const byUnit = new Map<string, number>()
  for (const row of rows) byUnit.set(row.baseUnit, (byUnit.get(row.baseUnit) ?? 0) + units(row))
  return [...byUnit].map(([baseUnit, sum]) => ({ baseUnit, units: sum }))
}

/** The reply of an earlier version, given again; more than is asked now is not promised. */
export function keptAnswer(
  row: ReplyRow,
  keeping: { readonly today: string; readonly reasonIfNone: (version: number) => string },
): ReplyAnswer | null {
  const { reply } = row
  if (reply === null) return null
  const cell = { itemId: row.itemId, week: row.week }
  // A day that has passed since cannot be promised again.
  const committedOn =
    reply.committedOn !== null && reply.committedOn >= keeping.today ? reply.committedOn : undefined
  const kept = Math.min(reply.committedQuantity, row.asked)
  if (kept >= row.accepted)
    return {
      ...cell,
      answer: 'commit',
      committedQuantity: kept > row.accepted ? kept : undefined,
      committedOn,
    }
  return {
    ...cell,
    answer: kept === 0 ? 'decline' : 'partial',
    committedQuantity: kept,
    committedOn,
    reason: reply.reason ?? keeping.reasonIfNone(reply.version),
  }
}

export interface AuthorisationGroup {
  readonly authorisation: Authorisation
  readonly quantity: number
  readonly previous: number | null
  readonly lastWeek: string | null
}

/** Quantity and last week of each authorisation, strongest first. */
export function authorisationGroups(publication: Publication): AuthorisationGroup[] {
  return AUTHORISATIONS.map((authorisation) => {
    const lines = publication.lines.filter((line) => line.authorisation === authorisation)
    const used = lines.filter((line) => line.quantity > 0).map((line) => line.week)
    return {
      authorisation,
      quantity: lines.reduce((sum, line) => sum + line.quantity, 0),
      previous: lines.some((line) => line.previousQuantity !== null)
        ? lines.reduce((sum, line) => sum + (line.previousQuantity ?? 0), 0)
        : null,
      lastWeek: used.sort().at(-1) ?? null,
    }
  })
}
