import type pg from 'pg'
import { ADVISORY_LOCK } from '#db/advisory-lock'
import { InputFault } from '#scripts/command-line'

/** Held as long as this process serves; refuses when another server works on the same database. */
export async function becomeOnlyServer(pool: pg.Pool): Promise<() => void> {
  const client = await pool.connect()
  const { rows } = await client.query('select pg_try_advisory_lock($1) as taken', [ADVISORY_LOCK.server])
  if (rows[0].taken) {
    client.on('error', () => undefined)
    return () => client.release(true)
  }
  client.release()
  throw new InputFault(
    'another Headwater server already runs on this data folder; stop it first, or set HEADWATER_DATA',
  )
}
