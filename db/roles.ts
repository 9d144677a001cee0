import type pg from 'pg'
import { ROLE_NAMES, roleName } from './role-names.ts'

/**
 * Creates the installation's roles where absent. The application logs in as a role without superuser, BYPASSRLS,
 * inheritance or grants of its own: a query that forgot its caller is refused.
 */
export async function createRoles(
  pool: pg.Pool,
  prefix: string,
  passwords: { application: string | null; jobs: string | null; auth: string | null },
): Promise<void> {
  const application = roleName(prefix, 'application')
  for (const role of ROLE_NAMES) await createRole(pool, roleName(prefix, role), 'nologin')
  for (const login of ['application', 'jobs', 'auth'] as const) {
    const password = passwords[login]
    await createRole(pool, roleName(prefix, login), 'login')
    if (password !== null)
      await pool.query(`alter role ${roleName(prefix, login)} password '${password.replaceAll("'", "''")}'`)
  }
  await pool.query(`alter role ${application} noinherit`)
  await pool.query(`grant ${ROLE_NAMES.map((role) => roleName(prefix, role)).join(', ')} to ${application}`)
  await allowSetWiseKeys(pool, roleName(prefix, 'system'))
}

/** Jobs check the references of an import as a set. Only a superuser can allow it; without it rows are checked one by one. */
async function allowSetWiseKeys(pool: pg.Pool, system: string) {
  const { rows } = await pool.query<{ isAllowed: boolean }>(
    `select has_parameter_privilege($1, 'session_replication_role', 'set') as "isAllowed"`,
    [system],
  )
  if (rows[0]?.isAllowed) return
  await pool
    .query(`grant set on parameter session_replication_role to ${system}`)
    .catch((error: { code?: string }) => {
      // 42501: no superuser; XX000 and 23505: another process granted it between the look and the grant.
      if (!['42501', 'XX000', '23505'].includes(error.code ?? '')) throw error
    })
}

async function createRole(pool: pg.Pool, role: string, login: 'login' | 'nologin') {
  const { rowCount } = await pool.query('select 1 from pg_roles where rolname = $1', [role])
  if (rowCount !== 0) return
  await pool
    .query(
      `create role ${role} ${login} nosuperuser nocreatedb nocreaterole noreplication nobypassrls noinherit`,
    )
    .catch((error: { code?: string }) => {
      // 42710, 23505: another process created it between the look and the create.
      if (error.code !== '42710' && error.code !== '23505') throw error
    })
}
