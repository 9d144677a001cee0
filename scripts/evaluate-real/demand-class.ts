export const DEMAND_CLASSES = ['smooth', 'erratic', 'intermittent', 'lumpy', 'new'] as const
export type DemandClass = (typeof DEMAND_CLASSES)[number]

const LEAST_WEEKS = 13
const LEAST_SALES = 4

/**
 * Class of an item by its weekly history as known at the origin: mean interval between weeks with demand (1.32 weeks)
 * and squared coefficient of variation of their size (0.49). Source: Syntetos, Boylan & Croston 2005.
 * `new`: seen for less than 13 weeks or in fewer than 4 of them. Weeks without data (NaN) do not count.
 *
 * @example demandClass([5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5]) // 'smooth'
 */
export function demandClass(weekly: ArrayLike<number>): DemandClass {
  const seen = Array.from(weekly).filter((units) => !Number.isNaN(units))
  const first = seen.findIndex((units) => units > 0)
  const life = first < 0 ? [] : seen.slice(first)
  const sizes = life.filter((units) => units > 0)
  if (life.length < LEAST_WEEKS || sizes.length < LEAST_SALES) return 'new'
  const mean = sizes.reduce((sum, units) => sum + units, 0) / sizes.length
  const variance = sizes.reduce((sum, units) => sum + (units - mean) ** 2, 0) / sizes.length
  const isRare = life.length / sizes.length > 1.32
  const isWild = variance / (mean * mean) > 0.49
  return isRare ? (isWild ? 'lumpy' : 'intermittent') : isWild ? 'erratic' : 'smooth'
}
