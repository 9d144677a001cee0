import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishRun } from '#api/publication/publish-run'
import type { Headwater } from '#db/client'
import { analyst, planner, supplier, system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'
import { insertSampleMaterials, MATERIAL_SUPPLIER } from '#test/support/sample-materials'
import { SAMPLE } from '#test/support/sample-run'
import { procedures, testServer, testServices } from '#test/support/server'

const NOW = new Date('2026-06-01T02:00:00Z')

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, insertSampleCompany)
  await publishRun(headwater, system, { runId: SAMPLE.runId, now: NOW })
  await headwater.asCaller(planner, insertSampleMaterials)
})
afterAll(() => headwater.close())

const as = (caller: Parameters<typeof procedures>[1], now = NOW) =>
  procedures(testServices(headwater, now), caller).upstream
const own = supplier(SAMPLE.supplierId)
const other = supplier(SAMPLE.otherSupplierId)

async function linesInTime() {
  const { lines } = (await as(own).candidates({}))!
  return lines
    .filter((line) => line.authorisedQuantity !== null)
    .map(({ materialCode, needWeek }) => ({ materialCode, needWeek }))
}
async function shareOne() {
  const [line] = await linesInTime()
  return as(own).share({ materialSupplierId: MATERIAL_SUPPLIER, lines: [line!], validDays: 14 })
}

describe('lines that may be passed on', () => {
  it('180 g of down per jacket, four weeks of making before arrival; what may only be looked at has no part in it', async () => {
    const { publication, lines } = (await as(own).candidates({}))!
    const published = (await procedures(testServices(headwater, NOW), own).publication.read({}))!
    expect(publication.version).toBe(published.version)
    const down = lines.filter(
      ({ materialCode, sureQuantity }) => materialCode === '00045' && sureQuantity !== null,
    )
    expect(down.length).toBeGreaterThan(0)
    for (const line of down) {
      const arrival = published.lines.filter(
        (each) =>
          each.itemId === SAMPLE.jacketId &&
          each.authorisation !== 'look-only' &&
          (Date.parse(each.week) - Date.parse(line.needWeek)) / 86_400_000 === 28,
      )
      const sure = arrival.reduce((sum, each) => sum + each.paid + each.deposit + each.subscription, 0)
      expect(line.sureQuantity).toBe(180 * sure)
      expect(line.authorisedQuantity).toBe(180 * arrival.reduce((sum, each) => sum + each.quantity, 0))
    }
  })
  it('a week that starts before the lead time is over has no number, whoever reads it', async () => {
    const { lines } = (await as(analyst).candidates({ supplierId: SAMPLE.supplierId }))!
    for (const line of lines) {
      const daysAhead = (Date.parse(line.needWeek) - Date.parse('2026-06-01')) / 86_400_000
      expect(line.sureQuantity !== null).toBe(daysAhead >= line.leadTimeDays)
    }
    expect(new Set(lines.map((line) => line.authorisedQuantity === null))).toEqual(new Set([true, false]))
  })
})

describe('a link upstream', () => {
  it('opens without signing in, with the chosen lines alone', async () => {
    const [line, ...rest] = await linesInTime()
    expect(rest.length).toBeGreaterThan(0)
    const { token } = await as(own).share({
      materialSupplierId: MATERIAL_SUPPLIER,
      lines: [line!],
      validDays: 14,
    })
    const sheet = await as(null).open({ token })
    expect(sheet.lines.map(({ materialCode, needWeek }) => ({ materialCode, needWeek }))).toEqual([line])
    expect(sheet).toMatchObject({ supplierNameEn: 'Yunling Down', recipientNameEn: 'Tongxiang Trims' })
    expect(JSON.stringify(sheet)).not.toMatch(/jacket|店主|customer|O1|unitCost/i)
  })
  it('only the hash of the token is stored, and nobody but the system may read even that', async () => {
    const { token } = await shareOne()
    const { rows } = await headwater.asMaintenance(async (_, client) => ({
      rows: (await client.query('select to_jsonb(upstream_sheet) as sheet from upstream_sheet')).rows,
    }))
    expect(JSON.stringify(rows)).not.toContain(token)
    for (const caller of [planner, analyst, own])
      await expect(
        headwater.asCaller(caller, (db) => db.selectFrom('upstream_sheet').select('token_hash').execute()),
      ).rejects.toThrow('permission denied')
  })
  it('expired, revoked and invented links look alike', async () => {
    const { token, upstreamSheetId } = await shareOne()
    const notFound = { code: 'NOT_FOUND', message: expect.stringContaining('does not open') }
    await expect(as(null, new Date('2026-06-15T02:00:01Z')).open({ token })).rejects.toMatchObject(notFound)
    await expect(as(null).open({ token: `${token}x` })).rejects.toMatchObject(notFound)
    await expect(as(other).revoke({ upstreamSheetId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await as(null).open({ token })
    await as(own).revoke({ upstreamSheetId })
    await expect(as(null).open({ token })).rejects.toMatchObject(notFound)
    await expect(as(own).revoke({ upstreamSheetId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
  it('a line that comes too late, and one of another supplier, cannot be shared', async () => {
    const { lines } = (await as(own).candidates({}))!
    const late = lines.find(({ sureQuantity }) => sureQuantity === null)!
    const chosen = { materialCode: late.materialCode, needWeek: late.needWeek }
    await expect(
      as(own).share({ materialSupplierId: MATERIAL_SUPPLIER, lines: [chosen], validDays: 14 }),
    ).rejects.toThrow('comes too late')
    await expect(
      as(own).share({ materialSupplierId: SAMPLE.otherSupplierId, lines: [chosen], validDays: 14 }),
    ).rejects.toThrow('not needed from this material supplier')
  })
  it('its making, first opening and revoking stand in the audit; openings are counted', async () => {
    const { token, upstreamSheetId } = await shareOne()
    await as(null).open({ token })
    await as(null).open({ token })
    await as(own).revoke({ upstreamSheetId })
    const audit = await headwater.asCaller(planner, (db) =>
      db
        .selectFrom('audit_entry')
        .select('action')
        .where('subject', '=', `upstream_sheet/${upstreamSheetId}`)
        .orderBy('audit_entry_id')
        .execute(),
    )
    expect(audit.map(({ action }) => action)).toEqual(['upstream.share', 'upstream.open', 'upstream.revoke'])
    const sheet = (await as(own).sheets({})).find((each) => each.upstreamSheetId === upstreamSheetId)
    expect(sheet).toMatchObject({ openedCount: 2, lineCount: 1 })
    expect(await as(other).sheets({})).toEqual([])
  })
  it('its file has a heading and the chosen lines; codes stay text; a wrong token gets nothing', async () => {
    const [line] = await linesInTime()
    const { token } = await as(own).share({
      materialSupplierId: MATERIAL_SUPPLIER,
      lines: [line!],
      validDays: 14,
    })
    const { app } = await testServer(testServices(headwater, NOW))
    const file = (format: string, sent: string) =>
      app.inject({
        method: 'POST',
        url: `/files/upstream.${format}`,
        headers: { host: 'localhost' },
        payload: { token: sent, language: 'en' },
      })
    const csv = (await file('csv', token)).body.replace('\uFEFF', '').trim().split('\r\n')
    expect(csv[0]).toBe(
      'Needed in week,ISO week,Material code,Material,Sure,Authorised,Unit,"Lead time, days"',
    )
    expect(csv).toHaveLength(2)
    expect(csv[1]).toContain(`${line!.needWeek},`)
    const xlsx = await file('xlsx', token)
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK')
    expect((await file('csv', 'hu_not-a-token-of-ours')).statusCode).toBe(404)
    await app.close()
  })
  it('61 tries within a minute from one address are one too many, those of a batch counted singly; another address and the next minute go on', async () => {
    let now = NOW
    const { app } = await testServer({ ...testServices(headwater, NOW), now: () => now })
    const batchOf = async (count: number, remoteAddress: string) => {
      const names = Array.from({ length: count }, () => 'upstream.open').join()
      const tries = Array.from({ length: count }, (_, k) => [k, { token: 'hu_not-a-token-of-ours' }])
      const { body } = await app.inject({
        method: 'POST',
        url: `/trpc/${names}?batch=1`,
        remoteAddress,
        headers: { host: 'localhost', 'content-type': 'application/json' },
        payload: JSON.stringify(Object.fromEntries(tries)),
      })
      const answers = JSON.parse(body) as { error: { data: { code: string } } }[]
      return answers.map(({ error }) => error.data.code)
    }
    const before = [...(await batchOf(30, '198.51.100.7')), ...(await batchOf(30, '198.51.100.7'))]
    expect(new Set(before)).toEqual(new Set(['NOT_FOUND']))
    expect(await batchOf(1, '198.51.100.7')).toEqual(['TOO_MANY_REQUESTS'])
    expect(await batchOf(1, '198.51.100.8')).toEqual(['NOT_FOUND'])
    now = new Date(NOW.getTime() + 60_000)
    expect(await batchOf(1, '198.51.100.7')).toEqual(['NOT_FOUND'])
    await app.close()
  })
})
