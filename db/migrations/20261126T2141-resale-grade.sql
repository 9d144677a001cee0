-- In what state a unit came back: only what can be sold as new is supply of its item.

alter table demand_entry add column resale_grade text check (resale_grade in ('as-new', 'second', 'unsaleable'));
alter table demand_entry add check (resale_grade is null or kind = 'return');
comment on column demand_entry.resale_grade is 'of a return: sold again as new, only as a second, or not at all; null: nobody looked or said';

alter table run_plan add column return_basis jsonb;
comment on column run_plan.return_basis is 'what expected returns were reckoned with: shares returned and saleable as new, and graded units behind the latter; null: no returns';
