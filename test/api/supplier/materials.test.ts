import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishRun } from '#api/publication/publish-run'
import type { Headwater } from '#db/client'
import { planner, supplier, system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'
import { insertSampleMaterials } from '#test/support/sample-materials'
import { SAMPLE } from '#test/support/sample-run'
import { procedures, testServer, testServices } from '#test/support/server'

const NOW = new Date('2026-06-01T02:00:00Z')
let headwater: Headwater
const callerOf = (who: Parameters<typeof procedures>[1]) =>
  procedures({ ...testServices(headwater), now: () => NOW }, who)

beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, insertSampleCompany)
  await headwater.asCaller(system, insertSampleMaterials)
  await publishRun(headwater, system, { runId: SAMPLE.runId, now: NOW })
})
afterAll(() => headwater.close())

describe("a supplier's material", () => {
  it('down of the jackets: 180 g each of what is published, ordered 28 + 20 days before its week', async () => {
    const own = callerOf(supplier(SAMPLE.supplierId))
    const { lines } = (await own.publication.read({}))!
    const { rows } = (await own.supplier.materials({}))!
    const down = rows.filter(({ code }) => code === '00045')
    const jackets = lines.filter(({ itemId }) => itemId === SAMPLE.jacketId)
    const units = (of: readonly { quantity: number }[]) => of.reduce((sum, { quantity }) => sum + quantity, 0)
    for (const authorisation of ['make', 'material-only', 'look-only'] as const)
      expect(down.reduce((sum, row) => sum + row.quantity[authorisation], 0)).toBeCloseTo(
        180 * units(jackets.filter((line) => line.authorisation === authorisation)),
        6,
      )
    const july = down.find(({ neededOn }) => neededOn === '2026-06-22')!
    expect(july).toMatchObject({ orderBy: '2026-06-02', urgency: 'this-week' })
    expect(july.buyable).toBe(
      180 *
        units(
          jackets.filter(({ week, authorisation }) => week === '2026-07-20' && authorisation !== 'look-only'),
        ),
    )
  })

  it('an item without a bill is named, not counted', async () => {
    const { itemsWithoutBill } = (await callerOf(supplier(SAMPLE.supplierId)).supplier.materials({}))!
    expect(itemsWithoutBill.map(({ code }) => code)).toEqual(['TS-01'])
  })

  it('a bill changed after publication does not change what was told', async () => {
    const before = await callerOf(supplier(SAMPLE.supplierId)).supplier.materials({})
    await headwater.asCaller(planner, (db) =>
      db.updateTable('bill_of_materials').set({ quantity_per_unit: 999 }).execute(),
    )
    expect(await callerOf(supplier(SAMPLE.supplierId)).supplier.materials({})).toEqual(before)
  })

  it('50 kg of down now and 20 kg on 1 July are shown as said, said again replaces them, and are taken back', async () => {
    const own = callerOf(supplier(SAMPLE.supplierId)).supplier
    const down = async () => (await own.materials({}))!.states.find(({ code }) => code === '00045')!.stated
    expect(await down()).toBeNull()
    await own.stateMaterial({ materialId: 1, onHand: 1, arrivals: [] })
    await own.stateMaterial({
      materialId: 1,
      onHand: 50_000,
      arrivals: [{ arrivesOn: '2026-07-01', quantity: 20_000 }],
    })
    expect(await down()).toEqual({
      statedOn: '2026-06-01',
      arrivals: [
        { arrivesOn: '2026-06-01', quantity: 50_000 },
        { arrivesOn: '2026-07-01', quantity: 20_000 },
      ],
    })
    await own.withdrawMaterial({ materialId: 1 })
    expect(await down()).toBeNull()
    await expect(own.withdrawMaterial({ materialId: 1 })).rejects.toThrow('Nothing is said')
  })

  it('nothing is said of material that was not published to the supplier, nor of arrivals that are over', async () => {
    const state = { onHand: 1, arrivals: [] }
    const other = callerOf(supplier(SAMPLE.otherSupplierId)).supplier
    await expect(other.stateMaterial({ ...state, materialId: 1 })).rejects.toThrow('in no bill')
    const own = callerOf(supplier(SAMPLE.supplierId)).supplier
    await expect(
      own.stateMaterial({ ...state, materialId: 1, arrivals: [{ arrivesOn: '2026-06-01', quantity: 5 }] }),
    ).rejects.toThrow('after today, 2026-06-01')
    await callerOf(planner).supplier.stateMaterial({ ...state, supplierId: SAMPLE.supplierId, materialId: 1 })
    await own.stateMaterial({ ...state, supplierId: SAMPLE.otherSupplierId, materialId: 1 })
    const seen = await headwater.asCaller(supplier(SAMPLE.otherSupplierId), (db) =>
      db.selectFrom('material_statement').select('supplier_id').execute(),
    )
    expect(seen).toEqual([])
  })

  it('the file has the rows of the page, down in kilograms; an owner gets none', async () => {
    const server = await testServer({ ...testServices(headwater), now: () => NOW })
    const { cookie } = await server.signIn('supplier', { supplierId: SAMPLE.supplierId })
    const owner = await server.signIn('owner', { shopOwnerId: SAMPLE.shopOwnerId })
    const get = (format: string, as = cookie) =>
      server.app.inject({
        url: `/files/reports/materials.${format}?language=en`,
        headers: { cookie: as },
      })
    const { rows } = (await callerOf(supplier(SAMPLE.supplierId)).supplier.materials({}))!
    const [heading, ...lines] = (await get('csv')).body.replace('\uFEFF', '').trimEnd().split('\r\n')
    expect(lines).toHaveLength(rows.length)
    const at = rows.findIndex(({ code, buyable }) => code === '00045' && buyable > 0)
    const cells = lines[at]!.split(',')
    expect(cells[heading!.split(',').indexOf('May be bought')]).toBe(String(rows[at]!.buyable / 1000))
    expect(cells[heading!.split(',').indexOf('Unit')]).toBe('kg')
    expect((await get('xlsx')).rawPayload.length).toBeGreaterThan(1000)
    expect((await get('csv', owner.cookie)).statusCode).toBe(403)
    await server.app.close()
  })

  it('another supplier sees nothing of it, and no supplier the bills themselves', async () => {
    const other = await callerOf(supplier(SAMPLE.otherSupplierId)).supplier.materials({
      supplierId: SAMPLE.supplierId,
    })
    expect(other!.supplierId).toBe(SAMPLE.otherSupplierId)
    expect(other!.rows).toEqual([])
    const told = await headwater.asCaller(supplier(SAMPLE.otherSupplierId), (db) =>
      db.selectFrom('publication_material').selectAll().execute(),
    )
    expect(told).toEqual([])
    await expect(
      headwater.asCaller(supplier(SAMPLE.supplierId), (db) =>
        db.selectFrom('bill_of_materials').selectAll().execute(),
      ),
    ).rejects.toThrow('permission denied')
  })
})
