import { sql } from 'kysely'
import type { Db } from './client.ts'
import { checkCodes, checkRepeats, type FaultColumns } from './ingest-checks.ts'
import { stagingTable } from './ingest-staging.ts'
import type { RowsWritten } from './ingest-written.ts'

export async function checkItems(db: Db, importId: number, columns: FaultColumns): Promise<void> {
  await checkCodes(db, importId, 'category', columns.category ?? 'category')
  await checkCodes(db, importId, 'supplier', columns.supplier ?? 'supplier')
  await checkRepeats(db, importId, ['item_code'], columns.item ?? 'item')
}

/** Writes items by code; an empty cell keeps what is known. Returns how many were new and how many changed. */
export async function postItems(db: Db, importId: number): Promise<RowsWritten> {
  const staging = stagingTable(importId)
  await sql`
    insert into product (code, name_zh, name_en)
    select product_code, coalesce(min(name_zh), min(name_en), product_code), coalesce(min(name_en), min(name_zh), product_code)
    from ${staging} where product_code is not null group by product_code
    on conflict (code) do nothing`.execute(db)
  await sql`
    update product p set category_id = c.category_id
    from ${staging} s join category c on c.code = s.category_code
    where p.code = s.product_code and p.category_id is distinct from c.category_id`.execute(db)
  const updated = await sql`
    update item i set
      name_zh = coalesce(s.name_zh, i.name_zh), name_en = coalesce(s.name_en, i.name_en),
      product_id = coalesce(p.product_id, i.product_id), base_unit = coalesce(s.base_unit, i.base_unit),
      price_minor = coalesce(s.price_minor, i.price_minor), unit_cost_minor = coalesce(s.unit_cost_minor, i.unit_cost_minor),
      shelf_life_days = coalesce(s.shelf_life_days, i.shelf_life_days),
      ripening_days = coalesce(s.ripening_days, i.ripening_days),
      launched_on = coalesce(s.launched_on, i.launched_on), ends_on = coalesce(s.ends_on, i.ends_on),
      attributes = i.attributes || ${suits},
      service_level_fraction = coalesce(s.service_level, i.service_level_fraction)
    from ${staging} s left join product p on p.code = s.product_code
    where i.code = s.item_code and (
      s.name_zh <> i.name_zh or s.name_en <> i.name_en or p.product_id is distinct from coalesce(i.product_id, -1)
        and p.product_id is not null or s.base_unit <> i.base_unit or s.price_minor <> i.price_minor
      or s.unit_cost_minor <> i.unit_cost_minor or s.shelf_life_days is distinct from i.shelf_life_days
        and s.shelf_life_days is not null or s.ripening_days <> i.ripening_days
      or s.launched_on is distinct from i.launched_on and s.launched_on is not null
      or s.ends_on is distinct from i.ends_on and s.ends_on is not null
      or s.suits <> coalesce(i.attributes ->> 'tag', '')
      or s.service_level <> i.service_level_fraction)`.execute(db)
  const created = await sql`
    insert into item (code, name_zh, name_en, product_id, base_unit, price_minor, unit_cost_minor, shelf_life_days,
      ripening_days, launched_on, ends_on, service_level_fraction, attributes)
    select s.item_code, coalesce(s.name_zh, s.name_en, s.item_code), coalesce(s.name_en, s.name_zh, s.item_code),
      p.product_id, coalesce(s.base_unit, 'piece'), coalesce(s.price_minor, 0), coalesce(s.unit_cost_minor, 0),
      s.shelf_life_days, coalesce(s.ripening_days, 0), s.launched_on, s.ends_on, coalesce(s.service_level, 0.95), ${suits}
    from ${staging} s left join product p on p.code = s.product_code
    on conflict (code) do nothing`.execute(db)
  await sql`
    insert into item_supplier (item_id, supplier_id, lead_time_days, minimum_order_quantity, lot_multiple, unit_cost_minor)
    select i.item_id, p.supplier_id, coalesce(s.lead_time_days, 14), coalesce(s.minimum_order_quantity, 0),
      coalesce(s.lot_multiple, 1), coalesce(s.unit_cost_minor, i.unit_cost_minor)
    from ${staging} s join item i on i.code = s.item_code join supplier p on p.code = s.supplier_code
    where s.lead_time_days is not null
    on conflict (item_id, supplier_id, valid_from) do update set
      lead_time_days = excluded.lead_time_days, minimum_order_quantity = excluded.minimum_order_quantity,
      lot_multiple = excluded.lot_multiple, unit_cost_minor = excluded.unit_cost_minor`.execute(db)
  return { created: Number(created.numAffectedRows ?? 0n), changed: Number(updated.numAffectedRows ?? 0n) }
}

/** The customers an item suits, by the word owners describe them with. */
const suits = sql`case when s.suits is null then '{}'::jsonb else jsonb_build_object('tag', s.suits) end`

export async function checkOwners(db: Db, importId: number, columns: FaultColumns): Promise<void> {
  await checkRepeats(db, importId, ['owner_code'], columns.shop_owner ?? 'shop_owner')
}

export async function postOwners(db: Db, importId: number): Promise<RowsWritten> {
  const staging = stagingTable(importId)
  const updated = await sql`
    update shop_owner o set name = coalesce(s.name, o.name), team = coalesce(s.team, o.team),
      region = coalesce(s.region, o.region), channel = coalesce(s.channel, o.channel)
    from ${staging} s
    where o.code = s.owner_code and (s.name is not null and s.name is distinct from o.name
      or s.team is not null and s.team is distinct from o.team
      or s.region is not null and s.region is distinct from o.region
      or s.channel is not null and s.channel is distinct from o.channel)`.execute(db)
  const created = await sql`
    insert into shop_owner (code, name, team, region, channel)
    select owner_code, coalesce(name, owner_code), team, region, channel from ${staging}
    on conflict (code) do nothing`.execute(db)
  return { created: Number(created.numAffectedRows ?? 0n), changed: Number(updated.numAffectedRows ?? 0n) }
}
