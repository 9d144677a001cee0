/** Past buckets at one lead: what was on the book and what demand became, the latest last. */
export interface ShortHistory {
  readonly onBook: readonly number[]
  readonly demand: readonly number[]
}

/** Buckets after which an older one counts 1/e. */
const MEMORY = 60
/** Buckets for which the slope between additive and multiplicative pick-up counts. */
const SLOPE_DOUBT = 5
const STEEPEST = 6

/**
 * Demand given the book from few past buckets: a line through their mean whose slope starts half-way between additive
 * (1) and multiplicative pick-up (demand / book) and moves to the least-squares slope as buckets gather.
 *
 * @returns null with fewer than three buckets
 * Source: Weatherford & Kimes 2003 (regression pick-up); slope by ridge about the prior.
 * @example shortHistoryForecast({ onBook: [10, 20, 30], demand: [20, 40, 60] }, 40).mean // 73.746…
 */
export function shortHistoryForecast(
  { onBook, demand }: ShortHistory,
  onBookNow: number,
): { mean: number; variance: number } | null {
  const count = onBook.length
  if (count < 3) return null
  let total = 0
  let book = 0
  let units = 0
  for (let i = 0; i < count; i += 1) {
    const weight = Math.exp((i - count + 1) / MEMORY)
    total += weight
    book += weight * onBook[i]!
    units += weight * demand[i]!
  }
  const meanBook = book / total
  const meanUnits = units / total
  let squares = 0
  let products = 0
  for (let i = 0; i < count; i += 1) {
    const weight = Math.exp((i - count + 1) / MEMORY)
    squares += weight * (onBook[i]! - meanBook) ** 2
    products += weight * (onBook[i]! - meanBook) * (demand[i]! - meanUnits)
  }
  const ratio = meanBook > 0 ? Math.min(STEEPEST, meanUnits / meanBook) : 1
  const prior = (1 + ratio) / 2
  const doubt = (squares * SLOPE_DOUBT) / total
  const slope =
    squares > 1e-9 ? Math.min(STEEPEST, Math.max(0, (products + doubt * prior) / (squares + doubt))) : prior
  let errors = 0
  for (let i = 0; i < count; i += 1)
    errors +=
      Math.exp((i - count + 1) / MEMORY) * (demand[i]! - meanUnits - slope * (onBook[i]! - meanBook)) ** 2
  return {
    mean: Math.max(0, meanUnits + slope * (onBookNow - meanBook)),
    variance: errors / Math.max(1, total - 2),
  }
}
