import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Headwater } from '#db/client'
import { currentLedgerVersion } from '#db/ledger'
import { ownerCohorts } from '#db/owner-demand'
import { weekOfDay } from '#planning/demand/week-number'
import { dayNumber } from '#planning/time-bucket'
import { system, testDatabase } from '#test/support/database'
import { AS_OF, smallCompany } from '#test/support/small-company'

let headwater: Headwater
beforeAll(async () => {
  headwater = await testDatabase()
  await smallCompany(headwater)
})
afterAll(() => headwater.close())

const weekOf = (day: string) => weekOfDay(dayNumber(day))

it('of 100 boxes 10 end on 30 March; 4 of these cancellations were an error, 3 of the others pause on 20 April', async () => {
  await headwater.asMaintenance(async (db) => {
    const version = await currentLedgerVersion(db)
    await sql`
      insert into subscription_event (subscription_id, ledger_version, kind, occurred_on, known_at, is_reversal)
      select n, ${version}::bigint, 'cancelled', date '2026-03-30', timestamptz '2026-03-31T04:00:00Z', true
        from generate_series(91, 94) as n
      union all
      select n, ${version}::bigint, 'paused', date '2026-04-20', timestamptz '2026-04-20T04:00:00Z', false
        from generate_series(1, 3) as n`.execute(db)
  })
  const cohorts = await headwater.asCaller(system, async (db) =>
    ownerCohorts(db, {
      asOf: AS_OF,
      ledgerVersion: await currentLedgerVersion(db),
      timeZone: 'Asia/Shanghai',
      itemIds: null,
    }),
  )
  expect(cohorts.map(({ endWeek, boxes }) => [endWeek, boxes])).toEqual([
    [null, 91],
    [weekOf('2026-03-30'), 6],
    [weekOf('2026-04-20'), 3],
  ])
})
