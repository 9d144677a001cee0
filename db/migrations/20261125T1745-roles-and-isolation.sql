-- Rights of the five callers. Policies compare a column with a setting of the transaction: no subqueries.
-- The login role has no right of its own: a query without a caller is refused.

revoke all on schema public from public;
grant usage on schema public to {{prefix}}_application, {{prefix}}_planner, {{prefix}}_analyst, {{prefix}}_supplier, {{prefix}}_owner,
  {{prefix}}_system;

grant select on all tables in schema public to {{prefix}}_planner, {{prefix}}_system;
revoke select on api_token from {{prefix}}_planner;

-- Master data: planners and jobs keep it.
grant insert, update on
  category, product, setup_family, item, unit_conversion, supplier, working_calendar, item_supplier, stock_location,
  production_line, line_capacity, family_setup, changeover, routing, material, bill_of_materials, material_supplier,
  shop_owner, campaign, campaign_item, subscription_plan, box_content, promotion, holiday, setting, membership
  to {{prefix}}_planner, {{prefix}}_system;
grant delete on
  unit_conversion, working_calendar, line_capacity, family_setup, changeover, routing, bill_of_materials,
  material_supplier, campaign_item, box_content, promotion, holiday
  to {{prefix}}_planner, {{prefix}}_system;

-- The ledger: insert only, for everybody.
grant insert on ledger_version, demand_entry, subscription, subscription_event, owner_tag, stock_snapshot, shipment, receipt
  to {{prefix}}_planner, {{prefix}}_system;
grant insert, update on source_record, import_file, supply_order, planning_run to {{prefix}}_planner, {{prefix}}_system;
grant insert on import_fault to {{prefix}}_planner, {{prefix}}_system;
grant insert, update, delete on import_mapping to {{prefix}}_planner, {{prefix}}_analyst, {{prefix}}_system;

-- Results: insert only; a batch may change its state.
grant insert on
  run_forecast, run_plan, run_order_variance, batch, batch_line, batch_pegging, run_line_load, run_exception,
  publication, publication_item, publication_line, publication_group, reply, audit_entry
  to {{prefix}}_planner, {{prefix}}_system;
grant update (state) on batch to {{prefix}}_planner, {{prefix}}_system;
grant insert, update on api_token to {{prefix}}_system;

-- Analysts read all that is not a secret or a right.
grant select on
  category, product, setup_family, item, unit_conversion, supplier, working_calendar, item_supplier, stock_location,
  production_line, line_capacity, family_setup, changeover, routing, material, bill_of_materials, material_supplier,
  shop_owner, campaign, campaign_item, subscription_plan, box_content, promotion, holiday, setting,
  ledger_version, demand_entry, subscription, subscription_event, owner_tag, stock_snapshot, supply_order, shipment, receipt,
  import_file, import_fault, import_mapping, planning_run, run_forecast, run_plan, run_order_variance, batch, batch_line,
  batch_pegging, run_line_load, run_exception, publication, publication_item, publication_line, publication_group, reply,
  audit_entry
  to {{prefix}}_analyst;
grant insert on audit_entry to {{prefix}}_analyst, {{prefix}}_supplier, {{prefix}}_owner;

-- Suppliers: what was published to them, their replies, their orders, lines and calendar.
grant select on
  publication, publication_item, publication_line, publication_group, reply, supply_order, shipment, receipt,
  production_line, line_capacity, working_calendar, supplier
  to {{prefix}}_supplier;
grant select on setting to {{prefix}}_supplier, {{prefix}}_owner;
grant insert on reply, shipment to {{prefix}}_supplier;
grant insert, update on line_capacity, working_calendar to {{prefix}}_supplier;

-- Shop owners: their own sales and expectations, and what is for sale.
grant select on demand_entry, owner_tag, shop_owner, source_record, ledger_version to {{prefix}}_owner;
grant select on category, product, campaign, campaign_item, subscription_plan, box_content to {{prefix}}_owner;
grant select (item_id, code, name_zh, name_en, product_id, base_unit, options, attributes, is_open_option, price_minor,
  currency, shelf_life_days, ripening_days, launched_on, ends_on) on item to {{prefix}}_owner;
grant insert on demand_entry, owner_tag, source_record, ledger_version to {{prefix}}_owner;
grant update on source_record to {{prefix}}_owner;

do $$
declare
  shared_table text;
  staff text := '{{prefix}}_planner, {{prefix}}_analyst, {{prefix}}_system';
begin
  foreach shared_table in array array[
    'publication', 'publication_item', 'publication_line', 'publication_group', 'reply', 'supply_order', 'shipment',
    'receipt', 'production_line', 'working_calendar', 'supplier'
  ] loop
    execute format('alter table %I enable row level security', shared_table);
    execute format('create policy staff on %I to %s using (true) with check (true)', shared_table, staff);
    execute format(
      'create policy own on %I to {{prefix}}_supplier
         using (supplier_id = current_setting(''headwater.supplier_id'')::integer)
         with check (supplier_id = current_setting(''headwater.supplier_id'')::integer)', shared_table);
  end loop;
  foreach shared_table in array array['demand_entry', 'owner_tag', 'shop_owner', 'source_record', 'line_capacity'] loop
    execute format('alter table %I enable row level security', shared_table);
    execute format('create policy staff on %I to %s using (true) with check (true)', shared_table, staff);
  end loop;
end
$$;

alter table line_capacity add column supplier_id integer references supplier;
comment on column line_capacity.supplier_id is 'supplier of the line, repeated for isolation';
create policy own on line_capacity to {{prefix}}_supplier
  using (supplier_id = current_setting('headwater.supplier_id')::integer)
  with check (supplier_id = current_setting('headwater.supplier_id')::integer);

create policy own_read on demand_entry for select to {{prefix}}_owner
  using (shop_owner_id = current_setting('headwater.shop_owner_id')::integer);
create policy own_expectation on demand_entry for insert to {{prefix}}_owner
  with check (shop_owner_id = current_setting('headwater.shop_owner_id')::integer and kind = 'expected' and rung = 'intent');
create policy own on owner_tag to {{prefix}}_owner
  using (shop_owner_id = current_setting('headwater.shop_owner_id')::integer)
  with check (shop_owner_id = current_setting('headwater.shop_owner_id')::integer);
create policy own on shop_owner for select to {{prefix}}_owner
  using (shop_owner_id = current_setting('headwater.shop_owner_id')::integer);
create policy own on source_record to {{prefix}}_owner
  using (source = 'owner-' || current_setting('headwater.shop_owner_id'))
  with check (source = 'owner-' || current_setting('headwater.shop_owner_id'));

create index on reply (supplier_id, replied_at);

-- Background jobs and sign-in live in schemas of their own. The job library makes its own tables.
create schema if not exists graphile_worker;
create schema if not exists auth;
grant usage, create on schema graphile_worker to {{prefix}}_jobs;
grant usage on schema auth to {{prefix}}_auth;
do $$ begin execute format('grant create on database %I to {{prefix}}_jobs', current_database()); end $$;
alter role {{prefix}}_auth set search_path = auth;

-- Tables of later migrations are readable by planners and jobs unless they say otherwise.
alter default privileges in schema public grant select on tables to {{prefix}}_planner, {{prefix}}_system;
