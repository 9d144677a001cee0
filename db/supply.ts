import { sql } from 'kysely'
import type { Db } from './client.ts'
import { type DemandScope, endOfAsOf, isInScope, isKnown } from './demand-scope.ts'

/** Units on hand at the end of the as-of day: last count, receipts since, less what was sold or shipped since. */
export interface StockOnHand {
  readonly itemId: number
  readonly onHand: number
  /** ISO week of the last count; null when the item was never counted. */
  readonly countedWeek: number | null
}

export async function stockOnHand(db: Db, scope: DemandScope): Promise<StockOnHand[]> {
  const { rows } = await sql<StockOnHand>`
    with latest as (
      select distinct on (item_id, stock_location_id) item_id, on_hand,
        (counted_at at time zone ${scope.timeZone})::date as counted_on
      from stock_snapshot where counted_at < ${endOfAsOf(scope)} and ${isInScope(scope)}
      order by item_id, stock_location_id, counted_at desc
    ), counted as (
      select item_id, sum(on_hand) as on_hand, max(counted_on) as counted_on from latest group by item_id
    ), received as (
      select item_id, sum(quantity) as quantity from receipt left join counted using (item_id)
      where known_at < ${endOfAsOf(scope)} and received_on <= ${scope.asOf}::date
        and received_on > coalesce(counted_on, date '1900-01-01') and ${isInScope(scope)}
      group by item_id
    ), left_stock as (
      select item_id, sum(quantity) as quantity from demand_entry join counted using (item_id)
      where kind in ('sale', 'fulfilled') and ${isKnown(scope)} and occurred_on > counted_on
        and occurred_on <= ${scope.asOf}::date
      group by item_id
    )
    select item_id as "itemId", (coalesce(counted.on_hand, 0) + coalesce(received.quantity, 0)
        - coalesce(left_stock.quantity, 0))::integer as "onHand",
      (counted_on - date '1970-01-05') / 7 as "countedWeek"
    from counted full join received using (item_id) left join left_stock using (item_id)
    order by item_id`.execute(db)
  return rows
}

/** Weeks in which an item was counted at nothing: its sales say "at least". */
export async function stockOutWeeks(db: Db, scope: DemandScope): Promise<Map<number, number[]>> {
  const { rows } = await sql<{ itemId: number; weeks: number[] }>`
    select item_id as "itemId", array_agg(distinct (counted_on - date '1970-01-05') / 7) as weeks
    from (
      select item_id, (counted_at at time zone ${scope.timeZone})::date as counted_on
      from stock_snapshot where counted_at < ${endOfAsOf(scope)} and ${isInScope(scope)}
      group by 1, 2 having sum(on_hand) <= 0
    ) as empty group by item_id order by item_id`.execute(db)
  return new Map(rows.map(({ itemId, weeks }) => [itemId, weeks]))
}

/** Units counted of one item at the end of the weeks that have a count; a place not counted in a week keeps its last count. */
export interface WeeklyCounts {
  readonly itemId: number
  readonly weeks: readonly number[]
  readonly onHand: readonly number[]
}

export async function weeklyCounts(db: Db, scope: DemandScope, sinceWeek: number): Promise<WeeklyCounts[]> {
  const { rows } = await sql<WeeklyCounts>`
    with counted as (
      select distinct on (item_id, stock_location_id, week) item_id, stock_location_id, week, on_hand
      from (
        select item_id, stock_location_id, on_hand, counted_at,
          ((counted_at at time zone ${scope.timeZone})::date - date '1970-01-05') / 7 as week
        from stock_snapshot where counted_at < ${endOfAsOf(scope)} and ${isInScope(scope)}
      ) as one where week >= ${sinceWeek}
      order by item_id, stock_location_id, week, counted_at desc
    ), changed as (
      select item_id, week,
        on_hand - coalesce(lag(on_hand) over (partition by item_id, stock_location_id order by week), 0) as change
      from counted
    ), by_week as (
      select item_id, week, sum(sum(change)) over (partition by item_id order by week) as on_hand
      from changed group by item_id, week
    )
    select item_id as "itemId", array_agg(week order by week) as weeks,
      array_agg(on_hand::float8 order by week) as "onHand"
    from by_week group by item_id order by item_id`.execute(db)
  return rows
}

/**
 * Supply on its way to one item from one supplier. `days` are arrival days. What the supplier replied to its
 * publication replaces the orders that the publication already contained; later orders come on top.
 */
export interface ScheduledSupply {
  readonly itemId: number
  readonly supplierId: number
  readonly days: readonly number[]
  readonly quantities: readonly number[]
  /** Weeks (week numbers) that the supplier declined and has not answered otherwise since. */
  readonly declinedWeeks: readonly number[]
}

export async function scheduledSupply(db: Db, scope: DemandScope): Promise<ScheduledSupply[]> {
  const { rows } = await sql<ScheduledSupply>`
    with received as (
      select supply_order_id, coalesce(sum(quantity) filter (where known_at < ${endOfAsOf(scope)}), 0) as quantity,
        coalesce(bool_or(known_at >= ${endOfAsOf(scope)}), false) as came_later
      from receipt where supply_order_id is not null group by supply_order_id
    ), open_order as (
      select item_id, supplier_id, due_on, planning_run_id, known_at, (due_on - date '1970-01-05') / 7 as week,
        supply_order.quantity - coalesce(received.quantity, 0) as open
      from supply_order left join received using (supply_order_id)
      where known_at < ${endOfAsOf(scope)} and placed_on <= ${scope.asOf}::date and ${isInScope(scope)}
        and (state in ('firm', 'open') or (state = 'closed' and coalesce(came_later, false)))
        and authorisation = 'make'
    ), answer as (
      select distinct on (reply.item_id, reply.supplier_id, reply.week) reply.item_id, reply.supplier_id,
        (reply.week - date '1970-01-05') / 7 as week, answer, committed_quantity,
        coalesce(committed_on, reply.week) as arrives_on, publication.planning_run_id, published_at
      from reply join publication using (publication_id)
      where replied_at < ${endOfAsOf(scope)} and reply.week + 6 > ${scope.asOf}::date
        and ${isInScope(scope, sql.ref('reply.item_id'))}
      order by reply.item_id, reply.supplier_id, reply.week, reply_id desc
    ), covered as (
      select answer.item_id, answer.supplier_id, answer.week, sum(receipt.quantity) as received
      from answer join supply_order on supply_order.item_id = answer.item_id
          and supply_order.supplier_id = answer.supplier_id
          and (supply_order.due_on - date '1970-01-05') / 7 = answer.week
          and (supply_order.planning_run_id = answer.planning_run_id or supply_order.known_at <= answer.published_at)
        join receipt on receipt.supply_order_id = supply_order.supply_order_id
          and receipt.known_at > answer.published_at and receipt.known_at < ${endOfAsOf(scope)}
      group by 1, 2, 3
    ), supply as (
      select item_id, supplier_id, arrives_on - date '1970-01-01' as day,
        greatest(committed_quantity - coalesce(covered.received, 0), 0) as quantity, null::integer as declined_week
      from answer left join covered using (item_id, supplier_id, week) where answer <> 'decline'
      union all
      select open_order.item_id, open_order.supplier_id, due_on - date '1970-01-01', open, null
      from open_order left join answer on answer.item_id = open_order.item_id
        and answer.supplier_id = open_order.supplier_id and answer.week = open_order.week
        and (open_order.planning_run_id = answer.planning_run_id or open_order.known_at <= answer.published_at)
      where answer.item_id is null and open > 0
      union all
      select item_id, supplier_id, null, 0, week from answer where answer = 'decline'
    )
    select item_id as "itemId", supplier_id as "supplierId",
      coalesce(array_agg(day order by day, quantity) filter (where quantity > 0), '{}') as days,
      coalesce(array_agg(quantity::float8 order by day, quantity) filter (where quantity > 0), '{}') as quantities,
      coalesce(array_agg(declined_week order by declined_week) filter (where declined_week is not null), '{}')
        as "declinedWeeks"
    from supply group by 1, 2 order by 1, 2`.execute(db)
  return rows
}

/** Units ordered from suppliers per item and week of placing, for the order variance of the past. */
export async function pastOrders(
  db: Db,
  scope: DemandScope,
): Promise<{ itemId: number; weeks: number[]; quantities: number[] }[]> {
  const { rows } = await sql<{ itemId: number; weeks: number[]; quantities: number[] }>`
    select item_id as "itemId", array_agg(week order by week) as weeks, array_agg(quantity order by week) as quantities
    from (
      select item_id, (placed_on - date '1970-01-05') / 7 as week, sum(quantity)::float8 as quantity
      from supply_order
      where known_at < ${endOfAsOf(scope)} and placed_on <= ${scope.asOf}::date and state <> 'cancelled'
        and ${isInScope(scope)}
      group by 1, 2
    ) as by_week group by item_id order by item_id`.execute(db)
  return rows
}

/** Units that the newest version for a supplier says of each week, or what the supplier answered to it; declined weeks are left out. */
export interface PublishedWeeks {
  readonly itemId: number
  readonly supplierId: number
  /** Week numbers of arrival. */
  readonly weeks: readonly number[]
  readonly quantities: readonly number[]
}

export async function publishedWeeks(db: Db, scope: DemandScope): Promise<PublishedWeeks[]> {
  const { rows } = await sql<PublishedWeeks>`
    with newest as (
      select distinct on (supplier_id) supplier_id, publication_id from publication
      where published_at < ${endOfAsOf(scope)} order by supplier_id, version desc
    ), answer as (
      select distinct on (reply.item_id, reply.supplier_id, reply.week) reply.item_id, reply.supplier_id, reply.week,
        answer, committed_quantity
      from reply join newest using (publication_id)
      where replied_at < ${endOfAsOf(scope)} and ${isInScope(scope, sql.ref('reply.item_id'))}
      order by reply.item_id, reply.supplier_id, reply.week, reply_id desc
    ), told as (
      select line.item_id, newest.supplier_id, line.week, sum(line.quantity) as quantity
      from newest join publication_line line using (publication_id)
      where line.week > ${scope.asOf}::date and authorisation <> 'look-only'
        and ${isInScope(scope, sql.ref('line.item_id'))}
      group by 1, 2, 3
    )
    select told.item_id as "itemId", told.supplier_id as "supplierId",
      array_agg((told.week - date '1970-01-05') / 7 order by told.week) as weeks,
      array_agg((case when answer.answer is null then quantity else committed_quantity end)::float8 order by told.week)
        as quantities
    from told left join answer using (item_id, supplier_id, week)
    where coalesce(answer.answer, 'commit') <> 'decline' and coalesce(committed_quantity, quantity) > 0
    group by 1, 2 order by 1, 2`.execute(db)
  return rows
}

/** Units of one item delivered in the year that ended so many weeks ago, and what of them came back, by age in weeks. */
export interface ItemReturns {
  readonly itemId: number
  readonly delivered: number
  readonly returned: number
  readonly byAge: readonly number[]
}

export async function itemReturns(db: Db, scope: DemandScope, oldestWeeks: number): Promise<ItemReturns[]> {
  const { rows } = await sql<ItemReturns>`
    with span as (
      select ${scope.asOf}::date - 7 * (52 + ${oldestWeeks}::integer) as first_day,
        ${scope.asOf}::date - 7 * ${oldestWeeks}::integer as last_day
    ), came_back as (
      select item_id, source_record_id, quantity, occurred_on from demand_entry
      where kind = 'return' and ${isKnown(scope)} and ${isInScope(scope)}
    ), went as (
      select item_id, source_record_id, min(occurred_on) as went_on from demand_entry
      where kind in ('sale', 'fulfilled') and (item_id, source_record_id) in (select item_id, source_record_id from came_back)
      group by 1, 2
    ), by_age as (
      select item_id, (occurred_on - went_on) / 7 as age, sum(quantity)::float8 as quantity
      from came_back cross join span left join went using (item_id, source_record_id)
      where coalesce(went_on, occurred_on - 7) between first_day and last_day
      group by 1, 2
    ), sums as (
      select item_id, sum(quantity) as quantity from by_age group by item_id having sum(quantity) > 0
    ), returned as (
      select sums.item_id, sums.quantity, array_agg(coalesce(by_age.quantity, 0) order by weeks) as ages
      from sums cross join generate_series(0, ${oldestWeeks}::integer) as weeks
        left join by_age on by_age.item_id = sums.item_id and by_age.age = weeks
      group by 1, 2
    ), delivered as (
      select item_id, sum(quantity)::float8 as quantity from demand_entry cross join span
      where kind in ('sale', 'fulfilled') and ${isKnown(scope)} and occurred_on between first_day and last_day
        and item_id in (select item_id from returned)
      group by item_id
    )
    select item_id as "itemId", greatest(0, coalesce(delivered.quantity, 0)) as delivered,
      returned.quantity as returned, ages as "byAge"
    from returned left join delivered using (item_id) order by item_id`.execute(db)
  return rows
}

/** Graded returns of one item, and of its whole category, that item included; units. */
export interface ReturnGrades {
  readonly itemId: number
  readonly graded: number
  readonly asNew: number
  readonly gradedInCategory: number
  readonly asNewInCategory: number
}

/** Grades of the last year's returns. Categories count all their items, also those that are out of scope. */
export async function returnGrades(db: Db, scope: DemandScope): Promise<ReturnGrades[]> {
  const { rows } = await sql<ReturnGrades>`
    with by_item as (
      select item_id, sum(quantity)::float8 as graded,
        coalesce(sum(quantity) filter (where resale_grade = 'as-new'), 0)::float8 as as_new
      from demand_entry
      where resale_grade is not null and ${isKnown(scope)} and occurred_on > ${scope.asOf}::date - 364
      group by item_id having sum(quantity) > 0
    ), by_category as (
      select category_id, sum(graded) as graded, sum(as_new) as as_new
      from by_item join item using (item_id) join product using (product_id)
      where category_id is not null group by category_id
    )
    select item.item_id as "itemId", coalesce(by_item.graded, 0) as graded, coalesce(by_item.as_new, 0) as "asNew",
      coalesce(by_category.graded, by_item.graded) as "gradedInCategory",
      coalesce(by_category.as_new, by_item.as_new) as "asNewInCategory"
    from item left join product using (product_id) left join by_category using (category_id)
      left join by_item using (item_id)
    where ${isInScope(scope, sql.ref('item.item_id'))} and coalesce(by_category.graded, by_item.graded) > 0
    order by 1`.execute(db)
  return rows
}
