import { AUTHORISATIONS, type Authorisation } from '#planning/demand/rung'
import { wholeUp } from '#planning/quantity'
import { bucketStartDay, dayNumber, type IsoDate, isoDate } from '#planning/time-bucket'

/** Units of an item asked to arrive in a week under one authorisation. */
export interface AskedSupply {
  readonly itemId: number
  /** Monday of the week of arrival. */
  readonly week: IsoDate
  readonly authorisation: Authorisation
  /** base units of the item, >= 0 */
  readonly quantity: number
}

export interface MaterialUse {
  readonly itemId: number
  readonly materialId: number
  /** material units in one base unit of the item, > 0 */
  readonly quantityPerUnit: number
  /** days from the start of making to arrival, >= 0 */
  readonly makingDays: number
  /** days that the material's source takes, >= 0; null when no source is known */
  readonly leadTimeDays: number | null
}

export interface MaterialOrder {
  readonly materialId: number
  /** Monday of the week in which making starts. */
  readonly week: IsoDate
  /** First day on which the material must be there. */
  readonly neededOn: IsoDate
  /** Last day on which it can be ordered to be there in time; null when no source is known. */
  readonly orderBy: IsoDate | null
  /** material units, not rounded */
  readonly quantity: Readonly<Record<Authorisation, number>>
  readonly itemIds: readonly number[]
}

/**
 * Material requirement of published supply: the bill of materials exploded, set back from the week of arrival by the days
 * of making to the day of need, and from there by the material's lead time to the last day of ordering. Needs of one
 * material whose making starts in the same ISO week are one row, ordered by its earliest date; calendar days are counted.
 * Stock of the supplier is not known and not netted.
 *
 * @returns rows in order of need, then of material
 * @throws RangeError when a quantity or a number of days is negative
 * Source: gross requirements and their lead-time offset, as in the time-phased record of material requirements planning.
 * @example materialOrders([{ itemId: 1, week: '2026-07-06', authorisation: 'make', quantity: 100 }],
 *   [{ itemId: 1, materialId: 7, quantityPerUnit: 1.5, makingDays: 14, leadTimeDays: 10 }])[0]?.orderBy // '2026-06-12': 150 of material 7, needed on 2026-06-22
 */
export function materialOrders(asked: readonly AskedSupply[], bill: readonly MaterialUse[]): MaterialOrder[] {
  const usesOf = new Map<number, MaterialUse[]>()
  for (const use of bill) {
    checkUse(use)
    usesOf.set(use.itemId, [...(usesOf.get(use.itemId) ?? []), use])
  }
  const rows = new Map<string, Row>()
  for (const { itemId, week, authorisation, quantity } of asked) {
    if (!(quantity >= 0)) throw new RangeError(`quantity must be >= 0; got ${quantity}`)
    if (quantity === 0) continue
    for (const use of usesOf.get(itemId) ?? []) {
      const neededDay = dayNumber(week) - use.makingDays
      const row = rowFor(rows, use, neededDay)
      row.neededDay = Math.min(row.neededDay, neededDay)
      row.quantity[authorisation] += quantity * use.quantityPerUnit
      row.itemIds.add(itemId)
    }
  }
  return [...rows.values()]
    .sort((a, b) => a.neededDay - b.neededDay || a.use.materialId - b.use.materialId)
    .map(({ use, weekDay, neededDay, quantity, itemIds }) => ({
      materialId: use.materialId,
      week: isoDate(weekDay),
      neededOn: isoDate(neededDay),
      orderBy: use.leadTimeDays === null ? null : isoDate(neededDay - use.leadTimeDays),
      quantity,
      itemIds: [...itemIds].sort((a, b) => a - b),
    }))
}

/**
 * The same in whole units to buy: what is authorised up to each strength, rounded up, so that the parts add up to the
 * whole and nothing is short.
 *
 * @example wholeMaterial({ make: 96.7, 'reserve-and-material': 0.2, 'material-only': 0, 'look-only': 3.4 }).make // 97
 */
export function wholeMaterial(
  quantity: Readonly<Record<Authorisation, number>>,
): Record<Authorisation, number> {
  const whole = { ...quantity }
  let exact = 0
  let told = 0
  for (const authorisation of AUTHORISATIONS) {
    exact += quantity[authorisation]
    whole[authorisation] = wholeUp(exact) - told
    told += whole[authorisation]
  }
  return whole
}

interface Row {
  readonly use: MaterialUse
  readonly weekDay: number
  neededDay: number
  readonly quantity: Record<Authorisation, number>
  readonly itemIds: Set<number>
}

function rowFor(rows: Map<string, Row>, use: MaterialUse, neededDay: number): Row {
  const weekDay = bucketStartDay(neededDay, 'week')
  const key = `${use.materialId}/${weekDay}`
  const found = rows.get(key)
  if (found) return found
  const quantity = Object.fromEntries(AUTHORISATIONS.map((one) => [one, 0])) as Record<Authorisation, number>
  const row = { use, weekDay, neededDay, quantity, itemIds: new Set<number>() }
  rows.set(key, row)
  return row
}

function checkUse(use: MaterialUse): void {
  if (!(use.quantityPerUnit > 0))
    throw new RangeError(`quantityPerUnit must be > 0; got ${use.quantityPerUnit}`)
  if (!(use.makingDays >= 0)) throw new RangeError(`makingDays must be >= 0; got ${use.makingDays}`)
  if (use.leadTimeDays !== null && !(use.leadTimeDays >= 0))
    throw new RangeError(`leadTimeDays must be >= 0; got ${use.leadTimeDays}`)
}

/** How pressing an order of material is on a day. */
export type MaterialUrgency = 'in-work' | 'late' | 'this-week' | 'later' | 'no-source' | 'look-only'

/**
 * Urgency of a material order on `today`: `in-work` when making has started already, so that the material was needed
 * before; `look-only` when nothing of it may be bought; `late` when its last day of ordering is over; `this-week` when that
 * day is today or within the next six days.
 *
 * @example materialUrgency({ neededOn: '2026-06-22', orderBy: '2026-06-12', buyable: 150 }, '2026-06-08') // 'this-week'
 */
export function materialUrgency(
  order: { readonly neededOn: IsoDate; readonly orderBy: IsoDate | null; readonly buyable: number },
  today: IsoDate,
): MaterialUrgency {
  if (order.neededOn < today) return 'in-work'
  if (!(order.buyable > 0)) return 'look-only'
  if (order.orderBy === null) return 'no-source'
  const daysLeft = dayNumber(order.orderBy) - dayNumber(today)
  return daysLeft < 0 ? 'late' : daysLeft < 7 ? 'this-week' : 'later'
}
