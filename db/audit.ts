import { type RawBuilder, sql } from 'kysely'
import type { Caller, Db } from './client.ts'
import { holding } from './like-pattern.ts'

export interface AuditDeed {
  readonly action: string
  readonly subject: string
  readonly before?: unknown
  readonly after?: unknown
}

/** Who did what to which subject; written in the same transaction as the deed. */
export async function recordAudit(db: Db, caller: Caller, ...deeds: readonly AuditDeed[]): Promise<void> {
  if (deeds.length === 0) return
  await db
    .insertInto('audit_entry')
    .values(
      deeds.map((deed) => ({
        user_id: caller.userId,
        role: caller.role,
        action: deed.action,
        subject: deed.subject,
        before: deed.before === undefined ? null : JSON.stringify(deed.before),
        after: deed.after === undefined ? null : JSON.stringify(deed.after),
      })),
    )
    .execute()
}

export interface AuditFilter {
  /** Patterns of actions, as of `like`; absent: all. */
  readonly actions?: readonly string[] | undefined
  /** Patterns of actions left out. */
  readonly notActions?: readonly string[] | undefined
  readonly userIds?: readonly string[] | undefined
  /** First and last day, both included, in the business time zone. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly timeZone: string
  /** Part of an item's code or name: entries about these items. */
  readonly search?: string | undefined
}

export interface AuditRow {
  readonly auditEntryId: number
  readonly at: Date
  readonly userId: string
  readonly role: string
  readonly action: string
  readonly subject: string
  readonly before: unknown
  readonly after: unknown
  /** The item that the entry is about. */
  readonly itemId: number | null
  readonly itemCode: string | null
  readonly itemZh: string | null
  readonly itemEn: string | null
}

/** Entries older than `before`, newest first. */
export async function auditRows(
  db: Db,
  filter: AuditFilter,
  page: { readonly before: number | null; readonly limit: number },
): Promise<AuditRow[]> {
  const conditions: RawBuilder<boolean>[] = []
  const { actions, notActions, userIds, from, to, search, timeZone } = filter
  if (page.before !== null) conditions.push(sql`audit_entry_id < ${page.before}`)
  if (actions) conditions.push(sql`action like any(${[...actions]}::text[])`)
  if (notActions) conditions.push(sql`action not like all(${[...notActions]}::text[])`)
  if (userIds) conditions.push(sql`user_id = any(${[...userIds]}::text[])`)
  if (from) conditions.push(sql`at >= (${from}::date::timestamp at time zone ${timeZone})`)
  if (to) conditions.push(sql`at < ((${to}::date + 1)::timestamp at time zone ${timeZone})`)
  if (search) {
    const like = holding(search)
    conditions.push(sql`(code ilike ${like} or name_zh ilike ${like} or name_en ilike ${like})`)
  }
  const where = conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``
  const { rows } = await sql<AuditRow>`
    select audit_entry_id as "auditEntryId", at, user_id as "userId", role, action, subject, before, after,
      item_id as "itemId", code as "itemCode", name_zh as "itemZh", name_en as "itemEn"
    from audit_entry left join item on item_id = substring(subject from '^item/([0-9]{1,9})(?:/|$)')::integer
    ${where} order by audit_entry_id desc limit ${page.limit}`.execute(db)
  return rows
}

/** Everybody who stands in the trail. */
export async function auditUserIds(db: Db): Promise<string[]> {
  // A skip scan over the index: distinct would read the whole trail.
  const { rows } = await sql<{ userId: string }>`
    with recursive actor (user_id) as (
      (select user_id from audit_entry order by user_id limit 1)
      union all
      select (select user_id from audit_entry where user_id > actor.user_id order by user_id limit 1)
      from actor where actor.user_id is not null
    )
    select user_id as "userId" from actor where user_id is not null`.execute(db)
  return rows.map(({ userId }) => userId)
}

/** Names of items, suppliers, production lines, subscription plans and shop owners, asked for as `kind/id`. */
export async function auditNames(
  db: Db,
  things: readonly string[],
): Promise<Record<string, { nameZh: string; nameEn: string }>> {
  const ids = (kind: string) => {
    const written = new RegExp(`^${kind}/([0-9]{1,9})$`)
    return [...new Set(things.flatMap((thing) => written.exec(thing)?.[1] ?? []))].map(Number)
  }
  const { rows } = await sql<{ thing: string; nameZh: string; nameEn: string }>`
    select 'item/' || item_id as thing, name_zh as "nameZh", name_en as "nameEn"
      from item where item_id = any(${ids('item')}::integer[])
    union all select 'supplier/' || supplier_id, name_zh, name_en
      from supplier where supplier_id = any(${ids('supplier')}::integer[])
    union all select 'line/' || production_line_id, name_zh, name_en
      from production_line where production_line_id = any(${ids('line')}::integer[])
    union all select 'subscription-plan/' || subscription_plan_id, name_zh, name_en
      from subscription_plan where subscription_plan_id = any(${ids('subscription-plan')}::integer[])
    union all select 'shop-owner/' || shop_owner_id, name, name
      from shop_owner where shop_owner_id = any(${ids('shop-owner')}::integer[])`.execute(db)
  return Object.fromEntries(rows.map(({ thing, ...name }) => [thing, name]))
}
