import { readConfiguration } from '#api/configuration'
import type { RequestContext, Services } from '#api/context'
import type { LiveChange } from '#api/live/live-changes'
import { appRouter } from '#api/router'
import { createServer } from '#api/server'
import { createAuthentication, ensureAccount } from '#api/session/authentication'
import type { Caller, Headwater } from '#db/client'
import { saveMembership } from '#db/membership'

/** Services on a test database with a fixed clock and live changes kept in a list. */
export function testServices(headwater: Headwater, now = new Date('2026-06-01T02:00:00Z')): Services {
  const listeners = new Set<(change: LiveChange) => void>()
  return {
    headwater,
    live: {
      subscribe(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      close: async () => undefined,
    },
    jobs: { enqueueRun: async () => undefined },
    sampleData: { underWay: null, hasFailed: false, start: () => false },
    dataFolder: '/nonexistent',
    isDemo: false,
    now: () => now,
  }
}

/** Calls procedures as one caller, without HTTP. */
export function procedures(services: Services, caller: Caller | null, isSignedIn = caller !== null) {
  const user = isSignedIn
    ? { userId: caller?.userId ?? 'nobody', name: 'Test', email: 'test@example.com' }
    : null
  const context: RequestContext = { ...services, user, caller, requestId: 'test', address: null }
  return appRouter.createCaller(context)
}

/** The whole server, not listening: use `inject`. */
export async function testServer(services: Services) {
  const authentication = createAuthentication({
    pool: services.headwater.authPool,
    secret: 'test-secret-of-more-than-thirty-two-characters',
    baseUrl: 'http://localhost',
    trustedOrigins: ['http://localhost'],
  })
  const configuration = readConfiguration({ HEADWATER_LOG: 'silent' }, '/')
  const app = await createServer({ configuration, services, authentication, webFolder: null })
  return {
    app,
    /** Signs in a new user of this role and returns the cookie header. */
    async signIn(
      role: 'planner' | 'analyst' | 'supplier' | 'owner',
      ids: { supplierId?: number; shopOwnerId?: number } = {},
    ) {
      const email = `${role}-${Math.random().toString(36).slice(2)}@example.com`
      const userId = await ensureAccount(authentication, { name: role, email, password: 'a-long-password' })
      const setter = { role: 'system', userId: 'test' } as const
      await services.headwater.asCaller(setter, (db) =>
        saveMembership(db, setter, {
          userId,
          role,
          supplierId: ids.supplierId ?? null,
          shopOwnerId: ids.shopOwnerId ?? null,
        }),
      )
      const response = await app.inject({
        method: 'POST',
        url: '/api/auth/sign-in/email',
        headers: { host: 'localhost' },
        payload: { email, password: 'a-long-password' },
      })
      if (response.statusCode !== 200) throw new Error(`sign-in failed: ${response.body}`)
      return {
        userId,
        cookie: response.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; '),
      }
    },
  }
}
