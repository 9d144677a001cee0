// Runs on the system's Node (20 or newer): installs what is missing, then hands over to the pinned Node 24.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [name, ...args] = process.argv.slice(2)
const pinnedNode = join(root, `node_modules/node-${process.platform}-${process.arch}/bin/node`)
const linkedNode = join(root, 'node_modules/.bin/node')
const hasPinnedNode = process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch)

function installedMatchesLockfile() {
  const installed = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(installed) || (hasPinnedNode && !existsSync(pinnedNode))) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const present = JSON.parse(readFileSync(installed, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || entry.optional || entry.devOptional || present[path]?.version === entry.version,
  )
}

if (!installedMatchesLockfile()) {
  process.stderr.write('Installing packages (once per lockfile) …\n')
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  })
  if (npm.status !== 0) {
    process.stderr.write(
      'npm ci failed; see its message above. Check the network and run the command again.\n',
    )
    process.exit(1)
  }
}

if (!hasPinnedNode && Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    `There is no pinned Node for ${process.platform}-${process.arch}: install Node 24 or newer.\n`,
  )
  process.exit(1)
}
// npm 10 forgets this link when another platform's package offers the same command.
if (hasPinnedNode && !existsSync(linkedNode)) symlinkSync(pinnedNode, linkedNode)

const child = spawn(
  hasPinnedNode ? pinnedNode : process.execPath,
  ['--disable-warning=ExperimentalWarning', join(root, `scripts/${name}.ts`), ...args],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}`,
    },
  },
)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
stopWhenNpmIsKilled()

/** npm killed with -9 cannot pass anything on: look whether the process that runs this script is still npm's. */
function stopWhenNpmIsKilled() {
  if (!process.env.npm_lifecycle_event || process.platform !== 'linux') return
  const chain = () => {
    const parent = process.ppid
    try {
      return `${parent} ${readFileSync(`/proc/${parent}/stat`, 'utf8').split(') ')[1].split(' ')[1]}`
    } catch {
      return `${parent} gone`
    }
  }
  const started = chain()
  const isShell = /(^|\/)(sh|dash|bash)\0/.test(readFileSync(`/proc/${process.ppid}/cmdline`, 'utf8'))
  setInterval(() => {
    const isSame = isShell ? chain() === started : process.ppid === Number(started.split(' ')[0])
    if (!isSame) child.kill('SIGTERM')
  }, 500).unref()
}
