/** Demand classes of batch planning, most binding first; `safety` restores the safety stock. */
export const DEMAND_CLASSES = ['promisedPaid', 'promisedDeposit', 'other', 'safety'] as const
export type DemandClass = (typeof DEMAND_CLASSES)[number]

/** Limits of one lot (item × line × bucket), in units; `maximum` may be Infinity. */
export type LotRule = { readonly minimum: number; readonly multiple: number; readonly maximum: number }

export type Routing = {
  /** index into lines */
  readonly line: number
  readonly minutesPerUnit: number
  readonly setupMinutes: number
}

export type BatchItem = {
  readonly key: string
  /** index into families; −1 when the item shares no setup */
  readonly family: number
  /** units per bucket of need, >= 0 */
  readonly demand: Readonly<Record<Exclude<DemandClass, 'safety'>, ArrayLike<number>>>
  /** units on hand at the start, >= 0 */
  readonly openingStock: number
  /** units arriving at the start of each bucket from orders already placed, >= 0 */
  readonly openOrders: ArrayLike<number>
  /** units to be held from the first bucket that can still be planned */
  readonly safetyStock: number
  readonly lotRule: LotRule
  readonly setupCost: number
  readonly holdingCostPerUnitPerBucket: number
  readonly routings: readonly Routing[]
  /** first bucket in which the material is there */
  readonly materialArrivesInBucket?: number
  /** material named when its arrival is what makes demand late */
  readonly material?: string
  /** a unit made in bucket t serves needs up to t + shelfLifeBuckets */
  readonly shelfLifeBuckets?: number
  /** money per unit, for minimums by order value */
  readonly valuePerUnit?: number
}

export type BatchLine = {
  readonly key: string
  readonly capacityMinutes: ArrayLike<number>
  readonly overtimeMinutes: ArrayLike<number>
  readonly overtimeCostPerMinute: number
}

/** A shared setup: paid once per line and bucket in which any of its items is made. */
export type SetupFamily = { readonly key: string; readonly setupMinutes: number; readonly setupCost: number }

/** A nested minimum (colour or dye lot, style, order value): what a bucket makes of the group, if anything. */
export type MinimumGroup = {
  readonly key: string
  /** indices into items */
  readonly items: readonly number[]
  readonly minimumQuantity: number
  /** money; 0 when only the quantity counts */
  readonly minimumValue: number
}

/** Prices that order what is late or short: promised paid demand must cost far more than other demand. */
export type ServicePrice = { readonly latePerUnitPerBucket: number; readonly shortPerUnit: number }

/** A lot of an earlier plan, in the buckets of this request. */
export type PreviousLot = {
  readonly item: number
  readonly line: number
  readonly bucket: number
  readonly quantity: number
}

export type Fences = {
  /** buckets [0, frozenBuckets) keep the previous plan exactly */
  readonly frozenBuckets: number
  /** buckets [frozenBuckets, slushyBuckets) change at a price */
  readonly slushyBuckets: number
  /** money per unit by which an item's quantity in a slushy bucket differs from the previous plan */
  readonly changeCostPerUnit: number
}

export type BatchWork = {
  /** rounds of the price search behind the lower bound */
  readonly boundIterations: number
  /** passes of local search over all items */
  readonly improvementPasses: number
  /** solver questions for fix-and-optimise; 0 = no solver */
  readonly solverQuestions: number
  /** branch-and-bound nodes of each solver question */
  readonly solverNodes: number
}

export type BatchPlanningRequest = {
  readonly bucketCount: number
  readonly items: readonly BatchItem[]
  readonly lines: readonly BatchLine[]
  readonly families: readonly SetupFamily[]
  readonly minimumGroups: readonly MinimumGroup[]
  readonly servicePrices: Readonly<Record<DemandClass, ServicePrice>>
  readonly fences: Fences
  readonly previousPlan: readonly PreviousLot[]
  readonly work: BatchWork
  readonly seed: number
  /** asked between pieces of work; true ends the search with the best plan so far */
  readonly shouldStop?: () => boolean
}

/** @throws RangeError naming the field whose value breaks the contract */
export function requireValidRequest(request: BatchPlanningRequest): void {
  const { bucketCount, items, lines, families } = request
  if (!(Number.isInteger(bucketCount) && bucketCount > 0))
    throw new RangeError(`bucketCount must be an integer > 0; got ${bucketCount}`)
  const series = (values: ArrayLike<number>, name: string) => {
    if (values.length !== bucketCount)
      throw new RangeError(`${name} must have ${bucketCount} buckets; got ${values.length}`)
    for (let bucket = 0; bucket < bucketCount; bucket += 1) amount(values[bucket], `${name}[${bucket}]`)
  }
  const amount = (value: number, name: string) => {
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
      throw new RangeError(`${name} must be finite and >= 0; got ${value}`)
  }
  lines.forEach((line, index) => {
    series(line.capacityMinutes, `lines[${index}].capacityMinutes`)
    series(line.overtimeMinutes, `lines[${index}].overtimeMinutes`)
    amount(line.overtimeCostPerMinute, `lines[${index}].overtimeCostPerMinute`)
  })
  families.forEach((family, index) => {
    amount(family.setupMinutes, `families[${index}].setupMinutes`)
    amount(family.setupCost, `families[${index}].setupCost`)
  })
  items.forEach((item, index) => {
    const name = `items[${index}]`
    if (item.family >= families.length)
      throw new RangeError(`${name}.family must be below ${families.length}; got ${item.family}`)
    series(item.demand.promisedPaid, `${name}.demand.promisedPaid`)
    series(item.demand.promisedDeposit, `${name}.demand.promisedDeposit`)
    series(item.demand.other, `${name}.demand.other`)
    series(item.openOrders, `${name}.openOrders`)
    amount(item.openingStock, `${name}.openingStock`)
    amount(item.safetyStock, `${name}.safetyStock`)
    amount(item.setupCost, `${name}.setupCost`)
    amount(item.holdingCostPerUnitPerBucket, `${name}.holdingCostPerUnitPerBucket`)
    amount(item.lotRule.minimum, `${name}.lotRule.minimum`)
    if (!(item.lotRule.multiple > 0))
      throw new RangeError(`${name}.lotRule.multiple must be > 0; got ${item.lotRule.multiple}`)
    if (!(item.lotRule.maximum >= item.lotRule.minimum))
      throw new RangeError(`${name}.lotRule.maximum must be >= minimum; got ${item.lotRule.maximum}`)
    item.routings.forEach((routing, position) => {
      if (!(routing.line >= 0 && routing.line < lines.length))
        throw new RangeError(
          `${name}.routings[${position}].line must be below ${lines.length}; got ${routing.line}`,
        )
      amount(routing.minutesPerUnit, `${name}.routings[${position}].minutesPerUnit`)
      amount(routing.setupMinutes, `${name}.routings[${position}].setupMinutes`)
    })
  })
}
