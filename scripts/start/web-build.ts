import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { thirdPartyNotices } from './third-party-notices.ts'

const root = path.join(import.meta.dirname, '../..')
const dist = path.join(root, 'web/dist')
const stamp = path.join(dist, '.built-from')

/** Builds the web app when its sources changed since the last build; returns the folder to serve. */
export function buildWebIfNeeded(): string {
  const wanted = fingerprint()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return dist
  process.stderr.write('Building the web app …\n')
  const build = spawnSync('vite', ['build', '--config', 'web/vite.config.ts', '--logLevel', 'error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (build.status !== 0) throw new Error('the web app could not be built; its messages stand above')
  writeFileSync(path.join(dist, 'third-party-notices.txt'), thirdPartyNotices(root))
  writeFileSync(stamp, wanted)
  return dist
}

/** Everything the bundle is made from: the web sources, what they may import, and the lockfile. */
function fingerprint(): string {
  const hash = createHash('sha256')
  for (const folder of ['web', 'api/planning', 'api/wording'])
    for (const file of readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).sort())
      if (/\.(tsx?|css|html|json|svg)$/.test(file) && !file.startsWith('dist'))
        hash.update(file).update(readFileSync(path.join(root, folder, file)))
  return hash.update(readFileSync(path.join(root, 'package-lock.json'))).digest('hex')
}
