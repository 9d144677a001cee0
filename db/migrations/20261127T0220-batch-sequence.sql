-- Batches of a line stand in a sequence, each with the changeover before it.

alter table batch add column changeover_from_family_id integer references setup_family;
alter table batch add column changeover_minutes double precision not null default 0 check (changeover_minutes >= 0);
alter table batch add column changeover_cost_minor bigint not null default 0 check (changeover_cost_minor >= 0);
comment on column batch.changeover_from_family_id is 'family that stood on the line before; null: not known, or no changeover';
comment on column batch.changeover_minutes is 'part of setup_minutes';

alter table supply_order add column sequence_in_week integer;
comment on column supply_order.sequence_in_week is 'place among the batches of its run on its line in made_in_week; null when nobody said';

alter table batch_decision drop constraint batch_decision_kind_check;
alter table batch_decision add constraint batch_decision_kind_check
  check (kind in ('move', 'resize', 'split', 'merge', 'create', 'order', 'firm', 'give-back', 'undo'));
