import { sql } from 'kysely'
import type { Db } from './client.ts'
import { stagingTable } from './ingest-staging.ts'

/**
 * Compares staged events with the known ones in the temporary table `import_event`. A row that tells one event only adds
 * it. A row that tells how a subscription stands is the newer word on what its columns cover:
 *
 * - start and cancellation: another date replaces the known one, an empty cell takes it back;
 * - pause: what is known from its first day on, or an open pause before it, gives way; without a pause a known open one
 *   ends on the day of the file;
 * - skipped weeks: those of this week and later that are listed no more are taken back; past ones stay.
 */
export async function compareSubscriptionEvents(
  db: Db,
  given: { readonly importId: number; readonly timeZone: string; readonly importedAt: Date },
): Promise<{ newEvents: number; reversals: number }> {
  const staging = stagingTable(given.importId)
  const today = sql`(${given.importedAt}::timestamptz at time zone ${given.timeZone})::date`
  await sql`
    create temp table import_wanted on commit drop as
    select distinct k.subscription_id, s.kind, s.occurred_on, s.week
    from ${staging} s join subscription k on k.code = s.subscription_code where s.kind is not null`.execute(
    db,
  )
  await sql`
    create temp table import_covered on commit drop as
    select k.subscription_id, string_to_array(s.covers, ',') as kinds,
      max(s.occurred_on) filter (where s.kind = 'paused') as paused_on,
      bool_or(coalesce(s.kind = 'resumed', false)) as tells_resumed
    from ${staging} s join subscription k on k.code = s.subscription_code
    where s.covers is not null group by k.subscription_id, s.covers`.execute(db)
  await sql`
    create temp table import_known_event on commit drop as
    select subscription_id, kind, occurred_on, week from subscription_event
    where subscription_id in (select subscription_id from import_wanted
      union select subscription_id from import_covered)
    group by subscription_id, kind, occurred_on, week
    having sum(case when is_reversal then -1 else 1 end) > 0`.execute(db)
  const resumedAfterPause = sql`
    select from import_known_event r
    where r.subscription_id = k.subscription_id and r.kind = 'resumed' and r.occurred_on >= k.occurred_on`
  await sql`
    create temp table import_event on commit drop as
    select w.*, false as is_reversal from import_wanted w
    where not exists (select from import_known_event k where k.subscription_id = w.subscription_id
      and k.kind = w.kind and (k.occurred_on = w.occurred_on or k.kind = 'skipped')
      and k.week is not distinct from w.week)
    union all
    select k.subscription_id, k.kind, k.occurred_on, k.week, true
    from import_known_event k join import_covered c using (subscription_id)
    where k.kind = any (c.kinds)
      and not exists (select from import_wanted w where w.subscription_id = k.subscription_id
        and w.kind = k.kind and w.occurred_on = k.occurred_on and w.week is not distinct from k.week)
      and not exists (select from import_wanted w where k.kind = 'skipped' and w.kind = 'skipped'
        and w.subscription_id = k.subscription_id and w.week = k.week)
      and case when k.kind = 'skipped' then k.week >= date_trunc('week', ${today}::timestamp)::date
        when k.kind in ('paused', 'resumed') then c.paused_on is not null and (k.occurred_on >= c.paused_on
          or k.kind = 'paused' and not exists (${resumedAfterPause} and r.occurred_on <= c.paused_on))
        else true end
    union all
    select distinct k.subscription_id, 'resumed', greatest(k.occurred_on, ${today}), null::date, false
    from import_known_event k join import_covered c using (subscription_id)
    where k.kind = 'paused' and 'paused' = any (c.kinds) and c.paused_on is null and not c.tells_resumed
      and not exists (${resumedAfterPause})`.execute(db)
  const { rows } = await sql<{ newEvents: number; reversals: number }>`
    select count(*) filter (where not is_reversal)::integer as "newEvents",
      count(*) filter (where is_reversal)::integer as reversals from import_event`.execute(db)
  return rows[0]!
}
