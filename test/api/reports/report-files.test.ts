import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { businessMoment } from '#api/context'
import { ReportFilter } from '#api/reports/report-filter'
import type { Headwater } from '#db/client'
import { planner, system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'
import { SAMPLE } from '#test/support/sample-run'
import { procedures, testServer, testServices } from '#test/support/server'

let headwater: Headwater
let server: Awaited<ReturnType<typeof testServer>>
const cookies: Record<string, string> = {}
beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, insertSampleCompany)
  server = await testServer(testServices(headwater))
  cookies.planner = (await server.signIn('planner')).cookie
  cookies.supplier = (await server.signIn('supplier', { supplierId: SAMPLE.supplierId })).cookie
  cookies.owner = (await server.signIn('owner', { shopOwnerId: SAMPLE.shopOwnerId })).cookie
})
afterAll(async () => {
  await server.app.close()
  await headwater.close()
})

const get = (address: string, role = 'planner') =>
  server.app.inject({ method: 'GET', url: address, headers: { cookie: cookies[role]! } })
const rowsOf = (csv: string) =>
  csv
    .replace('\uFEFF', '')
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','))

describe('report files', () => {
  it('the demand file has the rows of the page, in its order, to the unit', async () => {
    for (const unit of ['piece', 'gram'] as const) {
      const [heading, ...rows] = rowsOf((await get(`/files/reports/demand.csv?unit=${unit}`)).body)
      const view = (await procedures(testServices(headwater), planner).demand.overview({ unit }))!.rows
      expect(rows.map((row) => row[0])).toEqual(view.map((row) => row.code))
      expect(rows.map((row) => Number(row[heading!.indexOf('预测')]))).toEqual(
        view.map((row) => Math.round(row.mean)),
      )
    }
  })

  it('a file of items in several units names the unit of each row', async () => {
    for (const name of ['demand', 'order-plan', 'batches']) {
      const [heading, ...rows] = rowsOf((await get(`/files/reports/${name}.csv`)).body)
      const [code, unit] = [heading!.indexOf('商品编码'), heading!.indexOf('单位')]
      expect(rows.length).toBeGreaterThan(0)
      for (const row of rows) expect([name, row[unit]]).toEqual([name, row[code] === 'MANGO' ? '克' : '件'])
      if (name === 'demand') expect(new Set(rows.map((row) => row[unit])).size).toBe(2)
    }
  })

  it('sorted and filtered like the page', async () => {
    const codes = async (query: string) =>
      rowsOf((await get(`/files/reports/demand.csv?language=en&${query}`)).body)
        .slice(1)
        .map((row) => row[0])
    expect(await codes('sort=forecast&desc=false')).toEqual(['00123', 'TS-01', 'MANGO'])
    expect(await codes(`supplierId=${SAMPLE.otherSupplierId}`)).toEqual(['MANGO'])
  })

  it('headings are in the language asked for, Chinese unless told otherwise', async () => {
    expect(rowsOf((await get('/files/reports/batches.csv')).body)[0]).toContain('批量')
    expect(rowsOf((await get('/files/reports/batches.csv?language=en')).body)[0]).toContain('Batch quantity')
  })

  it('every report of a run is written in both formats', async () => {
    for (const name of [
      'demand',
      'demand-groups',
      'forecast',
      'order-plan',
      'batches',
      'exceptions',
      'accuracy',
    ])
      for (const format of ['csv', 'xlsx']) {
        const response = await get(`/files/reports/${name}.${format}`)
        expect([name, format, response.statusCode]).toEqual([name, format, 200])
        expect(response.rawPayload.length).toBeGreaterThan(100)
      }
  })

  it('as Parquet too: DuckDB reads the rows of the CSV', async () => {
    const { rawPayload, headers } = await get('/files/reports/forecast.parquet?language=en')
    expect(headers['content-disposition']).toContain('.parquet')
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'hw-test-parquet-')), 'forecast.parquet')
    writeFileSync(file, rawPayload)
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    const reader = await connection.runAndReadAll(`select count(*)::integer from '${file}'`)
    expect(reader.getRows()).toEqual([[78]])
  })

  it('a format that is not written is named beside those that are', async () => {
    const { statusCode, body } = await get('/files/reports/forecast.pdf')
    expect([statusCode, body]).toEqual([404, expect.stringContaining('csv, xlsx, parquet')])
  })

  it('3 items × 26 weeks = 78 rows in the long form', async () => {
    expect(rowsOf((await get('/files/reports/forecast.csv')).body)).toHaveLength(1 + 78)
  })

  it('suppliers and owners get no report of the platform', async () => {
    expect((await get('/files/reports/demand.csv', 'supplier')).statusCode).toBe(403)
    expect((await get('/files/reports/demand.csv', 'owner')).statusCode).toBe(403)
    expect((await get('/files/reports/publication.csv', 'owner')).statusCode).toBe(403)
    expect((await get('/files/reports/publication.csv', 'supplier')).statusCode).toBe(404)
    expect((await server.app.inject({ url: '/files/reports/demand.csv' })).statusCode).toBe(401)
  })

  it('an unknown report or a wrong filter is named', async () => {
    expect((await get('/files/reports/secrets.csv')).statusCode).toBe(404)
    const wrong = await get('/files/reports/demand.csv?supplierId=abc')
    expect(wrong.statusCode).toBe(400)
    expect(wrong.json().message).toContain('supplierId')
  })

  it('the filter of a page fits the filter of its file', () => {
    expect(ReportFilter.parse({ search: '羽绒', supplierId: '11', desc: 'true' })).toEqual({
      search: '羽绒',
      supplierId: 11,
      desc: true,
    })
  })
})

describe('moments in a file', () => {
  it('are told in the time zone that the file names: 16:30 UTC is half past midnight in Shanghai', () => {
    expect(businessMoment(new Date('2026-06-01T16:30:00Z'))).toBe('2026-06-02 00:30')
  })
})
