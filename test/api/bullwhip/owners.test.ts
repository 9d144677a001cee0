import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { addDays } from '#planning/time-bucket'
import { planner, system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'
import { SAMPLE, weeks } from '#test/support/sample-run'
import { procedures, testServices } from '#test/support/server'

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, async (db) => {
    await insertSampleCompany(db)
    await db
      .insertInto('shop_owner')
      .values({ shop_owner_id: 77, code: 'O77', name: '丙', region: '华东' })
      .execute()
    await db
      .insertInto('stock_location')
      .values({ stock_location_id: 9, code: 'L9', name_zh: 'L9', name_en: 'L9' })
      .execute()
    // Twelve weeks of the shirt: 12 expected, 10 sold; twelve of the jacket, then short: 20 expected, 10 sold.
    const windows = weeks((week) => week, 12).map((week) => addDays('2026-03-02', 7 * week))
    const entry = (item_id: number, kind: string, quantity: number, week: string, occurred_on: string) => ({
      item_id,
      kind,
      quantity,
      rung: kind === 'expected' ? 'intent' : 'paid',
      ledger_version: 1,
      shop_owner_id: 77,
      occurred_on,
      occurred_at: `${occurred_on}T04:00:00Z`,
      known_at: `${occurred_on}T04:00:00Z`,
      need_from: week,
      need_to: kind === 'expected' ? addDays(week, 6) : week,
      source_record_id: 5000,
    })
    await db
      .insertInto('demand_entry')
      .values(
        windows.flatMap((week) => [
          entry(SAMPLE.shirtId, 'expected', 12, week, addDays(week, -7)),
          entry(SAMPLE.shirtId, 'sale', 10, week, week),
          entry(SAMPLE.jacketId, 'expected', 20, week, addDays(week, -7)),
          entry(SAMPLE.jacketId, 'sale', 10, week, week),
        ]),
      )
      .execute()
    await db
      .insertInto('stock_snapshot')
      .values(
        windows.map((week) => ({
          item_id: SAMPLE.jacketId,
          stock_location_id: 9,
          counted_at: `${addDays(week, -5)}T04:00:00Z`,
          on_hand: 0,
        })),
      )
      .execute()
  })
})
afterAll(() => headwater.close())

describe('owners: expected against sold', () => {
  it('12 of 10 while there, 20 of 10 while short: bias +20 % and +100 %, gaming shown, alike for all, region and owner', async () => {
    const answer = (await procedures(testServices(headwater), planner).bullwhip.owners({}))!
    expect(answer.groups.map(({ level, region, code }) => [level, region, code])).toEqual([
      ['all', null, null],
      ['region', '华东', null],
      ['owner', '华东', 'O77'],
    ])
    for (const group of answer.groups) {
      // 12 × 2 + 12 × 10 units apart of 240 sold.
      expect(group).toMatchObject({ count: 24, expected: 384, actual: 240, wape: 144 / 240 })
      expect(group.bias.usual!.bias).toBeCloseTo(0.2, 12)
      expect(group.bias.underShortage!.bias).toBeCloseTo(1, 12)
      expect(group.bias.verdict).toBe('gaming-shown')
    }
  })
})
