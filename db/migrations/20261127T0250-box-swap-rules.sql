-- What may stand in for what in the boxes of a plan, tried in the order of rank.
create table box_swap_rule (
  subscription_plan_id integer not null references subscription_plan,
  item_id integer not null references item,
  replaced_by_item_id integer not null references item check (replaced_by_item_id <> item_id),
  pieces_per_piece double precision not null check (pieces_per_piece > 0 and pieces_per_piece <= 100),
  most_per_box integer not null check (most_per_box >= 0),
  value_tolerance_fraction double precision check (value_tolerance_fraction between 0 and 1),
  rank integer not null default 1 check (rank >= 1),
  primary key (subscription_plan_id, item_id, replaced_by_item_id)
);
comment on table box_swap_rule is 'reference; not the other way round unless another row says so';
comment on column box_swap_rule.most_per_box is 'pieces of the item in one box that may be replaced; 0 suspends the rule';
comment on column box_swap_rule.value_tolerance_fraction is 'most that the price of what is given may differ from that of the item, as a share of it; null: any';

grant select on box_swap_rule to {{prefix}}_planner, {{prefix}}_analyst, {{prefix}}_system;
grant insert, update, delete on box_swap_rule to {{prefix}}_planner, {{prefix}}_system;
