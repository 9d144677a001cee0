import { sql } from 'kysely'
import type { Db } from './client.ts'

export interface QuoteItem {
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly quantity: number
}

export interface PriceBreak {
  /** Units from which the cost holds. */
  readonly quantity: number
  readonly unitCostMinor: number
}

export interface QuoteReply {
  readonly answer: 'offer' | 'decline'
  readonly quantity: number | null
  readonly arrivesOn: string | null
  readonly unitCostMinor: number | null
  readonly priceBreaks: readonly PriceBreak[]
  readonly note: string | null
}

export interface Quote {
  readonly quoteRequestId: number
  readonly supplierId: number
  readonly supplierNameZh: string
  readonly supplierNameEn: string
  readonly campaignId: number
  readonly subjectZh: string
  readonly subjectEn: string
  readonly quantity: number
  readonly wantedOn: string
  readonly answerBy: string
  readonly items: readonly QuoteItem[]
  readonly note: string | null
  readonly requestedAt: Date
  readonly withdrawnAt: Date | null
  /** Newest first; the first counts. */
  readonly replies: readonly (QuoteReply & { readonly repliedAt: string })[]
}

/** Requests with their replies, newest first; a supplier sees its own. */
export async function quotes(
  db: Db,
  which: { quoteRequestId?: number; campaignId?: number; supplierId?: number },
): Promise<Quote[]> {
  const { rows } = await sql<Quote>`
    select quote_request_id as "quoteRequestId", request.supplier_id as "supplierId",
      supplier.name_zh as "supplierNameZh", supplier.name_en as "supplierNameEn", campaign_id as "campaignId",
      subject_zh as "subjectZh", subject_en as "subjectEn", quantity, wanted_on as "wantedOn",
      answer_by as "answerBy", items, note, requested_at as "requestedAt", withdrawn_at as "withdrawnAt",
      coalesce((
        select jsonb_agg(jsonb_build_object('answer', answer, 'quantity', quote_reply.quantity, 'arrivesOn', arrives_on,
          'unitCostMinor', unit_cost_minor, 'priceBreaks', price_breaks, 'note', quote_reply.note,
          'repliedAt', replied_at) order by quote_reply_id desc)
        from quote_reply where quote_reply.quote_request_id = request.quote_request_id
      ), '[]') as replies
    from quote_request as request join supplier using (supplier_id)
    where (${which.quoteRequestId ?? null}::integer is null or quote_request_id = ${which.quoteRequestId ?? null})
      and (${which.campaignId ?? null}::integer is null or campaign_id = ${which.campaignId ?? null})
      and (${which.supplierId ?? null}::integer is null or request.supplier_id = ${which.supplierId ?? null})
    order by requested_at desc, quote_request_id desc limit 200`.execute(db)
  return rows
}

export interface NewQuoteRequest {
  readonly supplierId: number
  readonly campaignId: number
  readonly subjectZh: string
  readonly subjectEn: string
  readonly quantity: number
  readonly wantedOn: string
  readonly answerBy: string
  readonly items: readonly QuoteItem[]
  readonly note: string | null
  readonly requestedBy: string
  readonly requestedAt: Date
}

export async function insertQuoteRequest(db: Db, request: NewQuoteRequest): Promise<number> {
  const { quote_request_id } = await db
    .insertInto('quote_request')
    .values({
      supplier_id: request.supplierId,
      campaign_id: request.campaignId,
      subject_zh: request.subjectZh,
      subject_en: request.subjectEn,
      quantity: request.quantity,
      wanted_on: request.wantedOn,
      answer_by: request.answerBy,
      items: JSON.stringify(request.items),
      note: request.note,
      requested_by: request.requestedBy,
      requested_at: request.requestedAt,
    })
    .returning('quote_request_id')
    .executeTakeFirstOrThrow()
  return quote_request_id
}

/** True when the request was still open to withdraw. */
export async function withdrawQuoteRequest(db: Db, quoteRequestId: number, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('quote_request')
    .set({ withdrawn_at: at })
    .where('quote_request_id', '=', quoteRequestId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function insertQuoteReply(
  db: Db,
  to: { quoteRequestId: number; supplierId: number; repliedBy: string; repliedAt: Date },
  reply: QuoteReply,
): Promise<void> {
  await db
    .insertInto('quote_reply')
    .values({
      quote_request_id: to.quoteRequestId,
      supplier_id: to.supplierId,
      answer: reply.answer,
      quantity: reply.quantity,
      arrives_on: reply.arrivesOn,
      unit_cost_minor: reply.unitCostMinor,
      price_breaks: JSON.stringify(reply.priceBreaks),
      note: reply.note,
      replied_by: to.repliedBy,
      replied_at: to.repliedAt,
    })
    .execute()
}
