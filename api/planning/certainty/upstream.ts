import { type UnitEconomics, uncertaintyCost } from './newsvendor.ts'

/** One made or bought thing in the chain behind a finished item. */
export interface ChainMaterial {
  readonly name: string
  /** Money per unit of this material. */
  readonly unit: UnitEconomics
  /** Own lead time, in the unit of the commitment horizon, >= 0. */
  readonly leadTime: number
  /** Variance of its orders over variance of consumer demand, cumulative, > 0. */
  readonly orderVarianceRatio: number
  /** Bill of materials: units of each input per unit of this. */
  readonly inputs: readonly { readonly name: string; readonly units: number }[]
}

export interface MaterialCertainty {
  readonly name: string
  readonly unitsPerItem: number
  /** Longest way from the finished item through the bill, own lead time included. */
  readonly cumulativeLeadTime: number
  /** Whether the commitment comes early enough to change what this tier makes. */
  readonly fitsCommitment: boolean
  /** Money per finished unit committed; 0 when the commitment comes too late. */
  readonly valuePerItem: number
}

/**
 * What a commitment for one finished unit is worth at each tier behind it: K_k·σ_k/μ per unit of the tier, if the
 * commitment horizon covers the tier's cumulative lead time. A material reached on several ways counts once, with
 * its units added and its longest lead time. Only commitments expected to be completed may be passed on.
 *
 * @param item     the finished item and all materials behind it; the first is the item
 * @param horizon  how far ahead the commitment is made, >= 0
 * @param mean     demand of the finished item, > 0; `deviation` >= 0
 * @throws RangeError on an empty chain, an unknown input or a cycle, naming it
 * @example upstreamCertainty(chain, { horizon: 16, mean: 2000, deviation: 700 }).total // 15.18566
 */
export function upstreamCertainty(
  chain: readonly ChainMaterial[],
  { horizon, mean, deviation }: { horizon: number; mean: number; deviation: number },
): { readonly tiers: readonly MaterialCertainty[]; readonly total: number } {
  if (!(horizon >= 0)) throw new RangeError(`horizon must be >= 0; got ${horizon}`)
  if (!(mean > 0)) throw new RangeError(`mean must be > 0; got ${mean}`)
  if (!(deviation >= 0)) throw new RangeError(`deviation must be >= 0; got ${deviation}`)
  const order = fromItemUpwards(chain)
  const units = new Map<string, number>([[order[0].name, 1]])
  const leadTimes = new Map<string, number>([[order[0].name, order[0].leadTime]])
  const tiers = order.map((material): MaterialCertainty => {
    const unitsPerItem = units.get(material.name) ?? 0
    const cumulativeLeadTime = leadTimes.get(material.name) ?? 0
    for (const input of material.inputs) {
      units.set(input.name, (units.get(input.name) ?? 0) + unitsPerItem * input.units)
      const own = order.find((other) => other.name === input.name)?.leadTime ?? 0
      leadTimes.set(input.name, Math.max(leadTimes.get(input.name) ?? 0, cumulativeLeadTime + own))
    }
    const fitsCommitment = horizon >= cumulativeLeadTime
    const tierDeviation = unitsPerItem * deviation * Math.sqrt(material.orderVarianceRatio)
    return {
      name: material.name,
      unitsPerItem,
      cumulativeLeadTime,
      fitsCommitment,
      valuePerItem: fitsCommitment ? (uncertaintyCost(material.unit) * tierDeviation) / mean : 0,
    }
  })
  return { tiers, total: tiers.reduce((sum, tier) => sum + tier.valuePerItem, 0) }
}

/** Materials so that each stands after everything that uses it. */
function fromItemUpwards(chain: readonly ChainMaterial[]): ChainMaterial[] {
  if (chain.length === 0) throw new RangeError('chain must hold the finished item; got 0 materials')
  const byName = new Map(chain.map((material) => [material.name, material]))
  if (byName.size !== chain.length) throw new RangeError('chain must name each material once')
  const state = new Map<string, 'open' | 'done'>()
  const finished: ChainMaterial[] = []
  const visit = (name: string, path: readonly string[]) => {
    if (state.get(name) === 'done') return
    if (state.get(name) === 'open')
      throw new RangeError(`bill of materials must have no cycle; got ${[...path, name].join(' → ')}`)
    const material = byName.get(name)
    if (!material) throw new RangeError(`bill of materials must name known materials; got ${name}`)
    requireMaterial(material)
    state.set(name, 'open')
    for (const input of material.inputs) visit(input.name, [...path, name])
    state.set(name, 'done')
    finished.push(material)
  }
  visit(chain[0].name, [])
  return finished.reverse()
}

function requireMaterial(material: ChainMaterial): void {
  if (!(material.leadTime >= 0))
    throw new RangeError(`${material.name}: leadTime must be >= 0; got ${material.leadTime}`)
  if (!(material.orderVarianceRatio > 0))
    throw new RangeError(
      `${material.name}: orderVarianceRatio must be > 0; got ${material.orderVarianceRatio}`,
    )
  for (const input of material.inputs)
    if (!(input.units > 0))
      throw new RangeError(`${material.name}: units of ${input.name} must be > 0; got ${input.units}`)
}
