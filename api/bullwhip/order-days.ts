import { Refusal } from '#api/errors'
import { recordAudit } from '#db/audit'
import type { Caller, Db, Headwater } from '#db/client'
import { setOrderWeekday, supplierOrderDays } from '#db/order-days'
import type { ShownRun } from '#db/shown-run'
import { mean, variance } from '#planning/bullwhip/order-variance'
import { latestFreeWeekday } from '#planning/order-policy/order-weekday'
import { staggerOrderDays } from '#planning/order-policy/stagger'

/** Orders leave on working days. */
const WORKING_DAYS = 5

/**
 * On which weekday each supplier takes orders, and on which it might so that as much is ordered on every day, without a
 * week more of lead time for any item. Money per day of an average week planned in detail.
 */
export async function readOrderDays(db: Db, run: ShownRun) {
  const suppliers = await supplierOrderDays(db, run)
  const { firstOrderBucket } = staggerOrderDays(
    suppliers.map(({ code, weeklyMinor, orderWeekday, leadDays }) => ({
      name: code,
      reviewBuckets: WORKING_DAYS,
      meanPerBucket: weeklyMinor / WORKING_DAYS,
      firstBucket: Math.min(WORKING_DAYS, orderWeekday) - 1,
      latestBucket: Math.min(WORKING_DAYS, latestFreeWeekday(orderWeekday, leadDays)) - 1,
    })),
  )
  const rows = suppliers.map(({ leadDays: _, ...supplier }) => ({
    ...supplier,
    proposedWeekday: firstOrderBucket.get(supplier.code)! + 1,
  }))
  const load = (weekdayOf: (row: (typeof rows)[number]) => number) =>
    Float64Array.from({ length: 7 }, (_, day) =>
      rows.reduce((sum, row) => sum + (weekdayOf(row) === day + 1 ? row.weeklyMinor : 0), 0),
    )
  return {
    suppliers: rows,
    spread: spreadOfDays(load(({ orderWeekday }) => orderWeekday)),
    proposedSpread: spreadOfDays(load(({ proposedWeekday }) => proposedWeekday)),
  }
}

/** How far the working days lie apart: standard deviation over mean of what is ordered; null without orders. */
function spreadOfDays(load: Float64Array): number | null {
  const days = load.subarray(0, WORKING_DAYS)
  return mean(days) > 0 ? Math.sqrt(variance(days)) / mean(days) : null
}

/** From the next run on, orders to the supplier leave on this weekday. */
export async function setOrderDay(
  headwater: Headwater,
  caller: Caller,
  { supplierId, weekday }: { readonly supplierId: number; readonly weekday: number },
): Promise<void> {
  await headwater.asCaller(caller, async (db) => {
    const before = await setOrderWeekday(db, supplierId, weekday)
    if (before === undefined) throw new Refusal('not-found', `There is no supplier ${supplierId}.`)
    await recordAudit(db, caller, {
      action: 'supplier.order-day',
      subject: `supplier/${supplierId}`,
      before: { weekday: before },
      after: { weekday },
    })
  })
}
