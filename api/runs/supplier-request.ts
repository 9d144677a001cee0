import type { ItemRouting } from '#db/production-lines'
import type {
  BatchItem,
  BatchLine,
  BatchPlanningRequest,
  BatchWork,
  MinimumGroup,
  PreviousLot,
  SetupFamily,
} from '#planning/lot-sizing/batch-planning-request'
import { HOLDING_RATE_PER_YEAR } from './holding-rate.ts'

/** An item that one supplier is asked for, with its terms at that supplier. */
export interface WantedItem {
  readonly itemId: number
  readonly code: string
  readonly familyId: number
  readonly priceMinor: number
  readonly unitCostMinor: number
  readonly minimumQuantity: number
  readonly lotMultiple: number
  /** null when there is none. */
  readonly maximumQuantity: number | null
  /** null: it keeps. */
  readonly shelfLifeDays: number | null
  readonly demand: BatchItem['demand']
  readonly routings: readonly {
    readonly lineId: number
    readonly minutesPerUnit: number
    readonly setupMinutes: number
  }[]
  /** What makes it belong to minimums above its own; null when no routing says so any more. */
  readonly minimums: ItemRouting | null
}

export interface SupplierWork {
  readonly bucketCount: number
  readonly items: readonly WantedItem[]
  readonly lines: readonly (Omit<BatchLine, 'key'> & { readonly lineId: number })[]
  readonly setupOf: (familyId: number) => Omit<SetupFamily, 'key'> | undefined
  /** A plan to keep, by place in `items` and `lines`. */
  readonly previousPlan: readonly PreviousLot[]
  readonly work: BatchWork
  readonly seed: number
}

/** Prices of a unit late or short, in mean unit prices of the supplier's items: paid promises first, then deposits. */
const SERVICE = {
  promisedPaid: { late: 1, short: 20 },
  promisedDeposit: { late: 0.5, short: 10 },
  other: { late: 0.2, short: 4 },
  safety: { late: 0.05, short: 1 },
} as const

/** What a run plans and what a change is tried on: one supplier's items, lines and prices as one request. */
export function supplierRequest({ items, lines, setupOf, ...rest }: SupplierWork): {
  readonly familyIds: readonly number[]
  readonly request: Omit<BatchPlanningRequest, 'shouldStop'>
} {
  const familyIds = [...new Set(items.map(({ familyId }) => familyId))].sort((a, b) => a - b)
  const places = new Map(lines.map(({ lineId }, line) => [lineId, line]))
  return {
    familyIds,
    request: {
      ...rest,
      items: items.map((item) => ({
        key: item.code,
        family: familyIds.indexOf(item.familyId),
        demand: item.demand,
        openingStock: 0,
        openOrders: new Float64Array(rest.bucketCount),
        safetyStock: 0,
        lotRule: {
          minimum: item.minimumQuantity,
          multiple: item.lotMultiple,
          maximum: item.maximumQuantity ?? Number.POSITIVE_INFINITY,
        },
        setupCost: 0,
        holdingCostPerUnitPerBucket: (item.unitCostMinor * HOLDING_RATE_PER_YEAR) / 52,
        valuePerUnit: item.unitCostMinor,
        routings: item.routings.map(({ lineId, minutesPerUnit, setupMinutes }) => ({
          line: places.get(lineId)!,
          minutesPerUnit,
          setupMinutes,
        })),
        ...(item.shelfLifeDays === null
          ? {}
          : { shelfLifeBuckets: Math.max(0, Math.floor(item.shelfLifeDays / 7)) }),
      })),
      lines: lines.map(({ lineId, ...line }) => ({ key: String(lineId), ...line })),
      families: familyIds.map((familyId) => ({
        key: String(familyId),
        setupMinutes: setupOf(familyId)?.setupMinutes ?? 0,
        setupCost: setupOf(familyId)?.setupCost ?? 0,
      })),
      minimumGroups: minimumGroups(items),
      servicePrices: servicePrices(items),
      fences: { frozenBuckets: 0, slushyBuckets: 0, changeCostPerUnit: 0 },
    },
  }
}

function minimumGroups(items: readonly WantedItem[]): MinimumGroup[] {
  const groups = new Map<string, { items: number[]; minimumQuantity: number; minimumValue: number }>()
  const join = (key: string, item: number, minimumQuantity: number, minimumValue: number) => {
    if (minimumQuantity <= 0 && minimumValue <= 0) return
    const group = groups.get(key) ?? { items: [], minimumQuantity: 0, minimumValue: 0 }
    group.items.push(item)
    group.minimumQuantity = Math.max(group.minimumQuantity, minimumQuantity)
    group.minimumValue = Math.max(group.minimumValue, minimumValue)
    groups.set(key, group)
  }
  items.forEach(({ itemId, minimums }, index) => {
    if (minimums === null) return
    const style = minimums.productId ?? `item ${itemId}`
    join(`style ${style}`, index, minimums.minimumStyleQuantity, 0)
    join(`style ${style} colour ${minimums.colour ?? ''}`, index, minimums.minimumColourQuantity, 0)
    join('order value', index, 0, minimums.minimumOrderValueMinor)
  })
  return [...groups].map(([key, group]) => ({ key, ...group }))
}

function servicePrices(
  items: readonly { readonly priceMinor: number }[],
): BatchPlanningRequest['servicePrices'] {
  const mean = items.reduce((sum, { priceMinor }) => sum + priceMinor, 0) / items.length
  const price = (kind: keyof typeof SERVICE) => ({
    latePerUnitPerBucket: SERVICE[kind].late * mean,
    shortPerUnit: SERVICE[kind].short * mean,
  })
  return {
    promisedPaid: price('promisedPaid'),
    promisedDeposit: price('promisedDeposit'),
    other: price('other'),
    safety: price('safety'),
  }
}
