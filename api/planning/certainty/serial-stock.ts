import { normalDensity, normalLoss, normalQuantile } from '#planning/distribution/normal'

/** One stage of a serial chain, the one that serves customers first. */
export interface SerialStage {
  /** Money per unit and period on its echelon: what this stage adds to the cost of holding, > 0. */
  readonly echelonHoldingCost: number
  /** Periods from the next stage up, > 0. */
  readonly leadTimePeriods: number
}

export interface SerialDemand {
  /** Units per period, normal: mean >= 0, deviation > 0. */
  readonly mean: number
  readonly deviation: number
}

export interface SerialStock {
  /** Echelon base-stock level of each stage, units. */
  readonly echelonLevels: readonly number[]
  /** Money per period in the long run. */
  readonly cost: number
}

/** Grid points over the range of one stage, and of the normal integral: both errors are below 1e-6 of the cost. */
const GRID_POINTS = 4001
const INTEGRAL_STEPS = 400
const REACH = 8

/**
 * Best echelon base-stock levels of a serial chain: Ĉ_j(x) = h_j x + C̲_{j−1}(x), C_j(y) = E Ĉ_j(y − D_j),
 * S_j = argmin C_j, C̲_j(x) = C_j(min(S_j, x)), from C̲_0(x) = (b + Σh) x⁻. The cost is C_n(S_n); what a shorter lead
 * time or a smaller deviation saves is the worth of certainty to the whole chain.
 *
 * @param stages from the customer up
 * @param backorderCost money per unit and period, > 0 (b)
 * @throws RangeError naming the argument, its range and the value seen
 * Source: Clark & Scarf 1960, Management Science 6(4); recursion of Chen & Zheng 1994.
 * @example serialStock([{ echelonHoldingCost: 3, leadTimePeriods: 1 }, …], { mean: 5, deviation: 1 }, 37.12).cost // 47.65…
 */
export function serialStock(
  stages: readonly SerialStage[],
  demand: SerialDemand,
  backorderCost: number,
): SerialStock {
  return costed(stages, demand, backorderCost, lowestPoint)
}

/**
 * Levels without a search: half way between two newsvendors that bound each one, of the demand D over the stage's
 * lead time and all below it: ½[F⁻¹((b + Σ_{i>j}h_i)/(b + Σh)) + F⁻¹((b + Σ_{i>j}h_i)/(b + Σ_{i≥j}h_i))]. They show
 * which of its own figures each stage's level comes from, at a cost near the least.
 *
 * @param stages from the customer up
 * @param backorderCost money per unit and period, > 0 (b)
 * @throws RangeError naming the argument, its range and the value seen
 * Source: Shang & Song 2003, Management Science 49(5).
 * @example newsvendorStock([{ echelonHoldingCost: 3, leadTimePeriods: 1 }, …], { mean: 5, deviation: 1 }, 37.12).cost // 47.66…
 */
export function newsvendorStock(
  stages: readonly SerialStage[],
  demand: SerialDemand,
  backorderCost: number,
): SerialStock {
  requireChain(stages, demand, backorderCost)
  const holdingCosts = stages.map((stage) => stage.echelonHoldingCost)
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const levels = stages.map((_, at) => {
    const leadTimePeriods = sum(stages.slice(0, at + 1).map((stage) => stage.leadTimePeriods))
    const covered = backorderCost + sum(holdingCosts.slice(at + 1))
    const deviates = [holdingCosts, holdingCosts.slice(at)].map((costs) =>
      normalQuantile(covered / (backorderCost + sum(costs))),
    )
    return demand.mean * leadTimePeriods + demand.deviation * Math.sqrt(leadTimePeriods) * (sum(deviates) / 2)
  })
  return costed(stages, demand, backorderCost, (_cost, _from, _to, at) => levels[at]!)
}

/** The chain's cost when `levelOf` names the level of each stage, given its cost by position and where to look. */
function costed(
  stages: readonly SerialStage[],
  demand: SerialDemand,
  backorderCost: number,
  levelOf: (cost: (position: number) => number, from: number, to: number, at: number) => number,
): SerialStock {
  requireChain(stages, demand, backorderCost)
  const penalty = backorderCost + stages.reduce((sum, stage) => sum + stage.echelonHoldingCost, 0)
  const echelonLevels: number[] = []
  let below: (position: number) => number = () => 0
  let cost = 0
  for (const [index, { echelonHoldingCost, leadTimePeriods }] of stages.entries()) {
    const mean = demand.mean * leadTimePeriods
    const deviation = demand.deviation * Math.sqrt(leadTimePeriods)
    const lower = below
    // The first stage has a closed form; its kink would need a finer integral.
    const stageCost = (position: number) =>
      echelonHoldingCost * (position - mean) +
      (index === 0
        ? penalty * deviation * normalLoss((position - mean) / deviation)
        : expectation((z) => lower(position - mean - deviation * z)))
    const known = echelonLevels[index - 1] ?? 0
    const level = levelOf(
      stageCost,
      known + mean - REACH * deviation,
      known + mean + REACH * deviation,
      index,
    )
    echelonLevels.push(level)
    cost = stageCost(level)
    const reach = 2 * REACH * demand.deviation * totalRoot(stages)
    below = tabulated(stageCost, level - reach, level, cost)
  }
  return { echelonLevels, cost }
}

/** √ of the whole lead time: how far the position of any stage may stray, in deviations of one period. */
function totalRoot(stages: readonly SerialStage[]): number {
  return Math.sqrt(stages.reduce((sum, stage) => sum + stage.leadTimePeriods, 0))
}

/** E f(Z) of a standard normal, by the trapezoid rule: exact to double precision for smooth functions. */
function expectation(value: (z: number) => number): number {
  const step = (2 * REACH) / INTEGRAL_STEPS
  let sum = 0
  for (let k = 0; k <= INTEGRAL_STEPS; k += 1) {
    const z = -REACH + k * step
    sum += normalDensity(z) * value(z)
  }
  return sum * step
}

/** Argument of the minimum of a convex function, by golden section. */
function lowestPoint(value: (x: number) => number, from: number, to: number): number {
  const golden = (Math.sqrt(5) - 1) / 2
  let low = from
  let high = to
  let a = high - golden * (high - low)
  let b = low + golden * (high - low)
  let atA = value(a)
  let atB = value(b)
  while (high - low > 1e-8 * Math.max(1, Math.abs(high))) {
    if (atA < atB) {
      high = b
      b = a
      atB = atA
      a = high - golden * (high - low)
      atA = value(a)
    } else {
      low = a
      a = b
      atA = atB
      b = low + golden * (high - low)
      atB = value(b)
    }
  }
  return (low + high) / 2
}

/** The function on [from, to] by linear interpolation, level above and straight on below. */
function tabulated(value: (x: number) => number, from: number, to: number, above: number) {
  const step = (to - from) / (GRID_POINTS - 1)
  const values = Float64Array.from({ length: GRID_POINTS }, (_, k) => value(from + k * step))
  return (x: number) => {
    if (x >= to) return above
    const at = Math.max(0, Math.min(GRID_POINTS - 2, Math.floor((x - from) / step)))
    return values[at]! + ((x - from) / step - at) * (values[at + 1]! - values[at]!)
  }
}

function requireChain(stages: readonly SerialStage[], demand: SerialDemand, backorderCost: number): void {
  if (stages.length === 0) throw new RangeError('stages must hold at least one; got 0')
  for (const { echelonHoldingCost, leadTimePeriods } of stages) {
    if (!(echelonHoldingCost > 0))
      throw new RangeError(`echelonHoldingCost must be > 0; got ${echelonHoldingCost}`)
    if (!(leadTimePeriods > 0)) throw new RangeError(`leadTimePeriods must be > 0; got ${leadTimePeriods}`)
  }
  if (!(demand.mean >= 0)) throw new RangeError(`mean must be >= 0; got ${demand.mean}`)
  if (!(demand.deviation > 0)) throw new RangeError(`deviation must be > 0; got ${demand.deviation}`)
  if (!(backorderCost > 0)) throw new RangeError(`backorderCost must be > 0; got ${backorderCost}`)
}
