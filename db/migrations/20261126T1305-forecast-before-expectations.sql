alter table run_forecast add column mean_before_expectations real[];
comment on column run_forecast.mean_before_expectations is 'mean as it was before owners'' expectations were heard, base units per week; null where nothing was expected';
