alter table planning_run add column learned jsonb;
comment on column planning_run.learned is
  'what the forecasts of all its items learned together; a child run, planning some items alone, uses that of its nearest ancestor';
