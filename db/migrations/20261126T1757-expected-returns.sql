-- Units that customers are expected to send back, as supply of the plan.

alter table run_plan add column expected_returns real[] not null default '{}';
comment on column run_plan.expected_returns is 'base units by week; empty in runs made before returns were planned with';
