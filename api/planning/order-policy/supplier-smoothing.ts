import { mean, variance } from '#planning/bullwhip/order-variance'
import type { LotSizeRule } from '#planning/quantity'
import { type ConsumerDemand, chainSimulator } from './chain-simulation.ts'
import { PLAIN_STAGE } from './chain-stage.ts'
import { capacityCosts, stockOutcome } from './choose-smoothing.ts'
import { costPerDeviation } from './smoothing-cost.ts'
import { type ClosedFormItem, closedFormCosts, isSteady } from './steady-smoothing.ts'

/** How orders to one supplier are smoothed. */
export interface SmoothingChoice {
  /** Share of the gap between target and position that one order closes, in (0, 1]. */
  readonly gapShare: number
  /** Periods over which known orders are levelled, whole, >= 1. */
  readonly levellingPeriods: number
}

/** Past demand of one item of a supplier and what its stock, shortage and capacity cost. */
export interface SmoothedItem {
  /** Equally long for all items of a supplier, longer than the warm-up. */
  readonly demand: ConsumerDemand
  /** Whole, >= 1. */
  readonly leadTimePeriods: number
  /** null: orders of any size. */
  readonly lotSize: LotSizeRule | null
  /** Money per unit and period, > 0 (h). */
  readonly holdingCost: number
  /** Share of periods without a shortage, in (0, 1): a unit short costs h·α/(1 − α). */
  readonly serviceFraction: number
  /** Money that making one unit takes in overtime, >= 0; 0: on no line of known price. */
  readonly overtimePerUnit: number
}

/** One candidate's cost over all items of the supplier, money per period. */
export interface SmoothingCost extends SmoothingChoice {
  readonly holding: number
  readonly backorder: number
  /** Capacity held for orders above their mean, and overtime beyond it. */
  readonly capacity: number
}

export interface SupplierSmoothing {
  readonly choice: SmoothingChoice
  /** 'kept': what another choice would save over the one of before may be chance. */
  readonly reason: 'least-cost' | 'kept'
  readonly method: 'closed-form' | 'simulation'
  /** Larger share first, then smaller window. */
  readonly costs: readonly SmoothingCost[]
}

/**
 * Shares tried: no smoothing, the usual half, and steps between. Below a fifth, what no simulation of demand sees (goods
 * late, lost or miscounted) would take months to be put right.
 */
const TRIED_GAP_SHARES = [1, 0.8, 0.65, 0.5, 0.4, 0.3, 0.2] as const
/** How much dearer the choice of before may be and still stay, whatever the evidence. */
export const KEEP_TOLERANCE = 0.01
/** A saving counts when it exceeds so many standard errors, taken over means of quarters. */
const STANDARD_ERRORS = 2
const BLOCK_PERIODS = 13
/** Weeks before costs count. */
const WARM_UP_PERIODS = 13
/** Forecast while simulating: the mean of the last weeks. */
const AVERAGE_PERIODS = 8
/** Of the items, at least this share must be steady for the closed form to stand for all. */
const STEADY_SHARE = 0.9

/**
 * Share of the gap and levelling window of one supplier, by what stock, shortage and changing capacity cost over past
 * demand; safety stock is set per item at each candidate. Capacity is the supplier's: orders of all items are added up
 * in overtime money before their swing is priced. In closed form where demand of nine in ten items is steady
 * (independent, calm, no lots), else by simulation.
 *
 * @param items      a sample of the supplier's items; money is scaled to all `itemCount`, swings by mean covariance
 * @param regularShareOfOvertime price of a regular minute over one of overtime, in (0, 1)
 * @param windows    levelling windows to try, whole, >= 1
 * @param before     the choice of the run before; stays unless another saves more than a hundredth and more than chance
 *   (two standard errors of the difference, by quarters); null: none
 * @param alsoPriced a choice whose cost is asked for besides, not to be chosen
 * @throws RangeError without items, or where they differ in length or are not longer than the warm-up of 13 periods
 * Source: least-cost smoothing as in Disney & Towill; capacity at the best regular level.
 * @example chooseSupplierSmoothing({ items, itemCount: 1, regularShareOfOvertime: 2 / 3, windows: [1], before: null, alsoPriced: [] }).choice.gapShare // 0.5
 */
export function chooseSupplierSmoothing(given: {
  readonly items: readonly SmoothedItem[]
  readonly itemCount: number
  readonly regularShareOfOvertime: number
  readonly windows: readonly number[]
  readonly before: SmoothingChoice | null
  readonly alsoPriced: readonly SmoothingChoice[]
}): SupplierSmoothing {
  const { items, before } = given
  const periods = requireItems(items)
  const grid = given.windows.flatMap((levellingPeriods) =>
    TRIED_GAP_SHARES.map((gapShare) => ({ gapShare, levellingPeriods })),
  )
  const extra = given.alsoPriced.filter((asked) => !grid.some((tried) => isSame(tried, asked)))
  const steady = items.filter(({ demand, lotSize }) => lotSize === null && isSteady(demand)).length
  const method = steady >= STEADY_SHARE * items.length ? 'closed-form' : 'simulation'
  const price = method === 'closed-form' ? closedForm(given) : simulation(given, periods)
  const priced = grid.map((choice) => ({ choice, ...price(choice) }))
  const costs = priced.map(({ choice, cost }) => ({ ...choice, ...cost }))
  const least = lowest(costs.map(totalOf))
  const kept = before === null ? -1 : costs.findIndex((each) => isSame(each, before))
  const saving = kept < 0 ? 0 : totalOf(costs[kept]) - totalOf(costs[least])
  const isKept =
    kept >= 0 &&
    kept !== least &&
    saving <= Math.max(KEEP_TOLERANCE * totalOf(costs[least]), chanceOf(priced[kept], priced[least]))
  return {
    choice: grid[isKept ? kept : least],
    reason: isKept ? 'kept' : 'least-cost',
    method,
    costs: [...costs, ...extra.map((choice) => ({ ...choice, ...price(choice).cost }))].sort(
      (a, b) => b.gapShare - a.gapShare || a.levellingPeriods - b.levellingPeriods,
    ),
  }
}

function lowest(values: readonly number[]): number {
  let at = 0
  for (let k = 1; k < values.length; k += 1) if (values[k] < values[at] - 1e-9) at = k
  return at
}

/** How much of a difference in cost may be chance: standard errors of its mean, weeks taken by quarters. */
function chanceOf(one: Priced, other: Priced): number {
  if (!one.byPeriod || !other.byPeriod) return 0
  const blocks = Math.floor(one.byPeriod.length / BLOCK_PERIODS)
  if (blocks < 2) return Number.POSITIVE_INFINITY
  const from = one.byPeriod.length - blocks * BLOCK_PERIODS
  const means = new Float64Array(blocks)
  for (let t = 0; t < blocks * BLOCK_PERIODS; t += 1)
    means[Math.floor(t / BLOCK_PERIODS)] +=
      (one.byPeriod[from + t] - other.byPeriod[from + t]) / BLOCK_PERIODS
  return STANDARD_ERRORS * Math.sqrt(variance(means) / (blocks - 1))
}

/** All that a candidate costs, money per period. */
export function totalOf({ holding, backorder, capacity }: SmoothingCost): number {
  return holding + backorder + capacity
}

export function isSame(one: SmoothingChoice, other: SmoothingChoice): boolean {
  return one.gapShare === other.gapShare && one.levellingPeriods === other.levellingPeriods
}

type Given = Parameters<typeof chooseSupplierSmoothing>[0]

interface Priced {
  readonly cost: Omit<SmoothingCost, keyof SmoothingChoice>
  /** Of all items, period by period; null in closed form, which knows no periods. */
  readonly byPeriod: Float64Array | null
}
type Price = (choice: SmoothingChoice) => Priced

function closedForm({ items, itemCount, regularShareOfOvertime }: Given): Price {
  const steady = items.map((item): ClosedFormItem => ({ ...item, backorderCost: backorderCost(item) }))
  return (choice) => {
    const { holding, backorder, spotLoad, knownLoad } = closedFormCosts(steady, choice)
    const swing = (load: typeof spotLoad) => spreadOfAll(load.total, load.own, items.length, itemCount)
    const scale = itemCount / items.length
    const deviation = Math.sqrt(swing(spotLoad) + swing(knownLoad))
    return {
      cost: {
        holding: holding * scale,
        backorder: backorder * scale,
        capacity: perDeviation(regularShareOfOvertime) * deviation,
      },
      byPeriod: null,
    }
  }
}

/** Capacity cost of orders that swing by a normal unit deviation, per money of overtime. */
function perDeviation(regularShareOfOvertime: number): number {
  return costPerDeviation({
    holdingCost: 1,
    backorderCost: 1,
    regularCapacityCost: regularShareOfOvertime,
    overtimeCost: 1,
  }).orders
}

function simulation({ items, itemCount, regularShareOfOvertime }: Given, periods: number): Price {
  return ({ gapShare, levellingPeriods }) => {
    const load = new Float64Array(periods - WARM_UP_PERIODS)
    const stockCosts = new Float64Array(load.length)
    let own = 0
    let holding = 0
    let backorder = 0
    for (const item of items) {
      const simulate = chainSimulator(
        [
          {
            ...PLAIN_STAGE,
            leadTimePeriods: item.leadTimePeriods,
            forecast: { kind: 'moving-average', periods: AVERAGE_PERIODS },
            gapShare,
            lotSize: item.lotSize,
            seesKnownOrders: true,
            levellingPeriods,
          },
        ],
        periods,
      )
      const [trace] = simulate(item.demand)
      const costs = { holdingCost: item.holdingCost, backorderCost: backorderCost(item) }
      const stock = stockOutcome(trace, costs, { kind: 'cost' }, 'reserved', WARM_UP_PERIODS)
      holding += stock.holding
      backorder += stock.backorder
      const minutes = trace.ordered.subarray(WARM_UP_PERIODS).map((units) => units * item.overtimePerUnit)
      own += variance(minutes)
      minutes.forEach((money, t) => {
        load[t] += money
        stockCosts[t] += stock.byPeriod[t]
      })
    }
    const ofSample = variance(load)
    const swing = ofSample > 0 ? spreadOfAll(ofSample, own, items.length, itemCount) / ofSample : 0
    const scale = itemCount / items.length
    const capacity = capacityCosts(load, { regularCapacityCost: regularShareOfOvertime, overtimeCost: 1 })
    const stretch = Math.sqrt(swing)
    return {
      cost: { holding: holding * scale, backorder: backorder * scale, capacity: stretch * mean(capacity) },
      byPeriod: stockCosts.map((money, t) => scale * money + stretch * capacity[t]),
    }
  }
}

/**
 * Variance of the load of all items from that of a sample: every item adds its own variance, every pair its covariance,
 * both as large as in the sample on average. Items of a sample that move against each other count as independent.
 */
function spreadOfAll(ofSample: number, own: number, sampled: number, all: number): number {
  if (sampled >= all) return ofSample
  const perPair = sampled > 1 ? Math.max(0, ofSample - own) / (sampled * (sampled - 1)) : 0
  return (all * own) / sampled + all * (all - 1) * perPair
}

function backorderCost({ holdingCost, serviceFraction }: SmoothedItem): number {
  return (holdingCost * serviceFraction) / (1 - serviceFraction)
}

function requireItems(items: readonly SmoothedItem[]): number {
  const periods = items[0]?.demand.total.length ?? 0
  if (periods <= WARM_UP_PERIODS)
    throw new RangeError(`items must hold demand of more than ${WARM_UP_PERIODS} periods; got ${periods}`)
  for (const { demand, holdingCost, serviceFraction, overtimePerUnit } of items) {
    if (demand.total.length !== periods)
      throw new RangeError(`items must have ${periods} periods each; got ${demand.total.length}`)
    if (!(holdingCost > 0)) throw new RangeError(`holdingCost must be > 0; got ${holdingCost}`)
    if (!(serviceFraction > 0 && serviceFraction < 1))
      throw new RangeError(`serviceFraction must be in (0, 1); got ${serviceFraction}`)
    if (!(overtimePerUnit >= 0)) throw new RangeError(`overtimePerUnit must be >= 0; got ${overtimePerUnit}`)
  }
  return periods
}
