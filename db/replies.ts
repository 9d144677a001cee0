import { sql } from 'kysely'
import type { Db } from './client.ts'

export interface Reply {
  readonly itemId: number
  readonly week: string
  readonly answer: 'commit' | 'partial' | 'decline'
  readonly committedQuantity: number
  readonly committedOn: string | null
  readonly reason: string | null
  readonly priceBreakUnitCostMinor: number | null
  readonly note: string | null
}

export async function insertReplies(
  db: Db,
  to: { publicationId: number; supplierId: number; repliedBy: string; repliedAt: Date },
  replies: readonly Reply[],
): Promise<void> {
  for (let at = 0; at < replies.length; at += 1000)
    await db
      .insertInto('reply')
      .values(
        replies.slice(at, at + 1000).map((reply) => ({
          publication_id: to.publicationId,
          supplier_id: to.supplierId,
          item_id: reply.itemId,
          week: reply.week,
          answer: reply.answer,
          committed_quantity: reply.committedQuantity,
          committed_on: reply.committedOn,
          reason: reply.reason,
          price_break_unit_cost_minor: reply.priceBreakUnitCostMinor,
          note: reply.note,
          replied_by: to.repliedBy,
          replied_at: to.repliedAt,
        })),
      )
      .execute()
}

/** The newest reply per item and week. One given to an earlier version is marked: it still stands until changed. */
export interface StandingReply extends Reply {
  readonly publicationId: number
  readonly version: number
  readonly isFromPrevious: boolean
  readonly repliedBy: string
  readonly repliedAt: Date
}

export async function standingReplies(
  db: Db,
  publication: { publicationId: number; supplierId: number; version: number },
): Promise<StandingReply[]> {
  const { rows } = await sql<StandingReply>`
    select distinct on (reply.item_id, reply.week) reply.item_id as "itemId", reply.week, answer,
      committed_quantity as "committedQuantity", committed_on as "committedOn", reason,
      price_break_unit_cost_minor as "priceBreakUnitCostMinor", reply.note,
      publication_id as "publicationId", version, publication_id <> ${publication.publicationId} as "isFromPrevious",
      replied_by as "repliedBy", replied_at as "repliedAt"
    from reply join publication using (publication_id)
    where reply.supplier_id = ${publication.supplierId} and version <= ${publication.version}
    order by reply.item_id, reply.week, reply_id desc`.execute(db)
  return rows
}
