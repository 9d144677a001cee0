-- Why an order differs from what the policy alone asks for.

alter table run_plan add column adjustments jsonb not null default '[]';
comment on column run_plan.adjustments is 'array of {reason, step, fromStep, quantity, saving}: steps are weeks of ordering from the first of the run, saving minor units';
