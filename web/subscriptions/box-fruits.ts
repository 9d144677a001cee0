import {
  type BoxFruit,
  boxCalendar,
  type FruitDates,
  mostHomeDays,
  PERISHABLE_DAYS,
  type RipensBy,
  warehouseDays,
} from '#planning/batches/box-calendar'
import { dayNumber, type IsoDate, isoDate } from '#planning/time-bucket'
import type { Outputs } from '#web/trpc.ts'
import type { SubscriptionsSearch } from './search-params.ts'

export type Delivery = Outputs['subscriptions']['boxes']['deliveries'][number]

/** Days that are drawn. */
export const CALENDAR_DAYS = 28

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

/** The table's row of a fruit with the temperatures that are tried; undefined where days hold instead. */
export function ripensBy(
  { ripening }: Pick<Delivery, 'ripening'>,
  tried: SubscriptionsSearch,
): RipensBy | undefined {
  if (ripening === null) return undefined
  const { daysAtReference, referenceCelsius, q10 } = ripening
  return {
    profile: { daysAtReference, referenceCelsius, q10 },
    transportCelsius: tried.transportAt ?? ripening.transportCelsius,
    warehouseCelsius: tried.warehouseAt ?? ripening.warehouseCelsius,
    homeCelsius: tried.homeAt ?? ripening.homeCelsius,
  }
}

function asSet(delivery: Delivery, search: SubscriptionsSearch): BoxFruit {
  const { ripening, keeps, home } = search
  const typedDays = ripening?.[delivery.itemId]
  const by = typedDays === undefined ? ripensBy(delivery, search) : undefined
  const fruit = {
    boxDay: dayNumber(delivery.boxOn),
    leadTimeDays: delivery.leadTimeDays,
    transportDays: delivery.transportDays,
    ripeningDays: typedDays ?? delivery.ripeningDays,
    ...(by ? { ripensBy: by } : {}),
    shelfLifeDays: keeps?.[delivery.itemId] ?? delivery.shelfLifeDays ?? PERISHABLE_DAYS,
  }
  return {
    ...fruit,
    ripeningDays: warehouseDays(fruit),
    homeDays: Math.min(mostHomeDays(fruit), home?.[keyOf(delivery)] ?? 0),
  }
}
