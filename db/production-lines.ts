import { sql } from 'kysely'
import type { Db } from './client.ts'
import { type DemandScope, endOfAsOf } from './demand-scope.ts'
import { termsAsOf } from './terms-as-of.ts'

/** A production line with its minutes on each working day of the scope, days ascending. */
export interface LineCalendar {
  readonly lineId: number
  readonly supplierId: number
  readonly overtimeCostMinorPerMinute: number
  readonly days: readonly number[]
  readonly minutes: readonly number[]
  readonly overtimeMinutes: readonly number[]
}

/**
 * Minutes per line and day: the line's own on working days (Monday to Friday and the supplier's exceptions), or what
 * `line_capacity` says of the day; never more than what is left where the line is said to be down or short, and then
 * without overtime. Days are day numbers.
 */
export async function lineCalendars(db: Db, firstDay: string, dayCount: number): Promise<LineCalendar[]> {
  const { rows } = await sql<LineCalendar>`
    select production_line_id as "lineId", supplier_id as "supplierId",
      overtime_cost_minor_per_minute as "overtimeCostMinorPerMinute",
      array_agg(day - date '1970-01-01' order by day) as days, array_agg(minutes order by day) as minutes,
      array_agg(case when minutes > 0 and not is_short then overtime_minutes_per_day else 0 end order by day)
        as "overtimeMinutes"
    from (
      select line.production_line_id, line.supplier_id, line.overtime_cost_minor_per_minute,
        line.overtime_minutes_per_day, days.day,
        least(stated.minutes_left, coalesce(line_capacity.capacity_minutes,
          case when coalesce(working_calendar.is_working, extract(isodow from days.day) < 6)
            then line.capacity_minutes_per_day else 0 end)) as minutes,
        stated.minutes_left is not null as is_short
      from production_line line
        cross join lateral (select ${firstDay}::date + n as day from generate_series(0, ${dayCount}::integer - 1) as n)
          as days
        left join line_capacity on line_capacity.production_line_id = line.production_line_id
          and line_capacity.day = days.day
        left join working_calendar on working_calendar.supplier_id = line.supplier_id
          and working_calendar.day = days.day
        left join lateral (
          select min(minutes_per_day) as minutes_left from line_downtime
          where line_downtime.production_line_id = line.production_line_id and withdrawn_at is null
            and days.day between first_day and last_day
        ) as stated on true
    ) as by_day
    group by 1, 2, 3 order by 1`.execute(db)
  return rows
}

/** How an item can be made, with what makes it belong to minimums and families. */
export interface ItemRouting {
  readonly itemId: number
  readonly lineId: number
  readonly supplierId: number
  readonly familyId: number
  readonly runMinutesPerUnit: number
  readonly setupMinutes: number
  readonly preference: number
  readonly productId: number | null
  readonly colour: string | null
  readonly minimumColourQuantity: number
  readonly minimumStyleQuantity: number
  readonly minimumOrderValueMinor: number
}

export async function itemRoutings(db: Db, asOf: string): Promise<ItemRouting[]> {
  const { rows } = await sql<ItemRouting>`
    select routing.item_id as "itemId", routing.production_line_id as "lineId", line.supplier_id as "supplierId",
      item.setup_family_id as "familyId", run_minutes_per_unit as "runMinutesPerUnit",
      routing.setup_minutes as "setupMinutes", preference, product_id as "productId",
      coalesce(options ->> 'colour', options ->> 'color') as colour,
      coalesce(minimum_colour_quantity, 0) as "minimumColourQuantity",
      coalesce(minimum_style_quantity, 0) as "minimumStyleQuantity",
      coalesce(minimum_order_value_minor, 0) as "minimumOrderValueMinor"
    from routing join production_line line using (production_line_id) join item using (item_id) left join ${termsAsOf(asOf)} as terms on terms.item_id = routing.item_id and terms.supplier_id = line.supplier_id
    where item.setup_family_id is not null
    order by routing.item_id, preference, routing.production_line_id`.execute(db)
  return rows
}

/** Setup of a family at a supplier: the longest over its lines. */
export interface FamilySetup {
  readonly supplierId: number
  readonly familyId: number
  readonly setupMinutes: number
  readonly setupCostMinor: number
}

export async function familySetups(db: Db): Promise<FamilySetup[]> {
  const { rows } = await sql<FamilySetup>`
    select supplier_id as "supplierId", setup_family_id as "familyId", max(setup_minutes) as "setupMinutes",
      max(setup_cost_minor) as "setupCostMinor"
    from family_setup join production_line using (production_line_id) group by 1, 2 order by 1, 2`.execute(db)
  return rows
}

/** What a line takes to change over from one family to another. */
export interface LineChangeover {
  readonly lineId: number
  readonly fromFamilyId: number
  readonly toFamilyId: number
  readonly setupMinutes: number
  /** money, minor units */
  readonly setupCost: number
}

export async function lineChangeovers(db: Db): Promise<LineChangeover[]> {
  return db
    .selectFrom('changeover')
    .select([
      'production_line_id as lineId',
      'from_family_id as fromFamilyId',
      'to_family_id as toFamilyId',
      'changeover_minutes as setupMinutes',
      'changeover_cost_minor as setupCost',
    ])
    .orderBy('production_line_id')
    .orderBy('from_family_id')
    .orderBy('to_family_id')
    .execute()
}

/** The family that each line made last before a week, by the production orders known at the as-of date. */
export async function standingFamilies(
  db: Db,
  known: Pick<DemandScope, 'asOf' | 'timeZone'> & { readonly firstBucket: string },
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ lineId: number; familyId: number }>`
    select distinct on (production_line_id) production_line_id as "lineId", item.setup_family_id as "familyId"
    from supply_order join item using (item_id)
    where production_line_id is not null and item.setup_family_id is not null and state in ('firm', 'open', 'closed')
      and known_at < ${endOfAsOf(known)} and coalesce(made_in_week, date_trunc('week', due_on)::date) < ${known.firstBucket}::date
    order by production_line_id, coalesce(made_in_week, date_trunc('week', due_on)::date) desc, due_on desc,
      supply_order_id desc`.execute(db)
  return new Map(rows.map(({ lineId, familyId }) => [lineId, familyId]))
}

/**
 * Production orders, firm or released, that are not received: they take minutes of their line in the week they are made.
 * Of a line and week they stand in the sequence in which they are made.
 */
export interface LineCommitment {
  readonly lineId: number
  readonly itemId: number
  readonly quantity: number
  /** A day of the week in which it is made. */
  readonly madeOnDay: number
}

export async function lineCommitments(db: Db, scope: DemandScope): Promise<LineCommitment[]> {
  const { rows } = await sql<LineCommitment>`
    select production_line_id as "lineId", item_id as "itemId",
      sum(supply_order.quantity - coalesce(received, 0))::integer as quantity,
      coalesce(made_in_week, due_on) - date '1970-01-01' as "madeOnDay"
    from supply_order left join (
      select supply_order_id, sum(quantity) as received from receipt
      where known_at < ${endOfAsOf(scope)} and supply_order_id is not null group by supply_order_id
    ) as arrived using (supply_order_id)
    where production_line_id is not null and state in ('firm', 'open') and known_at < ${endOfAsOf(scope)}
      and placed_on <= ${scope.asOf}::date and due_on > ${scope.asOf}::date
    group by 1, 2, 4 having sum(supply_order.quantity - coalesce(received, 0)) > 0
    order by 1, 4, max(planning_run_id) nulls first, max(sequence_in_week) nulls last, max(batch_number), 2`.execute(
    db,
  )
  return rows
}
