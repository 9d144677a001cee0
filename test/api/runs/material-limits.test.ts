import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { materialLimits } from '#api/runs/material-limits'
import { runCalendar } from '#api/runs/run-calendar'
import { runPlan } from '#api/runs/run-plan'
import { closeWorkers } from '#api/runs/worker-pool'
import type { Headwater } from '#db/client'
import { replaceMaterialStatement, withdrawMaterialStatement } from '#db/material-supply'
import { dayNumber } from '#planning/time-bucket'
import { system, testDatabase } from '#test/support/database'
import { AS_OF, NOW, OTHER_SUPPLIER, SUPPLIER, smallCompany, TEA } from '#test/support/small-company'
import { smallFloor } from '#test/support/small-floor'

const LEAF = 1
let headwater: Headwater
beforeEach(async () => {
  headwater = await testDatabase()
  await smallCompany(headwater)
  await headwater.asCaller(system, async (db) => {
    await smallFloor(db)
    await db
      .insertInto('material')
      .values({ material_id: LEAF, code: 'LEAF', name_zh: '茶青', name_en: 'Leaf', unit: 'gram' })
      .execute()
    await db
      .insertInto('bill_of_materials')
      .values({ item_id: TEA, material_id: LEAF, quantity_per_unit: 50 })
      .execute()
    await db
      .insertInto('material_supplier')
      .values({ material_id: LEAF, supplier_id: OTHER_SUPPLIER, lead_time_days: 90 })
      .execute()
  })
})
afterEach(() => headwater.close())
afterAll(closeWorkers)

const query = async (text: string) =>
  headwater.asCaller(system, async (_, client) => (await client.query(text)).rows)
const say = (arrivals: readonly { arrivesOn: string; quantity: number }[]) =>
  headwater.asCaller(system, (db) =>
    replaceMaterialStatement(
      db,
      { supplierId: SUPPLIER, materialId: LEAF, statedOn: AS_OF, by: 'works', at: NOW },
      arrivals,
    ),
  )

async function planned() {
  const { runId } = await runPlan(headwater, {
    asOf: AS_OF,
    horizonWeeks: 12,
    detailWeeks: 8,
    startedBy: 'test',
  })
  const made = await query(`select week::text, sum(line.quantity)::integer as units from batch
    join batch_line line using (planning_run_id, batch_number)
    where planning_run_id = ${runId} and item_id = ${TEA} group by 1 order by 1`)
  const held = await query(`select parameters, kind from run_exception
    where planning_run_id = ${runId} and cause = 'batch-material'`)
  return { made, held }
}

describe('a run with scarce material', () => {
  it('leaf that arrives on Wednesday 17 June is used from Monday 22 June on, and what is late names it', async () => {
    const free = await planned()
    expect(free.made[0].week < '2026-06-22').toBe(true)
    expect(free.held).toEqual([])
    await say([{ arrivesOn: '2026-06-17', quantity: 1e9 }])
    const { made, held } = await planned()
    expect(made[0].week).toBe('2026-06-22')
    expect(held[0]).toMatchObject({
      kind: 'late',
      parameters: { material: 'LEAF', materialZh: '茶青', materialEn: 'Leaf', arrivesWeek: '2026-06-22' },
    })
    await headwater.asCaller(system, (db) =>
      withdrawMaterialStatement(db, { supplierId: SUPPLIER, materialId: LEAF, by: 'works', at: NOW }),
    )
    expect(await planned()).toEqual(free)
  })

  it('leaf for 100 tins is all that can be made before leaf can be bought', async () => {
    await say([{ arrivesOn: AS_OF, quantity: 50 * 100 }])
    const { made } = await planned()
    expect(made.reduce((sum, { units }) => sum + units, 0)).toBeLessThanOrEqual(100)
  })
})

describe('limits from statements', () => {
  const calendar = runCalendar(AS_OF, 12, 4)
  const stated = {
    supplierId: SUPPLIER,
    materialId: LEAF,
    code: 'LEAF',
    nameZh: '茶青',
    nameEn: 'Leaf',
    unit: 'gram',
    statedOnDay: dayNumber('2026-05-20'),
    leadTimeDays: 10,
    arrivals: [
      { day: dayNumber('2026-05-20'), quantity: 100 },
      { day: dayNumber('2026-06-09'), quantity: 70 },
    ],
    uses: [{ itemId: TEA, quantityPerUnit: 50 }],
  }
  const order = (quantity: number, day: string) => ({
    lineId: 31,
    itemId: TEA,
    quantity,
    madeOnDay: dayNumber(day),
  })

  it('3 tins cut after the statement take the 100 on hand and 50 of the 70 that come for week 2', () => {
    const [limit] = materialLimits([stated], [order(3, '2026-06-01')], [TEA], calendar)
    expect(Array.from(limit!.arrivals)).toEqual([0, 0, 20, 0])
    expect(limit!.boughtFromBucket).toBe(2)
  })
  it('tins cut before the statement have taken their leaf already', () => {
    const [limit] = materialLimits([stated], [order(3, '2026-05-19')], [TEA], calendar)
    expect(Array.from(limit!.arrivals)).toEqual([100, 0, 70, 0])
  })
  it('without a source it can never be bought; without an item that uses it there is no limit', () => {
    expect(
      materialLimits([{ ...stated, leadTimeDays: null }], [], [TEA], calendar)[0]!.boughtFromBucket,
    ).toBe(4)
    expect(materialLimits([stated], [], [999], calendar)).toEqual([])
  })
})
