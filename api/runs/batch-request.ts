import type { StatedMaterial } from '#db/material-supply'
import type { ItemRouting, LineCalendar, LineCommitment } from '#db/production-lines'
import type { ScheduleFloor, ScheduleLine } from '#planning/batches/batch-schedule'
import type { PlanShop } from '#planning/batches/plan-in-sequence'
import { mondayOfWeek, weekOfDay, weekStart } from '#planning/demand/week-number'
import type { BatchItem, BatchPlanningRequest, BatchWork } from '#planning/lot-sizing/batch-planning-request'
import type { MaterialLimit } from '#planning/lot-sizing/material-limit'
import type { OrderPart } from '#planning/order-policy/order-pegging'
import { addToGroup } from './add-to-group.ts'
import type { Company } from './company.ts'
import { materialLimits } from './material-limits.ts'
import type { ItemPlan } from './plan-item.ts'
import type { RunCalendar } from './run-calendar.ts'
import { type KeptWork, type KnownLines, latePricePerUnitPerDay, scheduleLines } from './schedule-lines.ts'
import { supplierRequest, type WantedItem } from './supplier-request.ts'

/** What the shop floor of all suppliers offers, as read for one run. */
export interface ShopFloor extends KnownLines {
  readonly routings: readonly ItemRouting[]
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
  /** What the indices stand for, and what the lines can do. */
  readonly shop: PlanShop
}

export interface BatchItemSource {
  readonly itemId: number
  readonly priceMinor: number
  /** Weeks between the end of making and arrival. */
  readonly transportWeeks: number
  /** Days of transport beyond whole weeks. */
  readonly transportDaysOver: number
  readonly minimumQuantity: number
  readonly plan: ItemPlan
  /** What the units needed in each week are for, in the order they are used up. */
  readonly purposes: readonly (readonly OrderPart[])[]
}

const WORK = { boundIterations: 300, improvementPasses: 2, solverNodes: 1 }
/** Questions to the solver for one supplier, and those a run with many suppliers pays for in all. */
const SOLVER_QUESTIONS = 20
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
  return suppliers.map((supplierId) => requestOf(supplierId, made.get(supplierId)!, common))
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

function requestOf(
  supplierId: number,
  made: readonly ItemPlan[],
  { itemById, routingsOf, floor, calendar, seed, work }: Common,
): SupplierBatches {
  const lines = floor.lines.filter((line) => line.supplierId === supplierId)
  const lineIds = lines.map(({ lineId }) => lineId)
  const sources: BatchItemSource[] = []
  const wanted: WantedItem[] = []
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
      transportDaysOver: (terms.transportDays + terms.ripeningDays) % 7,
      minimumQuantity: terms.minimumOrderQuantity,
      plan,
      purposes,
    })
    wanted.push({
      itemId: item.itemId,
      code: item.code,
      familyId: routings[0]!.familyId,
      priceMinor: item.priceMinor,
      unitCostMinor: terms.unitCostMinor,
      minimumQuantity: terms.minimumOrderQuantity,
      lotMultiple: terms.lotMultiple,
      maximumQuantity: terms.maximumOrderQuantity,
      shelfLifeDays: item.shelfLifeDays,
      demand: demandClasses(purposes),
      routings: routings.map(({ lineId, runMinutesPerUnit, setupMinutes }) => ({
        lineId,
        minutesPerUnit: runMinutesPerUnit,
        setupMinutes,
      })),
      minimums: routings[0]!,
    })
  }
  const weeks = Array.from({ length: calendar.detailWeeks }, (_, week) =>
    weekStart(calendar.firstWeek + week),
  )
  const shopFloor = scheduleFloor(lines, wanted, sources, floor)
  const planned = supplierRequest({
    bucketCount: calendar.detailWeeks,
    items: wanted,
    lines: lines.map((line) => ({
      lineId: line.lineId,
      capacityMinutes: freeMinutes(shopFloor.lines.get(line.lineId)!, weeks),
      overtimeMinutes: byWeek(line.days, line.overtimeMinutes, calendar),
      overtimeCostPerMinute: line.overtimeCostMinorPerMinute,
    })),
    setupOf: (familyId) => {
      const setup = floor.families.find(
        (each) => each.supplierId === supplierId && each.familyId === familyId,
      )
      return setup && { setupMinutes: setup.setupMinutes, setupCost: setup.setupCostMinor }
    },
    previousPlan: [],
    work,
    seed,
  })
  return {
    supplierId,
    lineIds,
    items: sources,
    ...planned,
    shop: {
      lineIds,
      familyIds: planned.familyIds,
      itemIds: sources.map(({ itemId }) => itemId),
      weeks,
      floor: shopFloor,
      kept: [],
    },
    materials: materialLimits(
      floor.materials.filter((material) => material.supplierId === supplierId),
      floor.commitments.filter(({ lineId }) => lineIds.includes(lineId)),
      sources.map(({ itemId }) => itemId),
      calendar,
    ),
  }
}

/** The lines of a supplier as a schedule sees them, with what released orders take of them. */
function scheduleFloor(
  lines: readonly LineCalendar[],
  wanted: readonly WantedItem[],
  sources: readonly BatchItemSource[],
  floor: ShopFloor,
): ScheduleFloor {
  const lineIds = new Set(lines.map(({ lineId }) => lineId))
  const kept = floor.commitments.flatMap(({ lineId, itemId, quantity, madeOnDay }): KeptWork[] => {
    if (!lineIds.has(lineId)) return []
    const routing = floor.routings.find((each) => each.itemId === itemId && each.lineId === lineId)
    const minutes = quantity * (routing?.runMinutesPerUnit ?? 0)
    const week = weekStart(weekOfDay(madeOnDay))
    return [{ lineId, week, minutes, familyId: routing?.familyId ?? null }]
  })
  return {
    ...scheduleLines({ ...floor, lines }, kept),
    routings: new Map(
      wanted.map(({ itemId, routings }) => [
        itemId,
        new Map(
          routings.map(({ lineId, minutesPerUnit, setupMinutes }) => [
            lineId,
            { minutesPerUnit, setupMinutes },
          ]),
        ),
      ]),
    ),
    items: new Map(
      sources.map((source, at) => [
        source.itemId,
        {
          familyId: wanted[at]!.familyId,
          transportWeeks: source.transportWeeks,
          transportDaysOver: source.transportDaysOver,
          latePricePerUnitPerDay: latePricePerUnitPerDay(source.priceMinor),
          holdingCostPerUnitPerWeek: 0,
          minimumQuantity: source.minimumQuantity,
        },
      ]),
    ),
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
function freeMinutes(line: ScheduleLine, weeks: readonly string[]): Float64Array {
  return Float64Array.from(weeks, (week) =>
    Math.max(0, (line.capacityMinutes.get(week) ?? 0) - (line.committedMinutes.get(week) ?? 0)),
  )
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
