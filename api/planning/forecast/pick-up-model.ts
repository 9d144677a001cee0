import type { BookingTriangle, BucketGrid } from '#planning/forecast/booking-triangle'
import type { PathDependence } from '#planning/forecast/sample-paths'
import { isoWeekday } from '#planning/time-bucket'

export interface PickUpInput {
  readonly grid: BucketGrid
  readonly triangle: BookingTriangle
  /** Demand of each past bucket; NaN where unknown. */
  readonly final: Float64Array
  readonly firstPlacedDay: number
  readonly dependence: number
  readonly holidays: readonly number[]
}

/** Demand of each step given the book: mean and variance, and what of it already stands on the book. */
export interface PickUpForecast {
  readonly mean: Float64Array
  readonly variance: Float64Array
  readonly survivingOnBook: Float64Array
  readonly dependence: PathDependence
  readonly method: string
  readonly reason: string
}

/**
 * Demand given the book: half additive, half multiplicative pick-up over past buckets at the same lead, recent ones
 * and those of the same weekday weighing more.
 */
export function pickUpForecast({ grid, triangle, final, firstPlacedDay }: PickUpInput): PickUpForecast {
  const { horizon, pastCount, starts, leads } = grid
  const mean = new Float64Array(horizon)
  const variance = new Float64Array(horizon)
  const survivingOnBook = new Float64Array(horizon)
  for (let step = 0; step < horizon; step += 1) {
    const now = triangle.expected[(pastCount + step) * horizon + step]!
    survivingOnBook[step] = now
    const weekday = isoWeekday(starts[pastCount + step]!)
    let total = 0
    let book = 0
    let demand = 0
    let squares = 0
    for (let past = 0; past < pastCount; past += 1) {
      if (Number.isNaN(final[past]!) || starts[past]! - leads[step]! < firstPlacedDay) continue
      const age = grid.asOfDay - starts[past]!
      const weight = Math.exp(-age / 90) * (isoWeekday(starts[past]!) === weekday ? 1 : 0.2)
      const onBook = triangle.expected[past * horizon + step]!
      total += weight
      book += weight * onBook
      demand += weight * final[past]!
      squares += weight * (final[past]! - onBook) ** 2
    }
    if (total === 0) {
      mean[step] = now
      variance[step] = now
      continue
    }
    const pickUp = (demand - book) / total
    const additive = now + pickUp
    const multiplicative = book > 0 ? (now * demand) / book : additive
    mean[step] = Math.max(0, (additive + Math.min(multiplicative, 2 * additive)) / 2)
    variance[step] = Math.max(mean[step]!, squares / total - pickUp * pickUp)
  }
  return {
    mean,
    variance,
    survivingOnBook,
    dependence: { shared: 0.2, autocorrelation: 0.2 },
    method: 'pick-up',
    reason:
      'Bookings that survive their cancellation hazards, plus additive and multiplicative pick-up at the same lead.',
  }
}
