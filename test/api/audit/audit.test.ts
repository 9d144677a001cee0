import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishRun } from '#api/publication/publish-run'
import { recordAudit } from '#db/audit'
import type { Headwater } from '#db/client'
import { saveMembership } from '#db/membership'
import { analyst, planner, shopOwner, supplier, system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'
import { FIRST_WEEK, SAMPLE } from '#test/support/sample-run'
import { procedures, testServer, testServices } from '#test/support/server'

const NOW = new Date('2026-06-01T02:00:00Z')

let headwater: Headwater
let server: Awaited<ReturnType<typeof testServer>>
let reader: ReturnType<typeof procedures>
let cookie: string
beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, insertSampleCompany)
  server = await testServer(testServices(headwater))
  const signedIn = await server.signIn('planner')
  cookie = signedIn.cookie
  reader = procedures(testServices(headwater), analyst)
  const writer = procedures(testServices(headwater), { role: 'planner', userId: signedIn.userId })
  await writer.demand.saveOverrides({
    reason: 'price',
    note: '=1+1',
    cells: [
      { itemId: SAMPLE.shirtId, week: FIRST_WEEK, quantity: 300 },
      { itemId: SAMPLE.jacketId, week: FIRST_WEEK, quantity: 95 },
    ],
  })
  await writer.demand.saveOverrides({
    reason: 'weather',
    cells: [{ itemId: SAMPLE.shirtId, week: FIRST_WEEK, quantity: 320 }],
  })
  await publishRun(headwater, planner, { runId: SAMPLE.runId, now: NOW })
  const { publicationId } = (await reader.publication.list({}))[0]!
  await procedures(testServices(headwater), planner).publication.reply({
    publicationId,
    replies: [],
    commitTheRest: true,
  })
})
afterAll(async () => {
  await server.app.close()
  await headwater.close()
})

describe('the audit trail', () => {
  it('tells who changed what, when, before and after; people by their names', async () => {
    const { rows } = await reader.audit.list({ deed: 'override' })
    const [newest] = rows
    expect(rows).toHaveLength(3)
    expect(newest).toMatchObject({
      userName: 'planner',
      role: 'planner',
      itemId: SAMPLE.shirtId,
      before: { quantity: 300, reason: 'price' },
      after: { quantity: 320, reason: 'weather' },
    })
    expect(Number.isNaN(Date.parse(newest!.at))).toBe(false)
  })

  it('has publications, replies and changes of roles, each under its own filter', async () => {
    const actions = async (deed: 'publication' | 'reply' | 'access') =>
      (await reader.audit.list({ deed })).rows.map(({ action }) => action)
    expect(new Set(await actions('publication'))).toEqual(new Set(['publish']))
    expect(new Set(await actions('reply'))).toEqual(new Set(['reply']))
    expect(new Set(await actions('access'))).toEqual(new Set(['membership.save']))
    expect((await reader.audit.list({ deed: 'other' })).rows).toEqual([])
    const role = (await reader.audit.list({ deed: 'access' })).rows[0]!
    expect(role).toMatchObject({ before: null, after: { role: 'planner' }, subjectName: 'planner' })
  })

  it('names the suppliers that a publication went to', async () => {
    const { rows, things } = await reader.audit.list({ deed: 'publication' })
    const ids = rows.map(({ after }) => (after as { supplierId: number }).supplierId)
    expect(ids).toContain(SAMPLE.supplierId)
    for (const id of ids) expect(things[`supplier/${id}`]!.nameZh).toMatch(/[\u4e00-\u9fff]/)
  })

  it('a role that is set again leaves no entry, another role one with the role before', async () => {
    const userId = 'somebody'
    const set = (role: string) =>
      headwater.asCaller(system, (db) =>
        saveMembership(db, system, { userId, role, supplierId: null, shopOwnerId: null }),
      )
    for (const role of ['analyst', 'analyst', 'planner']) await set(role)
    const { rows } = await reader.audit.list({ deed: 'access' })
    const ofUser = rows.filter(({ subject }) => subject === `membership/${userId}`)
    expect(
      ofUser.map(({ before, after }) => [(before as { role: string } | null)?.role, after]),
    ).toMatchObject([
      ['analyst', { role: 'planner' }],
      [undefined, { role: 'analyst' }],
    ])
  })

  it('narrows by item, person and business day', async () => {
    const people = await reader.audit.people()
    const { userId } = people.find(({ name }) => name === 'planner')!
    expect((await reader.audit.list({ userId })).rows).toHaveLength(3)
    expect((await reader.audit.list({ search: 'TS-01' })).rows).toHaveLength(2)
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date())
    expect((await reader.audit.list({ from: today, to: today, deed: 'override' })).rows).toHaveLength(3)
    expect((await reader.audit.list({ to: '2020-01-01' })).rows).toEqual([])
  })

  it('pages by the last entry seen: 250 entries are 100 + 100 + 50, none twice', async () => {
    await headwater.asCaller(system, async (db) => {
      await recordAudit(
        db,
        system,
        ...Array.from({ length: 250 }, (_, index) => ({
          action: 'import.commit',
          subject: `import/${index}`,
        })),
      )
    })
    const seen: number[] = []
    const sizes: number[] = []
    let before: number | undefined
    for (;;) {
      const page = await reader.audit.list({ deed: 'import', before })
      sizes.push(page.rows.length)
      seen.push(...page.rows.map(({ auditEntryId }) => auditEntryId))
      if (page.olderThan === null) break
      before = page.olderThan
    }
    expect(sizes).toEqual([100, 100, 50])
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a))
  })

  it('nobody changes or removes an entry, jobs included; suppliers and owners do not read it', async () => {
    for (const caller of [
      planner,
      analyst,
      system,
      supplier(SAMPLE.supplierId),
      shopOwner(SAMPLE.shopOwnerId),
    ]) {
      await expect(
        headwater.asCaller(caller, (db) => db.updateTable('audit_entry').set({ user_id: 'x' }).execute()),
      ).rejects.toThrow('permission denied')
      await expect(
        headwater.asCaller(caller, (db) => db.deleteFrom('audit_entry').execute()),
      ).rejects.toThrow('permission denied')
    }
    for (const caller of [supplier(SAMPLE.supplierId), shopOwner(SAMPLE.shopOwnerId)])
      await expect(
        headwater.asCaller(caller, (db) => db.selectFrom('audit_entry').select('user_id').execute()),
      ).rejects.toThrow('permission denied')
  })

  it('is exported with the same filter, in words, and a note that looks like a formula is inert', async () => {
    const response = await server.app.inject({
      url: `/files/reports/audit.csv?deed=override&language=en`,
      headers: { host: 'localhost', cookie },
    })
    expect(response.statusCode).toBe(200)
    const lines = response.body.trim().split('\r\n')
    expect(lines).toHaveLength(4)
    expect(lines[1]).toContain('Forecast overridden')
    expect(lines[1]).toContain('quantity: 300 → 320')
    expect(response.body).not.toMatch(/(^|,)"?=/m)
    const sheet = await server.app.inject({
      url: '/api/v1/reports/audit.xlsx?language=zh-CN',
      headers: { host: 'localhost', cookie },
    })
    expect([sheet.statusCode, sheet.rawPayload.subarray(0, 2).toString()]).toEqual([200, 'PK'])
  })
})
