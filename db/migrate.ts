import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'
import type pg from 'pg'

const FOLDER = path.join(import.meta.dirname, 'migrations')

/** Every `YYYYMMDDTHHMM-intent.sql`, with `{{prefix}}` standing for the role prefix of this installation. */
class SqlMigrations implements MigrationProvider {
  readonly prefix: string
  constructor(prefix: string) {
    this.prefix = prefix
  }
  async getMigrations(): Promise<Record<string, Migration>> {
    const files = readdirSync(FOLDER).filter((file) => file.endsWith('.sql'))
    return Object.fromEntries(
      files.map((file) => [
        file.slice(0, -'.sql'.length),
        {
          up: async (db: Kysely<unknown>) => {
            const text = readFileSync(path.join(FOLDER, file), 'utf8').replaceAll('{{prefix}}', this.prefix)
            await sql.raw(text).execute(db)
          },
        },
      ]),
    )
  }
}

/** Brings the database to the newest schema; returns the names of what was applied. Needs the owner's connection. */
export async function migrateToLatest(pool: pg.Pool, prefix: string): Promise<string[]> {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  const migrator = new Migrator({
    db,
    provider: new SqlMigrations(prefix),
    allowUnorderedMigrations: true,
    migrationTableName: 'schema_migration',
    migrationLockTableName: 'schema_migration_lock',
  })
  const { error, results } = await migrator.migrateToLatest()
  if (error) {
    const failed = results?.find((result) => result.status === 'Error')?.migrationName
    throw new Error(`migration ${failed ?? ''} failed: ${(error as Error).message ?? error}`, {
      cause: error,
    })
  }
  return (results ?? []).map((result) => result.migrationName)
}
