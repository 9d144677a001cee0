import { sql } from 'kysely'
import type { Db } from './client.ts'
import { checkRepeats, type FaultColumns, insertFaults } from './ingest-checks.ts'
import { stagingTable } from './ingest-staging.ts'
import type { RowsWritten } from './ingest-written.ts'

/** Item codes of one campaign stand in one cell, separated by commas, semicolons, blanks or line ends. */
const CODES = sql`regexp_split_to_table(trim(s.item_codes), '[,;，；、[:space:]]+')`

export async function checkCampaigns(db: Db, importId: number, columns: FaultColumns): Promise<void> {
  await checkRepeats(db, importId, ['campaign_code'], columns.campaign ?? 'campaign')
  await insertFaults(db, importId, {
    fault: 'unknown-item',
    column: columns.items ?? 'items',
    lines: sql`
      select s.line, item_code, '{}'::jsonb from ${stagingTable(importId)} s cross join lateral ${CODES} as listed (item_code)
      where item_code <> '' and not exists (select from item i where i.code = item_code)`,
  })
}

/** Writes campaigns by code with their items; an empty name, threshold or cap keeps what is known. */
export async function postCampaigns(db: Db, importId: number): Promise<RowsWritten> {
  const staging = stagingTable(importId)
  const before = await sql<{ known: number }>`
    select count(*) as known from ${staging} s join campaign c on c.code = s.campaign_code`.execute(db)
  const written = await sql`
    insert into campaign as c (code, kind, name_zh, name_en, reference_price_minor, deposit_fraction, threshold_quantity,
      cap_quantity, deposit_from, deposit_to, balance_from, balance_to, ship_from, ship_to)
    select s.campaign_code, s.campaign_kind, coalesce(s.name_zh, k.name_zh, s.name_en, s.campaign_code),
      coalesce(s.name_en, k.name_en, s.name_zh, s.campaign_code), s.reference_price_minor, s.deposit_fraction,
      coalesce(s.threshold_quantity, k.threshold_quantity), coalesce(s.cap_quantity, k.cap_quantity), s.deposit_from,
      s.deposit_to, s.balance_from, s.balance_to, s.ship_from, s.ship_to
    from ${staging} s left join campaign k on k.code = s.campaign_code
    on conflict (code) do update set kind = excluded.kind, name_zh = excluded.name_zh, name_en = excluded.name_en,
      reference_price_minor = excluded.reference_price_minor, deposit_fraction = excluded.deposit_fraction,
      threshold_quantity = excluded.threshold_quantity, cap_quantity = excluded.cap_quantity,
      deposit_from = excluded.deposit_from, deposit_to = excluded.deposit_to, balance_from = excluded.balance_from,
      balance_to = excluded.balance_to, ship_from = excluded.ship_from, ship_to = excluded.ship_to
    where (c.kind, c.name_zh, c.name_en, c.reference_price_minor, c.deposit_fraction, c.threshold_quantity, c.cap_quantity,
        c.deposit_from, c.deposit_to, c.balance_from, c.balance_to, c.ship_from, c.ship_to)
      is distinct from (excluded.kind, excluded.name_zh, excluded.name_en, excluded.reference_price_minor,
        excluded.deposit_fraction, excluded.threshold_quantity, excluded.cap_quantity, excluded.deposit_from,
        excluded.deposit_to, excluded.balance_from, excluded.balance_to, excluded.ship_from, excluded.ship_to)`.execute(
    db,
  )
  await sql`
    insert into campaign_item (campaign_id, item_id)
    select distinct c.campaign_id, i.item_id
    from ${staging} s join campaign c on c.code = s.campaign_code cross join lateral ${CODES} as listed (item_code)
    join item i on i.code = item_code
    on conflict do nothing`.execute(db)
  const { rows } = await sql<{ total: number }>`select count(*) as total from ${staging}`.execute(db)
  const created = (rows[0]?.total ?? 0) - (before.rows[0]?.known ?? 0)
  return { created, changed: Number(written.numAffectedRows ?? 0n) - created }
}
