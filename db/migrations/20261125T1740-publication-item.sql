-- Suppliers read names from the immutable publication, never from the catalogue.

create table publication_item (
  publication_id integer not null references publication,
  supplier_id integer not null references supplier,
  item_id integer not null references item,
  code text not null,
  name_zh text not null,
  name_en text not null,
  base_unit text not null,
  unit_cost_minor bigint not null default 0,
  primary key (publication_id, item_id)
);
