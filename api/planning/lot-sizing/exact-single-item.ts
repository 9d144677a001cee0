import { capacitatedSingleItem } from './capacitated-single-item.ts'
import { checkLotSizes, type MultiItemInstance, type MultiItemPlan } from './multi-item-instance.ts'

/** Lots are remembered for each bucket and each unit of stock: 4 bytes a cell. */
const LARGEST_PROGRAMME = 20_000_000

/**
 * The optimal plan of an instance of one item by the exact programme. It holds where demand and the units that each bucket
 * can make are whole numbers: then some optimal plan has whole lots, whatever fractions are allowed.
 *
 * @returns the optimal plan; `infeasible` when demand cannot be met in time; null when the programme does not hold or is too
 *   large (more than 20 million buckets × units)
 * @example exactSingleItem({ itemCount: 1, bucketCount: 2, capacity: [100, 100], unitTime: [1], setupTime: [0],
 *   setupCost: [50], holdingCost: [2], demand: [10, 20] }) // { cost: 90, production: [30, 0], setups: [1, 0] }
 * Source: Florian, Lenstra & Rinnooy Kan 1980; whole lots by the integrality of network flows (Pochet & Wolsey 2006, ch. 11).
 */
export function exactSingleItem(instance: MultiItemInstance): MultiItemPlan | 'infeasible' | null {
  const { itemCount, bucketCount, capacity, demand } = instance
  if (itemCount !== 1) return null
  const [unitTime, setupTime] = [instance.unitTime[0], instance.setupTime[0]]
  const total = demand.reduce((sum, units) => sum + units, 0)
  const limits = Float64Array.from(capacity, (time) => {
    const left = Math.max(0, time - setupTime)
    return unitTime > 0 ? Math.min(total, left / unitTime) : time >= setupTime ? total : 0
  })
  const isWhole = [...demand, ...limits].every((units) => Number.isInteger(units))
  if (!isWhole) return null
  const shared = Math.max(1, [...demand, ...limits].reduce(greatestCommonDivisor, 0))
  if ((total / shared + 1) * bucketCount > LARGEST_PROGRAMME) return null
  const plan = capacitatedSingleItem(
    {
      demand: Array.from(demand, (units) => units / shared),
      setupCost: instance.setupCost[0],
      holdingCostPerUnitPerBucket: instance.holdingCost[0] * shared,
    },
    limits.map((units) => units / shared),
  )
  if (plan === null) return 'infeasible'
  const production = Float64Array.from(plan.lots, (lot) => lot * shared)
  const setups = Uint8Array.from(production, (lot) => (lot > 0 ? 1 : 0))
  return { cost: checkLotSizes(instance, production, setups).cost, production, setups }
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
