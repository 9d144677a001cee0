import { sql } from 'kysely'
import type { Db } from './client.ts'
import { checkCodes, type FaultColumns, insertFaults } from './ingest-checks.ts'
import { stagingTable } from './ingest-staging.ts'
import { compareSubscriptionEvents } from './ingest-subscription-event.ts'
import { nextLedgerVersion } from './ledger.ts'

export interface SubscriptionPosting {
  readonly importId: number
  readonly timeZone: string
  readonly postedBy: string
  /** when corrections of what was told before became known, and the day of a snapshot */
  readonly importedAt: Date
}

export async function checkSubscriptions(db: Db, importId: number, columns: FaultColumns): Promise<void> {
  const staging = stagingTable(importId)
  await checkCodes(db, importId, 'plan', columns.plan ?? 'plan')
  await checkCodes(db, importId, 'owner', columns.shop_owner ?? 'shop_owner')
  await insertFaults(db, importId, {
    fault: 'unknown-subscription',
    column: columns.subscription ?? 'subscription',
    lines: sql`
      select s.line, s.subscription_code, '{}'::jsonb from ${staging} s
      where not exists (select from subscription k where k.code = s.subscription_code)
        and not exists (
          select from ${staging} d where d.subscription_code = s.subscription_code
            and d.plan_code is not null and d.started_on is not null)`,
  })
  await insertFaults(db, importId, {
    fault: 'duplicate-key',
    column: columns.subscription ?? 'subscription',
    lines: sql`
      select distinct line, subscription_code, jsonb_build_object('first', first) from (
        select line, subscription_code, min(line) over (partition by subscription_code) as first
        from ${staging} where covers is not null) as numbered
      where line > first`,
  })
}

const COLUMNS = sql`subscription_plan_id, shop_owner_id, customer_hash, started_on, first_box_on, boxes_per_delivery, prepaid_to`

/**
 * Writes what the rows say about subscriptions themselves, keeping what was known before in the temporary table
 * `import_subscription`, and finds the events to append or take back. An empty cell keeps what is known.
 */
export async function compareSubscriptions(
  db: Db,
  posting: SubscriptionPosting,
): Promise<{ newSubscriptions: number; changedSubscriptions: number; newEvents: number; reversals: number }> {
  const staging = stagingTable(posting.importId)
  const last = (column: string) => sql`
    (array_agg(${sql.ref(column)} order by s.line desc) filter (where ${sql.ref(column)} is not null))[1]`
  await sql`
    create temp table import_told on commit drop as
    select s.subscription_code as code, ${last('p.subscription_plan_id')} as subscription_plan_id,
      ${last('o.shop_owner_id')} as shop_owner_id, ${last('s.customer_hash')} as customer_hash,
      ${last('s.started_on')} as started_on, ${last('s.first_box_on')} as first_box_on,
      ${last('s.boxes')} as boxes_per_delivery, ${last('s.prepaid_to')} as prepaid_to
    from ${staging} s
    left join subscription_plan p on p.code = s.plan_code
    left join shop_owner o on o.code = s.owner_code
    group by s.subscription_code`.execute(db)
  await sql`
    create temp table import_subscription on commit drop as
    select k.subscription_id, jsonb_build_object('subscription_plan_id', k.subscription_plan_id,
      'shop_owner_id', k.shop_owner_id, 'started_on', k.started_on,
      'first_box_on', k.first_box_on, 'boxes_per_delivery', k.boxes_per_delivery, 'prepaid_to', k.prepaid_to) as previous
    from import_told t join subscription k using (code)
    where t.subscription_plan_id <> k.subscription_plan_id or t.shop_owner_id is distinct from coalesce(k.shop_owner_id, -1)
        and t.shop_owner_id is not null
      or t.customer_hash is distinct from coalesce(k.customer_hash, '') and t.customer_hash is not null
      or t.started_on <> k.started_on or t.first_box_on <> k.first_box_on
      or t.boxes_per_delivery <> k.boxes_per_delivery
      or t.prepaid_to is distinct from k.prepaid_to and t.prepaid_to is not null`.execute(db)
  await sql`
    update subscription k set subscription_plan_id = coalesce(t.subscription_plan_id, k.subscription_plan_id),
      shop_owner_id = coalesce(t.shop_owner_id, k.shop_owner_id),
      customer_hash = coalesce(t.customer_hash, k.customer_hash), started_on = coalesce(t.started_on, k.started_on),
      first_box_on = coalesce(t.first_box_on, k.first_box_on),
      boxes_per_delivery = coalesce(t.boxes_per_delivery, k.boxes_per_delivery),
      prepaid_to = coalesce(t.prepaid_to, k.prepaid_to)
    from import_told t
    where t.code = k.code and k.subscription_id in (select subscription_id from import_subscription)`.execute(
    db,
  )
  const created = await sql`
    with made as (
      insert into subscription (code, ${COLUMNS})
      select code, subscription_plan_id, shop_owner_id, customer_hash, started_on, coalesce(first_box_on, started_on),
        coalesce(boxes_per_delivery, 1), prepaid_to
      from import_told t
      where subscription_plan_id is not null and started_on is not null
        and not exists (select from subscription k where k.code = t.code)
      order by code
      returning subscription_id
    )
    insert into import_subscription (subscription_id) select subscription_id from made`.execute(db)
  const newSubscriptions = Number(created.numAffectedRows ?? 0n)
  const { rows } = await sql<{ touched: number }>`
    select count(*)::integer as touched from import_subscription`.execute(db)
  return {
    newSubscriptions,
    changedSubscriptions: rows[0]!.touched - newSubscriptions,
    ...(await compareSubscriptionEvents(db, posting)),
  }
}

export async function postSubscriptions(db: Db, posting: SubscriptionPosting): Promise<number> {
  const version = await nextLedgerVersion(db, {
    importId: posting.importId,
    reason: 'import',
    postedBy: posting.postedBy,
  })
  await sql`
    insert into subscription_change (subscription_id, ledger_version, previous)
    select subscription_id, ${version}, previous from import_subscription order by 1`.execute(db)
  // A correction was learned with this import; anything else when it happened.
  await sql`
    insert into subscription_event (subscription_id, ledger_version, kind, occurred_on, known_at, week, is_reversal)
    select subscription_id, ${version}, kind, occurred_on,
      case when bool_or(is_reversal) over (partition by subscription_id, kind)
        then greatest(${posting.importedAt}, occurred_on::timestamp at time zone ${posting.timeZone})
        else occurred_on::timestamp at time zone ${posting.timeZone} end,
      week, is_reversal
    from import_event order by subscription_id, occurred_on, kind`.execute(db)
  return version
}

/**
 * Gives subscriptions back what they were before a version, but for the customer's hash, which is kept in one place only
 * so that it can be erased. A subscription that the version brought stays without events.
 */
export async function restoreSubscriptions(db: Db, ledgerVersion: number): Promise<void> {
  await sql`
    update subscription k set
      subscription_plan_id = (previous ->> 'subscription_plan_id')::integer,
      shop_owner_id = (previous ->> 'shop_owner_id')::integer,
      started_on = (previous ->> 'started_on')::date, first_box_on = (previous ->> 'first_box_on')::date,
      boxes_per_delivery = (previous ->> 'boxes_per_delivery')::integer, prepaid_to = (previous ->> 'prepaid_to')::date
    from subscription_change c
    where c.subscription_id = k.subscription_id and c.ledger_version = ${ledgerVersion}
      and c.previous is not null`.execute(db)
}
