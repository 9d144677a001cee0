import { businessDate } from '#api/context'
import type { Caller, Db, Headwater } from '#db/client'
import {
  linesOfSupplier,
  publishedBatchMinutes,
  publishedLoads,
  standingDowntimes,
  standingSlackOffers,
} from '#db/line-statements'
import { lineCalendars } from '#db/production-lines'
import { latestPublication } from '#db/publication'
import { businessSettings } from '#db/runs'
import { lineWeeks } from '#planning/batches/line-weeks'
import { bucketStart } from '#planning/time-bucket'

export const CAPACITY_WEEKS = 26

/** Lines of a supplier by week with what it said of them and offers; the load is that of the newest publication. */
export async function readCapacity(headwater: Headwater, caller: Caller, supplierId: number, now: Date) {
  return headwater.asCaller(caller, async (db) => {
    const { timeZone } = await businessSettings(db)
    const today = businessDate(now, timeZone)
    return { supplierId, today, ...(await capacityFrom(db, supplierId, today)) }
  })
}

export async function capacityFrom(db: Db, supplierId: number, today: string) {
  const firstWeek = bucketStart(today, 'week')
  const publication = await latestPublication(db, supplierId)
  const loads = publication ? await publishedLoads(db, publication.publicationId) : []
  const batches = publication ? await publishedBatchMinutes(db, publication.publicationId) : []
  const calendars = await lineCalendars(db, firstWeek, 7 * CAPACITY_WEEKS)
  const lines = (await linesOfSupplier(db, supplierId)).map((line) => {
    const ofLine = <Of extends { lineId: number }>(rows: readonly Of[]) =>
      rows.filter(({ lineId }) => lineId === line.lineId)
    const calendar = calendars.find(({ lineId }) => lineId === line.lineId) ?? { days: [], minutes: [] }
    return {
      ...line,
      weeks: lineWeeks(
        calendar,
        new Map(ofLine(loads).map(({ week, plannedMinutes }) => [week, plannedMinutes])),
        new Map(
          ofLine(batches).map(({ week, runMinutes, setupMinutes }) => [week, runMinutes + setupMinutes]),
        ),
        firstWeek,
        CAPACITY_WEEKS,
      ),
    }
  })
  return {
    version: publication?.version ?? null,
    lines,
    downtimes: await standingDowntimes(db, supplierId, today),
    offers: await standingSlackOffers(db, supplierId, firstWeek),
  }
}

/** Slack that stands from this week on: of one supplier, or of all for staff. */
export async function readSlackOffers(
  headwater: Headwater,
  caller: Caller,
  supplierId: number | undefined,
  now: Date,
) {
  return headwater.asCaller(caller, async (db) => {
    const { timeZone } = await businessSettings(db)
    return standingSlackOffers(db, supplierId, bucketStart(businessDate(now, timeZone), 'week'))
  })
}
