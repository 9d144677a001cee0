import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { analyst, system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'
import { insertSampleMaterials } from '#test/support/sample-materials'
import { SAMPLE } from '#test/support/sample-run'
import { procedures, testServices } from '#test/support/server'

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, insertSampleCompany)
  await headwater.asCaller(system, insertSampleMaterials)
})
afterAll(() => headwater.close())

const campaigns = () => procedures(testServices(headwater), analyst).campaigns

describe('outlook of a campaign', () => {
  it('starts at what is booked and ends on the last day of deposits', async () => {
    const { campaign, finish } = await campaigns().outlook({ campaignId: SAMPLE.campaignId })
    expect(finish!.days[0]!.mean).toBe(campaign.placed - campaign.cancelled)
    expect(finish!.days.at(-1)).toMatchObject({ date: campaign.depositTo, mean: finish!.standing.mean })
    expect(finish!.standing.high).toBeLessThanOrEqual(campaign.capQuantity!)
    expect(finish!.paid.mean).toBeLessThanOrEqual(finish!.standing.mean)
  })
  it('knows the cost of its jackets and has nothing to compare with before a second campaign', async () => {
    const { economics, comparedIds, mergeWith } = await campaigns().outlook({ campaignId: SAMPLE.campaignId })
    expect(economics.unitCostMinor).toBeGreaterThan(0)
    expect(comparedIds).toEqual([])
    expect(mergeWith).toEqual([])
  })
  it('an unknown campaign is "not found"', async () => {
    await expect(campaigns().outlook({ campaignId: 9 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('materials behind a campaign', () => {
  it('are those of its bill, each from its quickest supplier, with the days of making', async () => {
    const { materials, makingDays } = await campaigns().materials({ campaignId: SAMPLE.campaignId })
    expect(materials.length).toBeGreaterThan(0)
    for (const material of materials) {
      expect(material.unitsPerItem).toBeGreaterThan(0)
      expect(material.leadTimeDays).toBeGreaterThan(0)
    }
    expect(makingDays).toBeGreaterThan(0)
  })
  it('of an unknown campaign are "not found"', async () => {
    await expect(campaigns().materials({ campaignId: 9 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('promise of a campaign', () => {
  const promise = (over: object) =>
    campaigns().promise({ campaignId: SAMPLE.campaignId, quantity: 500, ...over })
  it('by default asks for the end of the ship window from the cut-off; each constraint has its date', async () => {
    const answer = await promise({})
    expect(answer).toMatchObject({ from: '2026-06-20', by: '2026-07-26', quantity: 500 })
    const [supplier] = answer.suppliers
    expect(supplier!.supplierId).toBe(SAMPLE.supplierId)
    expect(supplier!.constraints.map(({ kind }) => kind)).toContain('lead-time')
    expect(supplier!.canBeKept).toBe(supplier!.earliest! <= answer.by)
  })
  it('a later decision never arrives earlier; a date before the lead time cannot be kept and names it', async () => {
    const soon = (await promise({ from: '2026-06-01' })).suppliers[0]!
    const late = (await promise({ from: '2026-07-01' })).suppliers[0]!
    expect(late.earliest! > soon.earliest!).toBe(true)
    const [hasty] = (await promise({ from: '2026-06-01', by: '2026-06-02' })).suppliers
    expect(hasty!).toMatchObject({ canBeKept: false, quantityByDate: 0 })
  })
  it('a day before the as-of date is refused with the fix', async () => {
    await expect(promise({ from: '2026-01-01' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })
})
