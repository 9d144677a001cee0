import { sql } from 'kysely'
import type { Db } from './client.ts'
import { type FaultColumns, insertFaults } from './ingest-demand-check.ts'
import { stagingTable } from './ingest-staging.ts'
import { checkCodes } from './ingest-supply.ts'
import { nextLedgerVersion } from './ledger.ts'

export async function checkSubscriptions(db: Db, importId: number, columns: FaultColumns): Promise<void> {
  await checkCodes(db, importId, 'plan', columns.plan ?? 'plan')
  await checkCodes(db, importId, 'owner', columns.shop_owner ?? 'shop_owner')
  await insertFaults(db, importId, {
    fault: 'unknown-subscription',
    column: columns.subscription ?? 'subscription',
    lines: sql`
      select s.line, s.subscription_code, '{}'::jsonb from ${stagingTable(importId)} s
      where not exists (select from subscription k where k.code = s.subscription_code)
        and not exists (
          select from ${stagingTable(importId)} d where d.subscription_code = s.subscription_code
            and d.plan_code is not null and d.started_on is not null)`,
  })
}

/** Compares staged events with the known ones in the temporary table `import_event`. */
export async function compareSubscriptions(
  db: Db,
  importId: number,
): Promise<{ newSubscriptions: number; newEvents: number }> {
  const staging = stagingTable(importId)
  const created = await sql`
    insert into subscription
      (code, subscription_plan_id, shop_owner_id, customer_hash, started_on, first_box_on, boxes_per_delivery, prepaid_to)
    select distinct on (s.subscription_code) s.subscription_code, p.subscription_plan_id, o.shop_owner_id, s.customer_hash,
      s.started_on, coalesce(s.first_box_on, s.started_on), coalesce(s.boxes, 1), s.prepaid_to
    from ${staging} s
    join subscription_plan p on p.code = s.plan_code
    left join shop_owner o on o.code = s.owner_code
    where s.started_on is not null
    order by s.subscription_code, s.line
    on conflict (code) do nothing`.execute(db)
  await sql`
    update subscription k set prepaid_to = coalesce(s.prepaid_to, k.prepaid_to),
      boxes_per_delivery = coalesce(s.boxes, k.boxes_per_delivery)
    from (
      select distinct on (subscription_code) subscription_code, prepaid_to, boxes from ${staging}
      where prepaid_to is not null or boxes is not null order by subscription_code, line desc
    ) as s
    where k.code = s.subscription_code and (s.prepaid_to is distinct from k.prepaid_to or s.boxes <> k.boxes_per_delivery)`.execute(
    db,
  )
  await sql`
    create temp table import_event on commit drop as
    select distinct k.subscription_id, s.kind, s.occurred_on, s.week
    from ${staging} s join subscription k on k.code = s.subscription_code
    where s.kind is not null
      and not exists (
        select from subscription_event e
        where e.subscription_id = k.subscription_id and e.kind = s.kind and e.occurred_on = s.occurred_on
          and e.week is not distinct from s.week
        having sum(case when e.is_reversal then -1 else 1 end) > 0)`.execute(db)
  const { rows } = await sql<{ events: number }>`select count(*) as events from import_event`.execute(db)
  return { newSubscriptions: Number(created.numAffectedRows ?? 0n), newEvents: rows[0]?.events ?? 0 }
}

export async function postSubscriptions(
  db: Db,
  posting: { importId: number; timeZone: string; postedBy: string },
): Promise<number> {
  const version = await nextLedgerVersion(db, {
    importId: posting.importId,
    reason: 'import',
    postedBy: posting.postedBy,
  })
  await sql`
    insert into subscription_event (subscription_id, ledger_version, kind, occurred_on, known_at, week)
    select subscription_id, ${version}, kind, occurred_on, occurred_on::timestamp at time zone ${posting.timeZone}, week
    from import_event order by subscription_id, occurred_on, kind`.execute(db)
  return version
}
