import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Launch, launchFor } from './embedded-binaries.ts'

export interface EmbeddedServer {
  /** Folder of the Unix socket: the only way in, readable by its owner alone. */
  readonly host: string
  readonly startedHere: boolean
  /** Stops the server when this process started it, once every other client has left. */
  leave(): Promise<void>
}

export interface EmbeddedOptions {
  /** Further `-c name=value` settings, for tests. */
  readonly settings?: readonly string[]
  readonly namespaces?: 'try' | 'refuse'
}

/** A Unix socket path may hold at most 107 bytes. */
const LONGEST_SOCKET_FOLDER = 85

/**
 * Joins the PostgreSQL that serves `dataFolder`, or creates and starts it. Socket only: no port, no password.
 * The server ends with the process that started it, even after kill -9. Call it from the main thread.
 */
export async function joinEmbedded(
  dataFolder: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedServer> {
  const base = path.resolve(dataFolder)
  const other = folderForOtherUser(base)
  const launch = await launchFor(other, options.namespaces)
  const cluster = launch.dataOwner ? path.join(other, 'postgres') : path.join(base, 'postgres')
  const host =
    cluster.length <= LONGEST_SOCKET_FOLDER ? cluster : path.join(tmpdir(), `headwater-${digest(base)}`)
  createOwned(base, null)
  createOwned(cluster, launch.dataOwner)
  if (host !== cluster) createOwned(host, launch.dataOwner)
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if (await accepts(host)) return { host, startedHere: false, leave: async () => undefined }
    if (!takeLock(base)) {
      await sleep(50)
      continue
    }
    try {
      if (await accepts(host)) continue
      if (runningServer(cluster)) {
        await sleep(100)
        continue
      }
      removeStaleLocks(cluster, host)
      initialise(cluster, launch)
      endOrphans(cluster)
      const child = await startServer(cluster, host, launch, options.settings ?? [])
      return { host, startedHere: true, leave: () => stopWhenAlone(child, host) }
    } catch (error) {
      if (!(error instanceof StillHeld)) throw error
      await sleep(100)
    } finally {
      releaseLock(base)
    }
  }
  throw new Error(
    `the database in ${cluster} is being started or stopped by another process; try again in a moment`,
  )
}

/** Where data and a copy of the server lie when another user must run it: outside any home only root may enter. */
export function folderForOtherUser(dataFolder: string): string {
  return `/var/lib/headwater-${digest(path.resolve(dataFolder))}`
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}

export function embeddedClient(host: string, user = 'postgres', database = 'postgres') {
  return { host, user, database, application_name: `headwater ${process.pid}` }
}

function createOwned(folder: string, owner: { uid: number; gid: number } | null) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (owner) chownSync(folder, owner.uid, owner.gid)
}

async function accepts(host: string): Promise<boolean> {
  if (!existsSync(path.join(host, '.s.PGSQL.5432'))) return false
  const client = new pg.Client({ ...embeddedClient(host), connectionTimeoutMillis: 3000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

function isAlive(pid: number, name: RegExp): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return name.test(stat) && !/[XZ]/.test(stat.split(') ')[1]?.[0] ?? 'X')
  } catch {
    return false
  }
}

/** One process at a time creates or starts a cluster; a lock whose owner is gone is taken over. */
function takeLock(base: string): boolean {
  const lock = path.join(base, 'starting')
  try {
    mkdirSync(lock)
    mkdirSync(path.join(lock, String(process.pid)))
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const owner = lockOwner(lock)
    if (owner !== undefined && !isAlive(owner, /./)) rmSync(lock, { recursive: true, force: true })
    return false
  }
}

function lockOwner(lock: string): number | undefined {
  const result = spawnSync('ls', [lock], { encoding: 'utf8' })
  const pid = Number(result.stdout.trim())
  return Number.isInteger(pid) && pid > 0 ? pid : undefined
}

function releaseLock(base: string) {
  rmSync(path.join(base, 'starting'), { recursive: true, force: true })
}

function runningServer(cluster: string): boolean {
  try {
    const pid = Number(readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0])
    return isAlive(pid, /postgres/)
  } catch {
    return false
  }
}

/** A server that was killed left processes behind which hold its memory until their statement ends. */
class StillHeld extends Error {}

/** Tells what a killed server left behind to roll back and end; it works in the data folder and nobody leads it. */
function endOrphans(cluster: string) {
  if (process.platform !== 'linux') return
  const folder = realpathSync(cluster)
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    try {
      const isOurs = readlinkSync(`/proc/${pid}/cwd`) === folder
      if (isOurs && /^\d+ \(postgres\)/.test(readFileSync(`/proc/${pid}/stat`, 'utf8')))
        process.kill(Number(pid), 'SIGTERM')
    } catch {
      // Gone since, or another user's.
    }
  }
}

function removeStaleLocks(cluster: string, host: string) {
  rmSync(path.join(cluster, 'postmaster.pid'), { force: true })
  for (const name of ['.s.PGSQL.5432.lock', '.s.PGSQL.5432']) rmSync(path.join(host, name), { force: true })
}

function run(launch: Launch, command: readonly string[]) {
  const [program, ...args] = [...launch.wrap, ...command]
  const result = spawnSync(program!, args, { encoding: 'utf8', cwd: '/' })
  if (result.status !== 0) throw new Error(`${command[0]} failed: ${result.stderr || result.error}`)
}

function initialise(cluster: string, launch: Launch) {
  if (existsSync(path.join(cluster, 'PG_VERSION'))) return
  const locale = ['-E', 'UTF8', '--locale=C.UTF-8']
  run(launch, [
    launch.initdb,
    '-D',
    cluster,
    '-U',
    'postgres',
    '--auth=trust',
    ...locale,
    '--no-sync',
    '--no-instructions',
  ])
}

async function startServer(
  cluster: string,
  host: string,
  launch: Launch,
  settings: readonly string[],
): Promise<ChildProcess> {
  const defaults = [
    'listen_addresses=',
    'shared_buffers=256MB',
    'max_wal_size=2GB',
    'jit=off',
    'max_connections=100',
  ]
  const [program, ...args] = [
    ...launch.wrap,
    ...['setpriv', '--pdeathsig', 'INT', '--'],
    ...[launch.postgres, '-D', cluster, '-k', host],
    ...[...defaults, ...settings].flatMap((setting) => ['-c', setting]),
  ]
  // A process group of its own: Ctrl-C in the terminal must not reach the server before we let it go.
  const child = spawn(program!, args, { stdio: ['ignore', 'ignore', 'pipe'], cwd: '/', detached: true })
  let log = ''
  child.stderr.on('data', (data) => {
    log = (log + data).slice(-4000)
  })
  child.on('error', (error) => {
    log += String(error)
  })
  for (let attempt = 0; attempt < 600 && child.exitCode === null; attempt += 1) {
    if (await accepts(host)) {
      ;(child.stderr as Partial<{ unref(): void }>).unref?.()
      child.unref()
      return child
    }
    await sleep(25)
  }
  child.kill('SIGINT')
  if (/pre-existing shared memory block/.test(log)) throw new StillHeld(log)
  throw new Error(`the embedded PostgreSQL did not start: ${log}`)
}

async function stopWhenAlone(child: ChildProcess, host: string): Promise<void> {
  const exited = new Promise<void>((done) =>
    child.exitCode === null && child.signalCode === null ? child.once('exit', () => done()) : done(),
  )
  for (let waited = 0; await hasOtherClients(host); waited += 1) {
    if (waited === 0)
      process.stderr.write('Keeping the database running until the last process using it has left …\n')
    await sleep(500)
  }
  child.ref()
  child.kill('SIGINT')
  await exited
}

async function hasOtherClients(host: string): Promise<boolean> {
  const client = new pg.Client(embeddedClient(host))
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query(
      `select 1 from pg_stat_activity
       where backend_type = 'client backend' and pid <> pg_backend_pid() and application_name <> $1 limit 1`,
      [`headwater ${process.pid}`],
    )
    return rows.length > 0
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}
