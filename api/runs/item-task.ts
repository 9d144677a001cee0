import type { OrderBook } from '#db/demand'
import type { OwnerExpectation } from '#db/expectation-outcomes'
import type { ItemOverrides } from '#db/overrides'
import type { PlannedItem } from '#db/planned-items'
import { survivingOrders } from '#planning/certainty/surviving-orders'
import { assembleHistory } from '#planning/demand/assemble-history'
import { CENSORED, type DemandHistory, NO_DATA, OBSERVED } from '#planning/demand/demand-history'
import { knownFuture, materialisedOrders } from '#planning/demand/known-future'
import { weekStart } from '#planning/demand/week-number'
import { NOT_CANCELLED } from '#planning/forecast/bookings'
import type { NewItem } from '#planning/forecast/cold-start'
import type { MomentStream } from '#planning/forecast/demand-by-rung'
import type { Regressor } from '#planning/forecast/effect-model'
import { openChoiceVariance } from '#planning/forecast/option-mix'
import type { ForecastOverride } from '#planning/forecast/override'
import {
  type ExpectationWeight,
  type ExpectedWeeks,
  learnExpectationWeight,
} from '#planning/forecast/owner-expectation'
import { boxDemand } from './box-demand.ts'
import { campaignDemand, spreadStillToCome } from './campaign-demand.ts'
import type { Company } from './company.ts'
import { leadWeeks } from './item-supply.ts'
import { type LaunchView, newItems } from './launches.ts'
import type { OpenShare } from './open-options.ts'
import { promotionWeeks } from './promotion-weeks.ts'
import type { RunCalendar } from './run-calendar.ts'
import { type ItemShipWaves, type ShiftedWave, shipWaves } from './ship-waves.ts'

/** Orders of one item outside campaigns, one entry per placing day, need day and outcome. Days are day numbers. */
export interface BookingColumns {
  readonly needDay: Int32Array
  readonly placedDay: Int32Array
  readonly quantity: Float64Array
  readonly cancelledDay: Int32Array
}

/** All that a worker needs to forecast one item; crosses threads. */
export interface ItemTask {
  readonly itemId: number
  readonly seriesId: string
  /** Organic sales; null when the item never sold outside orders. */
  readonly organic: DemandHistory | null
  /** Before and shortly after its launch. */
  readonly launch: NewItem | null
  readonly promotions: Regressor | null
  readonly history: { readonly start: string; readonly quantity: Float32Array; readonly status: Uint8Array }
  readonly bookings: BookingColumns | null
  /** Open units outside campaigns by rung and need week, gross. */
  readonly booked: {
    readonly paid: Float64Array
    readonly deposit: Float64Array
    readonly subscription: Float64Array
  }
  readonly paid: Float64Array
  readonly grossDeposit: Float64Array
  readonly lostDeposit: MomentStream
  /** Units of orders whose size or colour is open; null: none. */
  readonly openChoice: MomentStream | null
  readonly subscription: MomentStream
  readonly stillToCome: MomentStream
  readonly expectations: ExpectedWeeks | null
  readonly expectationWeight: ExpectationWeight
  /** Planners' numbers in the place of the forecast. */
  readonly overrides: readonly ForecastOverride[]
  /** Units due before the first week and not shipped. */
  readonly overdue: number
  /** Campaign units that leave in another week than an even spread would have them. */
  readonly shiftedWaves: readonly ShiftedWave[]
  /** Lead time and one review period, weeks. */
  readonly leadTimeWeeks: number
  /** First step without demand because the item ends; null when it goes on. */
  readonly endStep: number | null
  readonly campaigns: readonly {
    readonly campaignId: number
    readonly paidFraction: number
    readonly bookedFraction: number
    readonly isSoldOut: boolean
    readonly quantity: number
  }[]
}

const NO_WAVES: ItemShipWaves['byCampaign'] = new Map()
const LONGEST_HISTORY = 208
const REVIEW_WEEKS = 1

export function leadTimeWeeks(item: PlannedItem): number {
  const terms = item.terms[0]
  return (terms ? leadWeeks(terms) : 0) + REVIEW_WEEKS
}

/** One task per item: what happened, what is on the book, what is foreseen, each unit in one place. */
export function itemTasks(company: Company, launchView: LaunchView, calendar: RunCalendar): ItemTask[] {
  const campaigns = campaignDemand(company, calendar)
  const boxes = boxDemand(company, calendar)
  const waves = shipWaves(company, { boxes, stillToCome: campaigns.stillToCome }, calendar)
  const { delivered } = company
  const weight = learnExpectationWeight(
    company.expectations
      .filter(({ toWeek }) => toWeek < calendar.firstWeek && delivered.has(toWeek))
      .map((each) => ({ ...each, weeks: each.toWeek - each.fromWeek + 1 })),
  )
  const { firstWeek, horizon } = calendar
  const launches = newItems(company.items, launchView, calendar)
  const expectations = expectationsByItem(company.expectations)
  const zeros = () => new Float64Array(horizon)
  return company.items.map((item) => {
    const sales = company.sales.get(item.itemId)
    const book = company.orderBooks.get(item.itemId)
    const box = boxes.get(item.itemId)
    const soldOut = [
      ...(company.stockOuts.get(item.itemId) ?? []),
      ...(campaigns.soldOutWeeks.get(item.itemId) ?? []),
    ]
    const organic = sales
      ? assembleHistory({
          seriesId: item.code,
          weeks: sales.weeks,
          quantities: sales.quantities,
          launchedWeek: item.launchedWeek,
          delivered,
          soldOutWeeks: company.stockOuts.get(item.itemId) ?? [],
          endWeek: firstWeek,
          longest: LONGEST_HISTORY,
        })
      : null
    const itemWaves = waves.get(item.itemId)?.byCampaign ?? NO_WAVES
    const known = book
      ? knownFuture(book, {
          firstWeek,
          horizon,
          recordsFulfilment: company.habits.recordsFulfilment,
          shipWaves: itemWaves,
        })
      : []
    const paid = box ? box.prepaid.slice() : zeros()
    const grossDeposit = zeros()
    const lostDeposit = { mean: zeros(), variance: zeros() }
    const orderedSubscription = zeros()
    const outside = known.find(({ campaignId }) => campaignId === null)
    const campaignParts: ItemTask['campaigns'][number][] = []
    let overdue = 0
    for (const part of known) {
      overdue += part.overdue
      if (part.campaignId === null) continue
      const forecast = campaigns.forecasts.get(part.campaignId)
      const kept = forecast?.openDepositPaidFraction ?? 1
      let quantity = 0
      for (let step = 0; step < horizon; step += 1) {
        const deposit = part.deposit[step]!
        paid[step]! += part.paid[step]!
        orderedSubscription[step]! += part.subscription[step]!
        grossDeposit[step]! += deposit
        lostDeposit.mean[step]! += deposit * (1 - kept)
        lostDeposit.variance[step]! += survivingOrders(deposit, kept, forecast?.correlation ?? 0).variance
        quantity += deposit + part.paid[step]! + part.subscription[step]!
      }
      campaignParts.push({
        campaignId: part.campaignId,
        paidFraction: kept,
        bookedFraction: forecast?.bookedFraction ?? 1,
        isSoldOut: forecast?.isSoldOut ?? false,
        quantity,
      })
    }
    const openShare = company.openShares.get(item.itemId)
    const toCome = spreadStillToCome(campaigns.stillToCome.get(item.itemId) ?? [], itemWaves, calendar)
    return {
      itemId: item.itemId,
      seriesId: item.code,
      organic,
      launch: launches.get(item.itemId) ?? null,
      promotions: organic && promotionWeeks(company.promotions.get(item.itemId), organic, horizon),
      history: totalHistory(organic, book, box?.past, campaigns.closed, soldOut, firstWeek),
      bookings: book ? bookingColumns(book) : null,
      booked: {
        paid: outside?.paid ?? zeros(),
        deposit: outside?.deposit ?? zeros(),
        subscription: outside?.subscription ?? zeros(),
      },
      paid,
      grossDeposit,
      lostDeposit,
      openChoice: openShare
        ? openChoice(openShare, {
            firstWeek,
            horizon,
            recordsFulfilment: company.habits.recordsFulfilment,
            shipWaves: itemWaves,
          })
        : null,
      subscription: {
        mean: orderedSubscription.map((units, step) => units + (box?.renewing[step] ?? 0)),
        variance: box ? box.variance : zeros(),
      },
      stillToCome: {
        mean: toCome.mean.map((units, step) => units + (box?.joining[step] ?? 0)),
        variance: toCome.variance.map((units, step) => units + 2 * (box?.joining[step] ?? 0)),
      },
      expectations: expectedWeeks(expectations.get(item.itemId) ?? [], calendar),
      expectationWeight: weight,
      overrides: overridesOf(company.overrides.get(item.itemId), firstWeek),
      overdue: Math.round(overdue),
      shiftedWaves: waves.get(item.itemId)?.shifted ?? [],
      leadTimeWeeks: leadTimeWeeks(item),
      endStep: item.endsWeek === null ? null : Math.max(0, item.endsWeek + 1 - firstWeek),
      campaigns: campaignParts,
    }
  })
}

/** What comes to the item of campaign orders whose option is open, by week, with the doubt about the mix and the choices. */
function openChoice(
  { book, share, weight }: OpenShare,
  options: Parameters<typeof knownFuture>[1],
): MomentStream {
  const mean = new Float64Array(options.horizon)
  for (const { campaignId, paid, deposit } of knownFuture(book, options)) {
    if (campaignId === null) continue
    for (let step = 0; step < options.horizon; step += 1) mean[step]! += paid[step]! + deposit[step]!
  }
  return { mean, variance: mean.map((units) => openChoiceVariance(units / share, share, weight)) }
}

/** Orders outside campaigns as bookings: units cancelled and units that stayed are entries of their own. */
function bookingColumns(book: OrderBook): BookingColumns | null {
  const rows: [number, number, number, number][] = []
  book.campaignId.forEach((campaignId, k) => {
    if (campaignId !== null) return
    const cancelled = book.cancelled[k]!
    const kept = book.placed[k]! - cancelled
    const need = book.needFromDay[k]!
    const placed = book.placedDay[k]!
    if (cancelled > 0) rows.push([need, placed, cancelled, book.cancelledDay[k] ?? placed])
    if (kept > 0) rows.push([need, placed, kept, NOT_CANCELLED])
  })
  if (rows.length === 0) return null
  return {
    needDay: Int32Array.from(rows, (row) => row[0]),
    placedDay: Int32Array.from(rows, (row) => row[1]),
    quantity: Float64Array.from(rows, (row) => row[2]),
    cancelledDay: Int32Array.from(rows, (row) => row[3]),
  }
}

/** Demand of all kinds by week of need, for people to see beside the forecast and for measuring accuracy. */
function totalHistory(
  organic: DemandHistory | null,
  book: OrderBook | undefined,
  boxes: ReadonlyMap<number, number> | undefined,
  closedCampaigns: ReadonlySet<number>,
  soldOutWeeks: readonly number[],
  firstWeek: number,
): ItemTask['history'] {
  const orders = book ? materialisedOrders(book, closedCampaigns, firstWeek) : new Map<number, number>()
  const organicStart = organic
    ? firstWeek - organic.quantity.length
    : Math.min(firstWeek - 1, ...orders.keys(), ...(boxes?.keys() ?? []))
  const begin = Math.max(
    firstWeek - LONGEST_HISTORY,
    Math.min(organicStart, ...orders.keys(), ...(boxes?.keys() ?? [])),
  )
  const count = firstWeek - begin
  const quantity = new Float32Array(count)
  const status = new Uint8Array(count)
  const soldOut = new Set(soldOutWeeks)
  const lastIsWhole = organic === null || organic.status[organic.status.length - 1] !== NO_DATA
  for (let i = 0; i < count; i += 1) {
    const week = begin + i
    const at = week - organicStart
    const isUnknown = organic !== null && at >= 0 && organic.status[at] === NO_DATA
    const sold = organic !== null && at >= 0 && !isUnknown ? organic.quantity[at]! : 0
    quantity[i] = sold + (orders.get(week) ?? 0) + (boxes?.get(week) ?? 0)
    status[i] =
      isUnknown || (i === count - 1 && !lastIsWhole) ? NO_DATA : soldOut.has(week) ? CENSORED : OBSERVED
  }
  return { start: weekStart(begin), quantity, status }
}

function overridesOf(overrides: ItemOverrides | undefined, firstWeek: number): ForecastOverride[] {
  if (!overrides) return []
  return overrides.weeks.flatMap((week, k) =>
    week < firstWeek
      ? []
      : [{ step: week - firstWeek, scope: overrides.scopes[k]!, quantity: overrides.quantities[k]! }],
  )
}

function expectedWeeks(ofItem: readonly OwnerExpectation[], calendar: RunCalendar): ExpectedWeeks | null {
  const { firstWeek, horizon } = calendar
  const future = ofItem.filter((each) => each.toWeek >= firstWeek && each.fromWeek < firstWeek + horizon)
  if (future.length === 0) return null
  const expected = new Float64Array(horizon)
  const usual = new Float64Array(horizon)
  for (const each of future) {
    const weeks = each.toWeek - each.fromWeek + 1
    const end = Math.min(each.toWeek, firstWeek + horizon - 1)
    for (let week = Math.max(each.fromWeek, firstWeek); week <= end; week += 1) {
      expected[week - firstWeek]! += each.expected / weeks
      usual[week - firstWeek]! += each.usualWeekly
    }
  }
  return { expected, usual }
}

function expectationsByItem(expectations: readonly OwnerExpectation[]): Map<number, OwnerExpectation[]> {
  const byItem = new Map<number, OwnerExpectation[]>()
  for (const each of expectations) {
    const ofItem = byItem.get(each.itemId)
    if (ofItem) ofItem.push(each)
    else byItem.set(each.itemId, [each])
  }
  return byItem
}
