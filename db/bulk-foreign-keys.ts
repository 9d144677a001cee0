import { sql } from 'kysely'
import type { Db } from './client.ts'

/**
 * Takes a table's foreign keys off while `work` fills it and puts them back, checked in one pass instead of row by row.
 * Within the transaction, as owner of the table: if a row points nowhere, everything is undone.
 */
export async function withoutForeignKeys<T>(db: Db, table: string, work: () => Promise<T>): Promise<T> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
    where conrelid = ${table}::regclass and contype = 'f' order by conname`.execute(db)
  for (const { name } of rows)
    await sql`alter table ${sql.table(table)} drop constraint ${sql.ref(name)}`.execute(db)
  const result = await work()
  for (const { name, definition } of rows)
    await sql`alter table ${sql.table(table)} add constraint ${sql.ref(name)} ${sql.raw(definition)}`.execute(
      db,
    )
  return result
}

/**
 * Leaves out the look-up of each row's foreign keys while `work` appends rows whose references were checked as a set and
 * are held to commit. A server on which nobody could be allowed to leave it out looks up row by row.
 */
export async function withKeysCheckedBefore<T>(db: Db, work: () => Promise<T>): Promise<T> {
  await sql`
    select set_config('session_replication_role', 'replica', true)
    where has_parameter_privilege('session_replication_role', 'set')`.execute(db)
  const result = await work()
  await sql`
    select set_config('session_replication_role', 'origin', true)
    where has_parameter_privilege('session_replication_role', 'set')`.execute(db)
  return result
}
