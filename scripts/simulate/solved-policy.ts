import { mean, variance } from '#planning/bullwhip/order-variance'
import { advancePolicy } from '#planning/certainty/advance-information'
import { newsvendorStock, type SerialStage, serialStock } from '#planning/certainty/serial-stock'
import { simulateAdvance } from '#planning/order-policy/advance-orders'
import { type ConsumerDemand, chainSimulator, type StageTrace } from '#planning/order-policy/chain-simulation'
import type { ChainStage } from '#planning/order-policy/chain-stage'
import { faultAt } from '#scripts/command-line'
import type { ChainInput } from './read-chain.ts'

type Traces = readonly Pick<StageTrace, 'received' | 'ordered' | 'netStock' | 'shipped'>[]

/** What was worked out for one item: levels, and the cost a period that theory expects. */
export type Solution =
  | {
      readonly kind: 'serial-stock'
      readonly echelonLevels: readonly number[]
      readonly expectedCost: number
      readonly newsvendorLevels: readonly number[]
      readonly newsvendorCost: number
    }
  | {
      readonly kind: 'advance-information'
      readonly reorderPoint: readonly number[]
      readonly orderUpTo: readonly number[]
      readonly expectedCost: number
      /** Of the same demand, had none of it been known early. */
      readonly expectedCostUnknown: number
    }

/** Above it the dynamic programme would take minutes. */
const MOST_UNITS = 300

/** Runs one item through the chain by the tiers' own rules, or by levels worked out for it. */
export function simulatorOf(
  chain: ChainInput,
  periods: number,
): (demand: ConsumerDemand) => { readonly traces: Traces; readonly solution: Solution | null } {
  if (chain.solved === 'serial-stock') return (demand) => serialChain(chain, demand, periods)
  if (chain.solved === 'advance-information') return (demand) => advanceStage(chain, demand)
  const simulate = chainSimulator(chain.stages, periods)
  return (demand) => ({ traces: simulate(demand), solution: null })
}

function serialChain(chain: ChainInput, demand: ConsumerDemand, periods: number) {
  const stages = echelons(chain)
  const level = mean(demand.total)
  const normal = { mean: level, deviation: Math.sqrt(variance(demand.total)) }
  const backorderCost = chain.costs[0]!.backorderCost
  if (!(normal.deviation > 0))
    throw fault('demand', 'must vary for serial-stock: without variance no stock is needed')
  if (!(backorderCost > 0)) throw fault('tiers[0].backorderCost', 'must be > 0 for serial-stock')
  const best = serialStock(stages, normal, backorderCost)
  const newsvendor = newsvendorStock(stages, normal, backorderCost)
  const solved = chain.stages.map(
    (stage, at): ChainStage => ({
      ...stage,
      forecast: { kind: 'constant', mean: level },
      gapShare: 1,
      safetyStock: {
        kind: 'units',
        units: localLevel(best.echelonLevels, at) - stage.leadTimePeriods * level,
      },
      seesKnownOrders: false,
    }),
  )
  const solution: Solution = {
    kind: 'serial-stock',
    echelonLevels: best.echelonLevels,
    expectedCost: best.cost,
    newsvendorLevels: newsvendor.echelonLevels,
    newsvendorCost: newsvendor.cost,
  }
  return { traces: chainSimulator(solved, periods)(demand), solution }
}

/** What each tier adds to the cost of holding: its own less that of the tier above. */
function echelons(chain: ChainInput): SerialStage[] {
  return chain.costs.map(({ holdingCost }, at) => {
    const above = chain.costs[at + 1]?.holdingCost ?? 0
    if (!(holdingCost > above))
      throw fault(
        `tiers[${at}].holdingCost`,
        `must be above ${above}, that of the tier above it, for serial-stock: goods gain worth on their way down`,
      )
    return {
      echelonHoldingCost: holdingCost - above,
      leadTimePeriods: chain.stages[at]!.leadTimePeriods,
    }
  })
}

/** Base stock of one tier alone that does what echelon levels ask: an upper level never binds below a lower one. */
function localLevel(echelonLevels: readonly number[], at: number): number {
  const within = (from: number) => Math.min(...echelonLevels.slice(from))
  return within(at) - (at === 0 ? 0 : within(at - 1))
}

function advanceStage(chain: ChainInput, demand: ConsumerDemand) {
  const [stage, ...others] = chain.stages
  if (!stage || others.length > 0) throw fault('tiers', 'must hold one tier for advance-information')
  const all = mean(demand.total)
  if (!(all > 0 && all <= MOST_UNITS))
    throw fault(
      'demand',
      `must have a mean in (0, ${MOST_UNITS}] a period for advance-information; got ${all}`,
    )
  const { holdingCost, backorderCost, orderCost } = chain.costs[0]!
  if (!(holdingCost > 0)) throw fault('tiers[0].holdingCost', 'must be > 0 for advance-information')
  if (!(backorderCost > 0)) throw fault('tiers[0].backorderCost', 'must be > 0 for advance-information')
  const known = demand.known ? mean(demand.known) : 0
  // Orders of this period's end serve demand that is leadTimePeriods away; what is known beyond one more is of no use.
  const notice = Math.min(demand.noticePeriods, stage.leadTimePeriods + 1)
  const ratesByNotice = new Array<number>(notice + 1).fill(0)
  ratesByNotice[0] = all - known
  ratesByNotice[notice]! += known
  const terms = { leadTimePeriods: stage.leadTimePeriods - 1, holdingCost, backorderCost, orderCost }
  const best = advancePolicy({ ...terms, ratesByNotice })
  const solution: Solution = {
    kind: 'advance-information',
    reorderPoint: best.reorderPoint,
    orderUpTo: best.orderUpTo,
    expectedCost: best.averageCost,
    expectedCostUnknown: advancePolicy({ ...terms, ratesByNotice: [all] }).averageCost,
  }
  return { traces: [simulateAdvance(demand, best, stage.leadTimePeriods)], solution }
}

function fault(column: string, fix: string) {
  return faultAt({ file: '--policy', column, fix })
}
