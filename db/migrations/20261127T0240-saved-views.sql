-- Filters of a screen kept under a name: its owner's alone unless shared with the other staff.
create table saved_view (
  saved_view_id integer generated always as identity primary key,
  user_id text not null,
  page text not null check (length(page) between 1 and 60),
  name text not null check (length(name) between 1 and 60),
  search jsonb not null,
  is_shared boolean not null default false,
  saved_at timestamptz not null default now(),
  unique (user_id, page, name)
);
comment on column saved_view.search is 'the part of the address after the question mark, as an object';
create index on saved_view (page) where is_shared;

grant select, insert, update, delete on saved_view to {{prefix}}_planner, {{prefix}}_analyst, {{prefix}}_system;
