import { sql } from 'kysely'
import type { Db } from './client.ts'
import { checkCodes, type FaultColumns, insertFaults } from './ingest-checks.ts'
import { stagingTable } from './ingest-staging.ts'

/**
 * Event files name an order once and then only what happens to it. Each event takes what it leaves out from the
 * placement in the file, else from the ledger, and all events of one order get its first line as their head.
 */
export async function completeEvents(
  db: Db,
  importId: number,
  source: string,
  timeZone: string,
): Promise<void> {
  const staging = stagingTable(importId)
  await sql`
    create temp table import_event on commit drop as
    with known as (
      select distinct on (s.source_key) s.source_key, i.code as item_code, o.code as owner_code, c.code as campaign_code,
        e.rung, e.need_from, e.need_to, e.channel, e.region, e.unit_price_minor,
        sum(e.quantity) over (partition by e.source_record_id) as quantity,
        (select min(p.occurred_at) at time zone ${timeZone} from demand_entry p
         where p.source_record_id = e.source_record_id and p.kind = 'settled' having sum(p.quantity) > 0) as settled_local
      from (select distinct source_key from ${staging}) s
      join source_record r on r.source = ${source} and r.source_key = s.source_key and r.state <> 'freed'
      join demand_entry e on e.source_record_id = r.source_record_id and e.kind = 'placed'
      join item i on i.item_id = e.item_id
      left join shop_owner o on o.shop_owner_id = e.shop_owner_id
      left join campaign c on c.campaign_id = e.campaign_id
      order by s.source_key, e.entry_id desc
    ), placed as (
      select distinct on (source_key) * from ${staging} where kind = 'placed' order by source_key, line
    ), settled as (
      select source_key, min(occurred_local) as occurred_local from ${staging} where kind = 'settled' group by source_key
    )
    select s.line, min(s.line) over of_order as head_line,
      (row_number() over (partition by s.source_key order by s.line) - 1)::smallint as part, s.source_key,
      decode(md5(string_agg(concat_ws('|', s.kind, s.quantity, s.occurred_local, s.item_code, s.need_from, s.need_to), ';')
        over (partition by s.source_key order by s.line rows between unbounded preceding and unbounded following)), 'hex')
        as content_hash,
      last_value(s.state) over (partition by s.source_key order by s.occurred_local, s.line
        rows between unbounded preceding and unbounded following) as state,
      coalesce(p.quantity, k.quantity::integer) as line_quantity,
      coalesce(s.item_code, p.item_code, k.item_code) as item_code, coalesce(s.item_name, p.item_name) as item_name,
      coalesce(s.owner_code, p.owner_code, k.owner_code) as owner_code, coalesce(s.owner_name, p.owner_name) as owner_name,
      coalesce(s.campaign_code, p.campaign_code, k.campaign_code) as campaign_code, s.kind,
      coalesce(s.rung, case when least(t.occurred_local, k.settled_local) <= s.occurred_local then 'paid' end, p.rung, k.rung) as rung,
      coalesce(s.quantity, p.quantity, k.quantity::integer) as quantity, s.occurred_local, s.known_local,
      coalesce(s.need_from, p.need_from, k.need_from) as need_from, coalesce(s.need_to, p.need_to, k.need_to) as need_to,
      coalesce(s.channel, p.channel, k.channel) as channel, coalesce(s.region, p.region, k.region) as region,
      coalesce(s.unit_price_minor, p.unit_price_minor, k.unit_price_minor) as unit_price_minor, s.record_id
    from ${staging} s
    left join placed p on p.source_key = s.source_key
    left join known k on k.source_key = s.source_key
    left join settled t on t.source_key = s.source_key
    window of_order as (partition by s.source_key)`.execute(db)
  await sql`truncate ${staging}`.execute(db)
  const columns = sql.raw(
    `line, head_line, part, source_key, content_hash, state, line_quantity, item_code, item_name, owner_code, owner_name,
     campaign_code, kind, rung, quantity, occurred_local, known_local, need_from, need_to, channel, region,
     unit_price_minor, record_id`,
  )
  await sql`insert into ${staging} (${columns}) select ${columns} from import_event`.execute(db)
}

/** Faults that only the database can see: unknown codes, numbers used twice, orders that were never placed. */
export async function checkDemand(
  db: Db,
  importId: number,
  given: {
    columns: FaultColumns
    createMissing: ReadonlySet<string>
    hasKeys: boolean
    isEventFile: boolean
  },
): Promise<void> {
  const staging = stagingTable(importId)
  const column = (field: string) => given.columns[field] ?? field
  const none = sql`'{}'::jsonb`
  if (given.isEventFile)
    await insertFaults(db, importId, {
      fault: 'unknown-order',
      column: column('order_line'),
      lines: sql`select line, source_key, ${none} from ${staging} where item_code is null or quantity is null`,
    })
  if (given.hasKeys && !given.isEventFile)
    await insertFaults(db, importId, {
      fault: 'duplicate-key',
      column: column('order_line'),
      lines: sql`
        select line, source_key, jsonb_build_object('first', first) from (
          select line, source_key, min(line) over (partition by source_key) as first from ${staging} where part = 0
        ) as numbered where line > first`,
    })
  // The events of one line say the same codes: its first one is checked.
  const counts = sql<boolean>`(s.part = 0 or ${given.isEventFile})`
  if (!given.createMissing.has('items')) await checkCodes(db, importId, 'item', column('item'), counts)
  if (!given.createMissing.has('owners'))
    await checkCodes(db, importId, 'owner', column('shop_owner'), counts)
  await checkCodes(db, importId, 'campaign', column('campaign'), counts)
}
