import { type RawBuilder, sql } from 'kysely'
import type { OrderVariance } from '#planning/bullwhip/order-variance'
import type { Db } from './client.ts'

export interface PublicationLine {
  readonly itemId: number
  readonly week: string
  readonly authorisation: string
  readonly quantity: number
  readonly paid: number
  readonly deposit: number
  readonly subscription: number
  readonly forecast: number
  readonly previousQuantity: number | null
}

export interface PublicationGroup {
  readonly itemId: number
  readonly week: string
  readonly groupKind: string
  readonly groupName: string
  readonly quantity: number
}

export interface PublicationItem {
  readonly itemId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly baseUnit: string
  readonly unitCostMinor: number
}

/** Variance of what a supplier delivers against consumer demand, with its 90 % range; null: demand does not vary. */
export interface ToldVariance {
  readonly ratio: number | null
  readonly low: number | null
  readonly high: number | null
  readonly weeks: number
  readonly verdict: OrderVariance['verdict']
}

export interface NewPublication {
  readonly supplierId: number
  readonly runId: number
  readonly firstWeek: string
  readonly weekCount: number
  readonly publishedAt: Date
  readonly publishedBy: string
  readonly note: string | null
  readonly orderVariance: ToldVariance
  readonly items: readonly PublicationItem[]
  readonly lines: readonly PublicationLine[]
  readonly groups: readonly PublicationGroup[]
}

/** Locks the supplier so that versions follow one another; returns its days to reply. */
export async function lockSupplier(
  db: Db,
  supplierId: number,
): Promise<{ replyWithinDays: number } | undefined> {
  return db
    .selectFrom('supplier')
    .select('reply_within_days as replyWithinDays')
    .where('supplier_id', '=', supplierId)
    .forUpdate()
    .executeTakeFirst()
}

export async function latestPublication(db: Db, supplierId: number) {
  return publicationColumns(db)
    .where('publication.supplier_id', '=', supplierId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function publicationOfRun(db: Db, supplierId: number, runId: number) {
  return publicationColumns(db)
    .where('publication.supplier_id', '=', supplierId)
    .where('publication.planning_run_id', '=', runId)
    .executeTakeFirst()
}

export async function findPublication(db: Db, publicationId: number) {
  return publicationColumns(db).where('publication_id', '=', publicationId).executeTakeFirst()
}

/** Newest first; a supplier sees its own. */
export async function listPublications(db: Db, supplierId: number | null, limit: number) {
  let query = publicationColumns(db).orderBy('published_at', 'desc').orderBy('publication_id', 'desc')
  if (supplierId !== null) query = query.where('publication.supplier_id', '=', supplierId)
  return query.limit(limit).execute()
}

export type Publication = NonNullable<Awaited<ReturnType<typeof findPublication>>>

function publicationColumns(db: Db) {
  return db
    .selectFrom('publication')
    .innerJoin('supplier', 'supplier.supplier_id', 'publication.supplier_id')
    .select([
      'publication_id as publicationId',
      'publication.supplier_id as supplierId',
      'supplier.code as supplierCode',
      'supplier.name_zh as supplierNameZh',
      'supplier.name_en as supplierNameEn',
      'version',
      'planning_run_id as runId',
      'previous_publication_id as previousPublicationId',
      'first_week as firstWeek',
      'week_count as weekCount',
      'published_at as publishedAt',
      'published_by as publishedBy',
      'reply_by as replyBy',
      'note',
    ])
    .select((row) => row.ref('order_variance').$castTo<ToldVariance | null>().as('orderVariance'))
}

export async function publicationLines(db: Db, publicationId: number): Promise<PublicationLine[]> {
  return db
    .selectFrom('publication_line')
    .select([
      'item_id as itemId',
      'week',
      'authorisation',
      'quantity',
      'paid',
      'deposit',
      'subscription',
      'forecast',
      'previous_quantity as previousQuantity',
    ])
    .where('publication_id', '=', publicationId)
    .orderBy('item_id')
    .orderBy('week')
    .orderBy('authorisation')
    .execute()
}

export async function publicationItems(db: Db, publicationId: number): Promise<PublicationItem[]> {
  return db
    .selectFrom('publication_item')
    .select([
      'item_id as itemId',
      'code',
      'name_zh as nameZh',
      'name_en as nameEn',
      'base_unit as baseUnit',
      'unit_cost_minor as unitCostMinor',
    ])
    .where('publication_id', '=', publicationId)
    .orderBy('item_id')
    .execute()
}

export async function publicationGroups(db: Db, publicationId: number): Promise<PublicationGroup[]> {
  return db
    .selectFrom('publication_group')
    .select(['item_id as itemId', 'week', 'group_kind as groupKind', 'group_name as groupName', 'quantity'])
    .where('publication_id', '=', publicationId)
    .orderBy('item_id')
    .orderBy('week')
    .orderBy('group_kind')
    .orderBy('group_name')
    .execute()
}

/** Writes a publication with everything in it; it is never changed again. */
export async function insertPublication(
  db: Db,
  publication: NewPublication,
  previous: { publicationId: number; version: number } | undefined,
  replyBy: Date,
): Promise<number> {
  const { publication_id } = await db
    .insertInto('publication')
    .values({
      supplier_id: publication.supplierId,
      version: (previous?.version ?? 0) + 1,
      planning_run_id: publication.runId,
      previous_publication_id: previous?.publicationId ?? null,
      first_week: publication.firstWeek,
      week_count: publication.weekCount,
      published_at: publication.publishedAt,
      published_by: publication.publishedBy,
      reply_by: replyBy,
      note: publication.note,
      order_variance: JSON.stringify(publication.orderVariance),
    })
    .returning('publication_id')
    .executeTakeFirstOrThrow()
  const of = { publication_id, supplier_id: publication.supplierId }
  await insertJson(
    db,
    sql`publication_item (publication_id, supplier_id, item_id, code, name_zh, name_en, base_unit, unit_cost_minor)`,
    of,
    sql`"itemId" integer, code text, "nameZh" text, "nameEn" text, "baseUnit" text, "unitCostMinor" bigint`,
    publication.items,
  )
  await insertJson(
    db,
    sql`publication_line (publication_id, supplier_id, item_id, week, authorisation, quantity, paid, deposit,
      subscription, forecast, previous_quantity)`,
    of,
    sql`"itemId" integer, week date, authorisation text, quantity integer, paid integer, deposit integer,
      subscription integer, forecast integer, "previousQuantity" integer`,
    publication.lines,
  )
  await insertJson(
    db,
    sql`publication_group (publication_id, supplier_id, item_id, week, group_kind, group_name, quantity)`,
    of,
    sql`"itemId" integer, week date, "groupKind" text, "groupName" text, quantity integer`,
    publication.groups,
  )
  return publication_id
}

/** Tables with row-level security take no COPY: their rows travel as one JSON parameter. */
async function insertJson(
  db: Db,
  target: RawBuilder<unknown>,
  of: { publication_id: number; supplier_id: number },
  columns: RawBuilder<unknown>,
  rows: readonly object[],
): Promise<void> {
  await sql`
    insert into ${target}
    select ${of.publication_id}::integer, ${of.supplier_id}::integer, rows.*
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as rows (${columns})`.execute(db)
}

/** Suppliers with plan rows in a run or its ancestors. */
export async function supplierNames(db: Db, supplierIds: readonly number[]) {
  return db
    .selectFrom('supplier')
    .select(['supplier_id as supplierId', 'name_zh as nameZh', 'name_en as nameEn'])
    .where('supplier_id', 'in', [...supplierIds, 0])
    .execute()
}

export async function suppliersOfRun(db: Db, lineage: readonly number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct supplier_id as id from run_plan where planning_run_id = any(${[...lineage]}::integer[])
    order by 1`.execute(db)
  return rows.map(({ id }) => id)
}
