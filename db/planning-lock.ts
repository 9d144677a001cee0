import type pg from 'pg'
import { ADVISORY_LOCK } from './advisory-lock.ts'

const LOOK_EVERY_MILLISECONDS = 200

export interface PlanningLock {
  release(): Promise<void>
}

/**
 * Waits until no other process makes a planning run, and keeps others from it until released. It is tied to a connection
 * of its own: a process that is killed lets go. `isWaiting` ends the waiting by false or by throwing.
 */
export async function takePlanningLock(
  pool: pg.Pool,
  isWaiting: () => boolean | Promise<boolean>,
): Promise<PlanningLock | null> {
  const client = await pool.connect()
  const ignoreLoss = () => undefined
  client.on('error', ignoreLoss)
  const leave = async () => {
    const isLost = await client.query('select pg_advisory_unlock_all()').then(
      () => false,
      () => true,
    )
    client.off('error', ignoreLoss)
    client.release(isLost)
  }
  try {
    for (;;) {
      const { rows } = await client.query('select pg_try_advisory_lock($1) as taken', [
        ADVISORY_LOCK.planning,
      ])
      if (rows[0].taken) return { release: leave }
      if (!(await isWaiting())) break
      await new Promise((next) => setTimeout(next, LOOK_EVERY_MILLISECONDS))
    }
  } catch (error) {
    await leave()
    throw error
  }
  await leave()
  return null
}
