import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { analyst, system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'
import { SAMPLE } from '#test/support/sample-run'
import { procedures, testServices } from '#test/support/server'

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, insertSampleCompany)
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
