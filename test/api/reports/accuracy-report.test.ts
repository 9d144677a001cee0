import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { planner, system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'
import { insertSampleRun } from '#test/support/sample-run'
import { procedures, testServer, testServices } from '#test/support/server'

let headwater: Headwater
let server: Awaited<ReturnType<typeof testServer>>
beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, async (db) => {
    await insertSampleCompany(db)
    await insertSampleRun(db, 2, '2026-07-06')
  })
  server = await testServer(testServices(headwater))
})
afterAll(async () => {
  await server.app.close()
  await headwater.close()
})

it('the accuracy file has the groups and figures of the page, sorted like it, and the total last', async () => {
  const { cookie } = await server.signIn('analyst')
  const { body } = await server.app.inject({
    url: '/files/reports/accuracy.csv?by=item&lagWeeks=1&sort=wape&desc=true',
    headers: { cookie },
  })
  const [heading, ...rows] = body
    .replace('\uFEFF', '')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','))
  const view = (await procedures(testServices(headwater), planner).accuracy.scores({
    lagWeeks: 1,
    by: 'item',
  }))!
  const worstFirst = [...view.groups].sort((a, b) => b.wape! - a.wape!)
  expect(rows.map((row) => row[0])).toEqual([...worstFirst.map(({ name }) => name!.code), ''])
  const wape = heading!.indexOf('WAPE')
  expect(rows.map((row) => Number(row[wape]))).toEqual(
    [...worstFirst, view.total].map((group) => Number(group.wape!.toFixed(3))),
  )
})
