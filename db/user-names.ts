import type pg from 'pg'

/** Names of people by their ids; whoever is not a person, such as a job, is left out. */
export async function userNames(
  authPool: pg.Pool,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(userIds)]
  if (ids.length === 0) return new Map()
  const { rows } = await authPool.query<{ id: string; name: string }>(
    'select id, name from "user" where id = any($1::text[])',
    [ids],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}
