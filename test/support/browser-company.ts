import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readConfiguration } from '#api/configuration'
import { listenToChanges } from '#api/live/live-changes'
import { publishRun } from '#api/publication/publish-run'
import { createServer } from '#api/server'
import { createAuthentication } from '#api/session/authentication'
import { demoAccounts } from '#api/session/demo-accounts'
import { ensureDemoUsers } from '#scripts/start/demo-users'
import { freePort } from '#scripts/start/free-port'
import { buildWebIfNeeded } from '#scripts/start/web-build'
import { system, testDatabase } from './database.ts'
import { insertSampleBoxes } from './sample-boxes.ts'
import { insertSampleCompany } from './sample-company.ts'
import { insertSampleMaterials } from './sample-materials.ts'
import { SAMPLE } from './sample-run.ts'

const NOW = new Date('2026-06-01T02:00:00Z')

/** The whole server on a port of its own, with the sample company and one account per role. */
export async function startCompany() {
  const headwater = await testDatabase()
  await headwater.asCaller(system, insertSampleCompany)
  await headwater.asCaller(system, insertSampleMaterials)
  await headwater.asCaller(system, insertSampleBoxes)
  await publishRun(headwater, system, { runId: SAMPLE.runId, now: NOW })
  const host = '127.0.0.1'
  // By process, so that two runs of the tests do not take the same port between looking and listening.
  const port = await freePort(host, 4700 + (process.pid % 1000))
  const address = `http://${host}:${port}`
  const authentication = createAuthentication({
    pool: headwater.authPool,
    secret: 'test-secret-of-more-than-thirty-two-characters',
    baseUrl: address,
    trustedOrigins: [address],
  })
  await ensureDemoUsers(headwater, authentication)
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'hw-test-company-'))
  const live = listenToChanges(headwater.jobPool, () => undefined)
  const app = await createServer({
    configuration: readConfiguration({ HEADWATER_LOG: 'silent' }, path.join(import.meta.dirname, '../..')),
    services: {
      headwater,
      live,
      jobs: { enqueueRun: async () => undefined },
      sampleData: { underWay: null, hasFailed: false, start: () => false },
      dataFolder,
      isDemo: true,
      now: () => NOW,
    },
    authentication,
    webFolder: buildWebIfNeeded(),
  })
  await app.listen({ host, port })
  return {
    address,
    headwater,
    /** Cookie header of a signed-in user of this role. */
    async signIn(role: (typeof demoAccounts)[number]['role']): Promise<string> {
      const account = demoAccounts.find((candidate) => candidate.role === role)!
      const response = await app.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        headers: { host: `${host}:${port}` },
        payload: { email: account.email, password: account.password },
      })
      if (response.statusCode !== 200) throw new Error(`sign-in failed: ${response.body}`)
      return response.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
    },
    async stop() {
      await app.close()
      await live.close()
      await headwater.close()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

export type Company = Awaited<ReturnType<typeof startCompany>>
