import { normalQuantile } from '#planning/distribution/normal'
import { guaranteedService, type ServiceStage } from '#planning/order-policy/guaranteed-service'
import type { Outputs } from '#web/trpc.ts'

export type StagesRead = NonNullable<Outputs['orderPlan']['stockStages']>

export const MADE = 'made'
export const PLATFORM = 'platform'
const REVIEW_DAYS = 7
/** A service level of 1 would take endless stock. */
const HIGHEST_SERVICE = 0.999

export interface PlacedStage {
  readonly name: string
  readonly days: number
  readonly promisedDays: number
  readonly stock: number
  /** Minor units a week. */
  readonly cost: number
  readonly aloneStock: number
  readonly aloneCost: number
}

/**
 * Safety stock of an item over its materials, its maker and the platform: placed as cheaply as can be, each stage on its
 * own (promising at once), and all of it at the platform.
 */
export function placeStock(read: StagesRead, waitDays: number) {
  const factor = normalQuantile(Math.min(HIGHEST_SERVICE, Math.max(0.5, read.serviceFraction)))
  const weekly = (unitCostMinor: number) => unitCostMinor * read.holdingFractionPerWeek
  const stages: ServiceStage[] = [
    ...read.materials.map(({ materialId, days, unitCostMinor }) => ({
      ...INNER,
      name: String(materialId),
      processingTime: days,
      holdingCost: weekly(unitCostMinor),
      deliversTo: [MADE],
    })),
    {
      ...INNER,
      name: MADE,
      processingTime: read.makingDays,
      holdingCost: weekly(read.unitCostMinor),
      deliversTo: [PLATFORM],
    },
    {
      ...INNER,
      name: PLATFORM,
      processingTime: read.transportDays + REVIEW_DAYS,
      holdingCost: weekly(read.unitCostMinor),
      demandDeviation: read.dailyDeviation,
      promisedServiceTime: waitDays,
      deliversTo: [],
    },
  ]
  const best = guaranteedService(stages, factor)
  const holds = (days: number) => factor * read.dailyDeviation * Math.sqrt(Math.max(0, days))
  const placed = best.stages.map((placement, k): PlacedStage => {
    const { processingTime, holdingCost, name } = stages[k]!
    const aloneStock = holds(processingTime - (name === PLATFORM ? waitDays : 0))
    return {
      name,
      days: processingTime,
      promisedDays: placement.serviceTime,
      stock: placement.safetyStock,
      cost: placement.cost,
      aloneStock,
      aloneCost: aloneStock * holdingCost,
    }
  })
  const wholeWay =
    Math.max(0, ...read.materials.map(({ days }) => days)) +
    read.makingDays +
    read.transportDays +
    REVIEW_DAYS
  return {
    factor,
    stages: placed,
    best: best.cost,
    alone: placed.reduce((sum, { aloneCost }) => sum + aloneCost, 0),
    allAtEnd: holds(wholeWay - waitDays) * weekly(read.unitCostMinor),
    longestWait: wholeWay,
  }
}

const INNER = {
  demandDeviation: 0,
  promisedServiceTime: null,
  externalServiceTime: 0,
} as const
