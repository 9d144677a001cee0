import { type RawBuilder, sql } from 'kysely'
import { withKeysCheckedBefore } from './bulk-foreign-keys.ts'
import type { Db } from './client.ts'
import { stagingTable } from './ingest-staging.ts'
import { createStagedItems } from './ingest-supply.ts'
import { nextLedgerVersion } from './ledger.ts'

export interface DemandPosting {
  readonly importId: number
  readonly source: string
  readonly kind: string
  readonly timeZone: string
  readonly postedBy: string
  readonly createMissing: ReadonlySet<string>
  readonly isEventFile: boolean
  /** when corrections of what was told before became known */
  readonly importedAt: Date
}

export interface PostingCounts {
  readonly newLines: number
  readonly changedLines: number
  readonly unchangedLines: number
  readonly newEntries: number
  readonly reversals: number
  readonly createdItems: number
  readonly createdOwners: number
}

/** Leaves out the rows that have a fault; of an order told in several rows, the whole order. */
export async function leaveOutFaulty(db: Db, importId: number): Promise<void> {
  await sql`
    delete from ${stagingTable(importId)} where head_line in (
      select s.head_line from ${stagingTable(importId)} s
      join import_fault f on f.import_id = ${importId} and f.line = s.line)`.execute(db)
}

/** Staged entries with codes and local times resolved. Records that exist keep their number. */
function resolved(posting: DemandPosting): RawBuilder<unknown> {
  const staging = stagingTable(posting.importId)
  return sql`
    select s.head_line, s.part, i.item_id, s.kind, s.rung, s.quantity,
      s.occurred_local at time zone ${posting.timeZone} as occurred_at, s.occurred_local::date as occurred_on,
      coalesce(s.known_local, s.occurred_local) at time zone ${posting.timeZone} as known_at,
      coalesce(s.need_from, c.ship_from, s.occurred_local::date) as need_from,
      coalesce(s.need_to, s.need_from, c.ship_to, s.occurred_local::date) as need_to,
      o.shop_owner_id, c.campaign_id, s.channel, s.region, s.unit_price_minor, s.resale_grade, s.record_id
    from ${staging} s
    join item i on i.code = s.item_code
    left join shop_owner o on o.code = s.owner_code
    left join campaign c on c.code = s.campaign_code`
}

/**
 * Compares the staged lines with what is known, in temporary tables: `import_known` (lines whose order is known) and
 * `import_difference` (entries to append, and to reverse with a negative quantity). An event file only appends.
 */
export async function comparePosting(db: Db, posting: DemandPosting): Promise<PostingCounts> {
  const staging = stagingTable(posting.importId)
  const createdItems = posting.createMissing.has('items') ? await createStagedItems(db, posting.importId) : 0
  const createdOwners = posting.createMissing.has('owners') ? await createOwners(db, posting.importId) : 0
  await sql`
    create temp table import_known on commit drop as
    select s.head_line, r.source_record_id,
      r.state <> 'freed' and r.content_hash = s.content_hash as is_same, r.state = 'freed' as is_freed
    from ${staging} s
    join source_record r on r.source = ${posting.source} and r.source_key = s.source_key
    where s.part = 0`.execute(db)
  await sql`analyze import_known`.execute(db)
  const entry = sql.raw(
    'item_id, kind, rung, occurred_at, occurred_on, need_from, need_to, shop_owner_id, campaign_id, channel, region, unit_price_minor, resale_grade',
  )
  await sql`
    create temp table import_difference on commit drop as
    with both_sides as (
      select k.source_record_id, ${entry}, quantity, known_at, false as is_known
      from (${resolved(posting)}) as wanted
      join import_known k on k.head_line = wanted.head_line and not k.is_same
      union all
      select e.source_record_id, ${entry}, -quantity, null, true
      from demand_entry e
      where e.source_record_id in (select source_record_id from import_known where not is_same and not is_freed)
    ), by_kind as (
      select source_record_id, kind from both_sides where is_known
      group by source_record_id, kind having sum(quantity) <> 0
    )
    select d.*, exists (
      select from by_kind b where b.source_record_id = d.source_record_id and b.kind = d.kind) as was_known
    from (
      select source_record_id, ${entry}, sum(quantity)::integer as quantity, max(known_at) as known_at
      from both_sides group by source_record_id, ${entry}
      having sum(quantity) ${posting.isEventFile ? sql`> 0` : sql`<> 0`}
    ) as d`.execute(db)
  const { rows } = await sql<{
    lines: number
    entries: number
    known: number
    same: number
    known_entries: number
    appended: number
    reversed: number
  }>`
    select (select count(*) from ${staging} where part = 0) as lines,
      (select count(*) from ${staging}) as entries,
      (select count(*) from import_known) as known,
      (select count(*) from import_known where is_same
        or (not is_freed and source_record_id not in (select source_record_id from import_difference))) as same,
      (select count(*) from ${staging} s join import_known k on k.head_line = s.head_line) as known_entries,
      (select count(*) from import_difference where quantity > 0) as appended,
      (select count(*) from import_difference where quantity < 0) as reversed`.execute(db)
  const found = rows[0]!
  return {
    newLines: found.lines - found.known,
    changedLines: found.known - found.same,
    unchangedLines: found.same,
    newEntries: found.entries - found.known_entries + found.appended,
    reversals: found.reversed,
    createdItems,
    createdOwners,
  }
}

async function createOwners(db: Db, importId: number): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into shop_owner (code, name, region, channel)
    select owner_code, coalesce(min(owner_name), owner_code), min(region), min(channel)
    from ${stagingTable(importId)} s
    where owner_code is not null and not exists (select from shop_owner o where o.code = s.owner_code)
    group by owner_code order by owner_code
    on conflict (code) do nothing`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

const NAMED = [
  ['item', 'item_code'],
  ['shop_owner', 'owner_code'],
  ['campaign', 'campaign_code'],
] as const

/**
 * Keeps the items, owners and campaigns that the staged rows name from being removed until commit. Refuses the posting
 * if one has gone since the rows were checked.
 */
async function holdNamedRows(db: Db, importId: number): Promise<void> {
  for (const [table, column] of NAMED) {
    const { rows } = await sql<{ code: string }>`
      with named as (
        select distinct ${sql.ref(column)} as code from ${stagingTable(importId)} where ${sql.ref(column)} is not null
      ), held as (
        select code from ${sql.table(table)} where code in (select code from named) for key share
      )
      select code from named where code not in (select code from held) order by code limit 1`.execute(db)
    if (rows[0])
      throw new Error(
        `${table} ${rows[0].code} was removed after the file was checked; import the file again`,
      )
  }
}

/**
 * Appends what `comparePosting` found, in one transaction under the ledger's lock. `onProgress` may throw to stop;
 * then nothing is written. Returns the ledger version.
 */
export async function postDemand(
  db: Db,
  posting: DemandPosting,
  onProgress: (done: number, total: number) => void,
): Promise<number> {
  const staging = stagingTable(posting.importId)
  const version = await nextLedgerVersion(db, {
    importId: posting.importId,
    reason: 'import',
    postedBy: posting.postedBy,
  })
  const { rows } = await sql<{ first: number; last: number; parts: number; known: number }>`
    select coalesce(min(head_line), 0) as first, coalesce(max(head_line), -1) as last, coalesce(max(part), 0) as parts,
      (select count(*) from import_known) as known
    from ${staging}`.execute(db)
  const { first, last, parts, known } = rows[0]!
  const isNew =
    known === 0 ? sql`true` : sql`not exists (select from import_known k where k.head_line = s.head_line)`
  // With one entry per line its own record number will do; else all entries of a line share the first one's.
  const recordId = parts === 0 ? sql`s.record_id` : sql`h.record_id`
  const heads = parts === 0 ? sql`` : sql`join ${staging} h on h.head_line = s.head_line and h.part = 0`
  // Each piece reads the staged rows twice from end to end: few pieces, yet enough to stop between them.
  const step = Math.max(100_000, Math.ceil((last - first + 1) / 20))
  const total = Math.max(1, last - first + 1)
  await holdNamedRows(db, posting.importId)
  await withKeysCheckedBefore(db, async () => {
    for (let from = first; from <= last; from += step) {
      const chunk = sql`s.head_line >= ${from} and s.head_line < ${from + step} and ${isNew}`
      await sql`
        insert into source_record
          (source_record_id, source, source_key, kind, content_hash, item_id, state, quantity, import_id)
        select s.record_id, ${posting.source}, s.source_key, ${posting.kind}, s.content_hash, i.item_id, s.state,
          coalesce(s.line_quantity, 0), ${posting.importId}
        from ${staging} s join item i on i.code = s.item_code
        where s.part = 0 and ${chunk}
        order by s.source_key`.execute(db)
      await sql`
        insert into demand_entry
          (item_id, ledger_version, kind, rung, quantity, occurred_at, occurred_on, known_at, need_from, need_to,
           source_record_id, shop_owner_id, campaign_id, channel, region, unit_price_minor, resale_grade)
        select s.item_id, ${version}, s.kind, s.rung, s.quantity, s.occurred_at, s.occurred_on, s.known_at, s.need_from,
          greatest(s.need_to, s.need_from), ${recordId}, s.shop_owner_id, s.campaign_id, s.channel, s.region,
          s.unit_price_minor, s.resale_grade
        from (${resolved(posting)}) as s ${heads}
        where ${chunk}
        order by s.item_id, s.head_line, s.part`.execute(db)
      onProgress(Math.min(total, from + step - first), total)
    }
  })
  if (known > 0) await postDifference(db, posting, version)
  return version
}

async function postDifference(db: Db, posting: DemandPosting, version: number) {
  await sql`
    update source_record r
    set revision = r.revision + 1, content_hash = s.content_hash, state = s.state, item_id = i.item_id,
      quantity = coalesce(s.line_quantity, r.quantity), import_id = ${posting.importId}
    from import_known k
    join ${stagingTable(posting.importId)} s on s.head_line = k.head_line and s.part = 0
    join item i on i.code = s.item_code
    where r.source_record_id = k.source_record_id and r.source = ${posting.source} and not k.is_same`.execute(
    db,
  )
  // What was already told once and now reads differently was learned with this import; a new fact when it happened.
  await sql`
    insert into demand_entry
      (item_id, ledger_version, kind, rung, quantity, is_reversal, occurred_at, occurred_on, known_at, need_from, need_to,
       source_record_id, shop_owner_id, campaign_id, channel, region, unit_price_minor, resale_grade)
    select item_id, ${version}, kind, rung, quantity, quantity < 0, occurred_at, occurred_on,
      case when was_known then greatest(${posting.importedAt.toISOString()}::timestamptz, occurred_at) else coalesce(known_at, occurred_at) end,
      need_from, greatest(need_to, need_from), source_record_id, shop_owner_id, campaign_id, channel, region,
      unit_price_minor, resale_grade
    from import_difference order by source_record_id, quantity`.execute(db)
}
