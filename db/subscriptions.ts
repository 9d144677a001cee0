import { type RawBuilder, sql } from 'kysely'
import type { Db } from './client.ts'
import { type DemandScope, isKnown } from './demand-scope.ts'

/**
 * Subscriptions alike, added up: same plan, week of the first box, last prepaid week, week of cancellation (null while
 * alive) and pause. `boxes` is boxes per delivery of all of them together.
 */
export interface SubscriptionCohort {
  readonly planId: number
  readonly firstBoxWeek: number
  readonly prepaidToWeek: number | null
  readonly cancelledWeek: number | null
  readonly isPaused: boolean
  readonly subscriptions: number
  readonly boxes: number
}

export async function subscriptionCohorts(db: Db, scope: DemandScope): Promise<SubscriptionCohort[]> {
  const { rows } = await sql<SubscriptionCohort>`
    with state as (${subscriptionStates(scope)})
    select subscription_plan_id as "planId", (first_box_on - date '1970-01-05') / 7 as "firstBoxWeek",
      (prepaid_to - date '1970-01-05') / 7 as "prepaidToWeek",
      (cancelled_on - date '1970-01-05') / 7 as "cancelledWeek", is_paused as "isPaused",
      count(*)::integer as subscriptions, sum(boxes_per_delivery)::integer as boxes
    from subscription join state using (subscription_id)
    group by 1, 2, 3, 4, 5 order by 1, 2, 3 nulls first, 4 nulls first, 5`.execute(db)
  return rows
}

/** SQL for every subscription that was started: day of cancellation, day of the last pause, whether it is paused. */
export function subscriptionStates(scope: DemandScope): RawBuilder<unknown> {
  return sql`
    select subscription_id, max(occurred_on) filter (where kind = 'cancelled') as cancelled_on,
      max(occurred_on) filter (where kind = 'paused') as paused_on,
      coalesce((array_agg(kind order by occurred_on desc, subscription_event_id desc)
        filter (where kind in ('paused', 'resumed')))[1] = 'paused', false) as is_paused
    from (
      select subscription_id, kind, occurred_on, max(subscription_event_id) as subscription_event_id
      from subscription_event where kind in ('started', 'cancelled', 'paused', 'resumed') and ${isKnown(scope)}
      group by subscription_id, kind, occurred_on having sum(case when is_reversal then -1 else 1 end) > 0
    ) as net
    group by subscription_id having count(*) filter (where kind = 'started') > 0`
}

/** Boxes skipped or delivered per plan and week. */
export interface SubscriptionWeek {
  readonly planId: number
  readonly week: number
  readonly skipped: number
  readonly delivered: number
}

export async function subscriptionWeeks(db: Db, scope: DemandScope): Promise<SubscriptionWeek[]> {
  const { rows } = await sql<SubscriptionWeek>`
    select subscription_plan_id as "planId", (week - date '1970-01-05') / 7 as week,
      coalesce(sum(case when is_reversal then -boxes_per_delivery else boxes_per_delivery end)
        filter (where kind = 'skipped'), 0)::integer as skipped,
      coalesce(sum(case when is_reversal then -boxes_per_delivery else boxes_per_delivery end)
        filter (where kind = 'delivered'), 0)::integer as delivered
    from subscription_event join subscription using (subscription_id)
    where kind in ('skipped', 'delivered') and week is not null and ${isKnown(scope)}
    group by 1, 2 order by 1, 2`.execute(db)
  return rows
}

/** Plans with their cadence and dated contents; `validFromWeeks` ascending per item. */
export interface BoxPlan {
  readonly planId: number
  readonly code: string
  readonly cadenceWeeks: number
  readonly contents: readonly { itemId: number; validFromWeek: number; quantity: number }[]
}

export async function boxPlans(db: Db): Promise<BoxPlan[]> {
  const { rows } = await sql<BoxPlan>`
    select subscription_plan_id as "planId", code, cadence_weeks as "cadenceWeeks",
      coalesce(jsonb_agg(jsonb_build_object('itemId', item_id, 'quantity', quantity,
        'validFromWeek', (valid_from - date '1970-01-05') / 7) order by valid_from, item_id)
        filter (where item_id is not null), '[]') as contents
    from subscription_plan left join box_content using (subscription_plan_id)
    group by subscription_plan_id order by subscription_plan_id`.execute(db)
  return rows
}
