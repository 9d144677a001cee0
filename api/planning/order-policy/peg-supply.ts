import type { Rung } from '#planning/demand/rung'

/** Which demand each week's arrivals serve; arrays run over weeks, base units. */
export interface PeggedSupply {
  /** Arrivals of week w that serve each rung, wherever that demand lies in time. */
  readonly byRung: Readonly<Record<Rung, Float64Array>>
  /** Arrivals that serve no demand of the horizon: safety stock, top-up, excess. */
  readonly unpegged: Float64Array
}

/** Surest first; what is equally early is served in this sequence. */
const SEQUENCE: readonly Rung[] = ['paid', 'deposit', 'subscription', 'intent', 'model']

const BOOKED = ['paid', 'deposit', 'subscription'] as const

/**
 * Pegs arrivals to demand by time: stock serves the earliest demand, then each week's arrivals serve the earliest demand
 * still open, the surest rung of a week first. Orders whose week has come are served before what was only expected earlier
 * and came short.
 *
 * @param stock    units on hand less overdue orders; negative stock is served first and counts as paid
 * @param arrivals units per week, >= 0
 * @param demand   units per rung and week, >= 0
 * @returns for every week: the rungs and `unpegged` add up to its arrivals
 * @example pegSupply(0, [10, 0], { paid: [4, 0], model: [0, 8] }).byRung.model // [6, 0]
 */
export function pegSupply(
  stock: number,
  arrivals: ArrayLike<number>,
  demand: Readonly<Partial<Record<Rung, ArrayLike<number>>>>,
): PeggedSupply {
  const weeks = arrivals.length
  const zeros = () => new Float64Array(weeks)
  const byRung = { paid: zeros(), deposit: zeros(), subscription: zeros(), intent: zeros(), model: zeros() }
  const unpegged = new Float64Array(weeks)
  const open = Object.fromEntries(
    SEQUENCE.map((rung) => [rung, Float64Array.from({ length: weeks }, (_, w) => demand[rung]?.[w] ?? 0)]),
  ) as Record<Rung, Float64Array>
  let week = 0
  let place = 0
  let overdue = Math.max(0, -stock)
  const serveDue = (units: number, arrival: number): number => {
    let left = units
    for (let due = week; due <= arrival && left > 1e-9; due += 1)
      for (const rung of BOOKED) {
        const taken = Math.min(left, open[rung][due]!)
        open[rung][due] -= taken
        byRung[rung][arrival] += taken
        left -= taken
      }
    return left
  }
  const serve = (units: number, arrival: number | null): void => {
    let left = units
    const late = Math.min(left, overdue)
    overdue -= late
    left -= late
    if (arrival !== null) byRung.paid[arrival] += late
    if (arrival !== null) left = serveDue(left, arrival)
    while (left > 1e-9 && week < weeks) {
      const rung = SEQUENCE[place]!
      const taken = Math.min(left, open[rung][week]!)
      open[rung][week] -= taken
      left -= taken
      if (arrival !== null) byRung[rung][arrival] += taken
      if (open[rung][week]! > 1e-9) continue
      place += 1
      if (place === SEQUENCE.length) {
        place = 0
        week += 1
      }
    }
    if (arrival !== null && left > 1e-9) unpegged[arrival] += left
  }
  if (stock > 0) serve(stock, null)
  for (let w = 0; w < weeks; w += 1) if (arrivals[w]! > 0) serve(arrivals[w]!, w)
  return { byRung, unpegged }
}
