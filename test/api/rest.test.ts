import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRun, makeRun } from '#api/runs/run-plan'
import { closeWorkers } from '#api/runs/worker-pool'
import type { Headwater } from '#db/client'
import { system, testDatabase } from '#test/support/database'
import { procedures, testServer, testServices } from '#test/support/server'
import { AS_OF, JACKET, MANGO, NOW, SUPPLIER, smallCompany, TEA } from '#test/support/small-company'

let headwater: Headwater
let server: Awaited<ReturnType<typeof testServer>>
const tokens: Record<string, string> = {}
const dataFolder = mkdtempSync(path.join(tmpdir(), 'hw-test-rest-'))

beforeAll(async () => {
  headwater = await testDatabase()
  await smallCompany(headwater)
  const services = { ...testServices(headwater, NOW), dataFolder }
  server = await testServer(services)
  for (const role of ['planner', 'supplier'] as const) {
    const { userId } = await server.signIn(role, role === 'supplier' ? { supplierId: SUPPLIER } : {})
    const caller = role === 'supplier' ? { role, userId, supplierId: SUPPLIER } : { role, userId }
    tokens[role] = (await procedures(services, caller).tokens.issue({ name: 'test', validDays: 1 })).token
  }
})
afterAll(async () => {
  await closeWorkers()
  await server.app.close()
  await headwater.close()
  rmSync(dataFolder, { recursive: true })
})

async function call(who: string, method: 'GET' | 'POST', url: string, payload?: object) {
  const response = await server.app.inject({
    method,
    url: `/api/v1${url}`,
    headers: { authorization: `Bearer ${tokens[who]}` },
    ...(payload === undefined ? {} : { payload }),
  })
  return { status: response.statusCode, body: response.json() }
}
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

describe('a program works through the plan by token alone', () => {
  let runId = 0
  let publicationId = 0

  it('before the first run it is told that there is none', async () => {
    expect(await call('planner', 'GET', '/runs/current')).toEqual({
      status: 200,
      body: { shown: null, underWay: null },
    })
    const { status, body } = await call('planner', 'GET', '/forecasts')
    expect([status, body.message]).toEqual([404, 'No planning run has finished yet; start one first.'])
  })

  it('a run is started, found queued, and found finished when it was made', async () => {
    const started = await call('planner', 'POST', '/runs', { asOf: AS_OF, horizonWeeks: 12, detailWeeks: 4 })
    runId = started.body.runId
    expect((await call('planner', 'GET', '/runs/current')).body.underWay).toMatchObject({
      runId,
      state: 'queued',
    })
    await makeRun(headwater, runId)
    expect((await call('planner', 'GET', `/runs/${runId}`)).body).toMatchObject({
      runId,
      asOf: AS_OF,
      state: 'finished',
      itemCount: 3,
    })
    const summary = (await call('planner', 'GET', `/runs/${runId}/summary`)).body
    expect(summary).toMatchObject({ items: 3, horizonWeeks: 12 })
    expect((await call('planner', 'GET', '/runs?limit=1')).body).toHaveLength(1)
    expect((await call('planner', 'GET', '/runs/999')).status).toBe(404)
    expect((await call('planner', 'GET', '/runs/none')).status).toBe(400)
    expect((await call('planner', 'GET', '/runs/99999999999999')).status).toBe(400)
  })

  it('a summary never adds grams to pieces: one entry per base unit, the most common first', async () => {
    const count = (base_unit: 'gram' | 'piece') =>
      headwater.asCaller(system, (db) =>
        db.updateTable('item').set({ base_unit }).where('item_id', '=', MANGO).execute(),
      )
    const totals = async () =>
      (await call('planner', 'GET', `/runs/${runId}/summary`)).body.totals as {
        unit: string
        items: number
        demand: { mean: number }
        orderedQuantity: number
      }[]
    const [together] = await totals()
    await count('gram')
    const apart = await totals()
    await count('piece')
    expect(apart.map(({ unit, items }) => [unit, items])).toEqual([
      ['piece', 2],
      ['gram', 1],
    ])
    const sum = (value: (each: (typeof apart)[number]) => number) =>
      apart.reduce((all, each) => all + value(each), 0)
    expect(sum(({ demand }) => demand.mean)).toBeCloseTo(together!.demand.mean, 0)
    expect(sum(({ orderedQuantity }) => orderedQuantity)).toBe(together!.orderedQuantity)
  })

  it('a queued run is cancelled; it does not become the one shown', async () => {
    const queued = await createRun(headwater, { asOf: AS_OF, horizonWeeks: 4, startedBy: 'test' })
    expect((await call('planner', 'POST', `/runs/${queued}/cancel`, {})).body.state).toBe('cancelled')
    expect((await call('planner', 'GET', '/runs/current')).body.shown.runId).toBe(runId)
  })

  it('forecasts come page by page, 2 + 1 = 3 items, each week the sum of its rungs', async () => {
    const first = (await call('planner', 'GET', '/forecasts?limit=2')).body
    const second = (await call('planner', 'GET', `/forecasts?limit=2&afterItemId=${first.nextAfterItemId}`))
      .body
    const rows = [...first.rows, ...second.rows]
    expect([rows.map(({ itemId }) => itemId), second.nextAfterItemId]).toEqual([[21, 22, 23], null])
    for (const row of rows) {
      const rungs = ['paid', 'deposit', 'subscription', 'intent', 'model'].map((rung) => total(row[rung]))
      expect(total(rungs)).toBeCloseTo(total(row.mean), 1)
    }
  })

  it('the order plan of one item and the batches of the run', async () => {
    const orders = (await call('planner', 'GET', `/plan/orders?itemId=${TEA}`)).body
    expect([orders.total, orders.rows[0].supplierId, orders.run.planningRunId]).toEqual([1, SUPPLIER, runId])
    expect(orders.rows[0].orderQuantity).toHaveLength(12)
    const batches = (await call('planner', 'GET', `/plan/batches?runId=${runId}`)).body
    expect(Array.isArray(batches.batches)).toBe(true)
  })

  it('published, read and answered by the supplier, released', async () => {
    const [version] = (await call('planner', 'POST', '/publications', { runId })).body
    publicationId = version.publicationId
    expect(version).toMatchObject({ supplierId: SUPPLIER, version: 1, isNew: true })
    const [listed] = (await call('supplier', 'GET', '/publications')).body
    expect(listed).toMatchObject({ publicationId, runId, publishedAt: NOW.toISOString() })
    const view = (await call('supplier', 'GET', `/publications/${publicationId}`)).body
    expect(view).toMatchObject({ isLatest: true, isOpen: true })
    const jacket = view.lines.find(({ itemId }: { itemId: number }) => itemId === JACKET)
    const replies = [{ itemId: JACKET, week: jacket.week, answer: 'decline', reason: 'no zippers' }]
    const answered = await call('supplier', 'POST', `/publications/${publicationId}/replies`, {
      replies,
      commitTheRest: true,
    })
    expect(answered.status).toBe(200)
    expect((await call('planner', 'GET', `/publications/${publicationId}`)).body.replies).toHaveLength(
      answered.body.recorded,
    )
    const released = await call('planner', 'POST', '/plan/orders/release', { runId, weeks: 12 })
    expect(released.body.orders.length).toBeGreaterThan(0)
    expect((await call('planner', 'POST', '/plan/orders/release', { runId, weeks: 12 })).body.orders).toEqual(
      [],
    )
  })

  it('a report as a file', async () => {
    const response = await server.app.inject({
      url: `/api/v1/reports/forecast.csv?runId=${runId}&language=en`,
      headers: { authorization: `Bearer ${tokens.planner}` },
    })
    expect([response.statusCode, response.body.trimEnd().split('\n').length]).toEqual([200, 1 + 3 * 12])
  })
})

describe('rows posted to the ledger', () => {
  const sale = { order_line: 'A1', item: 'TEA', type: 'sale', quantity: 3, sold_at: '2026-05-30' }

  it('are posted once, however often they are sent', async () => {
    const first = await call('planner', 'POST', '/ledger/owner-sales', { rows: [sale] })
    expect([first.status, first.body.state, first.body.counts.newEntries]).toEqual([200, 'committed', 1])
    const again = await call('planner', 'POST', '/ledger/owner-sales', { rows: [sale] })
    expect([again.status, again.body.ledgerVersion, again.body.counts.newEntries]).toEqual([200, null, 0])
  })

  it('one bad row keeps all of them out and is told by its place, field, value and fix', async () => {
    const rows = [
      { ...sale, order_line: 'A2', channel: 'two\nlines' },
      { ...sale, order_line: 'A3', quantity: -4 },
    ]
    const { status, body } = await call('planner', 'POST', '/ledger/owner-sales', { rows })
    expect(status).toBe(400)
    expect(body.message).toMatch(
      /^rows\[1\] quantity "-4": .+ Nothing was written; all 1 faults: \/api\/v1\/imports\/\d+\/faults\.$/,
    )
    const shown = await call('planner', 'GET', body.message.match(/\/imports\/\d+\/faults/)[0])
    expect(shown.body[0]).toMatchObject({ fault: 'quantity-negative', value: '-4' })
  })

  it('a field that the kind does not have is named with those it has', async () => {
    const { status, body } = await call('planner', 'POST', '/ledger/owner-sales', {
      rows: [{ ...sale, colour: 'red' }],
    })
    expect([status, body.message.slice(0, 53)]).toEqual([
      400,
      'rows[0] colour: not a field of owner-sales; the field',
    ])
  })
})

describe('a refused input', () => {
  it('names each field and why in its message, and keeps the issues', async () => {
    const replies = [{ itemId: 'tea', week: '2026-06-16', answer: 'commit' }]
    const { status, body } = await call('supplier', 'POST', '/publications/1/replies', { replies })
    expect(status).toBe(400)
    expect(body.message).toMatch(/^replies\[0\]\.itemId: .*number.*; replies\[0\]\.week: /)
    expect(body.issues).toHaveLength(2)
    const unknown = await call('planner', 'POST', '/runs', { horizonWeeks: 'long' })
    expect(unknown.body.message).toMatch(/horizonWeeks: .+/)
  })
})

describe('the description', () => {
  it('is served, and names for each path a way to sign in and an answer', async () => {
    const document = (await server.app.inject({ url: '/api/v1/openapi.json' })).json()
    expect([document.openapi, document.info.title]).toEqual(['3.1.0', 'Headwater'])
    for (const operations of Object.values(document.paths))
      for (const operation of Object.values(operations as object)) {
        expect(operation.security).toEqual([{ Authorization: [] }])
        expect(operation.summary?.split(' ').length).toBeGreaterThan(3)
        expect(Object.keys(operation.responses)[0]).toMatch(/^20\d$/)
      }
  })
})
