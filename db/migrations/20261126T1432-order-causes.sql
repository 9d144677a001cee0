-- Why past orders swung more than demand: parts of the order variance ratio by cause.
create table run_order_cause (
  planning_run_id integer not null references planning_run,
  supplier_id integer references supplier,
  cause text not null check (cause in ('demand', 'forecast-updating', 'lead-time', 'promotions', 'shortage-gaming',
    'batching', 'unexplained')),
  ratio double precision not null,
  bucket_count integer not null check (bucket_count > 0),
  unique nulls not distinct (planning_run_id, supplier_id, cause)
);
comment on column run_order_cause.supplier_id is 'null: all suppliers together';
comment on column run_order_cause.ratio is 'part of Var(orders)/Var(demand) in money, per week; the parts of a supplier add up to its ratio; negative: it smooths';
grant select on run_order_cause to {{prefix}}_analyst;
grant insert on run_order_cause to {{prefix}}_planner, {{prefix}}_system;
