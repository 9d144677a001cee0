-- Imports: rows wait in unlogged tables of their own until they are posted; an order line is found by its record.

create schema if not exists staging;
grant usage, create on schema staging to {{prefix}}_system;

create index demand_entry_source_record on demand_entry (source_record_id);
grant usage on sequence source_record_source_record_id_seq to {{prefix}}_system;

alter table import_file add column stored_path text;
alter table import_file add column options jsonb not null default '{}';
alter table import_file add column result jsonb not null default '{}';
comment on column import_file.stored_path is 'where the uploaded file lies, for the file of failed rows; null for a file read from standard input';
comment on column import_file.result is 'counts of the check and of the posting';

-- Undoing an import of stock or receipts removes its rows; the ledger is never touched by these rights.
grant delete on stock_snapshot, receipt to {{prefix}}_system;
grant update on subscription to {{prefix}}_system;
grant delete on import_fault to {{prefix}}_system;
