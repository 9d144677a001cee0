-- Demand of groups in a run: what their items, or their owners' customers, will want together.
create table run_group_demand (
  planning_run_id integer not null references planning_run,
  base_unit text not null check (base_unit in ('piece', 'gram', 'millilitre', 'millimetre')),
  group_kind text not null check (group_kind in ('total', 'category', 'product', 'region')),
  category_id integer references category,
  product_id integer references product,
  region text,
  item_count integer check (item_count > 0),
  mean real[] not null,
  on_book real[],
  quantiles real[] not null,
  sum_weeks integer[] not null,
  sum_means real[] not null,
  sum_quantiles real[] not null,
  history real[],
  unique nulls not distinct (planning_run_id, base_unit, group_kind, category_id, product_id, region)
);
comment on table run_group_demand is 'reference; per run and base unit, since units of two kinds do not add up';
comment on column run_group_demand.region is 'of a region; null there: demand without a shop owner or of owners without a region';
comment on column run_group_demand.item_count is 'null: not made of items';
comment on column run_group_demand.mean is 'per week; categories add up to the total, regions too';
comment on column run_group_demand.on_book is 'part of the mean that is ordered or subscribed; null where the items tell it';
comment on column run_group_demand.quantiles is 'level by level as in run_forecast, of the same paths as the parts: ranges add up as chance does';
comment on column run_group_demand.sum_weeks is 'numbers of first weeks that are told as a sum';
comment on column run_group_demand.sum_quantiles is 'level by level: level k of sum j stands at k × sums + j';
comment on column run_group_demand.history is 'units of the weeks before the run, last week last; null where the items tell it';
grant select on run_group_demand to {{prefix}}_planner, {{prefix}}_analyst, {{prefix}}_system;
grant insert on run_group_demand to {{prefix}}_planner, {{prefix}}_system;

create table run_owner_demand (
  planning_run_id integer not null references planning_run,
  shop_owner_id integer not null references shop_owner,
  base_unit text not null check (base_unit in ('piece', 'gram', 'millilitre', 'millimetre')),
  sum_weeks integer[] not null,
  past_sums real[] not null,
  on_book_sums real[] not null,
  sum_means real[] not null,
  sum_quantiles real[] not null,
  primary key (planning_run_id, shop_owner_id, base_unit)
);
comment on table run_owner_demand is 'by shop_owner_id; what the customers of an owner will want, owners of a region adding up to it';
comment on column run_owner_demand.past_sums is 'units of as many weeks before the run';
comment on column run_owner_demand.on_book_sums is 'part of the mean that is ordered or subscribed';
comment on column run_owner_demand.sum_quantiles is 'level by level: level k of sum j stands at k × sums + j';
grant select on run_owner_demand to {{prefix}}_planner, {{prefix}}_analyst, {{prefix}}_system, {{prefix}}_owner;
grant insert on run_owner_demand to {{prefix}}_planner, {{prefix}}_system;
alter table run_owner_demand enable row level security;
create policy staff on run_owner_demand to {{prefix}}_planner, {{prefix}}_analyst, {{prefix}}_system using (true) with check (true);
create policy own on run_owner_demand for select to {{prefix}}_owner
  using (shop_owner_id = current_setting('headwater.shop_owner_id')::integer);
grant select (planning_run_id, as_of, first_bucket, state, parameters, quantile_levels) on planning_run to {{prefix}}_owner;
