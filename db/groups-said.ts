import { sql } from 'kysely'
import type { Db } from './client.ts'
import { quantileStrides, type ToldWeek } from './said-and-happened.ts'

/** What was said of one group in the told weeks and what happened; null where nothing was said or is known. */
export interface GroupSaid {
  readonly kind: 'total' | 'category' | 'region'
  readonly categoryId: number | null
  readonly nameZh: string | null
  readonly nameEn: string | null
  readonly region: string | null
  readonly said: readonly (number | null)[]
  readonly happened: readonly (number | null)[]
  /** Level by level, within a level by told week; null for runs with other levels. */
  readonly quantiles: readonly (number | null)[]
}

/**
 * All items, their categories and the regions in one base unit. A week in which most items of a group have no data is
 * not known; of items sold out as much counts as was sold.
 */
export async function groupsSaid(
  db: Db,
  shownRunId: number,
  told: readonly ToldWeek[],
  levels: readonly number[],
  unit: string,
): Promise<GroupSaid[]> {
  if (told.length === 0) return []
  const { rows } = await sql<GroupSaid>`
    with told as (
      select * from unnest(
        ${told.map(({ planningRunId }) => planningRunId)}::integer[], ${told.map(({ position }) => position)}::integer[],
        ${quantileStrides(told, levels)}::integer[], ${told.map(({ week }) => week)}::date[])
        with ordinality as week(planning_run_id, position, stride, monday, ordinal)
    ), sold as (
      select product.category_id, told.ordinal, history[bucket]::float8 as units, history_status[bucket] = 1 as is_unknown
      from run_forecast as forecast join item using (item_id) left join product using (product_id), told,
        lateral (select (told.monday - forecast.history_start) / 7 + 1 as bucket) as place
      where forecast.planning_run_id = ${shownRunId} and item.base_unit = ${unit}
        and bucket between 1 and cardinality(history)
    ), came as (
      select case when grouping(category_id) = 1 then 'total' else 'category' end as kind, category_id,
        null::text as region, ordinal,
        case when avg(is_unknown::integer) < 0.5 then sum(units) filter (where not is_unknown) end as units
      from sold group by grouping sets ((ordinal), (category_id, ordinal))
      union all
      select 'region', null, region, ordinal, history[cardinality(history) - (run.first_bucket - told.monday) / 7 + 1]
      from run_group_demand as shown join planning_run as run using (planning_run_id), told
      where shown.planning_run_id = ${shownRunId} and base_unit = ${unit} and group_kind = 'region'
        and told.monday + 6 <= run.as_of
    ), shown_group as (
      select distinct kind, category_id, region from came where kind <> 'category' or category_id is not null
    )
    select shown_group.kind, shown_group.category_id as "categoryId", category.name_zh as "nameZh",
      category.name_en as "nameEn", shown_group.region,
      array_agg(past.mean[told.position + 1] order by told.ordinal) as said,
      array_agg(came.units order by told.ordinal) as happened,
      (
        select array_agg(
            case when level_told.stride > 0 then level_past.quantiles[level * level_told.stride + level_told.position + 1] end
            order by level, level_told.ordinal)
        from generate_series(0, ${levels.length - 1}::integer) as level, told as level_told
          left join run_group_demand as level_past on level_past.planning_run_id = level_told.planning_run_id
            and level_past.base_unit = ${unit} and level_past.group_kind = shown_group.kind
            and level_past.category_id is not distinct from shown_group.category_id
            and level_past.region is not distinct from shown_group.region
      ) as quantiles
    from shown_group cross join told
      left join came on came.ordinal = told.ordinal and came.kind = shown_group.kind
        and came.category_id is not distinct from shown_group.category_id
        and came.region is not distinct from shown_group.region
      left join run_group_demand as past on past.planning_run_id = told.planning_run_id and past.base_unit = ${unit}
        and past.group_kind = shown_group.kind and past.category_id is not distinct from shown_group.category_id
        and past.region is not distinct from shown_group.region
      left join category on category.category_id = shown_group.category_id
    group by shown_group.kind, shown_group.category_id, category.name_zh, category.name_en, shown_group.region
    having count(past.mean) > 0
    order by array_position(array['total', 'category', 'region'], shown_group.kind), shown_group.category_id,
      shown_group.region`.execute(db)
  return rows
}
