import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runPlan } from '#api/runs/run-plan'
import { closeWorkers } from '#api/runs/worker-pool'
import type { Headwater } from '#db/client'
import { orderBooks } from '#db/demand'
import { system, testDatabase } from '#test/support/database'
import { fileOf, importAll } from '#test/support/import-files'
import { AS_OF, smallCompany, TEA } from '#test/support/small-company'

let headwater: Headwater
beforeEach(async () => {
  headwater = await testDatabase()
  await smallCompany(headwater)
})
afterEach(() => headwater.close())
afterAll(closeWorkers)

const query = async (text: string) =>
  headwater.asCaller(system, async (_, client) => (await client.query(text)).rows)

/** The tea of a run: its forecast and its orders at the only supplier. */
async function planTea() {
  const { runId } = await runPlan(headwater, {
    asOf: AS_OF,
    horizonWeeks: 12,
    detailWeeks: 4,
    startedBy: 'test',
  })
  const rows = await query(
    `select order_quantity as orders, receipt_quantity as receipts, lead_time_weeks as "leadTimeWeeks", subscription, paid, mean
     from run_plan join run_forecast using (planning_run_id, item_id)
     where planning_run_id = ${runId} and item_id = ${TEA}`,
  )
  return rows[0] as Record<'orders' | 'receipts' | 'subscription' | 'paid' | 'mean', number[]> & {
    leadTimeWeeks: number
  }
}
const firstOf = (quantities: readonly number[]) => quantities.findIndex((quantity) => quantity > 0)
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

describe('terms of a supplier that a run reads', () => {
  it('14 days from a Monday order serve week 2; from a Friday order day, week 3', async () => {
    const monday = await planTea()
    expect(firstOf(monday.receipts) - firstOf(monday.orders)).toBe(2)
    expect(monday.leadTimeWeeks).toBe(3)
    await query('update supplier set order_weekday = 5')
    const friday = await planTea()
    expect(firstOf(friday.receipts) - firstOf(friday.orders)).toBe(3)
    expect(friday.leadTimeWeeks).toBe(4)
  })
  it('lots of 200 become lots of 300 where 300 cost a tenth less, and stay where they cost the same', async () => {
    await query('update item_supplier set minimum_order_quantity = 200')
    expect((await planTea()).orders.filter((units) => units > 0)).toContain(200)
    await query(`update item_supplier set price_breaks = '[{"quantity": 300, "unitCostMinor": 1800}]'`)
    const lots = (await planTea()).orders.filter((units) => units > 0)
    expect(Math.min(...lots)).toBe(300)
    await query(`update item_supplier set price_breaks = '[{"quantity": 300, "unitCostMinor": 2000}]'`)
    expect((await planTea()).orders.filter((units) => units > 0)).toContain(200)
  })
  it('orders of a week below the value a supplier takes are an exception with their value at risk', async () => {
    const short = () =>
      query(`select distinct supplier_id, cause, kind, money_at_risk_minor as money, parameters from run_exception
        where cause = 'order-value-short' and planning_run_id = (select max(planning_run_id) from planning_run)`)
    await planTea()
    expect(await short()).toEqual([])
    await query('update item_supplier set minimum_order_value_minor = 900000000')
    await planTea()
    const found = await short()
    expect(found.length).toBeGreaterThan(0)
    for (const { money, parameters, kind } of found) {
      expect(kind).toBe('shortage')
      expect(parameters).toMatchObject({ minimum: 9_000_000, value: money / 100 })
    }
  })
  it('unpaid signatures never add to demand; once paid they are paid orders', async () => {
    const before = await planTea()
    const sign = (settledAt: string, cancelled: string) =>
      importAll(headwater, {
        kind: 'pre-orders',
        file: fileOf(
          `Order line,Item,Quantity,Certainty,Placed at,Needed from,Balance paid at,Cancelled at,Cancelled quantity\nU1,TEA,500,intent,2026-05-20,2026-06-15,${settledAt},${cancelled}\n`,
        ),
      })
    expect((await sign('', ',')).state).toBe('committed')
    const signed = await planTea()
    expect(total(signed.subscription)).toBe(0)
    expect(total(signed.paid)).toBe(0)
    expect(total(signed.mean)).toBeCloseTo(total(before.mean), 3)
    await sign('2026-05-30', '2026-05-25,100')
    const scope = { asOf: AS_OF, ledgerVersion: 99, timeZone: 'Asia/Shanghai', itemIds: [TEA] }
    const [book] = await headwater.asCaller(system, (db) => orderBooks(db, scope))
    expect(book).toMatchObject({ placed: [400], cancelled: [0], openPaid: [400], openSubscription: [0] })
  })
})
