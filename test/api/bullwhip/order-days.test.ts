import { afterAll, beforeAll, expect, it } from 'vitest'
import { runPlan } from '#api/runs/run-plan'
import { closeWorkers } from '#api/runs/worker-pool'
import type { Headwater } from '#db/client'
import { planner, system, testDatabase } from '#test/support/database'
import { procedures, testServices } from '#test/support/server'
import { AS_OF, MANGO, OTHER_SUPPLIER, SUPPLIER, smallCompany } from '#test/support/small-company'

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
  await smallCompany(headwater)
  await headwater.asCaller(system, async (_, client) => {
    await client.query(`update item_supplier set supplier_id = ${OTHER_SUPPLIER}, lead_time_days = 7
      where item_id = ${MANGO}`)
  })
  await runPlan(headwater, { asOf: AS_OF, horizonWeeks: 12, detailWeeks: 4, startedBy: 'test' })
})
afterAll(async () => {
  await closeWorkers()
  await headwater.close()
})

const call = () => procedures(testServices(headwater), planner).bullwhip

it('two suppliers on Mondays: the one whose 11 days leave room moves to Thursday, the one whose 14 do not stays', async () => {
  const before = (await call().orderDays())!
  const [first, other] = before.suppliers
  expect(first).toMatchObject({ supplierId: SUPPLIER, orderWeekday: 1, proposedWeekday: 1 })
  expect(other).toMatchObject({ supplierId: OTHER_SUPPLIER, orderWeekday: 1, proposedWeekday: 4 })
  // All of a week on one of five days: √(((5 − 1)² + 4)/5) = 2.
  expect(before.spread).toBeCloseTo(2, 12)
  const [a, b] = [first!.weeklyMinor, other!.weeklyMinor]
  expect(before.proposedSpread).toBeCloseTo(Math.sqrt((5 * (a * a + b * b)) / (a + b) ** 2 - 1), 12)
  await call().setOrderDay({ supplierId: OTHER_SUPPLIER, weekday: 4 })
  const after = (await call().orderDays())!
  expect(after.spread).toBeCloseTo(before.proposedSpread!, 12)
  expect(after.suppliers[1]).toMatchObject({ orderWeekday: 4, proposedWeekday: 4 })
  const rows = await headwater.asCaller(system, async (_, client) =>
    client.query(
      `select action, subject, before, after from audit_entry where action = 'supplier.order-day'`,
    ),
  )
  expect(rows.rows).toEqual([
    {
      action: 'supplier.order-day',
      subject: `supplier/${OTHER_SUPPLIER}`,
      before: { weekday: 1 },
      after: { weekday: 4 },
    },
  ])
  await expect(call().setOrderDay({ supplierId: 9999, weekday: 2 })).rejects.toThrow('no supplier 9999')
})
