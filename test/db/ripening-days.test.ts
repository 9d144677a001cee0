import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { ripeningDays } from '#db/ripening-days'
import { warehouseDays } from '#planning/batches/box-calendar'
import { system, testDatabase } from '#test/support/database'

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
})
afterAll(() => headwater.close())

interface Way {
  readonly itemId: number
  readonly daysAtReference: number
  readonly q10: number
  readonly transportDays: number
  readonly transportCelsius: number
  readonly warehouseCelsius: number
}

const REFERENCE_CELSIUS = 20
/** Transport of 0 days to longer than ripening takes; days that come out whole, where rounding could add one, among them. */
function grid(): Way[] {
  const ways: Way[] = []
  for (const daysAtReference of [0.5, 1, 4, 6.2, 20, 60])
    for (const q10 of [1, 2, 2.5, 10])
      for (const transportDays of [0, 1, 3, 4, 10, 45])
        for (const transportCelsius of [-5, 2, 13, 20, 30])
          for (const warehouseCelsius of [-5, 10, 15, 18.5, 20, 30, 45])
            ways.push({
              itemId: ways.length + 1,
              daysAtReference,
              q10,
              transportDays,
              transportCelsius,
              warehouseCelsius,
            })
  return ways
}

it('days that the database says are those of the box calendar, over a grid of fruits, ways and temperatures', async () => {
  const ways = grid()
  const { rows } = await headwater.asCaller(system, (db) =>
    sql<{ itemId: number; days: number }>`
      with way as (
        select * from jsonb_to_recordset(${JSON.stringify(ways)}::jsonb) as w ("itemId" integer,
          "daysAtReference" float8, q10 float8, "transportDays" integer, "transportCelsius" float8,
          "warehouseCelsius" float8)
      ), item as (
        select "itemId" as item_id, 7 as ripening_days, "transportDays" as transport_days from way
      ), ripening as (
        select "itemId" as item_id, "daysAtReference" as days_at_reference, q10,
          ${REFERENCE_CELSIUS}::float8 as reference_celsius, "transportCelsius" as transport_celsius,
          "warehouseCelsius" as warehouse_celsius
        from way
      )
      select item_id as "itemId", ${ripeningDays(sql`transport_days`)} as days from item order by 1`.execute(
      db,
    ),
  )
  const said = rows.map(({ days }) => days)
  const planned = ways.map(
    ({ daysAtReference, q10, transportDays, transportCelsius, warehouseCelsius }) =>
      warehouseDays({
        boxDay: 0,
        leadTimeDays: 0,
        transportDays,
        ripeningDays: 7,
        shelfLifeDays: 1,
        ripensBy: {
          profile: { daysAtReference, q10, referenceCelsius: REFERENCE_CELSIUS },
          transportCelsius,
          warehouseCelsius,
          homeCelsius: 24,
        },
      }) + 0,
  )
  expect(said).toEqual(planned)
  expect(new Set(said).size).toBeGreaterThan(100)
})

it('an item without a row of the table ripens the days that it says itself', async () => {
  const { rows } = await headwater.asCaller(system, (db) =>
    sql<{ days: number }>`
      select ${ripeningDays(sql`3`)} as days from (select 1 as item_id, 7 as ripening_days) as item`.execute(
      db,
    ),
  )
  expect(rows).toEqual([{ days: 7 }])
})
