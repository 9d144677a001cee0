import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import pg from 'pg'
import { queriesOn } from './connection.ts'
import type { DB } from './database.ts'
import { type EmbeddedOptions, embeddedClient } from './embedded.ts'
import { joinAndWatch } from './embedded-watch.ts'
import { migrateToLatest } from './migrate.ts'
import { type RoleName, roleName, rolePrefixFor } from './role-names.ts'
import { createRoles } from './roles.ts'
import { typeParsers } from './type-parsers.ts'

/** Queries of one transaction as one caller. */
export type Db = Kysely<DB>

export type Caller =
  | { readonly role: 'planner' | 'analyst'; readonly userId: string }
  | { readonly role: 'supplier'; readonly userId: string; readonly supplierId: number }
  | { readonly role: 'owner'; readonly userId: string; readonly shopOwnerId: number }
  | { readonly role: 'system'; readonly userId: string }

export interface Headwater {
  /** The only way to a connection: one transaction with the rights of one caller. `client` is the same connection, for COPY. */
  asCaller<T>(caller: Caller, work: (db: Db, client: pg.PoolClient) => Promise<T>): Promise<T>
  /** The same on a small pool of its own, for long reads with a cursor. */
  streamAs<T>(caller: Caller, work: (db: Db, client: pg.PoolClient) => Promise<T>): Promise<T>
  /** As owner of the tables, for upkeep alone: backup, restore, expiry, erasure, removal of sample data. */
  asMaintenance<T>(work: (db: Db, client: pg.PoolClient) => Promise<T>): Promise<T>
  readonly jobPool: pg.Pool
  readonly authPool: pg.Pool
  readonly applied: readonly string[]
  readonly isEmbedded: boolean
  close(): Promise<void>
}

export interface DatabaseConfiguration {
  readonly dataFolder: string
  readonly databaseUrl?: string | undefined
  readonly poolSize?: number
  readonly embedded?: EmbeddedOptions
  /** Database inside the embedded server. */
  readonly databaseName?: string
}

/** Joins or starts the database, creates roles, migrates. */
export async function openDatabase(configuration: DatabaseConfiguration): Promise<Headwater> {
  if (configuration.databaseUrl) return openExternal(configuration, configuration.databaseUrl)
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await openEmbedded(configuration)
    } catch (error) {
      // The process that ran the server was just leaving: join or start it again.
      if (attempt === 10 || !isServerGoing(error)) throw error
      await sleep(200)
    }
  }
}

const SERVER_GOING = ['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE']

function isServerGoing(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string }
  return SERVER_GOING.includes(code ?? '') || /Connection terminated/.test(message ?? '')
}

async function openEmbedded(configuration: DatabaseConfiguration): Promise<Headwater> {
  const server = await joinAndWatch(configuration.dataFolder, configuration.embedded)
  const database = configuration.databaseName ?? 'headwater'
  try {
    await createDatabase(server.host, database)
    const headwater = await open({
      connect: (user) => embeddedClient(server.host, user ?? 'postgres', database),
      prefix: 'headwater',
      passwords: { application: null, jobs: null, auth: null },
      poolSize: configuration.poolSize ?? 10,
      isEmbedded: true,
    })
    return {
      ...headwater,
      close: async () => {
        await headwater.close()
        await server.leave()
      },
    }
  } catch (error) {
    await server.leave()
    throw error
  }
}

async function createDatabase(host: string, database: string) {
  const client = new pg.Client(embeddedClient(host))
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database])
    if (rowCount === 0) await client.query(`create database ${pg.escapeIdentifier(database)}`)
  } catch (error) {
    if ((error as { code?: string }).code !== '42P04' && (error as { code?: string }).code !== '23505')
      throw error
  } finally {
    await client.end()
  }
}

async function openExternal(configuration: DatabaseConfiguration, url: string): Promise<Headwater> {
  const parsed = new URL(url)
  const prefix = rolePrefixFor(decodeURIComponent(parsed.pathname.slice(1)) || 'postgres')
  const passwords = loadPasswords(configuration.dataFolder, prefix)
  return open({
    connect: (user, password) => {
      if (user === undefined) return { connectionString: url, application_name: `headwater ${process.pid}` }
      const target = new URL(url)
      target.username = user
      target.password = password ?? ''
      return { connectionString: target.href, application_name: `headwater ${process.pid}` }
    },
    prefix,
    passwords,
    poolSize: configuration.poolSize ?? 10,
    isEmbedded: false,
  })
}

function loadPasswords(dataFolder: string, prefix: string) {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const file = path.join(dataFolder, `${prefix}.passwords.json`)
  if (!existsSync(file)) {
    const fresh = () => randomBytes(24).toString('base64url')
    writeFileSync(file, JSON.stringify({ application: fresh(), jobs: fresh(), auth: fresh() }), {
      mode: 0o600,
      flag: 'wx',
    })
  }
  return JSON.parse(readFileSync(file, 'utf8')) as { application: string; jobs: string; auth: string }
}

interface OpenOptions {
  connect(user?: string, password?: string): pg.PoolConfig
  prefix: string
  passwords: { application: string | null; jobs: string | null; auth: string | null }
  poolSize: number
  isEmbedded: boolean
}

async function open(options: OpenOptions): Promise<Headwater> {
  const pools: pg.Pool[] = []
  const pool = (login: 'application' | 'jobs' | 'auth' | null, max: number) => {
    const config =
      login === null
        ? options.connect()
        : options.connect(roleName(options.prefix, login), options.passwords[login] ?? undefined)
    const created = new pg.Pool({
      ...config,
      max,
      types: typeParsers,
      idleTimeoutMillis: 30_000,
      connectionTimeoutMillis: 30_000,
    })
    // A broken idle connection is replaced by the pool; without a handler it would end the process.
    created.on('error', () => undefined)
    pools.push(created)
    return created
  }
  const owner = pool(null, 2)
  let applied: string[]
  try {
    await createRoles(owner, options.prefix, options.passwords)
    applied = await migrateToLatest(owner, options.prefix)
  } catch (error) {
    await owner.end()
    throw error
  }
  const application = pool('application', options.poolSize)
  const exports = pool('application', 3)
  return {
    asCaller: (caller, work) =>
      transact(application, (client) => becomeCaller(client, options.prefix, caller), work),
    streamAs: (caller, work) =>
      transact(exports, (client) => becomeCaller(client, options.prefix, caller, 3600), work),
    asMaintenance: (work) => transact(owner, async () => undefined, work),
    jobPool: pool('jobs', 6),
    authPool: pool('auth', 4),
    applied,
    isEmbedded: options.isEmbedded,
    close: async () => {
      await Promise.all(pools.map((each) => each.end()))
    },
  }
}

async function transact<T>(
  pool: pg.Pool,
  prepare: (client: pg.PoolClient) => Promise<unknown>,
  work: (db: Db, client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  const ignoreLoss = () => undefined
  client.on('error', ignoreLoss)
  let broken = false
  try {
    await client.query('begin')
    await prepare(client)
    const result = await work(queriesOn<DB>(client), client)
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch(() => {
      broken = true
    })
    throw error
  } finally {
    client.off('error', ignoreLoss)
    client.release(broken)
  }
}

function becomeCaller(client: pg.PoolClient, prefix: string, caller: Caller, timeoutSeconds = 0) {
  const role: RoleName = caller.role
  const supplier = caller.role === 'supplier' ? wholeNumber(caller.supplierId) : -1
  const owner = caller.role === 'owner' ? wholeNumber(caller.shopOwnerId) : -1
  // One round trip; every value is a number or comes from a closed list.
  return client.query(
    `set local role ${roleName(prefix, role)};
     set local headwater.supplier_id = '${supplier}';
     set local headwater.shop_owner_id = '${owner}';
     set local statement_timeout = '${role === 'system' ? 0 : timeoutSeconds || 60}s'`,
  )
}

function wholeNumber(id: number): number {
  if (!Number.isSafeInteger(id) || id < 0)
    throw new RangeError(`caller id must be a whole number >= 0; got ${id}`)
  return id
}
