import type { PlannedItem, SupplyTerms } from '#db/planned-items'
import type { ReturnBasis } from '#db/run-rows'
import { weekOfDay } from '#planning/demand/week-number'
import { learnReturns, type ReturnCurve, resaleShare } from '#planning/order-policy/expected-returns'
import { weeksToServe } from '#planning/order-policy/order-weekday'
import type { Company } from './company.ts'
import type { RunCalendar } from './run-calendar.ts'

/** Supply of one item as of the run's date; crosses threads. Steps are weeks from the first planned week. */
export interface ItemSupply {
  readonly itemId: number
  readonly priceMinor: number
  readonly serviceLevelFraction: number
  readonly shelfLifeDays: number | null
  readonly materialWeeks: number
  /** Units on hand at the end of the as-of day. */
  readonly onHand: number
  readonly isCounted: boolean
  /** Share of a week between the as-of day and the first planned week. */
  readonly stubFraction: number
  readonly suppliers: readonly SupplierSupply[]
  /** Share of delivered units that comes back to be sold again as new, by weeks after delivery; null: none. */
  readonly returnCurve: ReturnCurve | null
  /** What the curve was learned from; null: no returns. */
  readonly returnBasis: ReturnBasis | null
  /** Units ordered per week before the plan, oldest first; empty when nothing was ever ordered. */
  readonly pastOrders: Float64Array
}

export interface SupplierSupply {
  readonly terms: SupplyTerms
  /** Share of the item's demand, the shares of all suppliers adding up to 1. */
  readonly share: number
  /** What is on its way, by step of arrival; overdue orders are in step 0. */
  readonly arrivals: readonly { readonly step: number; readonly quantity: number }[]
  /** Arrives before the first planned week. */
  readonly arrivingBefore: number
  readonly overdueQuantity: number
  readonly declinedSteps: readonly number[]
  /** Units that the supplier was told last, by step of arrival. */
  readonly published: ReadonlyMap<number, number>
}

const PAST_WEEKS = 52

/** Weeks from the week of an order to the first week whose demand it serves, as agreed with the supplier. */
export function leadWeeks(
  terms: Pick<SupplyTerms, 'leadTimeDays' | 'transportDays' | 'ripeningDays' | 'orderWeekday'>,
): number {
  const days = terms.leadTimeDays + terms.transportDays + terms.ripeningDays
  return weeksToServe(terms.orderWeekday, days)
}

export function itemSupplies(
  company: Company,
  materialWeeks: ReadonlyMap<number, number>,
  calendar: RunCalendar,
): Map<number, ItemSupply> {
  const scheduled = new Map(
    company.scheduled.map((supply) => [`${supply.itemId}/${supply.supplierId}`, supply]),
  )
  const published = new Map(company.published.map((told) => [`${told.itemId}/${told.supplierId}`, told]))
  return new Map(
    company.items.map((item) => [
      item.itemId,
      {
        itemId: item.itemId,
        priceMinor: item.priceMinor,
        serviceLevelFraction: item.serviceLevelFraction,
        shelfLifeDays: item.shelfLifeDays,
        materialWeeks: materialWeeks.get(item.itemId) ?? 0,
        onHand: company.stock.get(item.itemId)?.onHand ?? 0,
        isCounted: company.stock.has(item.itemId),
        stubFraction: calendar.stubFraction,
        suppliers: suppliersOf(item, scheduled, published, calendar),
        ...returnsOf(company, item),
        pastOrders: pastOrdersOf(company, item.itemId, calendar.firstWeek),
      },
    ]),
  )
}

function suppliersOf(
  item: PlannedItem,
  scheduled: ReadonlyMap<string, Company['scheduled'][number]>,
  published: ReadonlyMap<string, Company['published'][number]>,
  calendar: RunCalendar,
): SupplierSupply[] {
  const shares = item.terms.reduce((sum, { shareFraction }) => sum + shareFraction, 0)
  return item.terms.map((terms) => {
    const supply = scheduled.get(`${item.itemId}/${terms.supplierId}`)
    const told = published.get(`${item.itemId}/${terms.supplierId}`)
    const arrivals: { step: number; quantity: number }[] = []
    let arrivingBefore = 0
    let overdueQuantity = 0
    supply?.days.forEach((day, k) => {
      const quantity = supply.quantities[k]!
      if (day <= calendar.asOfDay) {
        overdueQuantity += quantity
        arrivals.push({ step: 0, quantity })
      } else if (weekOfDay(day) < calendar.firstWeek) arrivingBefore += quantity
      else arrivals.push({ step: weekOfDay(day) - calendar.firstWeek, quantity })
    })
    return {
      terms,
      share: terms.shareFraction / shares,
      arrivals,
      arrivingBefore,
      overdueQuantity,
      declinedSteps: (supply?.declinedWeeks ?? []).map((week) => week - calendar.firstWeek),
      published: new Map(told?.weeks.map((week, k) => [week - calendar.firstWeek, told.quantities[k]!])),
    }
  })
}

/** What perishes is not sold again. */
function returnsOf(company: Company, item: PlannedItem): Pick<ItemSupply, 'returnCurve' | 'returnBasis'> {
  const record = company.returns.get(item.itemId)
  if (!record || item.shelfLifeDays !== null) return { returnCurve: null, returnBasis: null }
  const grades = company.returnGrades.get(item.itemId)
  const gradedOfItem = grades?.graded ?? 0
  const gradedOfCategory = grades?.gradedInCategory ?? 0
  const asNew = resaleShare({
    item: { graded: gradedOfItem, asNew: grades?.asNew ?? 0 },
    category: { graded: gradedOfCategory, asNew: grades?.asNewInCategory ?? 0 },
    assumed: company.resaleFraction,
  })
  const curve = learnReturns(record)
  const returnedShare = curve.reduce((sum, share) => sum + share, 0)
  return {
    returnCurve: curve.map((share) => share * asNew),
    returnBasis: { returnedShare, resaleShare: asNew, gradedOfItem, gradedOfCategory },
  }
}

function pastOrdersOf(company: Company, itemId: number, firstWeek: number): Float64Array {
  const past = company.pastOrders.get(itemId)
  if (!past) return new Float64Array(0)
  const series = new Float64Array(PAST_WEEKS)
  past.weeks.forEach((week, k) => {
    const at = week - firstWeek + PAST_WEEKS
    if (at >= 0 && at < PAST_WEEKS) series[at]! += past.quantities[k]!
  })
  return series
}
