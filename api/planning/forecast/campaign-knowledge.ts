import { demandBelief, demandStillToCome } from '#planning/forecast/booking-curve'
import {
  type CampaignRecord,
  campaignTotals,
  isSoldOut,
  soldOutDay,
} from '#planning/forecast/campaign-record'
import { learnSignatures, type SignatureKnowledge } from '#planning/forecast/campaign-signatures'
import { fitPooledRates, type PooledRates } from '#planning/forecast/pooled-rate'

/** Points of the booking and settling curves: shares of a window elapsed, 0, 1/20, … 1. */
const CURVE_STEPS = 20
/** A cap reached sooner than with this share of the curve is taken as reached there. */
const LEAST_BOOKED_FRACTION = 0.05
/** Campaigns' worth of belief in an even curve before any is seen. */
const PRIOR_CAMPAIGNS = 2
const PRIOR_UNIT_DAYS = 2000
const PRIOR_DAILY_HAZARD = 0.002

/** What closed campaigns teach about open ones, per kind where the kind has any. */
export interface CampaignKnowledge {
  /** Cumulative share of a campaign's orders by share of its deposit window elapsed. */
  readonly bookingCurve: ReadonlyMap<string, Float64Array>
  /** The same of balances paid, over the balance window. */
  readonly settlingCurve: ReadonlyMap<string, Float64Array>
  /** Units per item that past campaigns would have sold without a cap: mean and coefficient of variation. */
  readonly unitsPerItem: ReadonlyMap<string, { readonly mean: number; readonly variation: number }>
  /** What a signature was worth, per kind; null where too few campaigns were signed for. */
  readonly signatures: ReadonlyMap<string, SignatureKnowledge | null>
  /** Share of the book that cancels per day before the balance window. */
  readonly dailyHazard: ReadonlyMap<string, number>
  /** Share of what stands at the start of the balance window that is paid, by kind and category; null while unknown. */
  readonly payRates: PooledRates | null
  readonly kinds: readonly string[]
  readonly closedCampaigns: number
}

/**
 * Learns booking curves, early cancellations and payment of balances from campaigns whose windows are over.
 *
 * @param recordsSettlement false: balances are not recorded, so what is not cancelled counts as paid
 */
export function learnFromCampaigns(
  campaigns: readonly CampaignRecord[],
  asOfDay: number,
  recordsSettlement: boolean,
): CampaignKnowledge {
  const kinds = [...new Set(campaigns.map(({ kind }) => kind))].sort()
  const booked = campaigns.filter((campaign) => campaign.depositToDay <= asOfDay && hasOrders(campaign))
  const closed = booked.filter((campaign) => campaign.balanceToDay <= asOfDay)
  const bookingCurve = new Map<string, Float64Array>()
  const settlingCurve = new Map<string, Float64Array>()
  const unitsPerItem = new Map<string, { mean: number; variation: number }>()
  const signatures = new Map<string, SignatureKnowledge | null>()
  const dailyHazard = new Map<string, number>()
  for (const kind of kinds) {
    const ofKind = booked.filter((campaign) => campaign.kind === kind)
    const open = ofKind.filter((campaign) => !isSoldOut(campaign))
    bookingCurve.set(
      kind,
      meanCurve(open, (each) => [each.depositFromDay, each.depositToDay, each.placed]),
    )
    settlingCurve.set(
      kind,
      meanCurve(
        closed.filter((each) => each.kind === kind),
        (each) => [each.balanceFromDay, each.balanceToDay, each.settled],
      ),
    )
    const size = sizeOf(ofKind, bookingCurve.get(kind)!)
    if (size) unitsPerItem.set(kind, size)
    signatures.set(kind, learnSignatures(ofKind))
    dailyHazard.set(kind, hazardOf(ofKind, asOfDay))
  }
  const payRates = recordsSettlement ? payRatesOf(closed, kinds, asOfDay) : null
  return {
    bookingCurve,
    settlingCurve,
    unitsPerItem,
    signatures,
    dailyHazard,
    payRates,
    kinds,
    closedCampaigns: closed.length,
  }
}

/** Value of a curve at a share of its window, linear between points; 0 before, 1 after. */
export function curveAt(curve: Float64Array | undefined, elapsedFraction: number): number {
  const x = Math.min(1, Math.max(0, elapsedFraction))
  if (!curve) return x
  const position = x * CURVE_STEPS
  const below = Math.min(CURVE_STEPS - 1, Math.floor(position))
  return curve[below]! + (position - below) * (curve[below + 1]! - curve[below]!)
}

/** Share of a window that has elapsed at the end of a day. @example elapsedFraction(10, 19, 14) // 0.5 */
export function elapsedFraction(fromDay: number, toDay: number, asOfDay: number): number {
  return Math.min(1, Math.max(0, (asOfDay - fromDay + 1) / (toDay - fromDay + 1)))
}

function hasOrders(campaign: CampaignRecord): boolean {
  return campaign.placed.some((units) => units > 0)
}

function meanCurve(
  campaigns: readonly CampaignRecord[],
  windowOf: (campaign: CampaignRecord) => readonly [number, number, readonly number[]],
): Float64Array {
  const sum = Float64Array.from({ length: CURVE_STEPS + 1 }, (_, k) => (PRIOR_CAMPAIGNS * k) / CURVE_STEPS)
  let count = PRIOR_CAMPAIGNS
  for (const campaign of campaigns) {
    const [from, to, units] = windowOf(campaign)
    const total = units.reduce((all, each) => all + Math.max(0, each), 0)
    if (total <= 0) continue
    count += 1
    for (let k = 0; k <= CURVE_STEPS; k += 1) {
      let before = 0
      campaign.days.forEach((day, at) => {
        if (elapsedFraction(from, to, day) <= k / CURVE_STEPS + 1e-9) before += Math.max(0, units[at]!)
      })
      sum[k] += before / total
    }
  }
  return sum.map((value) => value / count)
}

function sizeOf(
  campaigns: readonly CampaignRecord[],
  curve: Float64Array,
): { mean: number; variation: number } | null {
  if (campaigns.length === 0) return null
  const soldOut = campaigns.filter(isSoldOut)
  const sizes = campaigns.filter((campaign) => !isSoldOut(campaign)).map(unitsPerItem)
  const seen = momentsOf(sizes)
  return momentsOf([...sizes, ...soldOut.map((campaign) => uncapped(campaign, curve, seen))])
}

function unitsPerItem({ placed, itemCount }: CampaignRecord): number {
  return placed.reduce((sum, units) => sum + units, 0) / Math.max(1, itemCount)
}

/**
 * What a campaign that sold out would have sold: a cap reached with half of the curve to go says twice as much, drawn
 * to the campaigns that did not sell out.
 */
function uncapped(
  campaign: CampaignRecord,
  curve: Float64Array,
  seen: { mean: number; variation: number } | null,
): number {
  const { depositFromDay, depositToDay, itemCount } = campaign
  const elapsed = elapsedFraction(depositFromDay, depositToDay, soldOutDay(campaign))
  const bookedFraction = Math.max(LEAST_BOOKED_FRACTION, curveAt(curve, elapsed))
  const placed = unitsPerItem(campaign)
  if (!seen || !(seen.mean > 0)) return placed / bookedFraction
  const belief = demandBelief(seen.mean * Math.max(1, itemCount), seen.variation)
  const toCome = demandStillToCome(belief, bookedFraction, placed * Math.max(1, itemCount)).mean
  return placed + toCome / Math.max(1, itemCount)
}

function momentsOf(sizes: readonly number[]): { mean: number; variation: number } | null {
  if (sizes.length === 0) return null
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length
  const squared = sizes.reduce((sum, size) => sum + (size - mean) ** 2, 0)
  // One pseudo-campaign at a coefficient of variation of 1: few campaigns must not claim to know their spread.
  const variation = mean > 0 ? Math.sqrt((squared / mean ** 2 + 1) / sizes.length) : 1
  return { mean, variation: Math.min(2, Math.max(0.1, variation)) }
}

function hazardOf(campaigns: readonly CampaignRecord[], asOfDay: number): number {
  let cancelled = PRIOR_UNIT_DAYS * PRIOR_DAILY_HAZARD
  let unitDays = PRIOR_UNIT_DAYS
  for (const campaign of campaigns) {
    const totals = campaignTotals(campaign, asOfDay)
    cancelled += totals.cancelledEarly
    unitDays += totals.earlyUnitDays
  }
  return Math.min(0.5, cancelled / unitDays)
}

function payRatesOf(
  closed: readonly CampaignRecord[],
  kinds: readonly string[],
  asOfDay: number,
): PooledRates | null {
  const cells = closed.map((campaign) => {
    const totals = campaignTotals(campaign, asOfDay)
    const atBalance = Math.max(0, Math.round(totals.placed - totals.cancelledEarly))
    return { campaign, atBalance, paid: Math.min(atBalance, Math.max(0, Math.round(totals.settled))) }
  })
  const settled = cells.filter(({ atBalance, paid }) => atBalance > 0 && paid > 0)
  if (settled.length === 0) return null
  return fitPooledRates({
    events: settled.map(({ paid }) => paid),
    trials: settled.map(({ atBalance }) => atBalance),
    groups: [
      settled.map(({ campaign }) => kinds.indexOf(campaign.kind)),
      settled.map(({ campaign }) => campaign.category),
    ],
  })
}
