-- Batches as a supplier was told: copied into the publication, so that a later plan does not change what was said.

create table publication_batch (
  publication_id integer not null references publication,
  supplier_id integer not null references supplier,
  planning_run_id integer not null references planning_run,
  batch_number integer not null,
  production_line_id integer not null references production_line,
  week date not null,
  starts_on date,
  ends_on date,
  quantity integer not null check (quantity > 0),
  setup_minutes double precision check (setup_minutes >= 0),
  run_minutes double precision check (run_minutes >= 0),
  authorisation text not null check (authorisation in ('make', 'reserve-and-material', 'material-only', 'look-only')),
  is_firm boolean not null,
  items jsonb not null,
  primary key (publication_id, planning_run_id, batch_number)
);
comment on column publication_batch.planning_run_id is 'run that made the batch: an earlier one for a firm batch that was kept';
comment on column publication_batch.starts_on is 'null where only the week is known';
comment on column publication_batch.quantity is 'base units of all items of the batch';
comment on column publication_batch.is_firm is 'the planner had fixed the batch when it was published';
comment on column publication_batch.items is 'array of {itemId, code, nameZh, nameEn, quantity}, base units, largest first';

grant insert on publication_batch to {{prefix}}_planner, {{prefix}}_system;
grant select on publication_batch to {{prefix}}_analyst, {{prefix}}_supplier;
alter table publication_batch enable row level security;
create policy staff on publication_batch to {{prefix}}_planner, {{prefix}}_analyst, {{prefix}}_system
  using (true) with check (true);
create policy own on publication_batch to {{prefix}}_supplier
  using (supplier_id = current_setting('headwater.supplier_id')::integer)
  with check (supplier_id = current_setting('headwater.supplier_id')::integer);

-- What was published before is filled in as its run made it.
insert into publication_batch (publication_id, supplier_id, planning_run_id, batch_number, production_line_id, week,
  starts_on, ends_on, quantity, setup_minutes, run_minutes, authorisation, is_firm, items)
select publication_id, publication.supplier_id, batch.planning_run_id, batch_number, production_line_id, week, starts_on,
  ends_on, batch.quantity, setup_minutes, run_minutes, authorisation, false, coalesce((
    select jsonb_agg(jsonb_build_object('itemId', item_id, 'code', code, 'nameZh', name_zh, 'nameEn', name_en,
      'quantity', batch_line.quantity) order by batch_line.quantity desc, item_id)
    from batch_line join item using (item_id)
    where batch_line.planning_run_id = batch.planning_run_id and batch_line.batch_number = batch.batch_number
  ), '[]')
from publication join batch on batch.planning_run_id = publication.planning_run_id
  and batch.supplier_id = publication.supplier_id;

-- A firm order is not yet released: its supplier does not read it.
drop policy own on supply_order;
create policy own on supply_order to {{prefix}}_supplier
  using (supplier_id = current_setting('headwater.supplier_id')::integer and state <> 'firm')
  with check (supplier_id = current_setting('headwater.supplier_id')::integer and state <> 'firm');
