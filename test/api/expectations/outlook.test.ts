import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { system, testDatabase } from '#test/support/database'
import { insertSampleCompany } from '#test/support/sample-company'
import { SAMPLE } from '#test/support/sample-run'
import { procedures, testServices } from '#test/support/server'

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
  await headwater.asCaller(system, insertSampleCompany)
})
afterAll(() => headwater.close())

it('an owner sees what the plan takes its customers to want, with range, book and the weeks before; another sees nothing', async () => {
  const own = procedures(testServices(headwater), {
    role: 'owner',
    userId: 'owner',
    shopOwnerId: SAMPLE.shopOwnerId,
  })
  const { weeks, units } = await own.expectations.outlook()
  expect(weeks).toBe(4)
  expect(units).toHaveLength(1)
  expect(units[0]).toMatchObject({ baseUnit: 'piece', mean: 40, onBook: 12, before: 36 })
  expect(units[0]!.low).toBeCloseTo(40 * 0.84, 4)
  expect(units[0]!.high).toBeCloseTo(40 * 1.16, 4)
  const other = procedures(testServices(headwater), { role: 'owner', userId: 'other', shopOwnerId: 999 })
  expect((await other.expectations.outlook()).units).toEqual([])
})
