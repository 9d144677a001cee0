import { betaBinomialMoments } from '#planning/distribution/beta-binomial'
import {
  type CountDistribution,
  countQuantile,
  countsFromMoments,
} from '#planning/distribution/negative-binomial'
import { demandBelief } from '#planning/forecast/booking-curve'
import { type CampaignForecast, forecastCampaign } from '#planning/forecast/campaign-forecast'
import { type CampaignKnowledge, curveAt, elapsedFraction } from '#planning/forecast/campaign-knowledge'
import { type CampaignRecord, campaignTotals, isSoldOut } from '#planning/forecast/campaign-record'

/** One day of a projected booking curve: net bookings (placed less cancelled), units. */
export interface ProjectedDay {
  readonly day: number
  readonly mean: number
  /** 9 campaigns in 10 like this one stand at or above. */
  readonly low: number
  /** 9 campaigns in 10 like this one stand at or below. */
  readonly high: number
}

export interface CampaignFinish {
  /** Days from as-of to the last day of deposits; the first is as-of itself, without spread. Empty once it is over. */
  readonly days: readonly ProjectedDay[]
  /** Net bookings at the end of the last day of deposits: mean and variance, units. */
  readonly standing: {
    readonly mean: number
    readonly variance: number
    readonly low: number
    readonly high: number
  }
  /** Units paid in the end, of what stands and of what still comes. */
  readonly paid: { readonly mean: number; readonly low: number; readonly high: number }
  /** Share of what stands at the cut-off that will be paid, 0 … 1. */
  readonly paidFraction: number
  /** The cap binds already: every figure is a lower bound of what people wanted. */
  readonly isAtLeast: boolean
  /** The upper figure touches the cap: the campaign may sell out. */
  readonly maySellOut: boolean
}

const LOW = 0.1
const HIGH = 0.9
/** One pseudo-campaign whose curve was off by this share: few campaigns must not claim to know their spread. */
const PRIOR_CURVE_DEVIATION = 0.3
const LEAST_BOOKED_FRACTION = 0.05

/**
 * Where a campaign's book will stand when its deposits end, and how much of it will be paid.
 *
 * New orders come by the booking curve of earlier campaigns of the kind (gamma–Poisson, so the spread of a part of the
 * remaining window has the same gamma size), widened by how differently those campaigns' own curves would have
 * extrapolated the same book; what stands cancels at the kind's daily hazard; payment is beta-binomial,
 * because deposits of one campaign share their fate.
 *
 * @param campaign its entries up to as-of
 * @param knowledge what campaigns before taught, as of the same day
 * @param others every campaign up to as-of; those of the kind that are over and did not sell out tell the spread
 * @param asOfDay day number of the as-of date
 * @returns units; before the campaign opens `days` starts the day before its first
 * @example campaignFinish(record, knowledge, records, record.depositToDay).days // []
 */
export function campaignFinish(
  campaign: CampaignRecord,
  knowledge: CampaignKnowledge,
  others: readonly CampaignRecord[],
  asOfDay: number,
): CampaignFinish {
  const forecast = forecastCampaign(campaign, knowledge, asOfDay)
  const totals = campaignTotals(campaign, asOfDay)
  const book = Math.max(0, totals.placed - totals.cancelledEarly - totals.cancelledLate)
  const capLeft =
    campaign.capQuantity === null
      ? Number.POSITIVE_INFINITY
      : Math.max(0, campaign.capQuantity - totals.placed)
  const hazard = knowledge.dailyHazard.get(campaign.kind) ?? 0
  const stillToCome = withCurveSpread(campaign, knowledge, others, asOfDay, forecast.stillToCome)
  const { mean, variance } = stillToCome
  const toCome =
    mean > 0 ? countsFromMoments(mean, Math.max(variance, mean)) : { mean: 0, size: Number.POSITIVE_INFINITY }
  const curve = knowledge.bookingCurve.get(campaign.kind)
  const first = Math.max(asOfDay, campaign.depositFromDay - 1)
  const elapsed = (day: number) => elapsedFraction(campaign.depositFromDay, campaign.depositToDay, day)
  const before = curveAt(curve, elapsed(first))
  const days: ProjectedDay[] = []
  let last = projectedDay(first, book, 0, toCome, capLeft, 1)
  if (asOfDay < campaign.depositToDay)
    for (let day = first; day <= campaign.depositToDay; day += 1) {
      const share = before < 1 ? (curveAt(curve, elapsed(day)) - before) / (1 - before) : 1
      last = projectedDay(
        day,
        book,
        day === campaign.depositToDay ? 1 : share,
        toCome,
        capLeft,
        (1 - hazard) ** (day - first),
      )
      days.push(last)
    }
  const kept = (1 - hazard) ** Math.max(0, campaign.depositToDay - first)
  const standing = {
    mean: last.mean,
    variance:
      book * kept * (1 - kept) +
      keptOfNew(kept) ** 2 * variance +
      mean * keptOfNew(kept) * (1 - keptOfNew(kept)),
    low: last.low,
    high: last.high,
  }
  const most = book + Math.min(capLeft, countQuantile(HIGH, toCome))
  const paid = paidInTheEnd(totals.settled, Math.max(0, book - totals.settled), most, {
    ...forecast,
    stillToCome,
  })
  return {
    days,
    standing,
    paid,
    paidFraction: standing.mean > 0 ? Math.min(1, paid.mean / standing.mean) : forecast.newOrderPaidFraction,
    isAtLeast: forecast.isSoldOut,
    maySellOut: !forecast.isSoldOut && countQuantile(HIGH, toCome) >= capLeft,
  }
}

/**
 * Adds the spread between curves: had the book of today been extrapolated by each earlier campaign's own curve instead
 * of their mean, (a + x)(1 − F)/(b + F) would have come out differently.
 */
function withCurveSpread(
  campaign: CampaignRecord,
  knowledge: CampaignKnowledge,
  others: readonly CampaignRecord[],
  asOfDay: number,
  toCome: { readonly mean: number; readonly variance: number },
): { mean: number; variance: number } {
  if (!(toCome.mean > 0)) return toCome
  const size = knowledge.unitsPerItem.get(campaign.kind)
  const belief =
    size && size.mean > 0
      ? demandBelief(size.mean * campaign.itemCount, size.variation)
      : { shape: 0, rate: 0 }
  const { placed } = campaignTotals(campaign, asOfDay)
  const elapsed = elapsedFraction(campaign.depositFromDay, campaign.depositToDay, asOfDay)
  const extrapolated = (bookedFraction: number) =>
    ((belief.shape + placed) * (1 - bookedFraction)) /
    (belief.rate + Math.max(bookedFraction, LEAST_BOOKED_FRACTION))
  const usual = extrapolated(curveAt(knowledge.bookingCurve.get(campaign.kind), elapsed))
  if (!(usual > 0)) return toCome
  let squared = PRIOR_CURVE_DEVIATION ** 2
  let count = 1
  for (const other of others) {
    if (other.kind !== campaign.kind || other.depositToDay > asOfDay || isSoldOut(other)) continue
    const bookedFraction = bookedBy(other, elapsed)
    if (bookedFraction === null) continue
    squared += (extrapolated(bookedFraction) / usual - 1) ** 2
    count += 1
  }
  return { mean: toCome.mean, variance: toCome.variance + toCome.mean ** 2 * (squared / count) }
}

/** Share of a finished campaign's orders placed by a share of its window; null without orders. */
function bookedBy(campaign: CampaignRecord, elapsed: number): number | null {
  let before = 0
  let total = 0
  campaign.days.forEach((day, k) => {
    const units = Math.max(0, campaign.placed[k]!)
    total += units
    if (elapsedFraction(campaign.depositFromDay, campaign.depositToDay, day) <= elapsed + 1e-9)
      before += units
  })
  return total > 0 ? before / total : null
}

/** New orders come spread over the days left, so on average they are exposed to half of the time. */
function keptOfNew(kept: number): number {
  return Math.sqrt(kept)
}

function projectedDay(
  day: number,
  book: number,
  share: number,
  toCome: CountDistribution,
  capLeft: number,
  kept: number,
): ProjectedDay {
  const part = { mean: toCome.mean * share, size: toCome.size }
  const at = (units: number) => book * kept + Math.min(units, capLeft) * keptOfNew(kept)
  return {
    day,
    mean: at(part.mean),
    low: at(countQuantile(LOW, part)),
    high: at(countQuantile(HIGH, part)),
  }
}

function paidInTheEnd(
  settled: number,
  open: number,
  most: number,
  forecast: CampaignForecast,
): { mean: number; low: number; high: number } {
  const { stillToCome, newOrderPaidFraction, openDepositPaidFraction, correlation } = forecast
  const rest = open * openDepositPaidFraction + stillToCome.mean * newOrderPaidFraction
  const mean = settled + rest
  if (!(rest > 0)) return { mean, low: mean, high: mean }
  const variance =
    payersVariance(Math.round(open), openDepositPaidFraction, correlation) +
    payersVariance(Math.round(stillToCome.mean), newOrderPaidFraction, correlation) +
    newOrderPaidFraction ** 2 * stillToCome.variance
  const counts = countsFromMoments(rest, variance)
  return {
    mean,
    low: settled + countQuantile(LOW, counts),
    high: Math.min(most, settled + countQuantile(HIGH, counts)),
  }
}

function payersVariance(trials: number, fraction: number, correlation: number): number {
  if (trials === 0 || fraction <= 0 || fraction >= 1) return 0
  const strength = correlation > 0 ? 1 / correlation - 1 : 1e9
  return betaBinomialMoments({ trials, alpha: fraction * strength, beta: (1 - fraction) * strength }).variance
}
