import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { analyst, planner, shopOwner, supplier, system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'
import { SAMPLE } from '#test/support/sample-run'
import { procedures, testServices } from '#test/support/server'

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, insertSampleCompany)
})
afterAll(() => headwater.close())

const as = (caller: Parameters<typeof procedures>[1]) => procedures(testServices(headwater), caller).quotes
const own = supplier(SAMPLE.supplierId)
const other = supplier(SAMPLE.otherSupplierId)
const asked = {
  campaignId: SAMPLE.campaignId,
  supplierId: SAMPLE.supplierId,
  quantity: 1000,
  wantedOn: '2099-07-20',
  answerBy: '2099-06-05',
}
const offer = {
  answer: 'offer' as const,
  quantity: 1000,
  arrivesOn: '2099-07-18',
  unitCostMinor: 17_500,
  priceBreaks: [{ quantity: 1500, unitCostMinor: 16_800 }],
}

describe('quotes', () => {
  it('the supplier asked sees the quantity by item, and nobody else; the mix adds up', async () => {
    const { quoteRequestId } = await as(planner).request(asked)
    const [seen] = await as(own).ofSupplier({})
    expect(seen).toMatchObject({
      quoteRequestId,
      quantity: 1000,
      subjectEn: 'A thousand jackets',
      replies: [],
    })
    expect(seen!.items.reduce((sum, item) => sum + item.quantity, 0)).toBe(1000)
    expect(await as(other).ofSupplier({})).toEqual([])
    expect(await as(other).ofSupplier({ supplierId: SAMPLE.supplierId })).toEqual([])
    await expect(as(other).reply({ quoteRequestId, ...offer })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
  it('the newest answer counts, the earlier one stays; the planner sees both on the campaign', async () => {
    const { quoteRequestId } = await as(planner).request(asked)
    await as(own).reply({ quoteRequestId, ...offer, unitCostMinor: 18_000 })
    await as(own).reply({ quoteRequestId, ...offer })
    const quote = (await as(analyst).ofCampaign({ campaignId: SAMPLE.campaignId })).find(
      (each) => each.quoteRequestId === quoteRequestId,
    )
    expect(quote!.replies.map(({ unitCostMinor }) => unitCostMinor)).toEqual([17_500, 18_000])
    expect(quote!.replies[0]).toMatchObject({ arrivesOn: '2099-07-18', priceBreaks: offer.priceBreaks })
  })
  it('a break that costs more than the quantity before it, an offer without a date and a decline without reason are refused', async () => {
    const { quoteRequestId } = await as(planner).request(asked)
    const reply = (over: object) => as(own).reply({ quoteRequestId, ...offer, ...over })
    await expect(reply({ priceBreaks: [{ quantity: 1500, unitCostMinor: 17_600 }] })).rejects.toThrow(
      'below a cost of 17500',
    )
    await expect(reply({ arrivesOn: undefined })).rejects.toThrow('a date of arrival')
    await expect(reply({ answer: 'decline', note: ' ' })).rejects.toThrow('Give a reason')
  })
  it('a withdrawn request takes no answer; a supplier of nothing in the campaign is not asked', async () => {
    const { quoteRequestId } = await as(planner).request(asked)
    await as(planner).withdraw({ quoteRequestId })
    await expect(as(own).reply({ quoteRequestId, ...offer })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(as(planner).withdraw({ quoteRequestId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(as(planner).request({ ...asked, supplierId: SAMPLE.otherSupplierId })).rejects.toThrow(
      'makes nothing of this campaign',
    )
  })
  it('after the deadline the supplier is refused and the planner may record what was agreed', async () => {
    const { quoteRequestId } = await as(planner).request(asked)
    await headwater.asMaintenance((db) =>
      db
        .updateTable('quote_request')
        .set({ answer_by: '2020-01-01' })
        .where('quote_request_id', '=', quoteRequestId)
        .execute(),
    )
    await expect(as(own).reply({ quoteRequestId, ...offer })).rejects.toMatchObject({
      code: 'PRECONDITION_FAILED',
    })
    await as(planner).reply({ quoteRequestId, ...offer })
  })
  it('row-level security: a supplier cannot write for another, an owner reads nothing', async () => {
    const { quoteRequestId } = await as(planner).request(asked)
    await expect(
      headwater.asCaller(other, (db) =>
        db
          .insertInto('quote_reply')
          .values({
            quote_request_id: quoteRequestId,
            supplier_id: SAMPLE.supplierId,
            answer: 'decline',
            note: 'no',
            replied_by: 'x',
            replied_at: new Date(),
          })
          .execute(),
      ),
    ).rejects.toThrow('row-level security')
    await expect(
      headwater.asCaller(shopOwner(SAMPLE.shopOwnerId), (db) =>
        db.selectFrom('quote_request').select('quantity').execute(),
      ),
    ).rejects.toThrow('permission denied')
  })
})
