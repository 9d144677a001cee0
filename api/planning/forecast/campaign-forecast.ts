import { demandBelief, demandStillToCome } from '#planning/forecast/booking-curve'
import { type CampaignKnowledge, curveAt, elapsedFraction } from '#planning/forecast/campaign-knowledge'
import { type CampaignRecord, type CampaignTotals, campaignTotals } from '#planning/forecast/campaign-record'
import { beliefWithSignatures } from '#planning/forecast/campaign-signatures'
import { pooledBelief } from '#planning/forecast/pooled-rate'

/** What an open campaign will still bring, and what of its book will be paid. */
export interface CampaignForecast {
  /** Orders still to be placed in the whole campaign: mean and variance, units. */
  readonly stillToCome: { readonly mean: number; readonly variance: number }
  /** Share of an order placed from now on that will be paid. */
  readonly newOrderPaidFraction: number
  /** Share of an open deposit that will be paid, and the correlation of its siblings' fate, 0 … 1. */
  readonly openDepositPaidFraction: number
  readonly correlation: number
  /** Share of the campaign's orders normally placed by now. */
  readonly bookedFraction: number
  /** The cap binds: demand is at least what is placed. */
  readonly isSoldOut: boolean
}

/** Orders of which one unit of early evidence is enough to extrapolate without any past campaign. */
const LEAST_BOOKED_FRACTION = 0.05

/**
 * Pick-up by the booking curve of past campaigns of the same kind (gamma–Poisson), and survival of deposits: first the
 * daily hazard up to the balance window, then payment of balances with what this campaign has shown so far.
 *
 * A deposit is not a sale: while the balance window runs, `(α + paid) / (α + β + at balance × G)` is the posterior
 * paying share when a share G of payers has normally paid by now.
 */
export function forecastCampaign(
  campaign: CampaignRecord,
  knowledge: CampaignKnowledge,
  asOfDay: number,
): CampaignForecast {
  const totals = campaignTotals(campaign, asOfDay)
  const curve = knowledge.bookingCurve.get(campaign.kind)
  const elapsed = elapsedFraction(campaign.depositFromDay, campaign.depositToDay, asOfDay)
  const bookedFraction = asOfDay < campaign.depositFromDay ? 0 : curveAt(curve, elapsed)
  const capLeft =
    campaign.capQuantity === null
      ? Number.POSITIVE_INFINITY
      : Math.max(0, campaign.capQuantity - totals.placed)
  const pay = payBelief(campaign, knowledge)
  const seen = payBeliefNow(campaign, knowledge, totals, pay, asOfDay)
  const hazard = knowledge.dailyHazard.get(campaign.kind) ?? 0
  const daysToBalance = Math.max(0, campaign.balanceFromDay - 1 - asOfDay)
  const keptUntilBalance = (1 - hazard) ** daysToBalance
  const rate = pay.alpha / (pay.alpha + pay.beta)
  return {
    stillToCome: cappedToCome(toCome(campaign, knowledge, totals.placed, bookedFraction, asOfDay), capLeft),
    newOrderPaidFraction: keptUntilBalance * rate,
    openDepositPaidFraction: keptUntilBalance * openPaid(campaign, knowledge, totals, seen, asOfDay),
    correlation: 1 / (seen.alpha + seen.beta + 1),
    bookedFraction,
    isSoldOut: capLeft === 0,
  }
}

/** Beta belief about the share of orders standing at the balance window that is paid. */
interface PayBelief {
  readonly alpha: number
  readonly beta: number
}

function payBelief(campaign: CampaignRecord, knowledge: CampaignKnowledge): PayBelief {
  if (knowledge.payRates === null) return { alpha: 19, beta: 1 }
  return pooledBelief(knowledge.payRates, [knowledge.kinds.indexOf(campaign.kind), campaign.category])
}

/** The belief with what this campaign's balances have shown: of a share of orders that would have paid, some did. */
function payBeliefNow(
  campaign: CampaignRecord,
  knowledge: CampaignKnowledge,
  totals: CampaignTotals,
  pay: PayBelief,
  asOfDay: number,
): PayBelief {
  if (!isSettling(campaign, asOfDay)) return pay
  const due = standingAtBalance(totals) * settledShareOf(campaign, knowledge, asOfDay)
  return { alpha: pay.alpha + totals.settled, beta: pay.beta + Math.max(0, due - totals.settled) }
}

function openPaid(
  campaign: CampaignRecord,
  knowledge: CampaignKnowledge,
  totals: CampaignTotals,
  seen: PayBelief,
  asOfDay: number,
): number {
  const rate = seen.alpha / (seen.alpha + seen.beta)
  if (asOfDay < campaign.balanceFromDay) return rate
  // After the balance window what stands unpaid has lapsed, unless payments are not recorded at all.
  if (asOfDay >= campaign.balanceToDay) return knowledge.payRates === null ? rate : 0
  const settledShare = settledShareOf(campaign, knowledge, asOfDay)
  const atBalance = standingAtBalance(totals)
  const open = atBalance - totals.settled - totals.cancelledLate
  return open > 0 ? Math.min(1, (atBalance * rate * (1 - settledShare)) / open) : rate
}

function isSettling({ balanceFromDay, balanceToDay }: CampaignRecord, asOfDay: number): boolean {
  return asOfDay >= balanceFromDay && asOfDay < balanceToDay
}

function standingAtBalance({ settled, placed, cancelledEarly }: CampaignTotals): number {
  return Math.max(settled, placed - cancelledEarly)
}

function settledShareOf(campaign: CampaignRecord, knowledge: CampaignKnowledge, asOfDay: number): number {
  const elapsed = elapsedFraction(campaign.balanceFromDay, campaign.balanceToDay, asOfDay)
  return curveAt(knowledge.settlingCurve.get(campaign.kind), elapsed)
}

function toCome(
  campaign: CampaignRecord,
  knowledge: CampaignKnowledge,
  placed: number,
  bookedFraction: number,
  asOfDay: number,
): { mean: number; variance: number } {
  if (bookedFraction >= 1) return { mean: 0, variance: 0 }
  const past = knowledge.unitsPerItem.get(campaign.kind)
  const size = beliefWithSignatures(
    campaign,
    knowledge.signatures.get(campaign.kind) ?? null,
    past && past.mean > 0 ? { mean: past.mean * campaign.itemCount, variation: past.variation } : null,
    asOfDay,
  )
  const belief =
    size && size.mean > 0
      ? demandBelief(size.mean, size.variation)
      : bookedFraction >= LEAST_BOOKED_FRACTION && placed > 0
        ? demandBelief(placed / bookedFraction, 1)
        : null
  if (!belief) return { mean: 0, variance: 0 }
  const remaining = demandStillToCome(belief, bookedFraction, placed)
  return { mean: remaining.mean, variance: remaining.mean + remaining.mean ** 2 / remaining.size }
}

function cappedToCome(
  remaining: { mean: number; variance: number },
  capLeft: number,
): { mean: number; variance: number } {
  if (remaining.mean <= capLeft) {
    // The spread above the cap cannot happen; half of the squared room bounds what is left of it.
    return { mean: remaining.mean, variance: Math.min(remaining.variance, capLeft * capLeft) }
  }
  return { mean: capLeft, variance: Math.min(remaining.variance, capLeft) }
}
