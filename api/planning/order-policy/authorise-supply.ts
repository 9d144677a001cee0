import type { PeggedSupply } from '#planning/order-policy/peg-supply'

/** The fences of one item and supplier, in whole weeks from the first planned week. */
export interface SupplyFences {
  /** Weeks from placing an order to its arrival. */
  readonly leadTimeWeeks: number
  /** Weeks in which nothing changes any more before making starts. */
  readonly frozenWeeks: number
  readonly slushyWeeks: number
  /** Weeks that materials need before making can start. */
  readonly materialWeeks: number
}

export interface Liability {
  /** Share of reserved and then cancelled supply that the platform pays for, 0 … 1. */
  readonly liabilityFraction: number
  /** Money per unit. */
  readonly unitCost: number
  readonly unitMargin: number
}

/** Cumulative units by week of arrival; each is at least as large as the one before it. */
export interface AuthorisedSupply {
  readonly make: Int32Array
  readonly reserveAndMaterial: Int32Array
  readonly materialOnly: Int32Array
}

/**
 * What the supplier may do for the arrivals of each week, proposed from lead time, fences and liability.
 *
 * Arrivals that must be started inside the frozen zone are to be made, whatever they serve: goods promised to ship
 * soon after the balance must be made before it is paid. Further out, up to the slushy fence, paid orders carry `make`
 * and known orders `reserve-and-material`; of what only the model expects, the share margin / (margin + liability × unit
 * cost) is reserved (the critical fractile of a unit that is either sold or cancelled). Up to the material fence all
 * known orders and all arrivals carry `material-only`; beyond it everything is `look-only`.
 *
 * @param arrivals units per week, whole, >= 0: scheduled and planned
 * @param pegged   which demand the arrivals serve
 * @example authoriseSupply(Int32Array.of(10), pegged, { leadTimeWeeks: 1, frozenWeeks: 1, slushyWeeks: 4,
 *   materialWeeks: 4 }, liability).make // [10]
 */
export function authoriseSupply(
  arrivals: ArrayLike<number>,
  pegged: PeggedSupply,
  fences: SupplyFences,
  liability: Liability,
): AuthorisedSupply {
  const weeks = arrivals.length
  const make = new Int32Array(weeks)
  const reserveAndMaterial = new Int32Array(weeks)
  const materialOnly = new Int32Array(weeks)
  const makeEnd = fences.leadTimeWeeks + fences.frozenWeeks
  const reserveEnd = fences.leadTimeWeeks + fences.slushyWeeks
  const materialEnd = reserveEnd + fences.materialWeeks
  const reservedShare = criticalFraction(liability)
  let made = 0
  let reserved = 0
  let materials = 0
  for (let week = 0; week < weeks; week += 1) {
    const all = arrivals[week]!
    const paid = pegged.byRung.paid[week]!
    const known = paid + pegged.byRung.deposit[week]! + pegged.byRung.subscription[week]!
    const unsure = Math.max(0, all - known)
    const mayMake = week < makeEnd ? all : week < reserveEnd ? Math.min(all, paid) : 0
    const mayReserve =
      week < makeEnd ? all : week < reserveEnd ? Math.min(all, known + reservedShare * unsure) : 0
    const mayBuy = week < materialEnd ? all : 0
    made += mayMake
    reserved += Math.max(mayMake, mayReserve)
    materials += Math.max(mayReserve, mayBuy)
    make[week] = Math.round(made)
    reserveAndMaterial[week] = Math.max(make[week]!, Math.round(reserved))
    materialOnly[week] = Math.max(reserveAndMaterial[week]!, Math.round(materials))
  }
  return { make, reserveAndMaterial, materialOnly }
}

function criticalFraction({ liabilityFraction, unitCost, unitMargin }: Liability): number {
  const over = liabilityFraction * unitCost
  const under = Math.max(0, unitMargin)
  return over + under > 0 ? under / (over + under) : 1
}

/** Quantities of one week by authorisation, strongest first, from the cumulative curves. */
export interface WeekAuthorisation {
  readonly make: number
  readonly 'reserve-and-material': number
  readonly 'material-only': number
  readonly 'look-only': number
}

/**
 * Splits the arrivals of one week by what was authorised cumulatively; the four parts add up to the arrivals.
 *
 * @param week index, @param arrivals units of that week, whole
 */
export function weekAuthorisation(
  week: number,
  arrivals: number,
  cumulative: {
    readonly make: ArrayLike<number>
    readonly reserveAndMaterial: ArrayLike<number>
    readonly materialOnly: ArrayLike<number>
  },
): WeekAuthorisation {
  const step = (curve: ArrayLike<number>) => curve[week]! - (week > 0 ? curve[week - 1]! : 0)
  const make = Math.min(arrivals, step(cumulative.make))
  const reserve = Math.min(arrivals, Math.max(make, step(cumulative.reserveAndMaterial)))
  const material = Math.min(arrivals, Math.max(reserve, step(cumulative.materialOnly)))
  return {
    make,
    'reserve-and-material': reserve - make,
    'material-only': material - reserve,
    'look-only': arrivals - material,
  }
}
