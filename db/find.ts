import { type RawBuilder, sql } from 'kysely'
import type { Db } from './client.ts'
import { beginning, holding } from './like-pattern.ts'

export interface FoundItem {
  readonly itemId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
}

export interface FoundCampaign {
  readonly campaignId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
}

export interface FoundSupplier {
  readonly supplierId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
}

/** The text as initials are kept: lower case, without blanks. */
function asInitials(text: string): string {
  return text.toLowerCase().replace(/\s/g, '')
}

/** Whether a code, a name or the initials of the Chinese name hold the text. */
function matches(text: string, initials: RawBuilder<string>): RawBuilder<boolean> {
  const within = holding(text)
  return sql`(code ilike ${within} or name_zh ilike ${within} or name_en ilike ${within}
    or ${initials} like ${holding(asInitials(text))})`
}

const OF_NAME = sql<string>`pinyin_initials(name_zh)`

/** Items whose code, names or pinyin initials hold the text; those whose code or initials begin with it come first. */
export async function findItems(db: Db, text: string, limit: number): Promise<FoundItem[]> {
  const { rows } = await sql<FoundItem>`
    select item_id as "itemId", code, name_zh as "nameZh", name_en as "nameEn" from item
    where ${matches(text, sql.ref('name_initials'))}
    order by code ilike ${beginning(text)} desc, name_initials like ${beginning(asInitials(text))} desc,
      name_zh ilike ${holding(text)} or name_en ilike ${holding(text)} desc, item_id
    limit ${limit}`.execute(db)
  return rows
}

/** Campaigns found in the same way, the latest first. */
export async function findCampaigns(db: Db, text: string, limit: number): Promise<FoundCampaign[]> {
  const { rows } = await sql<FoundCampaign>`
    select campaign_id as "campaignId", code, name_zh as "nameZh", name_en as "nameEn" from campaign
    where ${matches(text, OF_NAME)}
    order by deposit_to desc, campaign_id limit ${limit}`.execute(db)
  return rows
}

/** Suppliers found in the same way. */
export async function findSuppliers(db: Db, text: string, limit: number): Promise<FoundSupplier[]> {
  const { rows } = await sql<FoundSupplier>`
    select supplier_id as "supplierId", code, name_zh as "nameZh", name_en as "nameEn" from supplier
    where ${matches(text, OF_NAME)}
    order by supplier_id limit ${limit}`.execute(db)
  return rows
}
