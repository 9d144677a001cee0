import { type BoxFruit, boxCalendar, type FruitDates } from '#planning/batches/box-calendar'
import { dayNumber, type IsoDate, isoDate } from '#planning/time-bucket'
import type { Outputs } from '#web/trpc.ts'
import type { SubscriptionsSearch } from './search-params.ts'

export type Delivery = Outputs['subscriptions']['boxes']['deliveries'][number]

/** Days that are drawn, and the longest that something keeps and still counts as perishable. */
export const CALENDAR_DAYS = 28
const PERISHABLE_DAYS = 60

/** One fruit of one box, as it is or as it was set by hand. */
export interface PackedFruit {
  readonly key: string
  readonly delivery: Delivery
  readonly fruit: BoxFruit
  readonly dates: FruitDates
}

export interface RipenessCalendar {
  readonly fruits: readonly PackedFruit[]
  readonly firstDay: number
  readonly spanDays: number
  readonly emptyDays: readonly IsoDate[]
}

export function isPerishable({ shelfLifeDays }: Delivery): boolean {
  return shelfLifeDays !== null && shelfLifeDays <= PERISHABLE_DAYS
}

export const keyOf = ({ boxOn, itemId }: Delivery) => `${boxOn}/${itemId}`

/** The coming boxes of one plan: dates of each fruit, and the days on which nothing is ripe. */
export function ripenessCalendar(
  deliveries: readonly Delivery[],
  set: SubscriptionsSearch,
): RipenessCalendar | null {
  const fruits = deliveries.filter(isPerishable).map((delivery) => ({
    key: keyOf(delivery),
    delivery,
    fruit: asSet(delivery, set),
  }))
  if (fruits.length === 0) return null
  const firstDay = Math.min(...fruits.map(({ fruit }) => fruit.boxDay))
  const { dates, emptyDays } = boxCalendar(
    fruits.map(({ fruit }) => fruit),
    firstDay,
    CALENDAR_DAYS,
  )
  return {
    fruits: fruits.map((packed, index) => ({ ...packed, dates: dates[index]! })),
    firstDay,
    spanDays: CALENDAR_DAYS,
    emptyDays: emptyDays.map(isoDate),
  }
}

function asSet(delivery: Delivery, { ripening, keeps, home }: SubscriptionsSearch): BoxFruit {
  const ripeningDays = ripening?.[delivery.itemId] ?? delivery.ripeningDays
  return {
    boxDay: dayNumber(delivery.boxOn),
    leadTimeDays: delivery.leadTimeDays,
    transportDays: delivery.transportDays,
    ripeningDays,
    shelfLifeDays: keeps?.[delivery.itemId] ?? delivery.shelfLifeDays ?? PERISHABLE_DAYS,
    homeDays: Math.min(ripeningDays, home?.[keyOf(delivery)] ?? 0),
  }
}
