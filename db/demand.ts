import { sql } from 'kysely'
import type { Db } from './client.ts'
import { type DemandScope, isInScope, isKnown } from './demand-scope.ts'

/** Organic sales of one item: gross units per ISO week that has any, weeks ascending. */
export interface WeeklySales {
  readonly itemId: number
  readonly weeks: readonly number[]
  readonly quantities: readonly number[]
}

/** Sales of every item by need week. A reversal takes back what it reverses; returns are not subtracted. */
export async function weeklySales(db: Db, scope: DemandScope): Promise<WeeklySales[]> {
  const { rows } = await sql<WeeklySales>`
    select item_id as "itemId", array_agg(week order by week) as weeks,
      array_agg(quantity order by week) as quantities
    from (
      select item_id, (need_from - date '1970-01-05') / 7 as week, sum(quantity)::float8 as quantity
      from demand_entry
      where kind = 'sale' and ${isKnown(scope)} and need_from <= ${scope.asOf}::date and ${isInScope(scope)}
      group by 1, 2
    ) as by_week
    where quantity <> 0
    group by item_id order by item_id`.execute(db)
  return rows
}

/** Days and weeks for which the sales feed delivered anything: a week without any sale of any item is not zero demand. */
export interface FeedCoverage {
  readonly firstDay: number | null
  readonly lastDay: number | null
  readonly weeks: readonly number[]
}

export async function salesFeedCoverage(db: Db, scope: DemandScope): Promise<FeedCoverage> {
  const { rows } = await sql<FeedCoverage>`
    select min(first_day) as "firstDay", max(last_day) as "lastDay",
      coalesce(array_agg(week order by week), '{}') as weeks
    from (
      select (need_from - date '1970-01-05') / 7 as week, min(need_from - date '1970-01-01') as first_day,
        max(need_from - date '1970-01-01') as last_day
      from demand_entry
      where kind = 'sale' and ${isKnown(scope)} and need_from <= ${scope.asOf}::date
      group by 1 having sum(quantity) <> 0
    ) as by_week`.execute(db)
  return rows[0]!
}

/**
 * Order lines of one item, lines alike added up: equal campaign, need window, placing day, day of cancellation and
 * rung when placed. Days are day numbers; `cancelledDay` is null while nothing is cancelled, `campaignId` null outside
 * campaigns. What was signed for and not paid is no order: intent never adds to demand.
 */
export interface OrderBook {
  readonly itemId: number
  readonly campaignId: readonly (number | null)[]
  readonly needFromDay: readonly number[]
  readonly needToDay: readonly number[]
  readonly placedDay: readonly number[]
  readonly cancelledDay: readonly (number | null)[]
  readonly isDeposit: readonly boolean[]
  readonly placed: readonly number[]
  readonly cancelled: readonly number[]
  /** Units kept and either paid or shipped. */
  readonly settled: readonly number[]
  readonly openPaid: readonly number[]
  readonly openDeposit: readonly number[]
  readonly openSubscription: readonly number[]
}

export async function orderBooks(db: Db, scope: DemandScope): Promise<OrderBook[]> {
  const { rows } = await sql<OrderBook>`
    with line as (
      select item_id, source_record_id,
        (array_agg(campaign_id order by entry_id desc) filter (where kind = 'placed' and not is_reversal))[1] as campaign_id,
        (array_agg(rung order by entry_id desc) filter (where kind = 'placed' and not is_reversal))[1] as rung,
        (array_agg(need_from order by entry_id desc) filter (where kind = 'placed' and not is_reversal))[1] as need_from,
        (array_agg(need_to order by entry_id desc) filter (where kind = 'placed' and not is_reversal))[1] as need_to,
        min(occurred_on) filter (where kind = 'placed') as placed_on,
        max(occurred_on) filter (where kind = 'cancelled' and not is_reversal) as cancelled_on,
        coalesce(sum(quantity) filter (where kind = 'placed'), 0) as told,
        coalesce(sum(quantity) filter (where kind = 'cancelled'), 0) as withdrawn,
        coalesce(sum(quantity) filter (where kind = 'settled'), 0) as settled,
        coalesce(sum(quantity) filter (where kind = 'fulfilled'), 0) as fulfilled
      from demand_entry
      where kind in ('placed', 'cancelled', 'settled', 'fulfilled') and ${isKnown(scope)} and ${isInScope(scope)}
      group by item_id, source_record_id
    ), booked as (
      select *, told - unpaid as placed, greatest(withdrawn - unpaid, 0) as cancelled
      from line, lateral (
        select case rung when 'intent' then greatest(told - greatest(settled, fulfilled), 0) else 0 end as unpaid
      ) as signed
    ), state as (
      select *, greatest(placed - cancelled - fulfilled, 0) as open, greatest(placed - cancelled, 0) as kept,
        rung = 'deposit' as is_deposit
      from booked where placed > 0 and need_from is not null
    ), split as (
      select *, case when rung in ('paid', 'intent') then open
          when rung = 'deposit' then least(open, greatest(settled - fulfilled, 0)) else 0 end as open_paid
      from state
    ), alike as (
      select item_id, campaign_id, need_from - date '1970-01-01' as need_from_day,
        need_to - date '1970-01-01' as need_to_day, placed_on - date '1970-01-01' as placed_day,
        case when cancelled > 0 then cancelled_on - date '1970-01-01' end as cancelled_day, is_deposit,
        sum(placed)::float8 as placed, sum(least(cancelled, placed))::float8 as cancelled,
        sum(least(kept, greatest(settled, fulfilled)))::float8 as settled,
        sum(open_paid)::float8 as open_paid,
        sum(case when is_deposit then open - open_paid else 0 end)::float8 as open_deposit,
        sum(case when rung = 'subscription' then open else 0 end)::float8 as open_subscription
      from split
      group by 1, 2, 3, 4, 5, 6, 7
    )
    select item_id as "itemId", array_agg(campaign_id order by k) as "campaignId",
      array_agg(need_from_day order by k) as "needFromDay", array_agg(need_to_day order by k) as "needToDay",
      array_agg(placed_day order by k) as "placedDay", array_agg(cancelled_day order by k) as "cancelledDay",
      array_agg(is_deposit order by k) as "isDeposit", array_agg(placed order by k) as placed,
      array_agg(cancelled order by k) as cancelled, array_agg(settled order by k) as settled,
      array_agg(open_paid order by k) as "openPaid", array_agg(open_deposit order by k) as "openDeposit",
      array_agg(open_subscription order by k) as "openSubscription"
    from (
      select *, row_number() over (partition by item_id order by campaign_id, need_from_day, need_to_day, placed_day,
        cancelled_day, is_deposit) as k
      from alike
    ) as numbered
    group by item_id order by item_id`.execute(db)
  return rows
}

/** Whether the ledger hears of shipments and of balances at all; feeds that never send them must not look like backlog. */
export interface LedgerHabits {
  readonly recordsFulfilment: boolean
  readonly recordsSettlement: boolean
}

export async function ledgerHabits(db: Db, scope: DemandScope): Promise<LedgerHabits> {
  const { rows } = await sql<LedgerHabits>`
    select exists (select 1 from demand_entry where kind = 'fulfilled' and ${isKnown(scope)}) as "recordsFulfilment",
      exists (select 1 from demand_entry where kind = 'settled' and ${isKnown(scope)}) as "recordsSettlement"
    `.execute(db)
  return rows[0]!
}
