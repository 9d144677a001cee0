import { sql } from 'kysely'
import type { Db } from './client.ts'

export interface PublishedBatchItem {
  readonly itemId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  /** absent in versions from before items were sold by weight: pieces */
  readonly baseUnit?: string | undefined
  readonly quantity: number
  /** What is told of the item for the card of its batch; versions published before it was told have none. */
  readonly told?: {
    readonly options: Readonly<Record<string, unknown>>
    /** smallest batch of the item that is accepted, whole units, >= 0 */
    readonly minimumQuantity: number
    /** days between the end of making and use */
    readonly transportDays: number
    /** Monday of the earliest week that waits for units of the batch; null when none does */
    readonly neededIn: string | null
  }
}

/** A batch as it is told to its supplier. */
export interface BatchToPublish {
  readonly runId: number
  readonly batchNumber: number
  readonly lineId: number
  readonly week: string
  /** null where only the week is known. */
  readonly startsOn: string | null
  readonly endsOn: string | null
  readonly quantity: number
  readonly setupMinutes: number | null
  readonly runMinutes: number | null
  readonly authorisation: string
  readonly isFirm: boolean
  readonly items: readonly PublishedBatchItem[]
}

export async function insertPublishedBatches(
  db: Db,
  of: { readonly publicationId: number; readonly supplierId: number },
  batches: readonly BatchToPublish[],
): Promise<void> {
  await sql`
    insert into publication_batch (publication_id, supplier_id, planning_run_id, batch_number, production_line_id, week,
      starts_on, ends_on, quantity, setup_minutes, run_minutes, authorisation, is_firm, items)
    select ${of.publicationId}::integer, ${of.supplierId}::integer, rows.*
    from jsonb_to_recordset(${JSON.stringify(batches)}::jsonb) as rows ("runId" integer, "batchNumber" integer,
      "lineId" integer, week date, "startsOn" date, "endsOn" date, quantity integer, "setupMinutes" double precision,
      "runMinutes" double precision, authorisation text, "isFirm" boolean, items jsonb)`.execute(db)
}

/** A batch of a supplier as it stands: published, and what was ordered and received of it since. */
export interface PublishedBatch {
  /** Names run and batch, or the order where no batch stands behind it. */
  readonly code: string
  readonly lineCode: string
  readonly lineNameZh: string
  readonly lineNameEn: string
  readonly week: string
  readonly startsOn: string | null
  readonly endsOn: string | null
  readonly quantity: number
  readonly receivedQuantity: number
  readonly setupMinutes: number | null
  readonly runMinutes: number | null
  readonly authorisation: string
  readonly state: 'planned' | 'firm' | 'released' | 'received'
  readonly items: readonly PublishedBatchItem[]
}

/**
 * Batches of a publication, and production orders released to the supplier outside it that are not received yet. What is
 * released stands as it was ordered. Earliest week first.
 */
export async function publishedBatches(
  db: Db,
  of: { readonly publicationId: number; readonly supplierId: number },
): Promise<PublishedBatch[]> {
  const { rows } = await sql<PublishedBatch>`
    with told as (
      select planning_run_id, batch_number, production_line_id, week, starts_on, ends_on, quantity, setup_minutes,
        run_minutes, authorisation, is_firm, items
      from publication_batch where publication_id = ${of.publicationId}
    ), name as (
      select distinct on (item_id) item_id, code, name_zh, name_en, base_unit from publication_item
      where supplier_id = ${of.supplierId} order by item_id, publication_id desc
    ), ordered as (
      select coalesce(format('B%s-%s', planning_run_id, batch_number), supply_order.code) as code, planning_run_id,
        batch_number, production_line_id, coalesce(made_in_week, date_trunc('week', due_on)::date) as week,
        sum(supply_order.quantity)::integer as quantity, coalesce(sum(received), 0)::integer as received,
        bool_and(state = 'closed' or coalesce(received, 0) >= supply_order.quantity) as is_received,
        jsonb_agg(jsonb_build_object('itemId', item_id, 'code', coalesce(name.code, ''),
          'nameZh', coalesce(name_zh, ''), 'nameEn', coalesce(name_en, ''), 'baseUnit', coalesce(base_unit, 'piece'), 'quantity', supply_order.quantity)
          order by supply_order.quantity desc, item_id) as items
      from supply_order left join name using (item_id) left join (
        select supply_order_id, sum(quantity) as received from receipt where supply_order_id is not null group by 1
      ) as arrived using (supply_order_id)
      where supply_order.supplier_id = ${of.supplierId} and production_line_id is not null
        and state in ('open', 'closed')
      group by 1, 2, 3, 4, 5
    ), standing as (
      select coalesce(ordered.code, format('B%s-%s', told.planning_run_id, told.batch_number)) as code,
        coalesce(ordered.production_line_id, told.production_line_id) as production_line_id,
        coalesce(ordered.week, told.week) as week,
        case when ordered.week is null or ordered.week = told.week then told.starts_on end as starts_on,
        case when ordered.week is null or ordered.week = told.week then told.ends_on end as ends_on,
        coalesce(ordered.quantity, told.quantity) as quantity, coalesce(ordered.received, 0) as received,
        told.setup_minutes, told.run_minutes,
        case when ordered.code is null then told.authorisation else 'make' end as authorisation,
        case when ordered.is_received then 'received' when ordered.code is not null then 'released'
          when told.is_firm then 'firm' else 'planned' end as state,
        coalesce(told.items, ordered.items) as items
      from told full join ordered on ordered.planning_run_id = told.planning_run_id
        and ordered.batch_number = told.batch_number
      where told.batch_number is not null or not ordered.is_received
    )
    select standing.code, line.code as "lineCode", line.name_zh as "lineNameZh", line.name_en as "lineNameEn", week,
      starts_on as "startsOn", ends_on as "endsOn", quantity, received as "receivedQuantity",
      setup_minutes as "setupMinutes", run_minutes as "runMinutes", authorisation, state, items
    from standing join production_line line using (production_line_id)
    order by week, starts_on nulls last, standing.code`.execute(db)
  return rows
}
