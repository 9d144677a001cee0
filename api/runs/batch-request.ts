import type { StatedMaterial } from '#db/material-supply'
import type { FamilySetup, ItemRouting, LineCalendar, LineCommitment } from '#db/production-lines'
import { mondayOfWeek, weekOfDay } from '#planning/demand/week-number'
import type {
  BatchItem,
  BatchPlanningRequest,
  BatchWork,
  MinimumGroup,
} from '#planning/lot-sizing/batch-planning-request'
import type { MaterialLimit } from '#planning/lot-sizing/material-limit'
import type { OrderPart } from '#planning/order-policy/order-pegging'
import { addToGroup } from './add-to-group.ts'
import type { Company } from './company.ts'
import { HOLDING_RATE_PER_YEAR } from './holding-rate.ts'
import { materialLimits } from './material-limits.ts'
import type { ItemPlan } from './plan-item.ts'
import type { RunCalendar } from './run-calendar.ts'

/** What the shop floor of all suppliers offers, as read for one run. */
export interface ShopFloor {
  readonly lines: readonly LineCalendar[]
  readonly routings: readonly ItemRouting[]
  readonly families: readonly FamilySetup[]
  readonly commitments: readonly LineCommitment[]
  readonly materials: readonly StatedMaterial[]
}

/** A request for one supplier with the identities behind its indices. */
export interface SupplierBatches {
  readonly supplierId: number
  readonly request: Omit<BatchPlanningRequest, 'shouldStop'>
  readonly lineIds: readonly number[]
  readonly familyIds: readonly number[]
  readonly items: readonly BatchItemSource[]
  /** Material of which is known that it is scarce. */
  readonly materials: readonly MaterialLimit[]
}

export interface BatchItemSource {
  readonly itemId: number
  readonly priceMinor: number
  /** Weeks between the end of making and arrival. */
  readonly transportWeeks: number
  readonly minimumQuantity: number
  readonly plan: ItemPlan
  /** What the units needed in each week are for, in the order they are used up. */
  readonly purposes: readonly (readonly OrderPart[])[]
}

/** Prices of a unit late or short, in mean unit prices of the supplier's items: paid promises first, then deposits. */
const SERVICE = {
  promisedPaid: { late: 1, short: 20 },
  promisedDeposit: { late: 0.5, short: 10 },
  other: { late: 0.2, short: 4 },
  safety: { late: 0.05, short: 1 },
} as const
const WORK = { boundIterations: 300, improvementPasses: 2, solverNodes: 1 }
/** Questions to the solver for one supplier, and those a run with many suppliers pays for in all. */
const SOLVER_QUESTIONS = 40
const SOLVER_QUESTIONS_A_RUN = 800

/** One request per supplier with lines: the planned orders of the detail weeks as needs at the end of making. */
export function batchRequests(
  company: Company,
  plans: readonly ItemPlan[],
  floor: ShopFloor,
  calendar: RunCalendar,
  seed: number,
): SupplierBatches[] {
  const routed = new Map<string, ItemRouting[]>()
  for (const routing of floor.routings) addToGroup(routed, `${routing.supplierId}/${routing.itemId}`, routing)
  const made = new Map<number, ItemPlan[]>()
  for (const plan of plans) {
    const { supplierId, itemId } = plan.row
    if (routed.has(`${supplierId}/${itemId}`)) addToGroup(made, supplierId, plan)
  }
  const suppliers = [...new Set(floor.lines.map(({ supplierId }) => supplierId))]
    .filter((supplierId) => made.has(supplierId))
    .sort((a, b) => a - b)
  const common: Common = {
    itemById: new Map(company.items.map((item) => [item.itemId, item])),
    routingsOf: (supplierId, itemId) => routed.get(`${supplierId}/${itemId}`)!,
    floor,
    calendar,
    seed,
    work: {
      ...WORK,
      solverQuestions: Math.min(SOLVER_QUESTIONS, Math.floor(SOLVER_QUESTIONS_A_RUN / suppliers.length)),
    },
  }
  return suppliers.map((supplierId) => supplierRequest(supplierId, made.get(supplierId)!, common))
}

/** What the requests of all suppliers are made from. */
interface Common {
  readonly itemById: ReadonlyMap<number, Company['items'][number]>
  readonly routingsOf: (supplierId: number, itemId: number) => readonly ItemRouting[]
  readonly floor: ShopFloor
  readonly calendar: RunCalendar
  readonly seed: number
  readonly work: BatchWork
}

function supplierRequest(
  supplierId: number,
  made: readonly ItemPlan[],
  { itemById, routingsOf, floor, calendar, seed, work }: Common,
): SupplierBatches {
  const lines = floor.lines.filter((line) => line.supplierId === supplierId)
  const lineIds = lines.map(({ lineId }) => lineId)
  const familyIds = [
    ...new Set(made.flatMap(({ row }) => routingsOf(supplierId, row.itemId).map(({ familyId }) => familyId))),
  ].sort((a, b) => a - b)
  const sources: BatchItemSource[] = []
  const batchItems: BatchItem[] = []
  for (const plan of made) {
    const item = itemById.get(plan.row.itemId)!
    const terms = item.terms.find((each) => each.supplierId === supplierId)!
    const routings = routingsOf(supplierId, item.itemId)
    const { transportWeeks } = plan
    const purposes = needsOf(plan, transportWeeks, calendar.detailWeeks)
    sources.push({
      itemId: item.itemId,
      priceMinor: item.priceMinor,
      transportWeeks,
      minimumQuantity: terms.minimumOrderQuantity,
      plan,
      purposes,
    })
    batchItems.push({
      key: item.code,
      family: familyIds.indexOf(routings[0]!.familyId),
      demand: demandClasses(purposes),
      openingStock: 0,
      openOrders: new Float64Array(calendar.detailWeeks),
      safetyStock: 0,
      lotRule: {
        minimum: terms.minimumOrderQuantity,
        multiple: terms.lotMultiple,
        maximum: terms.maximumOrderQuantity ?? Number.POSITIVE_INFINITY,
      },
      setupCost: 0,
      holdingCostPerUnitPerBucket: (terms.unitCostMinor * HOLDING_RATE_PER_YEAR) / 52,
      routings: routings.map((routing) => ({
        line: lineIds.indexOf(routing.lineId),
        minutesPerUnit: routing.runMinutesPerUnit,
        setupMinutes: routing.setupMinutes,
      })),
      valuePerUnit: terms.unitCostMinor,
      ...(item.shelfLifeDays === null
        ? {}
        : { shelfLifeBuckets: Math.max(0, Math.floor(item.shelfLifeDays / 7)) }),
    })
  }
  return {
    supplierId,
    lineIds,
    familyIds,
    items: sources,
    materials: materialLimits(
      floor.materials.filter((material) => material.supplierId === supplierId),
      floor.commitments.filter(({ lineId }) => lineIds.includes(lineId)),
      sources.map(({ itemId }) => itemId),
      calendar,
    ),
    request: {
      bucketCount: calendar.detailWeeks,
      items: batchItems,
      lines: lines.map((line) => ({
        key: String(line.lineId),
        capacityMinutes: freeMinutes(line, floor, calendar),
        overtimeMinutes: byWeek(line.days, line.overtimeMinutes, calendar),
        overtimeCostPerMinute: line.overtimeCostMinorPerMinute,
      })),
      families: familyIds.map((familyId) => {
        const setup = floor.families.find(
          (each) => each.supplierId === supplierId && each.familyId === familyId,
        )
        return {
          key: String(familyId),
          setupMinutes: setup?.setupMinutes ?? 0,
          setupCost: setup?.setupCostMinor ?? 0,
        }
      }),
      minimumGroups: minimumGroups(sources, (itemId) => routingsOf(supplierId, itemId)[0]!),
      servicePrices: servicePrices(sources),
      fences: { frozenBuckets: 0, slushyBuckets: 0, changeCostPerUnit: 0 },
      previousPlan: [],
      work,
      seed,
    },
  }
}

/** Order parts by the week in which making must end; what is due before the first week is due in it. */
function needsOf(plan: ItemPlan, transportWeeks: number, weeks: number): OrderPart[][] {
  const needs: OrderPart[][] = Array.from({ length: weeks }, () => [])
  for (const order of plan.orders) {
    const week = Math.max(0, order.arrivalBucket - transportWeeks)
    if (week < weeks) needs[week]!.push(...order.parts)
  }
  return needs
}

function demandClasses(purposes: readonly (readonly OrderPart[])[]): BatchItem['demand'] {
  const sum = (chosen: (part: OrderPart) => boolean) =>
    Float64Array.from(purposes, (parts) =>
      parts.filter(chosen).reduce((units, part) => units + part.quantity, 0),
    )
  const isPaid = ({ purpose }: OrderPart) => purpose === 'paid' || purpose === 'backorder'
  const isDeposit = ({ purpose }: OrderPart) => purpose === 'deposit'
  return {
    promisedPaid: sum(isPaid),
    promisedDeposit: sum(isDeposit),
    other: sum((part) => !isPaid(part) && !isDeposit(part)),
  }
}

/** Working minutes per week less what released orders will take in the week they must be made. */
function freeMinutes(line: LineCalendar, floor: ShopFloor, calendar: RunCalendar): Float64Array {
  const minutes = byWeek(line.days, line.minutes, calendar)
  for (const { lineId, itemId, quantity, madeOnDay } of floor.commitments) {
    if (lineId !== line.lineId) continue
    const routing = floor.routings.find((each) => each.itemId === itemId && each.lineId === lineId)
    const week = weekOfDay(madeOnDay) - calendar.firstWeek
    if (week < 0 || week >= calendar.detailWeeks) continue
    minutes[week] = Math.max(0, minutes[week]! - quantity * (routing?.runMinutesPerUnit ?? 0))
  }
  return minutes
}

export function byWeek(
  days: readonly number[],
  minutes: readonly number[],
  calendar: RunCalendar,
): Float64Array {
  const sums = new Float64Array(calendar.detailWeeks)
  days.forEach((day, k) => {
    const week = Math.floor((day - mondayOfWeek(calendar.firstWeek)) / 7)
    if (week >= 0 && week < sums.length) sums[week]! += minutes[k]!
  })
  return sums
}

export function minimumGroups(
  sources: readonly { readonly itemId: number }[],
  routingOf: (itemId: number) => ItemRouting,
): MinimumGroup[] {
  const groups = new Map<string, { items: number[]; minimumQuantity: number; minimumValue: number }>()
  const join = (key: string, item: number, minimumQuantity: number, minimumValue: number) => {
    if (minimumQuantity <= 0 && minimumValue <= 0) return
    const group = groups.get(key) ?? { items: [], minimumQuantity: 0, minimumValue: 0 }
    group.items.push(item)
    group.minimumQuantity = Math.max(group.minimumQuantity, minimumQuantity)
    group.minimumValue = Math.max(group.minimumValue, minimumValue)
    groups.set(key, group)
  }
  sources.forEach(({ itemId }, index) => {
    const routing = routingOf(itemId)
    const style = routing.productId ?? `item ${itemId}`
    join(`style ${style}`, index, routing.minimumStyleQuantity, 0)
    join(`style ${style} colour ${routing.colour ?? ''}`, index, routing.minimumColourQuantity, 0)
    join('order value', index, 0, routing.minimumOrderValueMinor)
  })
  return [...groups].map(([key, group]) => ({ key, ...group }))
}

export function servicePrices(
  sources: readonly { readonly priceMinor: number }[],
): BatchPlanningRequest['servicePrices'] {
  const mean = sources.reduce((sum, { priceMinor }) => sum + priceMinor, 0) / sources.length
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
