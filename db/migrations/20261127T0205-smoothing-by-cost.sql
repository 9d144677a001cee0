-- How orders to each supplier are smoothed: what a planner fixed, and what a run chose with its costs.
create table supplier_smoothing (
  supplier_id integer primary key references supplier,
  gap_share double precision not null check (gap_share > 0 and gap_share <= 1),
  levelling_weeks integer not null check (levelling_weeks between 1 and 4)
);
comment on table supplier_smoothing is 'fixed by a planner; a supplier without a row is smoothed as costs least';
comment on column supplier_smoothing.gap_share is 'share of the gap between target and position that one order closes; 1: no smoothing';
comment on column supplier_smoothing.levelling_weeks is 'weeks over which known orders are levelled; 1: made just in time';
grant select on supplier_smoothing to {{prefix}}_analyst;
grant insert, update, delete on supplier_smoothing to {{prefix}}_planner, {{prefix}}_system;

create table run_smoothing (
  planning_run_id integer not null references planning_run,
  supplier_id integer not null references supplier,
  gap_share double precision not null check (gap_share > 0 and gap_share <= 1),
  levelling_weeks integer not null check (levelling_weeks >= 1),
  reason text not null check (reason in ('least-cost', 'kept', 'by-hand', 'by-hand-for-run', 'no-capacity-price', 'in-lots',
    'short-history')),
  method text check (method in ('closed-form', 'simulation')),
  item_count integer not null check (item_count >= 0),
  sampled_count integer not null check (sampled_count >= 0),
  week_count integer not null check (week_count >= 0),
  costs jsonb not null,
  primary key (planning_run_id, supplier_id)
);
comment on column run_smoothing.method is 'null: nothing was priced';
comment on column run_smoothing.item_count is 'items whose orders can be smoothed: enough history, and not ordered in lots above a week''s demand';
comment on column run_smoothing.costs is 'array of {gapShare, levellingWeeks, holding, backorder, capacity}: minor units a week over these items, for every candidate';
grant select on run_smoothing to {{prefix}}_analyst;
grant insert on run_smoothing to {{prefix}}_planner, {{prefix}}_system;
