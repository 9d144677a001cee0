import type { BullwhipCause } from '#planning/bullwhip/variance-by-cause'
import type { ForecastReason } from '#planning/forecast/forecast'
import type { BindingConstraint } from '#planning/lot-sizing/batch-plan'
import type { PlanException } from '#planning/order-policy/plan-exceptions'

/** Results of a planning run as they are stored: one row per item, arrays over the weeks of the horizon. */
export interface ForecastRow {
  readonly itemId: number
  readonly method: string
  readonly reasons: readonly ForecastReason[]
  readonly demandPattern: string
  readonly historyStart: string
  readonly history: Float32Array
  readonly historyStatus: Uint8Array
  readonly mean: Float32Array
  /** The mean before owners' expectations were heard; null where nothing was expected. */
  readonly meanBeforeExpectations: Float32Array | null
  /** The mean before planners' overrides; null where nothing was overridden. */
  readonly meanBeforeOverride: Float32Array | null
  readonly paid: Float32Array
  readonly deposit: Float32Array
  readonly subscription: Float32Array
  readonly intent: Float32Array
  readonly model: Float32Array
  readonly grossDeposit: Float32Array
  /** Level by level: level k of week w stands at k × horizon + w. */
  readonly quantiles: Float32Array
  readonly leadTimeWeeks: number
  readonly leadTimeMean: number
  readonly leadTimeQuantiles: Float32Array
  readonly effects: Record<string, unknown>
}

/** Demand of a group in one base unit. Which of the ids is set depends on the kind. */
export interface GroupDemandRow {
  readonly baseUnit: string
  readonly kind: 'total' | 'category' | 'product' | 'region'
  readonly categoryId: number | null
  readonly productId: number | null
  readonly region: string | null
  /** null: not made of items. */
  readonly itemCount: number | null
  readonly mean: Float32Array
  /** null where the items tell it. */
  readonly onBook: Float32Array | null
  /** Level by level, as of an item. */
  readonly quantiles: Float32Array
  readonly sumWeeks: Int32Array
  readonly sumMeans: Float32Array
  /** Level by level: level k of sum j stands at k × sums + j. */
  readonly sumQuantiles: Float32Array
  /** Units of the weeks before the run; null where the items tell it. */
  readonly history: Float32Array | null
}

/** What the customers of one owner will want in one base unit, over sums of first weeks. */
export interface OwnerDemandRow {
  readonly shopOwnerId: number
  readonly baseUnit: string
  readonly sumWeeks: Int32Array
  /** Units of as many weeks before the run. */
  readonly pastSums: Float32Array
  readonly onBookSums: Float32Array
  readonly sumMeans: Float32Array
  /** Level by level: level k of sum j stands at k × sums + j. */
  readonly sumQuantiles: Float32Array
}

export interface PlanRow {
  readonly itemId: number
  readonly supplierId: number
  readonly onHand: number
  readonly backorder: number
  readonly scheduledReceipts: Float32Array
  readonly expectedReturns: Float32Array
  readonly required: Float32Array
  readonly orderQuantity: Int32Array
  readonly receiptQuantity: Int32Array
  readonly projectedStock: Float32Array
  readonly safetyStock: number
  readonly coverKnown: Int32Array
  readonly coverModel: Int32Array
  readonly coverSafety: Int32Array
  readonly coverTopUp: Int32Array
  readonly authorisedMake: Int32Array
  readonly authorisedReserve: Int32Array
  readonly authorisedMaterial: Int32Array
  readonly orderVarianceRatio: number | null
  readonly adjustments: readonly PlanAdjustment[]
  readonly returnBasis: ReturnBasis | null
}

/** What the expected returns of an item were reckoned with. */
export interface ReturnBasis {
  /** Share of delivered units that come back, and of these the share sold again as new. */
  readonly returnedShare: number
  readonly resaleShare: number
  /** Returned units with a grade behind the latter; both 0: it is assumed. */
  readonly gradedOfItem: number
  readonly gradedOfCategory: number
}

/** Why orders differ from what the policy alone asks for; steps are weeks of ordering (of a ship wave: of need) from the run's first. */
export interface PlanAdjustment {
  readonly reason: 'order-value-early' | 'order-value-late' | 'slack' | 'published-kept' | 'ship-wave'
  readonly step: number
  /** The week the policy would have ordered in; null where units were added. */
  readonly fromStep: number | null
  /** Whole units, > 0. */
  readonly quantity: number
  /** What it saves, minor units; null where nothing is claimed. */
  readonly saving: number | null
}

export interface OrderVarianceRow {
  readonly tier: 'consumer' | 'platform' | 'supplier' | 'material-supplier'
  readonly basis: 'plan' | 'past'
  readonly aggregation: string
  readonly itemId: number | null
  readonly ratio: number | null
  readonly ratioLow: number | null
  readonly ratioHigh: number | null
  /** null where no stock was planned or counted week by week. */
  readonly netStockAmplification: number | null
  readonly bucketCount: number
}

/** Part of the order variance ratio of past orders that one cause explains. */
export interface OrderCauseRow {
  /** null: all suppliers together. */
  readonly supplierId: number | null
  readonly cause: BullwhipCause
  readonly ratio: number
  readonly bucketCount: number
}

/** Why orders to a supplier are smoothed as they are. */
export type SmoothingReason =
  | 'least-cost'
  | 'kept'
  | 'by-hand'
  | 'by-hand-for-run'
  | 'no-capacity-price'
  | 'in-lots'
  | 'short-history'

/** What one candidate costs a week, minor units. */
export interface SmoothingCandidateCost {
  readonly gapShare: number
  readonly levellingWeeks: number
  readonly holding: number
  readonly backorder: number
  readonly capacity: number
}

/** How a run smooths orders to one supplier, and what else it would have cost. */
export interface SmoothingRow {
  readonly supplierId: number
  readonly gapShare: number
  readonly levellingWeeks: number
  readonly reason: SmoothingReason
  /** null: nothing was priced. */
  readonly method: 'closed-form' | 'simulation' | null
  /** Items whose orders can be smoothed, of which so many were looked at, over so many past weeks. */
  readonly itemCount: number
  readonly sampledCount: number
  readonly weekCount: number
  readonly costs: readonly SmoothingCandidateCost[]
}

export interface BatchRow {
  readonly batchNumber: number
  readonly supplierId: number
  readonly productionLineId: number
  readonly setupFamilyId: number
  readonly week: string
  readonly sequenceInWeek: number
  readonly startsOn: string
  readonly endsOn: string
  readonly quantity: number
  readonly minimumQuantity: number
  /** Changeover and setups of the items. */
  readonly setupMinutes: number
  readonly runMinutes: number
  /** null: not known, or no changeover */
  readonly changeoverFromFamilyId: number | null
  readonly changeoverMinutes: number
  readonly changeoverCostMinor: number
  readonly authorisation: string
  readonly lines: readonly { readonly itemId: number; readonly quantity: number }[]
  readonly pegging: readonly {
    readonly itemId: number
    readonly purpose: string
    readonly campaignId: number | null
    readonly needWeek: string | null
    readonly quantity: number
  }[]
}

export interface LineLoadRow {
  readonly productionLineId: number
  readonly supplierId: number
  readonly week: string
  readonly availableMinutes: number
  readonly runMinutes: number
  readonly setupMinutes: number
  readonly overtimeMinutes: number
  readonly isDetailed: boolean
}

/** Why an exception arose; each has its message in api/wording. */
export type ExceptionCause =
  | Extract<PlanException, { kind: 'shortage' }>['cause']
  | 'beyond-flexibility'
  | `batch-${BindingConstraint['kind']}`
  | 'more-than-horizon'
  | 'order-overdue'
  | 'supplier-declined'
  | 'stock-never-counted'
  | 'stock-unknown'
  | 'no-supplier'
  | 'order-value-short'
  | 'no-forecast'
  | 'forecast-too-high'
  | 'forecast-too-low'

export interface ExceptionRow {
  readonly kind: 'shortage' | 'late' | 'surplus' | 'overload' | 'drift' | 'reply-missing' | 'data'
  readonly itemId: number | null
  readonly supplierId: number | null
  readonly productionLineId: number | null
  readonly week: string | null
  readonly quantity: number
  readonly moneyAtRiskMinor: number
  readonly cause: ExceptionCause
  /** What fills the message: weeks as their Mondays, never bucket numbers. */
  readonly parameters: Record<string, unknown>
}

export interface RunResults {
  /** What the forecasts of all items learned together; any plain object. */
  readonly learned: object | null
  readonly forecasts: readonly ForecastRow[]
  /** Empty in a child run: a part of the items tells nothing of a group. */
  readonly groupDemand: readonly GroupDemandRow[]
  readonly ownerDemand: readonly OwnerDemandRow[]
  readonly plans: readonly PlanRow[]
  readonly orderVariance: readonly OrderVarianceRow[]
  readonly orderCauses: readonly OrderCauseRow[]
  /** Of every supplier; empty in a child run, which smooths as its parent does. */
  readonly smoothing: readonly SmoothingRow[]
  readonly batches: readonly BatchRow[]
  readonly lineLoads: readonly LineLoadRow[]
  readonly exceptions: readonly ExceptionRow[]
  readonly batchGapFraction: number | null
  readonly stoppedBy: string | null
}
