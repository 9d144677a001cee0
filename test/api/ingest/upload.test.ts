import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Services } from '#api/context'
import type { Headwater } from '#db/client'
import { planner, system, testDatabase } from '#test/support/database'
import { procedures, testServer, testServices } from '#test/support/server'

const folder = mkdtempSync(path.join(tmpdir(), 'hw-upload-'))
let headwater: Headwater
let services: Services
let server: Awaited<ReturnType<typeof testServer>>

beforeAll(async () => {
  headwater = await testDatabase()
  services = { ...testServices(headwater), dataFolder: folder }
  server = await testServer(services)
  await headwater.asCaller(system, (db) =>
    db.insertInto('item').values({ code: 'KIWI', name_zh: '猕猴桃', name_en: 'Kiwi' }).execute(),
  )
})
afterAll(async () => {
  await server.app.close()
  await headwater.close()
  rmSync(folder, { recursive: true, force: true })
})

async function upload(cookie: string, text: string) {
  const boundary = 'headwater-boundary'
  return server.app.inject({
    method: 'POST',
    url: '/files/imports?kind=owner-sales',
    headers: { cookie, 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="sales.csv"\r\nContent-Type: text/csv\r\n\r\n${text}\r\n--${boundary}--\r\n`,
  })
}

async function settled(importId: number, states: readonly string[]) {
  const api = procedures(services, planner)
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const summary = await api.imports.get({ importId })
    if (states.includes(summary.state)) return summary
    await sleep(50)
  }
  throw new Error(`import ${importId} did not settle`)
}

async function headings(cookie: string) {
  const response = await server.app.inject({
    url: '/files/imports/templates/owner-sales',
    headers: { cookie },
  })
  return response.body.replace('\uFEFF', '').split('\r\n')[0] ?? ''
}

describe('uploading a file', () => {
  it('a supplier may not', async () => {
    await headwater.asCaller(system, (db) =>
      db.insertInto('supplier').values({ supplier_id: 7, code: 'S7', name_zh: '厂', name_en: 'F' }).execute(),
    )
    const { cookie } = await server.signIn('supplier', { supplierId: 7 })
    expect((await upload(cookie, 'x')).statusCode).toBe(403)
  })
  it('without a sign-in nobody may', async () => {
    expect((await upload('', 'x')).statusCode).toBe(401)
  })
  it('a wrong kind is named', async () => {
    const { cookie } = await server.signIn('planner')
    const response = await server.app.inject({
      method: 'POST',
      url: '/files/imports?kind=nonsense',
      headers: { cookie },
    })
    expect([response.statusCode, response.json().message]).toEqual([400, expect.stringContaining('kind')])
  })
  it('a faulty row is told, and nothing is written', async () => {
    const { cookie } = await server.signIn('planner')
    const columns = (await headings(cookie)).split(',')
    const response = await upload(
      cookie,
      `${columns.join(',')}\r\n${columns.map(() => 'nonsense').join(',')}\r\n`,
    )
    expect(response.statusCode).toBe(202)
    const { importId } = response.json()
    const summary = await settled(importId, ['checked', 'rejected'])
    expect(summary.faults).toBeGreaterThan(0)
    const rows = await headwater.asCaller(system, (db) =>
      db.selectFrom('demand_entry').select('entry_id').execute(),
    )
    expect(rows).toEqual([])
    const failed = await server.app.inject({
      url: `/files/imports/${importId}/failed-rows`,
      headers: { cookie },
    })
    expect(failed.body).toContain('nonsense')
  })
})
