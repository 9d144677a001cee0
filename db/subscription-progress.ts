import { sql } from 'kysely'
import type { Db } from './client.ts'

export interface SubscriptionPlanProgress {
  readonly subscriptionPlanId: number
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  readonly cadenceWeeks: number
  readonly priceMinor: number
  readonly active: number
  readonly paused: number
  readonly prepaid: number
}

/** Plans with the subscriptions in force at a date. */
export async function subscriptionPlans(db: Db, asOf: string): Promise<SubscriptionPlanProgress[]> {
  const { rows } = await sql<SubscriptionPlanProgress>`
    with net as (
      select subscription_id, kind, occurred_on, max(subscription_event_id) as subscription_event_id
      from subscription_event
      where occurred_on <= ${asOf} and kind in ('started', 'paused', 'resumed', 'renewed', 'cancelled')
      group by subscription_id, kind, occurred_on having sum(case when is_reversal then -1 else 1 end) > 0
    ), last_event as (
      select distinct on (subscription_id) subscription_id, kind from net
      order by subscription_id, occurred_on desc, subscription_event_id desc
    )
    select plan.subscription_plan_id as "subscriptionPlanId", plan.code, name_zh as "nameZh", name_en as "nameEn",
      cadence_weeks as "cadenceWeeks", price_minor as "priceMinor",
      count(*) filter (where last_event.kind in ('started', 'resumed', 'renewed'))::integer as active,
      count(*) filter (where last_event.kind = 'paused')::integer as paused,
      count(*) filter (where last_event.kind in ('started', 'resumed', 'renewed') and prepaid_to > ${asOf})::integer as prepaid
    from subscription_plan as plan left join subscription using (subscription_plan_id)
      left join last_event using (subscription_id)
    group by plan.subscription_plan_id order by plan.code`.execute(db)
  return rows
}

/** Subscriptions started and cancelled per ISO week. */
export async function subscriptionWeeks(db: Db, asOf: string, weeks: number) {
  const { rows } = await sql<{
    subscriptionPlanId: number
    week: string
    started: number
    cancelled: number
    skipped: number
  }>`
    select subscription_plan_id as "subscriptionPlanId", date_trunc('week', occurred_on)::date as week,
      coalesce(sum(sign) filter (where kind = 'started'), 0)::integer as started,
      coalesce(sum(sign) filter (where kind = 'cancelled'), 0)::integer as cancelled,
      coalesce(sum(sign) filter (where kind = 'skipped'), 0)::integer as skipped
    from subscription_event join subscription using (subscription_id),
      lateral (select case when is_reversal then -1 else 1 end as sign) as counted
    where occurred_on <= ${asOf} and occurred_on > ${asOf}::date - 7 * ${weeks}::integer
    group by 1, 2 order by 1, 2`.execute(db)
  return rows
}
