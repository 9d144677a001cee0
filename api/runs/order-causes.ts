import type { OrderCauseRow } from '#db/run-rows'
import { varianceByCauseOfItems } from '#planning/bullwhip/variance-by-cause'
import type { OrderStream } from './order-streams.ts'

/** Moving average that a planner is taken to have ordered by. */
const AVERAGE_WEEKS = 8
/** Fewer weeks tell nothing about causes. */
const LEAST_WEEKS = 26

/** Why past orders swung: parts of the order variance ratio by cause, of the company and of each supplier. */
export function orderCauses(streams: readonly OrderStream[]): OrderCauseRow[] {
  if ((streams[0]?.demand.length ?? 0) < LEAST_WEEKS) return []
  const suppliers = [...new Set(streams.map(({ supplierId }) => supplierId))].filter((id) => id !== null)
  return [
    ...rowsOf(streams, null),
    ...suppliers
      .sort((a, b) => a - b)
      .flatMap((supplierId) =>
        rowsOf(
          streams.filter((stream) => stream.supplierId === supplierId),
          supplierId,
        ),
      ),
  ]
}

function rowsOf(streams: readonly OrderStream[], supplierId: number | null): OrderCauseRow[] {
  const shares = varianceByCauseOfItems(
    streams.map((stream) => ({
      orders: stream.ordered,
      demand: stream.demand,
      leadTimeBuckets: stream.leadTimeWeeks,
      averageBuckets: AVERAGE_WEEKS,
      uplift: stream.promotionUplift,
      underShortage: stream.isShort,
      weight: stream.unitCostMinor,
    })),
  )
  const bucketCount = streams[0]!.demand.length
  return (shares ?? []).map(({ cause, ratio }) => ({ supplierId, cause, ratio, bucketCount }))
}
