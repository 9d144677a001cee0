import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { publishRun } from '#api/publication/publish-run'
import { runPlan } from '#api/runs/run-plan'
import { closeWorkers } from '#api/runs/worker-pool'
import type { Headwater } from '#db/client'
import { orderBooks } from '#db/demand'
import type { PlanAdjustment } from '#db/run-rows'
import { system, testDatabase } from '#test/support/database'
import { fileOf, importAll } from '#test/support/import-files'
import { AS_OF, JACKET, MANGO, SUPPLIER, smallCompany, TEA } from '#test/support/small-company'

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
const newestAdjustments = async () => {
  const [row] = await query(`select adjustments from run_plan
    where item_id = ${TEA} and planning_run_id = (select max(planning_run_id) from planning_run)`)
  return row.adjustments as PlanAdjustment[]
}
const newestOrders = async () => {
  const [row] = await query(`select order_quantity as orders from run_plan
    where item_id = ${TEA} and planning_run_id = (select max(planning_run_id) from planning_run)`)
  return row.orders as number[]
}
/** Plans one item anew, as a child of the newest run. */
async function planAgain(itemId: number) {
  const [parent] = await query('select max(planning_run_id) as "runId" from planning_run')
  await runPlan(headwater, {
    asOf: AS_OF,
    horizonWeeks: 12,
    detailWeeks: 4,
    startedBy: 'test',
    parentRunId: parent.runId,
    onlyItems: [itemId],
  })
}
/** Every arrival of a plan becomes a firm order due on its Monday. */
async function release({ receipts }: { receipts: readonly number[] }) {
  for (const [step, quantity] of receipts.entries())
    if (quantity > 0)
      await query(`insert into supply_order (code, kind, item_id, supplier_id, quantity, due_on, placed_on, known_at, state, authorisation)
        values ('P${step}', 'purchase', ${TEA}, ${SUPPLIER}, ${quantity}, date '2026-06-01' + ${7 * step}, '2026-05-31', '2026-05-31T02:00:00Z', 'firm', 'make')`)
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
  it('orders below the value a supplier takes fetch units of the next weeks, say so, and once released propose nothing new', async () => {
    const minimum = 600_000
    const before = await planTea()
    await query('update item_supplier set minimum_order_value_minor = 0')
    await query(`update item_supplier set minimum_order_value_minor = ${minimum} where item_id = ${TEA}`)
    const lifted = await planTea()
    expect(total(lifted.orders)).toBe(total(before.orders))
    const worth = (orders: readonly number[]) => orders.slice(0, 4).map((units) => units * 2000)
    expect(worth(before.orders).some((value) => value > 0 && value < minimum)).toBe(true)
    const early = await newestAdjustments()
    expect(early.length).toBeGreaterThan(0)
    for (const { reason, step, fromStep } of early) {
      expect(reason).toBe('order-value-early')
      expect(fromStep! - step).toBeGreaterThan(0)
      expect(fromStep! - step).toBeLessThanOrEqual(4)
    }
    await release(lifted)
    const again = await planTea()
    expect(total(again.orders.slice(0, 8))).toBe(0)
  })
  it('what no cover reaches is an exception with its value at risk; a run of one item says the same', async () => {
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
    await planAgain(TEA)
    expect(await short()).toEqual(found)
  })
  it('a run of one item counts what others order from its supplier: tea is lifted, or left alone beside dear mangoes, as before', async () => {
    await query(
      `update item_supplier set minimum_order_value_minor = case when item_id = ${TEA} then 600000 else 0 end`,
    )
    const lifted = await planTea()
    const moved = await newestAdjustments()
    expect(moved.some(({ reason }) => reason === 'order-value-early')).toBe(true)
    await planAgain(TEA)
    expect(await newestOrders()).toEqual(lifted.orders)
    expect(await newestAdjustments()).toEqual(moved)
    await query(`update item_supplier set unit_cost_minor = 6000000 where item_id = ${MANGO}`)
    const beside = await planTea()
    expect(beside.orders).not.toEqual(lifted.orders)
    await planAgain(TEA)
    expect(await newestOrders()).toEqual(beside.orders)
    expect(await newestAdjustments()).toEqual([])
  })
  it('slack offered a tenth below the price is filled with tea of the next weeks; filled by mangoes or released, it is not filled again', async () => {
    await query(`insert into setup_family (setup_family_id, code, name_zh, name_en) values (1, 'F', '族', 'Family');
      update item set setup_family_id = 1 where item_id = ${TEA};
      insert into production_line (production_line_id, supplier_id, code, name_zh, name_en, capacity_minutes_per_day)
        values (1, ${SUPPLIER}, 'L', '线', 'Line', 480);
      insert into family_setup (production_line_id, setup_family_id, setup_minutes) values (1, 1, 0);
      insert into routing (item_id, production_line_id, run_minutes_per_unit) values (${TEA}, 1, 2);
      insert into slack_offer (supplier_id, production_line_id, week, minutes, price_break_fraction, offered_by, offered_at)
        values (${SUPPLIER}, 1, '2026-06-22', 100, 0.1, 'test', '2026-05-30T00:00:00Z')`)
    const plan = await planTea()
    const moved = await newestAdjustments()
    await planAgain(JACKET)
    await planAgain(TEA)
    expect(await newestAdjustments()).toEqual(moved)
    expect(moved.map(({ reason }) => reason)).toEqual(['slack'])
    expect(moved[0]).toMatchObject({ step: 1, quantity: 50 })
    expect(moved[0]!.saving).toBe(Math.round(50 * (2000 - 1800 - (1800 * 0.25) / 52)))
    await release(plan)
    const again = await planTea()
    expect(total(again.orders.slice(0, 8))).toBe(0)
    expect(await newestAdjustments()).toEqual([])
    await query(`update supply_order set state = 'cancelled'`)
    await query(`update item set setup_family_id = 1 where item_id = ${MANGO};
      insert into routing (item_id, production_line_id, run_minutes_per_unit) values (${MANGO}, 1, 1)`)
    await planTea()
    expect(await newestAdjustments()).toEqual([])
    const [mango] = await query(`select adjustments from run_plan
      where item_id = ${MANGO} and planning_run_id = (select max(planning_run_id) from planning_run)`)
    expect(mango.adjustments).toMatchObject([{ reason: 'slack', quantity: 100 }])
    await planAgain(TEA)
    expect(await newestAdjustments()).toEqual([])
    await query(`update slack_offer set withdrawn_by = 'test', withdrawn_at = '2026-05-30T00:00:00Z'`)
    await planTea()
    expect(await newestAdjustments()).toEqual([])
  })
  it('a published week moves by the agreed tenth at most, and says where that keeps more than needed; unchanged, it repeats itself', async () => {
    await query(
      'update item_supplier set flexibility_fraction = 0.1, frozen_days = 0, slushy_days = 28, minimum_order_quantity = 0, lot_multiple = 1',
    )
    await query(`update item set service_level_fraction = 0.9`)
    const told = await planTea()
    const [run] = await query('select max(planning_run_id) as "runId" from planning_run')
    await publishRun(headwater, system, { runId: run.runId, now: new Date('2026-05-31T03:00:00Z') })
    expect((await planTea()).orders).toEqual(told.orders)
    expect(await newestAdjustments()).toEqual([])
    const published = await query(
      `select week, sum(quantity)::integer as quantity from publication_line
        where item_id = ${TEA} and authorisation <> 'look-only' group by 1 order by 1`,
    )
    for (const [hour, onHand] of [
      [2, 900],
      [3, 60],
    ] as const) {
      await query(`insert into stock_snapshot (item_id, stock_location_id, counted_at, on_hand)
        values (${TEA}, 1, '2026-05-31T0${hour}:00:00Z', ${onHand})`)
      const { orders, receipts } = await planTea()
      const arriving = (week: string) =>
        receipts[(Date.parse(week) - Date.parse('2026-06-01')) / 604_800_000]!
      const lead = firstOf(receipts) - firstOf(orders)
      let bound = 0
      for (const { week, quantity } of published.slice(0, 4)) {
        const step = (Date.parse(week) - Date.parse('2026-06-01')) / 604_800_000
        if (step < lead || step >= lead + 4) continue
        expect(arriving(week)).toBeGreaterThanOrEqual(Math.ceil(quantity * 0.9 - 1e-9))
        if (onHand === 900) expect(arriving(week)).toBeLessThanOrEqual(Math.floor(quantity * 1.1 + 1e-9))
        bound += 1
      }
      expect(bound).toBeGreaterThan(1)
      const reasons = (await newestAdjustments()).map(({ reason }) => reason)
      expect(reasons.includes('published-kept')).toBe(onHand === 900)
      const beyond = await query(`select parameters from run_exception where cause = 'beyond-flexibility'
        and item_id = ${TEA} and planning_run_id = (select max(planning_run_id) from planning_run)`)
      expect(beyond.length > 0).toBe(onHand === 60)
    }
  })
  it('a fifth of the tea that comes back within a week is supply: as much less is ordered, and what was sold stays demand', async () => {
    const before = await planTea()
    await query(`insert into demand_entry (item_id, kind, rung, quantity, ledger_version, occurred_on, occurred_at, known_at,
        need_from, need_to, source_record_id)
      select item_id, 'return', 'paid', quantity / 5, ledger_version, occurred_on + 5, occurred_at + interval '5 days',
        known_at + interval '5 days', occurred_on + 5, occurred_on + 5, source_record_id
      from demand_entry where item_id = ${TEA} and kind = 'sale' and occurred_on < date '${AS_OF}' - 60`)
    const after = await planTea()
    expect(total(after.mean)).toBeCloseTo(total(before.mean), 1)
    const [row] = await query(`select expected_returns as back from run_plan
      where item_id = ${TEA} and planning_run_id = (select max(planning_run_id) from planning_run)`)
    const share = row.back[6] / after.mean[6]!
    expect(share).toBeGreaterThan(0.1)
    expect(share).toBeLessThan(0.2)
    expect(total(before.orders) - total(after.orders)).toBeGreaterThan(0.6 * total(row.back))
    const [assumed] = await query(
      'select return_basis as basis from run_plan order by planning_run_id desc, item_id limit 1',
    )
    expect(assumed.basis).toMatchObject({ resaleShare: 1, gradedOfItem: 0 })
    await query(`insert into demand_entry (item_id, kind, rung, quantity, ledger_version, occurred_on, occurred_at, known_at,
        need_from, need_to, source_record_id, resale_grade)
      select ${TEA}, 'return', 'paid', units, 1, day, day, day, day, day, 400, grade
      from (values (60, 'second'), (20, 'as-new')) as graded (units, grade), lateral (select date '2026-05-20' as day)`)
    await planTea()
    const [graded] = await query(`select expected_returns as back, return_basis as basis from run_plan
      where item_id = ${TEA} and planning_run_id = (select max(planning_run_id) from planning_run)`)
    expect(graded.basis.resaleShare).toBeCloseTo((20 + 20 * (40 / 100)) / 100, 12)
    expect(graded.basis).toMatchObject({ gradedOfItem: 80, gradedOfCategory: 80 })
    expect(graded.back[6] / row.back[6]).toBeCloseTo(graded.basis.resaleShare, 3)
  })
  it('a grade of a sale is refused; a return whose grade is corrected is told anew', async () => {
    const told = (type: string, grade: string) =>
      importAll(headwater, {
        kind: 'owner-sales',
        file: fileOf(
          `Order line,Item,Type,Quantity,Sold at,Resale grade\nR1,TEA,${type},3,2026-05-20,${grade}\n`,
        ),
      })
    await told('sale', 'second')
    expect(await query(`select fault from import_fault`)).toEqual([{ fault: 'grade-of-sale' }])
    await told('return', 'as new')
    await told('return', 'unsaleable')
    expect(
      await query(`select resale_grade as grade, quantity from demand_entry where resale_grade is not null
        order by ledger_version, quantity`),
    ).toEqual([
      { grade: 'as-new', quantity: 3 },
      { grade: 'as-new', quantity: -3 },
      { grade: 'unsaleable', quantity: 3 },
    ])
  })
  it('jackets of a campaign, booked and still to come, leave in the weeks of their window in which nothing else is due', async () => {
    const jackets = async () => {
      await planTea()
      const [row] = await query(`select deposit, model, (select adjustments from run_plan plan
          where plan.planning_run_id = run_forecast.planning_run_id and plan.item_id = ${JACKET}) as adjustments
        from run_forecast where item_id = ${JACKET}
          and planning_run_id = (select max(planning_run_id) from planning_run)`)
      return row as { deposit: number[]; model: number[]; adjustments: PlanAdjustment[] }
    }
    const even = await jackets()
    const weeks = even.deposit.flatMap((units, week) => (units > 0 ? [week] : []))
    expect(weeks.length).toBeGreaterThan(1)
    for (const week of weeks) expect(even.deposit[week]).toBeCloseTo(even.deposit[weeks[0]!]!, 3)
    const monday = new Date(Date.parse('2026-06-01') + weeks[0]! * 604_800_000).toISOString().slice(0, 10)
    await importAll(headwater, {
      kind: 'pre-orders',
      file: fileOf(
        `Order line,Item,Quantity,Certainty,Placed at,Needed from\nT1,TEA,9000,paid,2026-05-20,${monday}\n`,
      ),
    })
    const waved = await jackets()
    expect(waved.deposit[weeks[0]!]).toBe(0)
    expect(total(waved.deposit)).toBeCloseTo(total(even.deposit), 3)
    expect(even.model[weeks[0]!]).toBeGreaterThan(1)
    expect(waved.model[weeks[0]!]).toBe(0)
    expect(total(waved.model)).toBeCloseTo(total(even.model), 3)
    expect(waved.adjustments).toContainEqual(
      expect.objectContaining({ reason: 'ship-wave', fromStep: weeks[0], step: weeks[1] }),
    )
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
