import path from 'node:path'
import { configurationHelp, readConfiguration } from '#api/configuration'
import { businessDate, type Services } from '#api/context'
import { startJobs } from '#api/jobs/jobs'
import { listenToChanges } from '#api/live/live-changes'
import { createServer } from '#api/server'
import { createAuthentication } from '#api/session/authentication'
import { demoAccounts } from '#api/session/demo-accounts'
import { FIRST_ACCOUNT } from '#api/wording/first-account'
import { openDatabase } from '#db/client'
import { hasMembers } from '#db/membership'
import { InputFault, runCommand } from './command-line.ts'
import { ensureDemoCompany, planDemoCompany } from './start/demo-company.ts'
import { ensureDemoUsers } from './start/demo-users.ts'
import { freePort } from './start/free-port.ts'
import { becomeOnlyServer } from './start/only-server.ts'
import { startSampleDataWork } from './start/sample-data.ts'
import { signingSecret } from './start/secret.ts'
import { buildWebIfNeeded } from './start/web-build.ts'

const root = path.join(import.meta.dirname, '..')
const help = `
Starts Headwater: database, web app, API and background jobs on one port.

  npm start

Settings (environment variable, meaning, default):
${configurationHelp()}
`

const started = performance.now()

await runCommand(help, {}, async () => {
  const configuration = configurationOrFault()
  const headwater = await openDatabase(configuration)
  const ending: (() => unknown)[] = [() => headwater.close()]
  try {
    ending.push(await becomeOnlyServer(headwater.jobPool))
    const isDemo = headwater.isEmbedded && configuration.demo === 'yes' && isLoopback(configuration.host)
    const webFolder = buildWebIfNeeded()
    const port = await freePort(configuration.host, configuration.port)
    const address = configuration.publicUrl ?? `http://${configuration.host}:${port}`
    const authentication = createAuthentication({
      pool: headwater.authPool,
      secret: signingSecret(configuration.dataFolder),
      baseUrl: address,
      trustedOrigins: [address, `http://localhost:${port}`, `http://127.0.0.1:${port}`],
    })
    const live = listenToChanges(headwater.jobPool, (error) =>
      process.stderr.write(`live changes: ${error}\n`),
    )
    ending.push(() => live.close())
    const jobs = await startJobs(headwater, {
      dataFolder: configuration.dataFolder,
      onError: (error) => process.stderr.write(`jobs: ${error}\n`),
    })
    ending.push(() => jobs.stop())
    const sampleData = startSampleDataWork({
      dataFolder: configuration.dataFolder,
      onError: (error) => process.stderr.write(`sample data: ${error}\n`),
      onLoaded: () => planDemoCompany(headwater, jobs, businessDate(new Date())),
    })
    ending.push(() => sampleData.stop())
    const services: Services = {
      headwater,
      live,
      jobs,
      sampleData,
      dataFolder: configuration.dataFolder,
      isDemo,
      now: () => new Date(),
    }
    const today = businessDate(services.now())
    if (isDemo && (await ensureDemoCompany(headwater, today))) await planDemoCompany(headwater, jobs, today)
    if (isDemo) await ensureDemoUsers(headwater, authentication)
    const server = await createServer({ configuration, services, authentication, webFolder })
    await server.listen({ host: configuration.host, port })
    ending.push(() => server.close())
    const hasAccounts = await headwater.asCaller({ role: 'system', userId: 'start' }, hasMembers)
    announceReady(address, isDemo, hasAccounts)
  } catch (error) {
    await endInOrder(ending)
    throw error
  }
  stopOnSignals(ending)
})

function configurationOrFault() {
  try {
    return readConfiguration(process.env, root)
  } catch (error) {
    throw new InputFault((error as Error).message)
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

function announceReady(address: string, isDemo: boolean, hasAccounts: boolean) {
  const lines = [`Headwater is ready at ${address} (${((performance.now() - started) / 1000).toFixed(1)} s)`]
  if (isDemo)
    for (const { role, email, password } of demoAccounts)
      lines.push(`  ${role.padEnd(9)} ${email.padEnd(26)} ${password}`)
  if (!hasAccounts)
    lines.push(`  Nobody can sign in yet. Make the first account in another terminal:`, `  ${FIRST_ACCOUNT}`)
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** Stop accepting, end streams, give jobs back, drain pools, stop the database: the reverse of starting. */
async function endInOrder(ending: readonly (() => unknown)[]) {
  for (const end of ending.toReversed()) {
    try {
      await end()
    } catch (error) {
      process.stderr.write(`while stopping: ${error}\n`)
    }
  }
}

function stopOnSignals(ending: readonly (() => unknown)[]) {
  let isStopping = false
  const stop = async () => {
    if (isStopping) return
    isStopping = true
    clearInterval(watch)
    await endInOrder(ending)
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  // Whoever started us was killed: nothing may stay behind.
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid !== parent) stop()
  }, 500)
}
