import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { system, testDatabase } from '#test/support/database'
import { procedures, testServer, testServices } from '#test/support/server'

let headwater: Headwater
let server: Awaited<ReturnType<typeof testServer>>

beforeAll(async () => {
  headwater = await testDatabase()
  server = await testServer(testServices(headwater))
})
afterAll(async () => {
  await server.app.close()
  await headwater.close()
})

const roleSeen = async (headers: Record<string, string>) =>
  (await server.app.inject({ url: '/trpc/session.current', headers })).json().result.data.role

describe('sessions and tokens', () => {
  it('a session cookie carries the role; a revoked membership bites at once', async () => {
    const { cookie, userId } = await server.signIn('planner')
    expect(await roleSeen({ cookie })).toBe('planner')
    await headwater.asCaller(system, (db) =>
      db.updateTable('membership').set({ is_revoked: true }).where('user_id', '=', userId).execute(),
    )
    expect(await roleSeen({ cookie })).toBe(null)
  })
  it('a token acts as its owner until it is revoked', async () => {
    const { userId } = await server.signIn('analyst')
    const api = procedures(testServices(headwater), { role: 'analyst', userId })
    const { token, apiTokenId } = await api.tokens.issue({ name: 'Excel', validDays: 30 })
    expect(await roleSeen({ authorization: `Bearer ${token}` })).toBe('analyst')
    await api.tokens.revoke({ apiTokenId })
    expect(await roleSeen({ authorization: `Bearer ${token}` })).toBe(null)
  })
  it('a request from another origin is refused', async () => {
    const { cookie } = await server.signIn('planner')
    const response = await server.app.inject({
      method: 'POST',
      url: '/trpc/tokens.issue',
      headers: { cookie, origin: 'https://elsewhere.example' },
      payload: { name: 'x', validDays: 3 },
    })
    expect(response.statusCode).toBe(403)
  })
  it('nobody signs up by themselves', async () => {
    const response = await server.app.inject({
      method: 'POST',
      url: '/api/auth/sign-up/email',
      headers: { host: 'localhost' },
      payload: { email: 'x@example.com', password: 'a-long-password', name: 'x' },
    })
    expect(response.statusCode).toBeGreaterThanOrEqual(400)
  })
  it('liveness, readiness and metrics answer', async () => {
    for (const url of ['/healthz', '/readyz', '/metrics'])
      expect([url, (await server.app.inject({ url })).statusCode]).toEqual([url, 200])
  })
})
