-- Bill of materials as a supplier was told: copied into the publication with what the order-by dates follow from.

create table publication_material (
  publication_id integer not null references publication,
  supplier_id integer not null references supplier,
  item_id integer not null references item,
  material_id integer not null references material,
  code text not null,
  name_zh text not null,
  name_en text not null,
  unit text not null,
  quantity_per_unit double precision not null check (quantity_per_unit > 0),
  making_days integer not null check (making_days >= 0),
  lead_time_days integer check (lead_time_days >= 0),
  minimum_quantity double precision not null check (minimum_quantity >= 0),
  primary key (publication_id, item_id, material_id)
);
comment on column publication_material.quantity_per_unit is 'material units in one base unit of the item';
comment on column publication_material.making_days is 'days from the start of making to arrival: lead time, transport and ripening';
comment on column publication_material.lead_time_days is 'of the quickest source open to this supplier; null when none is known';
comment on column publication_material.minimum_quantity is 'material units that the quickest source sells at least';

grant insert on publication_material to {{prefix}}_planner, {{prefix}}_system;
grant select on publication_material to {{prefix}}_analyst, {{prefix}}_supplier;
alter table publication_material enable row level security;
create policy staff on publication_material to {{prefix}}_planner, {{prefix}}_analyst, {{prefix}}_system
  using (true) with check (true);
create policy own on publication_material to {{prefix}}_supplier
  using (supplier_id = current_setting('headwater.supplier_id')::integer)
  with check (supplier_id = current_setting('headwater.supplier_id')::integer);

-- What was published before is filled in from the bills and terms of its as-of date.
insert into publication_material (publication_id, supplier_id, item_id, material_id, code, name_zh, name_en, unit,
  quantity_per_unit, making_days, lead_time_days, minimum_quantity)
select publication.publication_id, publication.supplier_id, bill.item_id, bill.material_id, material.code,
  material.name_zh, material.name_en, material.unit, bill.quantity_per_unit,
  coalesce(terms.lead_time_days + terms.transport_days, 0) + item.ripening_days, source.lead_time_days,
  coalesce(source.minimum_quantity, 0)
from publication join planning_run using (planning_run_id)
  join publication_item on publication_item.publication_id = publication.publication_id
  join bill_of_materials as bill on bill.item_id = publication_item.item_id
  join material on material.material_id = bill.material_id
  join item on item.item_id = bill.item_id
  left join lateral (
    select lead_time_days, transport_days from item_supplier
    where item_supplier.item_id = bill.item_id and item_supplier.supplier_id = publication.supplier_id
      and valid_from <= as_of and (valid_to is null or valid_to >= as_of)
    order by valid_from desc limit 1
  ) as terms on true
  left join lateral (
    select lead_time_days, minimum_quantity from material_supplier
    where material_supplier.material_id = bill.material_id
      and coalesce(for_supplier_id, publication.supplier_id) = publication.supplier_id
    order by lead_time_days, minimum_quantity, material_supplier.supplier_id limit 1
  ) as source on true;
