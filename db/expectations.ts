import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from './client.ts'
import { nextLedgerVersion } from './ledger.ts'

export interface OwnerProductRow {
  readonly itemId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly baseUnit: string
  readonly orderedQuantity: number
  readonly soldLastFourWeeks: number
  readonly expectedQuantity: number | null
  /** The newest closed week the owner spoke about, what was said of it and what was bought in it. */
  readonly lastWeek: string | null
  readonly lastExpectedQuantity: number | null
  readonly lastHappenedQuantity: number | null
}

/** What one owner's customers ordered and bought of each item, and what the owner expects for the week. */
export async function ownerProducts(db: Db, week: string, today: string): Promise<OwnerProductRow[]> {
  const { rows } = await sql<OwnerProductRow>`
    with own as (
      select item_id,
        sum(case when kind = 'placed' then quantity when kind in ('cancelled', 'fulfilled') then -quantity else 0 end)
          filter (where rung <> 'intent' and need_to >= ${today}::date) as ordered,
        sum(quantity) filter (where kind = 'sale' and occurred_on > ${today}::date - 28) as sold,
        sum(quantity) filter (where kind = 'expected' and need_from = ${week}::date) as expected,
        count(*) filter (where kind = 'expected' and need_from = ${week}::date) as expectations
      from demand_entry
      group by item_id
    ), ${closedWeeks(today)}, last as (
      select distinct on (item_id) item_id, week, expected, happened
      from closed order by item_id, week desc
    )
    select i.item_id as "itemId", i.code, i.name_zh as "nameZh", i.name_en as "nameEn",
      i.base_unit as "baseUnit", coalesce(own.ordered, 0)::integer as "orderedQuantity",
      coalesce(own.sold, 0)::integer as "soldLastFourWeeks",
      case when own.expectations > 0 then own.expected::integer when told.quantity = 0 then 0 end
        as "expectedQuantity",
      last.week as "lastWeek", last.expected::integer as "lastExpectedQuantity",
      last.happened::integer as "lastHappenedQuantity"
    from own join item i using (item_id)
      left join last using (item_id)
      left join source_record told on told.source like 'owner-%' and told.state = 'expected'
        and told.source_key = i.item_id || '/' || ${week}
    where not i.is_open_option
    order by coalesce(own.ordered, 0) desc, coalesce(own.sold, 0) desc, i.code
    limit 200`.execute(db)
  return rows
}

/** Past closed weeks: what the owner expected on top, and what was then sold or ordered for that week. */
export async function ownerImpact(db: Db, today: string) {
  const { rows } = await sql<{
    itemId: number
    code: string
    nameZh: string
    nameEn: string
    baseUnit: string
    week: string
    expectedQuantity: number
    happenedQuantity: number
  }>`
    with ${closedWeeks(today)}
    select i.item_id as "itemId", i.code, i.name_zh as "nameZh", i.name_en as "nameEn",
      i.base_unit as "baseUnit", s.week,
      s.expected::integer as "expectedQuantity", s.happened::integer as "happenedQuantity"
    from closed s join item i using (item_id)
    order by s.week desc, i.code
    limit 200`.execute(db)
  return rows
}

/** Queries of a WITH list that end in `closed`: item, week, expected, happened. */
function closedWeeks(today: string) {
  return sql`said as (
      select item_id, need_from as week, sum(quantity) as expected
      from demand_entry
      where kind = 'expected' and need_to < ${today}::date
      group by item_id, need_from
    ), bought as (
      select s.item_id, s.week,
        sum(case when e.kind in ('sale', 'placed') then e.quantity when e.kind = 'cancelled' then -e.quantity else 0 end) as happened
      from said s join demand_entry e on e.item_id = s.item_id and e.occurred_on between s.week and s.week + 6
      where e.kind in ('sale', 'placed', 'cancelled') and e.rung <> 'intent'
      group by s.item_id, s.week
    ), closed as (
      select item_id, week, expected, coalesce(happened, 0) as happened
      from said left join bought using (item_id, week)
    )`
}

/** The part of the ledger an owner writes: replaces what it expected before for this item and week. */
export async function postExpectation(
  db: Db,
  expectation: {
    shopOwnerId: number
    itemId: number
    week: string
    quantity: number
    userId: string
    now: Date
    today: string
  },
): Promise<number> {
  const { shopOwnerId, itemId, week, quantity } = expectation
  const source = `owner-${shopOwnerId}`
  const sourceKey = `${itemId}/${week}`
  const version = await nextLedgerVersion(db, {
    importId: null,
    reason: 'expectation',
    postedBy: expectation.userId,
  })
  const before = await db
    .selectFrom('source_record')
    .select(['quantity', 'revision'])
    .where('source', '=', source)
    .where('source_key', '=', sourceKey)
    .executeTakeFirst()
  const content = {
    content_hash: createHash('sha256').update(`${sourceKey}=${quantity}`).digest(),
    state: 'expected',
    quantity,
    revision: (before?.revision ?? 0) + 1,
  }
  const { source_record_id } = await db
    .insertInto('source_record')
    .values({
      source,
      source_key: sourceKey,
      kind: 'expectations',
      item_id: itemId,
      import_id: 0,
      ...content,
    })
    .onConflict((conflict) => conflict.columns(['source', 'source_key']).doUpdateSet(content))
    .returning('source_record_id')
    .executeTakeFirstOrThrow()
  const entry = {
    item_id: itemId,
    ledger_version: version,
    kind: 'expected',
    rung: 'intent',
    occurred_at: expectation.now,
    occurred_on: expectation.today,
    known_at: expectation.now,
    need_from: week,
    need_to: sql<string>`${week}::date + 6`,
    source_record_id,
    shop_owner_id: shopOwnerId,
  }
  const entries = []
  if (before && before.quantity > 0) entries.push({ ...entry, quantity: -before.quantity, is_reversal: true })
  if (quantity > 0) entries.push({ ...entry, quantity, is_reversal: false })
  if (entries.length > 0) await db.insertInto('demand_entry').values(entries).execute()
  return version
}
