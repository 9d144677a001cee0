import { type KnownBookings, NOT_CANCELLED } from '#planning/forecast/bookings'

/** Last remaining day of each hazard bin: daily near the need day, wider far from it. */
const BIN_ENDS = [0, 1, 2, 3, 4, 5, 6, 7, 10, 14, 21, 30, 45, 60, 90, 120, 180, 270, 365, 100_000] as const
const LEAD_ENDS = [2, 7, 21, 60, 150, 2_147_483_647] as const
const PARTY_ENDS = [1, 4, 2_147_483_647] as const
const CLASSES = LEAD_ENDS.length * PARTY_ENDS.length
/** Remaining days beyond which the curve is flat: two years. */
const LONGEST = 731

/** How bookings stay: probability of standing at the need day, by remaining days, class of booking and series. */
export interface CancellationCurves {
  /** Cumulative hazard per class, `cumulative[class * (LONGEST + 1) + remainingDays]`. */
  readonly cumulative: Float64Array
  readonly seriesMultiplier: Float64Array
  /** Correlation of leaving among bookings of one need day beyond the independent, 0 … 0.5. */
  readonly dependence: number
}

/** Class of a booking: by days from placing to need, and by how many were placed together. */
export function bookingClass(leadDays: number, partySize: number): number {
  return binOf(LEAD_ENDS, leadDays) * PARTY_ENDS.length + binOf(PARTY_ENDS, partySize)
}

/**
 * Cancellation hazards by remaining days, learned from complete and incomplete need days alike, with partial pooling:
 * class and bin are drawn to their class, the class to all bookings, a series to its classes.
 *
 * @param poolingEvents cancelled units at which own experience counts as much as the pool's, > 0
 * Source: piecewise-exponential survival (Kaplan–Meier in bins), gamma–Poisson shrinkage of hazard ratios.
 */
export function fitCancellationCurves(known: KnownBookings, poolingEvents = 15): CancellationCurves {
  const seriesCount = known.start.length - 1
  const bins = BIN_ENDS.length
  const events = new Float64Array(CLASSES * bins)
  const exposure = new Float64Array(CLASSES * bins)
  visitExposure(known, (_, cell, unitDays, cancelled) => {
    exposure[cell] += unitDays
    events[cell] += cancelled
  })
  const base = new Float64Array(bins)
  for (let bin = 0; bin < bins; bin += 1) {
    let cancelled = 0
    let unitDays = 0
    for (let c = 0; c < CLASSES; c += 1) {
      cancelled += events[c * bins + bin]!
      unitDays += exposure[c * bins + bin]!
    }
    base[bin] = unitDays > 0 ? Math.min(0.99, cancelled / unitDays) : 0
  }
  const hazard = new Float64Array(CLASSES * bins)
  for (let c = 0; c < CLASSES; c += 1) {
    let cancelled = poolingEvents
    let expected = poolingEvents
    for (let bin = 0; bin < bins; bin += 1) {
      cancelled += events[c * bins + bin]!
      expected += exposure[c * bins + bin]! * base[bin]!
    }
    const ofClass = cancelled / expected
    for (let bin = 0; bin < bins; bin += 1) {
      const cell = c * bins + bin
      const prior = base[bin]! * ofClass
      const ratio = (events[cell]! + poolingEvents) / (exposure[cell]! * prior + poolingEvents)
      hazard[cell] = Math.min(0.99, prior * ratio)
    }
  }
  const seriesEvents = new Float64Array(seriesCount).fill(poolingEvents)
  const seriesExpected = new Float64Array(seriesCount).fill(poolingEvents)
  visitExposure(known, (series, cell, unitDays, cancelled) => {
    seriesExpected[series] += unitDays * hazard[cell]!
    seriesEvents[series] += cancelled
  })
  const cumulative = new Float64Array(CLASSES * (LONGEST + 1))
  for (let c = 0; c < CLASSES; c += 1)
    for (let remaining = 1; remaining <= LONGEST; remaining += 1) {
      const dayHazard = hazard[c * bins + binOf(BIN_ENDS, remaining - 1)]!
      cumulative[c * (LONGEST + 1) + remaining] =
        cumulative[c * (LONGEST + 1) + remaining - 1]! - Math.log1p(-dayHazard)
    }
  const curves = {
    cumulative,
    seriesMultiplier: seriesEvents.map((cancelled, series) => cancelled / seriesExpected[series]!),
    dependence: 0,
  }
  return { ...curves, dependence: dependenceWithinDay(known, curves) }
}

/** Probability that a unit on the book stands at its need day. @param remainingDays need day − today, >= 0 */
export function stayProbability(
  curves: CancellationCurves,
  series: number,
  ofClass: number,
  remainingDays: number,
): number {
  const at = ofClass * (LONGEST + 1) + Math.min(LONGEST, Math.max(0, remainingDays))
  return Math.exp(-curves.cumulative[at]! * curves.seriesMultiplier[series]!)
}

/** Walks each booking's days on the book that are seen, bin by bin. */
function visitExposure(
  known: KnownBookings,
  visit: (series: number, cell: number, unitDays: number, cancelledUnits: number) => void,
): void {
  const { series, needDay, placedDay, quantity, cancelledDay, partySize, asOfDay } = known
  const bins = BIN_ENDS.length
  for (let i = 0; i < series.length; i += 1) {
    const units = quantity[i]!
    if (!(units > 0)) continue
    const placedRemaining = needDay[i]! - placedDay[i]!
    const isCancelled = cancelledDay[i]! !== NOT_CANCELLED
    if (isCancelled && cancelledDay[i]! <= placedDay[i]!) continue
    const lastRemaining = isCancelled ? needDay[i]! - cancelledDay[i]! : Math.max(0, needDay[i]! - asOfDay)
    const row = bookingClass(placedRemaining, partySize[i]!) * bins
    let remaining = placedRemaining - 1
    while (remaining >= lastRemaining) {
      const bin = binOf(BIN_ENDS, remaining)
      const binStart = Math.max(lastRemaining, bin === 0 ? 0 : BIN_ENDS[bin - 1]! + 1)
      const isLast = binStart === lastRemaining
      visit(series[i]!, row + bin, units * (remaining - binStart + 1), isLast && isCancelled ? units : 0)
      remaining = binStart - 1
    }
  }
}

/** Excess of the squared error of kept units over the binomial, on books one week before their need day. */
function dependenceWithinDay(known: KnownBookings, curves: CancellationCurves): number {
  const { series, needDay, placedDay, quantity, cancelledDay, partySize, asOfDay } = known
  let excess = 0
  let scale = 0
  for (let i = 0; i < series.length; ) {
    const day = needDay[i]!
    const ofSeries = series[i]!
    let error = 0
    let binomial = 0
    let pairs = 0
    for (; i < series.length && series[i] === ofSeries && needDay[i] === day; i += 1) {
      const origin = day - 7
      if (day > asOfDay || placedDay[i]! > origin || cancelledDay[i]! <= origin) continue
      const stay = stayProbability(curves, ofSeries, bookingClass(day - placedDay[i]!, partySize[i]!), 7)
      const spread = quantity[i]! * quantity[i]! * stay * (1 - stay)
      error += quantity[i]! * ((cancelledDay[i]! === NOT_CANCELLED ? 1 : 0) - stay)
      binomial += spread
      pairs += Math.sqrt(spread)
    }
    excess += error * error - binomial
    scale += pairs * pairs - binomial
  }
  return scale > 0 ? Math.min(0.5, Math.max(0, excess / scale)) : 0
}

function binOf(ends: readonly number[], value: number): number {
  let bin = 0
  while (bin < ends.length - 1 && value > ends[bin]!) bin += 1
  return bin
}
