import { afterAll, beforeAll, expect, it } from 'vitest'
import { publishRun } from '#api/publication/publish-run'
import { runPlan } from '#api/runs/run-plan'
import { closeWorkers } from '#api/runs/worker-pool'
import { campaignLeadDays } from '#db/campaign-economics'
import type { Db, Headwater } from '#db/client'
import { supplierOrderDays } from '#db/order-days'
import { plannedItems } from '#db/planned-items'
import { promisedItems } from '#db/promise-inputs'
import { madeItems } from '#db/schedule'
import { stockStages } from '#db/stock-stages'
import { makingDays } from '#db/upstream-sheets'
import { boxCalendar } from '#planning/batches/box-calendar'
import { addDays, dayNumber } from '#planning/time-bucket'
import { planner, supplier, system, testDatabase } from '#test/support/database'
import { procedures, testServices } from '#test/support/server'
import { AS_OF, MANGO, NOW, SUPPLIER, smallCompany } from '#test/support/small-company'

/** 14 days from order to arrival; then 8 days at 5 °C or 2 days at 20 °C, half of the ripening being done on the way. */
const COLD = { warehouseCelsius: 5, days: 8 }
const WARM = { warehouseCelsius: 20, days: 2 }

let headwater: Headwater
let cold: Awaited<ReturnType<typeof planMango>>
let warm: Awaited<ReturnType<typeof planMango>>
const query = async (text: string) =>
  headwater.asCaller(system, async (_, client) => (await client.query(text)).rows)

/** Keeps the warehouse at a temperature, plans, publishes, and reads what the pages say of the mango. */
async function planMango({ warehouseCelsius }: typeof COLD) {
  const services = { ...testServices(headwater), now: () => NOW }
  const page = procedures(services, planner).subscriptions
  const items = [{ itemId: MANGO, transportCelsius: 13, warehouseCelsius, homeCelsius: 24 }]
  await page.keepTemperatures({ items })
  const { runId } = await runPlan(headwater, {
    asOf: AS_OF,
    horizonWeeks: 12,
    detailWeeks: 4,
    startedBy: 'test',
  })
  await publishRun(headwater, planner, { runId, now: NOW })
  const [plan] = await query(`select order_quantity as orders, receipt_quantity as receipts from run_plan
    where planning_run_id = ${runId} and item_id = ${MANGO}`)
  const own = procedures(services, supplier(SUPPLIER))
  const { lines } = (await own.publication.read({}))!
  return {
    runId,
    orders: plan.orders as number[],
    receipts: plan.receipts as number[],
    weeks: [...new Set(lines.filter(({ itemId }) => itemId === MANGO).map(({ week }) => week))].sort(),
    crates: (await own.supplier.materials({}))!.rows,
    deliveries: (await page.boxes()).deliveries,
  }
}
const firstOf = (quantities: readonly number[]) => quantities.findIndex((quantity) => quantity > 0)
const weeksToServe = ({ orders, receipts }: typeof cold) => firstOf(receipts) - firstOf(orders)

beforeAll(async () => {
  headwater = await testDatabase()
  await smallCompany(headwater)
  await query(`insert into ripening (item_id, days_at_reference, reference_celsius, q10, transport_celsius,
    warehouse_celsius, home_celsius) values (${MANGO}, 4, 20, 2.5, 13, 20, 24)`)
  await query(`update item set ripening_days = 30, shelf_life_days = 5 where item_id = ${MANGO}`)
  await query(
    `insert into material (material_id, code, name_zh, name_en, unit) values (1, 'CRATE', '筐', 'Crate', 'piece')`,
  )
  await query(
    `insert into bill_of_materials (item_id, material_id, quantity_per_unit) values (${MANGO}, 1, 1)`,
  )
  await query(`insert into material_supplier (material_id, supplier_id, lead_time_days) values (1, 12, 5)`)
  await query(`insert into campaign_item (campaign_id, item_id) values (2, ${MANGO})`)
  await query(
    `insert into production_line (production_line_id, supplier_id, code, name_zh, name_en, capacity_minutes_per_day) values (1, ${SUPPLIER}, 'L', '线', 'Line', 480)`,
  )
  await query(
    `insert into routing (production_line_id, item_id, run_minutes_per_unit, setup_minutes) values (1, ${MANGO}, 0.01, 0)`,
  )
  cold = await planMango(COLD)
  warm = await planMango(WARM)
})
afterAll(async () => {
  await closeWorkers()
  await headwater.close()
})

it('in a warmer warehouse the run orders later: 16 days serve the third week, where 22 days served the fourth', () => {
  expect(weeksToServe(cold)).toBe(4)
  expect(weeksToServe(warm)).toBe(3)
})

it('what is published is to be made, and its material ordered, 6 days later for the same week', () => {
  for (const [{ weeks, crates }, { days }] of [
    [cold, COLD],
    [warm, WARM],
  ] as const) {
    expect(crates.length).toBeGreaterThan(0)
    const making = weeks.map((week) => addDays(week, -(10 + 4 + days)))
    expect(crates.map(({ neededOn }) => neededOn)).toEqual(making)
    expect(crates.map(({ orderBy }) => orderBy)).toEqual(making.map((day) => addDays(day, -5)))
  }
})

it('the ripeness calendar orders fruit for a box as many days ahead as what is published does', () => {
  for (const { deliveries, weeks, crates } of [cold, warm]) {
    const { ripening, ...box } = deliveries[0]!
    const boxDay = dayNumber(box.boxOn)
    const ripensBy = { ...ripening!, profile: ripening! }
    const { dates } = boxCalendar([{ ...box, boxDay, ripensBy, shelfLifeDays: 5, homeDays: 0 }], boxDay, 7)
    expect(dayNumber(weeks[0]!) - dayNumber(crates[0]!.neededOn)).toBe(boxDay - dates[0]!.orderByDay)
  }
})

const readers: Record<string, (db: Db) => Promise<number | undefined>> = {
  'a run': async (db) => {
    const scope = { asOf: AS_OF, ledgerVersion: 99, timeZone: 'Asia/Shanghai', itemIds: [MANGO] }
    const [terms] = (await plannedItems(db, scope))[0]!.terms
    return terms!.leadTimeDays + terms!.transportDays + terms!.ripeningDays
  },
  'order days': async (db) => {
    const [days] = await supplierOrderDays(db, { planningRunId: warm.runId, asOf: AS_OF, detailWeeks: 4 })
    return Math.max(...days!.leadDays)
  },
  'the schedule of batches': async (db) => {
    const made = await madeItems(db, { planningRunId: warm.runId, asOf: AS_OF })
    return made[0]!.transportDays + 10
  },
  'the stages of stock': async (db) => {
    const read = await stockStages(
      db,
      { planningRunId: warm.runId, asOf: AS_OF },
      { itemId: MANGO, supplierId: SUPPLIER },
    )
    return read!.makingDays + read!.transportDays
  },
  'a promise': async (db) => {
    const items = await promisedItems(db, 2, AS_OF)
    const mango = items.find(({ itemId }) => itemId === MANGO)!
    return mango.leadTimeDays + mango.transportDays
  },
  'the chain of a campaign': async (db) => {
    const days = await campaignLeadDays(db, [MANGO], AS_OF)
    return days.makingDays + days.transportDays
  },
  'material passed on upstream': async (db) => (await makingDays(db, SUPPLIER, [MANGO], AS_OF)).get(MANGO),
}
it.each(Object.entries(readers))('%s counts the 2 days of the ripening table', async (_, days) => {
  expect(await headwater.asCaller(planner, days)).toBe(16)
})
