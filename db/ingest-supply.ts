import { sql } from 'kysely'
import type { Db } from './client.ts'
import { checkCodes, checkRepeats, type FaultColumns, insertFaults } from './ingest-checks.ts'
import { stagingTable } from './ingest-staging.ts'

/** Creates the items that staged rows name and nobody knows. */
export async function createStagedItems(db: Db, importId: number): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into item (code, name_zh, name_en)
    select item_code, coalesce(min(item_name), item_code), coalesce(min(item_name), item_code)
    from ${stagingTable(importId)} s
    where item_code is not null and not exists (select from item i where i.code = s.item_code)
    group by item_code order by item_code
    on conflict (code) do nothing`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

export async function createStagedLocations(db: Db, importId: number): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into stock_location (code, name_zh, name_en)
    select distinct location_code, location_code, location_code from ${stagingTable(importId)}
    where location_code is not null
    on conflict (code) do nothing`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

export async function checkStock(
  db: Db,
  importId: number,
  given: { columns: FaultColumns; createMissing: ReadonlySet<string>; timeZone: string },
): Promise<void> {
  const heading = (field: string) => given.columns[field] ?? field
  if (!given.createMissing.has('items')) await checkCodes(db, importId, 'item', heading('item'))
  if (!given.createMissing.has('locations')) await checkCodes(db, importId, 'location', heading('location'))
  await checkRepeats(db, importId, ['item_code', 'location_code', 'counted_local'], heading('item'))
  await insertFaults(db, importId, {
    fault: 'already-different',
    column: heading('on_hand'),
    lines: sql`
      select s.line, s.on_hand::text, jsonb_build_object('known', k.on_hand)
      from ${stagingTable(importId)} s
      join item i on i.code = s.item_code
      join stock_location l on l.code = s.location_code
      join stock_snapshot k on k.item_id = i.item_id and k.stock_location_id = l.stock_location_id
        and k.counted_at = s.counted_local at time zone ${given.timeZone}
      where k.on_hand <> s.on_hand`,
  })
}

export async function postStock(db: Db, importId: number, timeZone: string): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into stock_snapshot (item_id, stock_location_id, counted_at, on_hand, import_id)
    select i.item_id, l.stock_location_id, s.counted_local at time zone ${timeZone}, s.on_hand, ${importId}
    from ${stagingTable(importId)} s
    join item i on i.code = s.item_code
    join stock_location l on l.code = s.location_code
    on conflict (item_id, stock_location_id, counted_at) do nothing`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

export async function checkReceipts(
  db: Db,
  importId: number,
  given: { columns: FaultColumns; createMissing: ReadonlySet<string> },
): Promise<void> {
  const heading = (field: string) => given.columns[field] ?? field
  if (!given.createMissing.has('items')) await checkCodes(db, importId, 'item', heading('item'))
  if (!given.createMissing.has('locations')) await checkCodes(db, importId, 'location', heading('location'))
  await checkCodes(db, importId, 'supplier', heading('supplier'))
  await checkCodes(db, importId, 'order', heading('supply_order'))
  await checkRepeats(db, importId, ['receipt_code'], heading('receipt'))
  await insertFaults(db, importId, {
    fault: 'already-different',
    column: heading('receipt'),
    lines: sql`
      select s.line, s.receipt_code, jsonb_build_object('known', k.quantity || ' · ' || k.received_on)
      from ${stagingTable(importId)} s
      join receipt k on k.code = s.receipt_code
      left join item i on i.code = s.item_code
      where k.quantity <> s.quantity or k.received_on <> s.received_on or k.item_id is distinct from i.item_id`,
  })
}

export async function postReceipts(db: Db, importId: number, timeZone: string): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into receipt
      (code, supply_order_id, item_id, supplier_id, stock_location_id, quantity, received_on, known_at, import_id)
    select s.receipt_code, o.supply_order_id, i.item_id, coalesce(p.supplier_id, o.supplier_id), l.stock_location_id,
      s.quantity, s.received_on, s.received_on::timestamp at time zone ${timeZone}, ${importId}
    from ${stagingTable(importId)} s
    join item i on i.code = s.item_code
    left join supply_order o on o.code = s.order_code
    left join supplier p on p.code = s.supplier_code
    left join stock_location l on l.code = s.location_code
    on conflict (code) do nothing`.execute(db)
  return Number(numAffectedRows ?? 0n)
}
