import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSource } from '#api/ingest/open-source'
import type { ImportSummary } from '#api/ingest/schema'
import type { Headwater } from '#db/client'
import { testDatabase } from '#test/support/database'
import { fileOf, makeMasters, SALES } from '#test/support/import-files'
import { testServer, testServices } from '#test/support/server'

let headwater: Headwater
let server: Awaited<ReturnType<typeof testServer>>
const cookies: Record<string, string> = {}

beforeAll(async () => {
  headwater = await testDatabase()
  await makeMasters(headwater)
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'headwater-uploads-'))
  server = await testServer({ ...testServices(headwater), dataFolder })
  for (const role of ['planner', 'analyst'] as const) cookies[role] = (await server.signIn(role)).cookie
  cookies.nobody = ''
})
afterAll(async () => {
  await server.app.close()
  await headwater.close()
})

const request = (who: string, method: 'GET' | 'POST', url: string, payload?: unknown, headers = {}) =>
  server.app.inject({
    method,
    url,
    headers: { host: 'localhost', cookie: cookies[who] ?? '', ...headers },
    ...(payload === undefined ? {} : { payload: payload as string }),
  })

function upload(who: string, query: string, content: string, fields: Record<string, string> = {}) {
  const boundary = 'form-boundary'
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const file = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="sales.csv"\r\ncontent-type: text/csv\r\n\r\n${content}\r\n--${boundary}--\r\n`
  return request(who, 'POST', `/files/imports?${query}`, parts.join('') + file, {
    'content-type': `multipart/form-data; boundary=${boundary}`,
  })
}

async function settled(importId: number, from = 'staged'): Promise<ImportSummary> {
  for (;;) {
    const response = await request('planner', 'GET', `/api/v1/imports/${importId}`)
    const summary = response.json() as ImportSummary
    if (summary.state !== from) return summary
    await new Promise((next) => setTimeout(next, 20))
  }
}

describe('import over HTTP', () => {
  it('upload, look, commit, look again: the second upload is unchanged', async () => {
    const content = `${SALES}A1,I1,O1,sale,3,2026-05-01,\n`
    const sent = await upload('planner', 'kind=owner-sales', content)
    expect(sent.statusCode).toBe(202)
    const { importId } = sent.json() as { importId: number }
    expect(await settled(importId)).toMatchObject({
      state: 'checked',
      fileName: 'sales.csv',
      counts: { newEntries: 1 },
    })
    const committed = await request('planner', 'POST', `/api/v1/imports/${importId}/commit`, '{}', {
      'content-type': 'application/json',
    })
    expect(committed.json()).toEqual({ importId })
    expect(await settled(importId, 'checked')).toMatchObject({ state: 'committed', ledgerVersion: 1 })
    const again = (await upload('planner', 'kind=owner-sales', content)).json() as { importId: number }
    expect((await settled(again.importId)).counts).toMatchObject({ newEntries: 0, unchangedLines: 1 })
  })
  it('the rows with a fault come back as a file', async () => {
    const { importId } = (
      await upload('planner', 'kind=owner-sales', `${SALES}A7,I9,O1,sale,3,2026-05-01,\n`)
    ).json() as { importId: number }
    await settled(importId)
    const response = await request(
      'analyst',
      'GET',
      `/files/imports/${importId}/failed-rows?format=csv&language=en`,
    )
    expect(response.body.split('\r\n')[1]).toMatch(/^A7,I9,O1,sale,3,2026-05-01,,2,"?Item: There is no item/)
  })
  it('a mapping sent before the file is used', async () => {
    const mapping = JSON.stringify({
      kind: 'owner-sales',
      fields: { item: 'Code', quantity: 'Pieces', sold_at: 'Day' },
    })
    const { importId } = (
      await upload('planner', 'kind=owner-sales&isDryRun=true', 'Code,Pieces,Day\nI1,2,2026-05-01\n', {
        mapping,
      })
    ).json() as { importId: number }
    expect(await settled(importId)).toMatchObject({ state: 'checked', isDryRun: true, faults: 0 })
    const commit = await request('planner', 'POST', `/api/v1/imports/${importId}/commit`, '{}', {
      'content-type': 'application/json',
    })
    expect(commit.statusCode).toBe(409)
  })
  it('what is asked wrongly is told: kind, mapping, no file', async () => {
    expect((await upload('planner', 'kind=nonsense', 'a')).statusCode).toBe(400)
    expect((await upload('planner', 'kind=stock&savedMapping=unknown', 'a')).json()).toMatchObject({
      error: 'invalid-input',
    })
    expect(
      (
        await request('planner', 'POST', '/files/imports?kind=stock', '{}', {
          'content-type': 'application/json',
        })
      ).statusCode,
    ).toBe(400)
  })
  it('only planners send files; analysts look; others see nothing', async () => {
    expect((await upload('analyst', 'kind=owner-sales', SALES)).statusCode).toBe(403)
    expect((await upload('nobody', 'kind=owner-sales', SALES)).statusCode).toBe(401)
    expect((await request('nobody', 'GET', '/files/imports/1/failed-rows')).statusCode).toBe(401)
    expect((await request('analyst', 'GET', '/files/imports/99/failed-rows')).statusCode).toBe(404)
    expect((await request('nobody', 'GET', '/files/imports/templates/items')).statusCode).toBe(401)
  })
  it('a template in Chinese opens with the headings that the import reads', async () => {
    const response = await request('analyst', 'GET', '/files/imports/templates/stock?language=zh&format=xlsx')
    const source = await openSource(fileOf(response.rawPayload, 'xlsx'), null)
    expect(source.header.cells).toEqual(['商品编码', '商品名称', '仓库编码', '盘点时间', '现有库存', '单位'])
    await source.rows.return(undefined)
  })
})
