-- The audit trail is read by staff and written by whoever acts; nobody changes or removes an entry, jobs included.
revoke update, delete, truncate on audit_entry
  from {{prefix}}_planner, {{prefix}}_analyst, {{prefix}}_supplier, {{prefix}}_owner, {{prefix}}_system;
create index on audit_entry (action text_pattern_ops, audit_entry_id);
create index on audit_entry (user_id, audit_entry_id);
create index on audit_entry (at);
