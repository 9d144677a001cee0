import { sql } from 'kysely'
import type { Db } from './client.ts'
import { ripeningDays } from './ripening-days.ts'

/** Material of published items and who delivers it to this supplier. */
export interface MaterialTerms {
  readonly itemId: number
  readonly materialId: number
  readonly materialCode: string
  readonly nameZh: string
  readonly nameEn: string
  readonly unit: string
  readonly quantityPerUnit: number
  readonly leadTimeDays: number
  readonly materialSupplierId: number
  readonly materialSupplierNameZh: string
  readonly materialSupplierNameEn: string
}

/** Master data that suppliers do not read: ask as the system, for items already published to the supplier alone. */
export async function materialTerms(
  db: Db,
  supplierId: number,
  itemIds: readonly number[],
): Promise<MaterialTerms[]> {
  const { rows } = await sql<MaterialTerms>`
    select item_id as "itemId", material_id as "materialId", material.code as "materialCode",
      material.name_zh as "nameZh", material.name_en as "nameEn", unit, quantity_per_unit as "quantityPerUnit",
      lead_time_days as "leadTimeDays", supplier.supplier_id as "materialSupplierId",
      supplier.name_zh as "materialSupplierNameZh", supplier.name_en as "materialSupplierNameEn"
    from bill_of_materials join material using (material_id) join material_supplier using (material_id)
      join supplier on supplier.supplier_id = material_supplier.supplier_id
    where item_id = any(${[...itemIds]}::integer[])
      and (for_supplier_id is null or for_supplier_id = ${supplierId})
    order by item_id, material_id, supplier.supplier_id`.execute(db)
  return rows
}

/** Days from the start of making to arrival and being ready, per item of one supplier. */
export async function makingDays(
  db: Db,
  supplierId: number,
  itemIds: readonly number[],
  asOf: string,
): Promise<Map<number, number>> {
  const { rows } = await sql<{ itemId: number; days: number }>`
    select distinct on (item_id) item_id as "itemId", lead_time_days + transport_days + ${ripeningDays(sql`transport_days`)} as days
    from item_supplier join item using (item_id)
    where supplier_id = ${supplierId} and item_id = any(${[...itemIds]}::integer[]) and valid_from <= ${asOf}
      and (valid_to is null or valid_to >= ${asOf})
    order by item_id, valid_from desc`.execute(db)
  return new Map(rows.map(({ itemId, days }) => [itemId, days]))
}

export interface UpstreamLine {
  readonly materialCode: string
  readonly nameZh: string
  readonly nameEn: string
  readonly unit: string
  readonly needWeek: string
  /** For goods released for making or for buying material. */
  readonly authorisedQuantity: number
  /** Of them for orders expected to be paid. */
  readonly sureQuantity: number
  readonly leadTimeDays: number
}

export interface UpstreamSheet {
  readonly upstreamSheetId: number
  readonly supplierId: number
  readonly supplierNameZh: string
  readonly supplierNameEn: string
  readonly recipientNameZh: string
  readonly recipientNameEn: string
  readonly asOf: string
  readonly version: number
  readonly note: string | null
  readonly tokenPrefix: string
  readonly expiresAt: Date
  readonly revokedAt: Date | null
  readonly openedCount: number
  readonly lastOpenedAt: Date | null
  readonly createdAt: Date
}

export interface NewUpstreamSheet {
  readonly supplierId: number
  readonly publicationId: number
  readonly materialSupplierId: number
  readonly supplierNameZh: string
  readonly supplierNameEn: string
  readonly recipientNameZh: string
  readonly recipientNameEn: string
  readonly asOf: string
  readonly note: string | null
  readonly tokenPrefix: string
  readonly tokenHash: Buffer
  readonly expiresAt: Date
  readonly createdBy: string
  readonly createdAt: Date
  readonly lines: readonly UpstreamLine[]
}

export async function insertUpstreamSheet(db: Db, sheet: NewUpstreamSheet): Promise<number> {
  const { upstream_sheet_id } = await db
    .insertInto('upstream_sheet')
    .values({
      supplier_id: sheet.supplierId,
      publication_id: sheet.publicationId,
      material_supplier_id: sheet.materialSupplierId,
      supplier_name_zh: sheet.supplierNameZh,
      supplier_name_en: sheet.supplierNameEn,
      recipient_name_zh: sheet.recipientNameZh,
      recipient_name_en: sheet.recipientNameEn,
      as_of: sheet.asOf,
      note: sheet.note,
      token_prefix: sheet.tokenPrefix,
      token_hash: sheet.tokenHash,
      expires_at: sheet.expiresAt,
      created_by: sheet.createdBy,
      created_at: sheet.createdAt,
    })
    .returning('upstream_sheet_id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('upstream_sheet_line')
    .values(
      sheet.lines.map((line) => ({
        upstream_sheet_id,
        supplier_id: sheet.supplierId,
        material_code: line.materialCode,
        name_zh: line.nameZh,
        name_en: line.nameEn,
        unit: line.unit,
        need_week: line.needWeek,
        authorised_quantity: line.authorisedQuantity,
        sure_quantity: line.sureQuantity,
        lead_time_days: line.leadTimeDays,
      })),
    )
    .execute()
  return upstream_sheet_id
}

/** Links of one supplier, newest first. */
export async function upstreamSheets(db: Db, supplierId: number) {
  return sheetColumns(db)
    .select((select) =>
      select
        .selectFrom('upstream_sheet_line')
        .select((count) => count.fn.countAll<number>().as('count'))
        .whereRef('upstream_sheet_line.upstream_sheet_id', '=', 'upstream_sheet.upstream_sheet_id')
        .as('lineCount'),
    )
    .where('upstream_sheet.supplier_id', '=', supplierId)
    .orderBy('created_at', 'desc')
    .limit(100)
    .execute()
}

/** The sheet behind a token; undefined when there is none, it has expired or was revoked. Needs rights of the system. */
export async function findUpstreamSheet(
  db: Db,
  tokenHash: Buffer,
  now: Date,
): Promise<UpstreamSheet | undefined> {
  return sheetColumns(db)
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

export async function upstreamSheetLines(db: Db, upstreamSheetId: number): Promise<UpstreamLine[]> {
  return db
    .selectFrom('upstream_sheet_line')
    .select([
      'material_code as materialCode',
      'name_zh as nameZh',
      'name_en as nameEn',
      'unit',
      'need_week as needWeek',
      'authorised_quantity as authorisedQuantity',
      'sure_quantity as sureQuantity',
      'lead_time_days as leadTimeDays',
    ])
    .where('upstream_sheet_id', '=', upstreamSheetId)
    .orderBy('need_week')
    .orderBy('material_code')
    .execute()
}

export async function countOpening(db: Db, upstreamSheetId: number, at: Date): Promise<void> {
  await db
    .updateTable('upstream_sheet')
    .set((set) => ({ opened_count: set('opened_count', '+', 1), last_opened_at: at }))
    .where('upstream_sheet_id', '=', upstreamSheetId)
    .execute()
}

/** True when the caller may see this sheet and its link was still in force. */
export async function revokeUpstreamSheet(db: Db, upstreamSheetId: number, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('upstream_sheet')
    .set({ revoked_at: at })
    .where('upstream_sheet_id', '=', upstreamSheetId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

function sheetColumns(db: Db) {
  return db
    .selectFrom('upstream_sheet')
    .innerJoin('publication', 'publication.publication_id', 'upstream_sheet.publication_id')
    .select([
      'upstream_sheet_id as upstreamSheetId',
      'upstream_sheet.supplier_id as supplierId',
      'supplier_name_zh as supplierNameZh',
      'supplier_name_en as supplierNameEn',
      'recipient_name_zh as recipientNameZh',
      'recipient_name_en as recipientNameEn',
      'as_of as asOf',
      'version',
      'upstream_sheet.note',
      'token_prefix as tokenPrefix',
      'expires_at as expiresAt',
      'revoked_at as revokedAt',
      'opened_count as openedCount',
      'last_opened_at as lastOpenedAt',
      'created_at as createdAt',
    ])
}
