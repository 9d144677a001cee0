-- What planners did about an exception: put off to a day, or done with for the plan they saw. Runs stay insert-only.
create table exception_handling (
  kind text not null,
  cause text not null,
  item_id integer references item on delete cascade,
  supplier_id integer references supplier on delete cascade,
  production_line_id integer references production_line on delete cascade,
  state text not null check (state in ('snoozed', 'resolved')),
  snoozed_until date,
  reason text not null default '',
  planning_run_id integer not null,
  handled_by text not null,
  handled_at timestamptz not null,
  unique nulls not distinct (kind, cause, item_id, supplier_id, production_line_id),
  check ((state = 'snoozed') = (snoozed_until is not null)),
  check (state = 'resolved' or reason <> '')
);
comment on table exception_handling is 'One row per kind, cause, item, supplier and line; gone when the exception is opened again';
comment on column exception_handling.snoozed_until is 'first business day on which the exception is shown again';
comment on column exception_handling.planning_run_id is 'run it was seen in: resolved holds for this run alone, a later run that finds it again opens it';
grant insert, update, delete on exception_handling to {{prefix}}_planner;
grant select on exception_handling to {{prefix}}_analyst;
