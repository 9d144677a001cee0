import { sql } from 'kysely'
import type { Db } from './client.ts'

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

/** The text as part of a LIKE pattern: its own wildcards stand for themselves. */
function literally(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}

/** Items whose code, names or pinyin initials hold the text; those whose code or initials begin with it come first. */
export async function findItems(db: Db, text: string, limit: number): Promise<FoundItem[]> {
  const within = `%${literally(text)}%`
  const initials = `%${literally(text.toLowerCase().replace(/\s/g, ''))}%`
  const { rows } = await sql<FoundItem>`
    select item_id as "itemId", code, name_zh as "nameZh", name_en as "nameEn" from item
    where code ilike ${within} or name_zh ilike ${within} or name_en ilike ${within} or name_initials like ${initials}
    order by code ilike ${within.slice(1)} desc, name_initials like ${initials.slice(1)} desc,
      name_zh ilike ${within} or name_en ilike ${within} desc, item_id
    limit ${limit}`.execute(db)
  return rows
}

/** Campaigns found in the same way, the latest first. */
export async function findCampaigns(db: Db, text: string, limit: number): Promise<FoundCampaign[]> {
  const within = `%${literally(text)}%`
  const initials = `%${literally(text.toLowerCase().replace(/\s/g, ''))}%`
  const { rows } = await sql<FoundCampaign>`
    select campaign_id as "campaignId", code, name_zh as "nameZh", name_en as "nameEn" from campaign
    where code ilike ${within} or name_zh ilike ${within} or name_en ilike ${within}
      or pinyin_initials(name_zh) like ${initials}
    order by deposit_to desc, campaign_id limit ${limit}`.execute(db)
  return rows
}

/** Suppliers found in the same way. */
export async function findSuppliers(db: Db, text: string, limit: number): Promise<FoundSupplier[]> {
  const within = `%${literally(text)}%`
  const initials = `%${literally(text.toLowerCase().replace(/\s/g, ''))}%`
  const { rows } = await sql<FoundSupplier>`
    select supplier_id as "supplierId", code, name_zh as "nameZh", name_en as "nameEn" from supplier
    where code ilike ${within} or name_zh ilike ${within} or name_en ilike ${within}
      or pinyin_initials(name_zh) like ${initials}
    order by supplier_id limit ${limit}`.execute(db)
  return rows
}
