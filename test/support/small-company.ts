import { sql } from 'kysely'
import type { Db, Headwater } from '#db/client'
import { nextLedgerVersion } from '#db/ledger'
import { system } from '#test/support/database'

/** Sunday: the first planned week is the next day's, 2026-06-01. */
export const AS_OF = '2026-05-31'
export const FIRST_WEEK = '2026-06-01'
export const NOW = new Date('2026-05-31T10:00:00Z')

export const SUPPLIER = 11
export const OTHER_SUPPLIER = 12
export const TEA = 21
export const JACKET = 22
export const MANGO = 23

/**
 * A company in a few rows: tea sold every day (10 to 16 a day) for 60 weeks, a jacket with a closed and an open
 * campaign, mangoes in a weekly box. Lead time 2 weeks everywhere; supplier 12 sells nothing.
 */
export async function smallCompany(headwater: Headwater): Promise<void> {
  await headwater.asCaller(system, async (db) => {
    await masterData(db)
    await teaSales(db)
    await jacketCampaigns(db)
    await mangoBoxes(db)
    await db
      .insertInto('stock_snapshot')
      .values(
        [TEA, JACKET, MANGO].map((item_id) => ({
          item_id,
          stock_location_id: 1,
          counted_at: '2026-05-31T01:00:00Z',
          on_hand: item_id === TEA ? 150 : 0,
        })),
      )
      .execute()
  })
}

async function masterData(db: Db) {
  await db
    .insertInto('supplier')
    .values([
      { supplier_id: SUPPLIER, code: 'S1', name_zh: '一厂', name_en: 'First works' },
      { supplier_id: OTHER_SUPPLIER, code: 'S2', name_zh: '二厂', name_en: 'Second works' },
    ])
    .execute()
  await db
    .insertInto('stock_location')
    .values({ stock_location_id: 1, code: 'W', name_zh: '仓', name_en: 'Warehouse' })
    .execute()
  await db
    .insertInto('item')
    .values([
      { item_id: TEA, code: 'TEA', name_zh: '茶', name_en: 'Tea', price_minor: 5000, unit_cost_minor: 2000 },
      {
        item_id: JACKET,
        code: 'JACKET',
        name_zh: '羽绒服',
        name_en: 'Down jacket',
        price_minor: 60000,
        unit_cost_minor: 30000,
      },
      {
        item_id: MANGO,
        code: 'MANGO',
        name_zh: '芒果',
        name_en: 'Mango',
        price_minor: 800,
        unit_cost_minor: 400,
      },
    ])
    .execute()
  await db
    .insertInto('item_supplier')
    .values(
      [TEA, JACKET, MANGO].map((item_id) => ({
        item_id,
        supplier_id: SUPPLIER,
        lead_time_days: 10,
        transport_days: 4,
        unit_cost_minor: 2000,
        lot_multiple: 5,
      })),
    )
    .execute()
}

async function teaSales(db: Db) {
  const version = await nextLedgerVersion(db, { importId: null, reason: 'sales', postedBy: 'test' })
  await sql`
    insert into demand_entry (item_id, ledger_version, kind, rung, quantity, occurred_at, occurred_on, known_at,
      need_from, need_to, source_record_id, region)
    select ${TEA}, ${version}, 'sale', 'paid', 10 + n % 7, day + time '04:00', day, day + time '04:00', day, day,
      n, 'north'
    from generate_series(0, 419) as n, lateral (select date '2025-04-07' + n as day) as days`.execute(db)
}

/** Campaign 1 (2026-01): 200 deposits, 20 cancelled, 171 paid and shipped. Campaign 2: open since 05-18, 120 deposits. */
async function jacketCampaigns(db: Db) {
  const campaign = (id: number, start: string) => ({
    campaign_id: id,
    code: `C${id}`,
    kind: 'pre-sale',
    name_zh: `预售${id}`,
    name_en: `Pre-sale ${id}`,
    reference_price_minor: 60000,
    deposit_fraction: 0.1,
    deposit_from: start,
    deposit_to: sql<string>`${start}::date + 20`,
    balance_from: sql<string>`${start}::date + 21`,
    balance_to: sql<string>`${start}::date + 23`,
    ship_from: sql<string>`${start}::date + 28`,
    ship_to: sql<string>`${start}::date + 41`,
  })
  await db
    .insertInto('campaign')
    .values([campaign(1, '2026-01-05'), campaign(2, '2026-05-18')])
    .execute()
  await db
    .insertInto('campaign_item')
    .values([1, 2].map((campaign_id) => ({ campaign_id, item_id: JACKET })))
    .execute()
  const version = await nextLedgerVersion(db, { importId: null, reason: 'pre-orders', postedBy: 'test' })
  const entry = (kind: string, rung: string, select: ReturnType<typeof sql>) => sql`
    insert into demand_entry (item_id, ledger_version, kind, rung, quantity, occurred_at, occurred_on, known_at,
      need_from, need_to, source_record_id, campaign_id, region)
    select ${JACKET}, ${version}, ${kind}, ${rung}, 1, day + time '04:00', day, day + time '04:00', need, need + 13,
      record, campaign, case when n % 24 = 0 then 'south' else 'north' end
    from (${select}) as chosen`
  const past = (day: string, from: number, to: number) => sql`
    select n, 1000 + n as record, 1 as campaign, date '2026-02-02' as need, ${sql.raw(day)} as day
    from generate_series(${from}::integer, ${to}::integer) as n`
  await entry('placed', 'deposit', past(`date '2026-01-05' + n / 10`, 0, 199)).execute(db)
  await entry('cancelled', 'deposit', past(`date '2026-01-20'`, 0, 19)).execute(db)
  await entry('settled', 'paid', past(`date '2026-01-27'`, 20, 190)).execute(db)
  await entry('cancelled', 'deposit', past(`date '2026-01-29'`, 191, 199)).execute(db)
  await entry('fulfilled', 'paid', past(`date '2026-02-04'`, 20, 190)).execute(db)
  await entry(
    'placed',
    'deposit',
    sql`select n, 2000 + n as record, 2 as campaign, date '2026-06-15' as need, date '2026-05-18' + n / 9 as day
      from generate_series(0, 119) as n`,
  ).execute(db)
}

/** 100 weekly subscribers since 2026-03-02, 2 mangoes a box; 10 cancelled after 4 weeks; 30 are paid to 2026-06-14. */
async function mangoBoxes(db: Db) {
  await db
    .insertInto('subscription_plan')
    .values({ subscription_plan_id: 1, code: 'BOX', name_zh: '周箱', name_en: 'Weekly box' })
    .execute()
  await db
    .insertInto('box_content')
    .values({ subscription_plan_id: 1, valid_from: '2026-01-05', item_id: MANGO, quantity: 2 })
    .execute()
  const version = await nextLedgerVersion(db, { importId: null, reason: 'boxes', postedBy: 'test' })
  await sql`
    insert into subscription (subscription_id, code, subscription_plan_id, started_on, first_box_on, prepaid_to)
    select n, 'B' || n, 1, '2026-02-25', '2026-03-02', case when n <= 30 then date '2026-06-14' end
    from generate_series(1, 100) as n`.execute(db)
  await sql`
    insert into subscription_event (subscription_id, ledger_version, kind, occurred_on, known_at)
    select n, ${version}::bigint, 'started', date '2026-02-25', timestamptz '2026-02-25T04:00:00Z' from generate_series(1, 100) as n
    union all
    select n, ${version}::bigint, 'cancelled', date '2026-03-30', timestamptz '2026-03-30T04:00:00Z' from generate_series(91, 100) as n
    `.execute(db)
}
