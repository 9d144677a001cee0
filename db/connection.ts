import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type pg from 'pg'

/** Kysely over one connection that is already inside a transaction. It can neither open nor end one. */
export function queriesOn<Tables>(client: pg.ClientBase): Kysely<Tables> {
  const connection: DatabaseConnection = {
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      const result = await client.query<Row & pg.QueryResultRow>(query.sql, [...query.parameters])
      const changes = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(result.command)
      return {
        rows: result.rows ?? [],
        ...(changes ? { numAffectedRows: BigInt(result.rowCount ?? 0) } : {}),
      }
    },
    streamQuery() {
      throw new Error('streams run on the export connection: use streamAs')
    },
  }
  const refuse = async () => {
    throw new Error('asCaller is the transaction; a second one inside it is not possible')
  }
  const driver: Driver = {
    init: async () => undefined,
    acquireConnection: async () => connection,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: async () => undefined,
    destroy: async () => undefined,
  }
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}
