alter table run_forecast drop column reason;
alter table run_forecast add column reasons jsonb not null default '[]';
comment on column run_forecast.reasons is 'Why this method and what it heeds, in the order told: ForecastReason of planning/forecast/forecast.ts; worded by api/wording';
