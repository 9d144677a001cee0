-- A batch may be made larger or smaller.

alter table batch_decision drop constraint batch_decision_kind_check;
alter table batch_decision add constraint batch_decision_kind_check
  check (kind in ('move', 'resize', 'split', 'merge', 'create', 'firm', 'give-back', 'undo'));
