import { sql } from 'kysely'
import type pg from 'pg'
import type { Db } from '#db/client'

/** Something that open pages may want to reload. */
export interface LiveChange {
  readonly topic:
    | 'run'
    | 'import'
    | 'publication'
    | 'reply'
    | 'batch'
    | 'demand'
    | 'quote'
    | 'exception'
    | 'capacity'
    | 'material'
  readonly id: number
  /** Set when only one supplier may hear of it; staff always do. */
  readonly supplierId?: number
}

const CHANNEL = 'headwater_change'

/** Told at commit, to every process that listens. */
export async function announce(db: Db, change: LiveChange): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${JSON.stringify(change)})`.execute(db)
}

export interface LiveChanges {
  subscribe(listener: (change: LiveChange) => void): () => void
  close(): Promise<void>
}

/** One listening connection per process, opened again when it is lost. */
export function listenToChanges(pool: pg.Pool, onError: (error: unknown) => void): LiveChanges {
  const listeners = new Set<(change: LiveChange) => void>()
  let client: pg.PoolClient | undefined
  let isClosed = false
  let retry: NodeJS.Timeout | undefined

  const connect = async () => {
    try {
      const connected = await pool.connect()
      if (isClosed) return connected.release(true)
      client = connected
      connected.on('error', lost)
      connected.on('end', lost)
      connected.on('notification', ({ payload }) => {
        if (!payload) return
        const change = JSON.parse(payload) as LiveChange
        for (const listener of listeners) listener(change)
      })
      await connected.query(`listen ${CHANNEL}`)
    } catch (error) {
      lost(error)
    }
  }
  const lost = (error?: unknown) => {
    client?.removeAllListeners('notification')
    client?.release(true)
    client = undefined
    if (isClosed || retry) return
    if (error) onError(error)
    retry = setTimeout(() => {
      retry = undefined
      connect()
    }, 1000)
  }
  connect()
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      isClosed = true
      clearTimeout(retry)
      listeners.clear()
      client?.removeAllListeners('end')
      client?.removeAllListeners('error')
      client?.on('error', () => undefined)
      client?.release(true)
      client = undefined
    },
  }
}
