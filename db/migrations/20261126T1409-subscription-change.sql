-- What an import changed about a subscription itself, so that undoing the import gives it back. Insert-only.

create table subscription_change (
  subscription_id bigint not null references subscription,
  ledger_version bigint not null,
  previous jsonb,
  primary key (subscription_id, ledger_version)
);
create index on subscription_change (ledger_version);
comment on column subscription_change.previous is 'columns of subscription before this version; null when this version brought it';
alter table subscription_change enable row level security;
create policy staff on subscription_change to {{prefix}}_planner, {{prefix}}_analyst, {{prefix}}_system
  using (true) with check (true);
grant insert on subscription_change to {{prefix}}_planner, {{prefix}}_system;
