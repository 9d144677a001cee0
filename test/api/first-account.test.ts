import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { testDatabase } from '#test/support/database'
import { testServer, testServices } from '#test/support/server'

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

it('a new installation says that nobody can sign in, until the first account is made', async () => {
  const lacksAccounts = async () =>
    (await server.app.inject({ url: '/trpc/session.current' })).json().result.data.lacksAccounts
  expect(await lacksAccounts()).toBe(true)
  await server.signIn('planner')
  expect(await lacksAccounts()).toBe(false)
})
