/** Past need periods: what was on the book at one lead, and what finally materialised. */
export interface PastBooks {
  readonly onBook: ArrayLike<number>
  readonly final: ArrayLike<number>
  /** Optional weight of each period, >= 0; all 1 when absent. */
  readonly weight?: ArrayLike<number>
}

function weightedSums({ onBook, final, weight }: PastBooks) {
  if (onBook.length !== final.length || onBook.length === 0)
    throw new RangeError(
      `onBook and final must have the same length > 0; got ${onBook.length}, ${final.length}`,
    )
  let total = 0
  let book = 0
  let demand = 0
  let bookSquares = 0
  let products = 0
  for (let i = 0; i < onBook.length; i += 1) {
    const w = weight ? weight[i]! : 1
    total += w
    book += w * onBook[i]!
    demand += w * final[i]!
    bookSquares += w * onBook[i]! * onBook[i]!
    products += w * onBook[i]! * final[i]!
  }
  return { total, book, demand, bookSquares, products }
}

/** Final demand = book now + mean pick-up of past periods. @example additivePickUp(past, 55) // 110.25 */
export function additivePickUp(past: PastBooks, onBookNow: number): number {
  const { total, book, demand } = weightedSums(past)
  return Math.max(0, onBookNow + (demand - book) / total)
}

/** Final demand = book now × Σ final / Σ book; the mean final demand when nothing was ever on the book at this lead. */
export function multiplicativePickUp(past: PastBooks, onBookNow: number): number {
  const { total, book, demand } = weightedSums(past)
  return book > 0 ? (onBookNow * demand) / book : demand / total
}

/** Final demand = book now × mean of final / book over the periods that had a book. */
export function meanRatioPickUp({ onBook, final }: PastBooks, onBookNow: number): number {
  let ratios = 0
  let periods = 0
  for (let i = 0; i < onBook.length; i += 1)
    if (onBook[i]! > 0) {
      ratios += final[i]! / onBook[i]!
      periods += 1
    }
  if (periods === 0) throw new RangeError('at least one period must have a book > 0; got none')
  return (onBookNow * ratios) / periods
}

/**
 * Least-squares line of final demand on the book.
 * @returns `intercept` in units, `slope` without unit; a constant book gives slope 0 and the mean
 * Source: Weatherford & Kimes 2003, International Journal of Forecasting 19(3).
 * @example regressionPickUp({ onBook: [60, 40, 84, 45], final: [120, 100, 140, 90] }) // { intercept: 51.4969037, slope: 1.0655563 }
 */
export function regressionPickUp(past: PastBooks): { intercept: number; slope: number } {
  const { total, book, demand, bookSquares, products } = weightedSums(past)
  const spread = bookSquares - (book * book) / total
  const slope = spread > 1e-12 * (bookSquares + 1) ? (products - (book * demand) / total) / spread : 0
  return { intercept: (demand - slope * book) / total, slope }
}
