import { daysLeft, daysUntilReady, type RipeningProfile, ripeningDates } from './ripening.ts'

/** How a fruit ripens by temperature, and how warm it is on its way, °C. */
export type RipensBy = {
  readonly profile: RipeningProfile
  readonly transportCelsius: number
  readonly warehouseCelsius: number
  readonly homeCelsius: number
}

/** One fruit of a box: how long its way to the box takes and how it keeps. Days, whole, >= 0. */
export type BoxFruit = {
  /** Day on which the box is packed and handed over, on any calendar. */
  readonly boxDay: number
  readonly leadTimeDays: number
  readonly transportDays: number
  /** From arrival to ready to eat; not read where `ripensBy` is given. */
  readonly ripeningDays: number
  readonly ripensBy?: RipensBy
  /** Days it stays good once ready, that day included, >= 1. */
  readonly shelfLifeDays: number
  /** Of the ripening days those after packing, at home, <= {@link mostHomeDays}. */
  readonly homeDays: number
}

/** Days on the calendar of the boxes. */
export type FruitDates = {
  readonly orderByDay: number
  readonly shipDay: number
  readonly arrivalDay: number
  readonly readyDay: number
  /** Last day on which it is good to eat. */
  readonly lastDay: number
}

export type BoxCalendar = {
  readonly dates: readonly FruitDates[]
  /** Days among those asked for on which nothing is ripe. */
  readonly emptyDays: readonly number[]
}

/** Longest that something keeps once ripe and still counts as perishable, days. */
export const PERISHABLE_DAYS = 60

/** A day is not missed for the rounding of a sum. */
const ROUNDING = 1e-9

/** Bits of a set of days. */
const MOST_DAYS = 30
/** Sets of covered days followed at once. */
const MOST_SETS = 4096

/**
 * When each fruit of one or more boxes must be ordered, leave, arrive and be ready, and on which days nothing is ripe.
 * A fruit arrives when as many of its ripening days are left as fit before packing; what ripens at home is ordered as
 * many days later and ready as many days later.
 *
 * @param firstDay first day that something is to be ripe on
 * @param spanDays days from then on, 1 to 30
 * @throws RangeError naming the field, its range and the value seen
 * @example boxCalendar([{ boxDay: 100, leadTimeDays: 2, transportDays: 4, ripeningDays: 5, shelfLifeDays: 3, homeDays: 2 }], 100, 7)
 * // dates [{ orderByDay: 91, shipDay: 93, arrivalDay: 97, readyDay: 102, lastDay: 104 }], emptyDays [100, 101, 105, 106]
 */
export function boxCalendar(fruits: readonly BoxFruit[], firstDay: number, spanDays: number): BoxCalendar {
  requireSpan(spanDays)
  fruits.forEach(requireFruit)
  const dates = fruits.map(fruitDates)
  const days = Array.from({ length: spanDays }, (_, day) => firstDay + day)
  return {
    dates,
    emptyDays: days.filter(
      (day) => !dates.some(({ readyDay, lastDay }) => readyDay <= day && day <= lastDay),
    ),
  }
}

/**
 * Dates of one fruit. By temperature it arrives on the last whole day from which it still is ready as planned, and is
 * ready on the first whole day on which it then is: earlier than planned where a day in the warehouse brings more.
 */
function fruitDates(fruit: BoxFruit): FruitDates {
  const { boxDay, transportDays, homeDays, ripensBy } = fruit
  const plannedDay = boxDay + homeDays
  let arrivalDay = boxDay - (fruit.ripeningDays - homeDays)
  let readyDay = plannedDay
  if (ripensBy) {
    const transport = { days: transportDays, celsius: ripensBy.transportCelsius }
    const planned = ripeningDates(ripensBy.profile, plannedDay, {
      orderLeadDays: fruit.leadTimeDays,
      transport,
      warehouseCelsius: ripensBy.warehouseCelsius,
      home: { days: homeDays, celsius: ripensBy.homeCelsius },
    })
    arrivalDay = Math.floor(planned.arrivalDay + ROUNDING)
    const path = [transport, { days: boxDay - arrivalDay, celsius: ripensBy.warehouseCelsius }]
    const days = Math.ceil(daysUntilReady(ripensBy.profile, path, ripensBy.homeCelsius) - ROUNDING)
    readyDay = Math.min(plannedDay, arrivalDay - transportDays + days)
  }
  const shipDay = arrivalDay - transportDays
  return {
    orderByDay: shipDay - fruit.leadTimeDays,
    shipDay,
    arrivalDay,
    readyDay,
    lastDay: readyDay + fruit.shelfLifeDays - 1,
  }
}

/**
 * Whole days from arrival to ready when all of it is spent in the warehouse.
 *
 * @example warehouseDays({ boxDay: 0, leadTimeDays: 2, transportDays: 4, ripeningDays: 5, shelfLifeDays: 3 }) // 5
 */
export function warehouseDays({ ripeningDays, ripensBy, transportDays }: Omit<BoxFruit, 'homeDays'>): number {
  return ripensBy
    ? Math.ceil(leftAt(ripensBy.warehouseCelsius, ripensBy, transportDays) - ROUNDING)
    : ripeningDays
}

/**
 * Most whole days that may be left for home, where all that transport leaves ripens there.
 *
 * @example mostHomeDays({ boxDay: 0, leadTimeDays: 2, transportDays: 4, ripeningDays: 5, shelfLifeDays: 3 }) // 5
 */
export function mostHomeDays({ ripeningDays, ripensBy, transportDays }: Omit<BoxFruit, 'homeDays'>): number {
  return ripensBy
    ? Math.floor(leftAt(ripensBy.homeCelsius, ripensBy, transportDays) + ROUNDING)
    : ripeningDays
}

function leftAt(celsius: number, { profile, transportCelsius }: RipensBy, transportDays: number): number {
  return daysLeft(profile, [{ days: transportDays, celsius: transportCelsius }], celsius)
}

/**
 * Days that each fruit is to ripen at home so that something is ripe on as many days as can be, and among the ways
 * to do so with the fewest days at home. The sets of days that choices cover are followed fruit by fruit; beyond
 * 4,096 of them only those that cover most go on, up to there the answer is exact.
 *
 * @param fruits as for {@link boxCalendar}; their `homeDays` are not read
 * @returns days at home, one for each fruit
 * @throws RangeError as {@link boxCalendar}
 * @example spreadRipeness([{ boxDay: 0, leadTimeDays: 2, transportDays: 4, ripeningDays: 5, shelfLifeDays: 4, homeDays: 0 },
 *   { boxDay: 0, leadTimeDays: 1, transportDays: 2, ripeningDays: 6, shelfLifeDays: 3, homeDays: 0 }], 0, 7) // [3, 0]
 */
export function spreadRipeness(fruits: readonly BoxFruit[], firstDay: number, spanDays: number): number[] {
  requireSpan(spanDays)
  fruits.forEach(requireFruit)
  let ways: Way[] = [{ days: 0, covered: 0, count: 0, chosen: [] }]
  for (const fruit of fruits) {
    const ripe = Array.from({ length: mostHomeDays(fruit) + 1 }, (_, homeDays) =>
      daysBetween(fruitDates({ ...fruit, homeDays }).readyDay - firstDay, fruit.shelfLifeDays, spanDays),
    )
    const reached = new Map<number, Way>()
    for (const way of ways)
      for (const [home, ripeDays] of ripe.entries()) {
        const covered = way.covered | ripeDays
        const days = way.days + home
        const known = reached.get(covered)
        if (!known || days < known.days)
          reached.set(covered, { days, covered, count: bitCount(covered), chosen: [...way.chosen, home] })
      }
    ways = [...reached.values()].sort((a, b) => b.count - a.count || a.days - b.days).slice(0, MOST_SETS)
  }
  return [...ways[0]!.chosen]
}

type Way = {
  readonly days: number
  readonly covered: number
  readonly count: number
  readonly chosen: readonly number[]
}

/** The days [from, from + length) that lie in [0, span), as a set. */
function daysBetween(from: number, length: number, span: number): number {
  let days = 0
  for (let day = Math.max(0, from); day < Math.min(span, from + length); day += 1) days |= 1 << day
  return days
}

function bitCount(mask: number): number {
  let count = 0
  for (let rest = mask; rest > 0; rest &= rest - 1) count += 1
  return count
}

function requireSpan(spanDays: number): void {
  if (!(Number.isInteger(spanDays) && spanDays >= 1 && spanDays <= MOST_DAYS))
    throw new RangeError(`spanDays must be an integer from 1 to ${MOST_DAYS}; got ${spanDays}`)
}

function requireFruit(fruit: BoxFruit, index: number): void {
  if (!Number.isInteger(fruit.boxDay))
    throw new RangeError(`fruits[${index}].boxDay must be an integer; got ${fruit.boxDay}`)
  const days = ['leadTimeDays', 'transportDays', 'ripeningDays', 'homeDays'] as const
  for (const field of days)
    if (!(Number.isInteger(fruit[field]) && fruit[field] >= 0))
      throw new RangeError(`fruits[${index}].${field} must be an integer >= 0; got ${fruit[field]}`)
  if (!(Number.isInteger(fruit.shelfLifeDays) && fruit.shelfLifeDays >= 1))
    throw new RangeError(`fruits[${index}].shelfLifeDays must be an integer >= 1; got ${fruit.shelfLifeDays}`)
  const most = mostHomeDays(fruit)
  if (fruit.homeDays > most)
    throw new RangeError(
      `fruits[${index}].homeDays must be <= ${most} (${fruit.ripensBy ? 'ripening at home' : 'ripeningDays'}); got ${fruit.homeDays}`,
    )
}
