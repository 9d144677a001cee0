import type { DemandClass } from './batch-planning-request.ts'

/** Units of a batch line, down to what they serve. */
export type BatchPeg =
  | {
      readonly kind: 'demand'
      readonly demandClass: DemandClass
      readonly needBucket: number
      readonly quantity: number
    }
  /** units that minimum or multiple force beyond need */
  | { readonly kind: 'top-up'; readonly quantity: number }
  | { readonly kind: 'excess'; readonly quantity: number }

export type BatchLineItem = {
  readonly item: number
  readonly quantity: number
  readonly runMinutes: number
  readonly setupMinutes: number
  readonly pegs: readonly BatchPeg[]
}

/** One or more items made together on one line in one bucket under one setup family. */
export type PlannedBatch = {
  readonly line: number
  readonly bucket: number
  /** −1: the item shares no setup */
  readonly family: number
  /** inside the frozen fence: taken over from the previous plan */
  readonly isFirm: boolean
  readonly items: readonly BatchLineItem[]
  readonly runMinutes: number
  readonly setupMinutes: number
}

export type LineLoad = {
  readonly line: number
  readonly bucket: number
  readonly runMinutes: number
  readonly setupMinutes: number
  readonly capacityMinutes: number
  readonly overtimeMinutes: number
  /** minutes of frozen lots beyond capacity and overtime */
  readonly overloadMinutes: number
}

/** Stock or an open order that serves a need. */
export type StockPeg = {
  readonly item: number
  readonly source: 'stock' | 'open-order'
  readonly arrivesInBucket: number
  readonly demandClass: DemandClass
  readonly needBucket: number
  readonly quantity: number
}

export type BindingConstraint =
  | { readonly kind: 'no-routing' }
  | { readonly kind: 'capacity'; readonly line: number; readonly bucket: number }
  | { readonly kind: 'material'; readonly material: string; readonly arrivesInBucket: number }
  | { readonly kind: 'frozen-fence'; readonly untilBucket: number }
  | { readonly kind: 'minimum-quantity'; readonly minimum: number }
  | { readonly kind: 'maximum-quantity'; readonly maximum: number }
  /** waiting is cheaper than a further lot at the given prices */
  | { readonly kind: 'price' }

export type Shortage = {
  readonly item: number
  readonly demandClass: DemandClass
  readonly needBucket: number
  readonly quantity: number
  /** bucket in which the units come at last; null = not within the horizon */
  readonly servedInBucket: number | null
  readonly because: BindingConstraint
}

export type BatchPlan = {
  readonly batches: readonly PlannedBatch[]
  readonly lineLoads: readonly LineLoad[]
  readonly stockPegs: readonly StockPeg[]
  readonly shortages: readonly Shortage[]
  /** money: setups, holding of planned units, overtime, lateness, shortage, change inside the slushy zone */
  readonly objective: number
  readonly lowerBound: number
  /** (objective − lowerBound) / objective; 0 when both are 0 */
  readonly gap: number
  readonly stoppedBy: 'work-limit' | 'caller'
}
