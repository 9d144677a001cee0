import { boardLines, lineLoads } from '#db/batch-board'
import type { CarriedOrder } from '#db/batch-decisions'
import type { Db } from '#db/client'
import { groupNames } from '#db/group-names'
import type { ShownRun } from '#db/shown-run'
import { type ScheduledBatch, scheduleFigures } from '#planning/batches/batch-schedule'
import { batchQuantity } from '#planning/batches/decide-batch'
import { readSchedule, type Schedule } from './read-schedule.ts'
import { scheduledDays } from './scheduled-days.ts'

/** Lines, their batches as they stand, and the load that follows. */
export async function readBoard(db: Db, run: ShownRun, supplierId?: number) {
  const schedule = await readSchedule(db, run)
  const lines = await boardLines(db, supplierId)
  const shown = new Set(lines.map(({ lineId }) => lineId))
  return {
    run,
    weeks: schedule.weeks,
    lines,
    batches: (await boardBatches(db, schedule)).filter(({ lineId }) => shown.has(lineId)),
    loads: await boardLoads(db, schedule, supplierId),
    carried: carriedBatches(schedule).filter(({ lineId }) => shown.has(lineId)),
    makeable: makeableItems(schedule, shown),
    lastDecision: schedule.decisions.at(-1) ?? null,
    decisionCount: schedule.decisions.length,
  }
}

export type BoardBatch = Awaited<ReturnType<typeof boardBatches>>[number]

async function boardBatches(db: Db, schedule: Schedule) {
  const { batches, items, planned, facts } = schedule
  const days = scheduledDays(schedule)
  const familyIds = [...batches, ...days.values()].map((each) =>
    'familyId' in each ? each.familyId : each.fromFamilyId,
  )
  const families = await groupNames(db, 'setup_family', [
    ...new Set(familyIds.filter((familyId) => familyId !== null)),
  ])
  const names = new Map(items.map((item) => [item.itemId, item]))
  const asPlanned = new Map(planned.map((batch) => [batch.batchNumber, batch]))
  return batches
    .map((batch) => {
      const family = families.get(String(batch.familyId))
      const { fromFamilyId, changeoverMinutes, changeoverCost, ...placed } = days.get(batch.batchNumber)!
      const from = fromFamilyId === null ? undefined : families.get(String(fromFamilyId))
      return {
        batchNumber: batch.batchNumber,
        lineId: batch.lineId,
        week: batch.week,
        ...placed,
        changeover: {
          fromFamilyId,
          fromZh: from?.nameZh ?? null,
          fromEn: from?.nameEn ?? null,
          minutes: changeoverMinutes,
          costMinor: changeoverCost,
        },
        familyId: batch.familyId,
        familyZh: family?.nameZh ?? '',
        familyEn: family?.nameEn ?? '',
        quantity: batchQuantity(batch),
        minimumQuantity: Math.max(
          ...batch.items.map(({ itemId }) => schedule.floor.items.get(itemId)?.minimumQuantity ?? 0),
        ),
        state: batch.state,
        isMoved: isMoved(batch, asPlanned.get(batch.batchNumber)),
        authorisation: authorisationOf(batch, facts),
        items: [...batch.items]
          .sort((a, b) => b.quantity - a.quantity || a.itemId - b.itemId)
          .map(({ itemId, quantity }) => {
            const { code = '', nameZh = '', nameEn = '', baseUnit = 'piece' } = names.get(itemId) ?? {}
            return { itemId, code, nameZh, nameEn, baseUnit, quantity }
          }),
        purposes: purposesOf(batch),
      }
    })
    .sort(
      (a, b) =>
        a.lineId - b.lineId || a.startsOn.localeCompare(b.startsOn) || a.sequenceInWeek - b.sequenceInWeek,
    )
}

function isMoved(batch: ScheduledBatch, planned: ScheduledBatch | undefined): boolean {
  return planned === undefined || planned.lineId !== batch.lineId || planned.week !== batch.week
}

/** A batch split off keeps nothing of its own in the run; until it is released it is to be looked at. */
function authorisationOf(batch: ScheduledBatch, facts: Schedule['facts']): string {
  return batch.state === 'released' ? 'make' : (facts.get(batch.batchNumber)?.authorisation ?? 'look-only')
}

function purposesOf(batch: ScheduledBatch): Record<string, number> {
  const purposes: Record<string, number> = {}
  for (const { purpose, quantity } of batch.pegs) purposes[purpose] = (purposes[purpose] ?? 0) + quantity
  return purposes
}

/** Detailed weeks from the batches as they stand; rough weeks as the run left them. */
async function boardLoads(db: Db, schedule: Schedule, supplierId: number | undefined) {
  const { floor, batches, run } = schedule
  const { loads } = scheduleFigures(batches, floor)
  const detailed = new Map(loads.map((load) => [`${load.lineId}/${load.week}`, load]))
  return (await lineLoads(db, run.planningRunId, supplierId)).map((stored) => {
    if (!stored.isDetailed) return { ...stored, committedMinutes: 0 }
    const line = floor.lines.get(stored.lineId)
    const load = detailed.get(`${stored.lineId}/${stored.week}`)
    const committedMinutes = line?.committedMinutes.get(stored.week) ?? 0
    const setupMinutes = load?.setupMinutes ?? 0
    return {
      ...stored,
      availableMinutes: line?.capacityMinutes.get(stored.week) ?? 0,
      setupMinutes,
      committedMinutes,
      runMinutes: load ? load.usedMinutes - setupMinutes - committedMinutes : 0,
      overtimeMinutes: load?.overtimeMinutes ?? 0,
    }
  })
}

/** Batches of earlier runs that are firm or released and not received: they take minutes, and can be looked at. */
function carriedBatches({ carried, items }: Schedule) {
  const codes = new Map(items.map((item) => [item.itemId, item]))
  const groups = new Map<string, { first: CarriedOrder; quantity: number; items: Set<number> }>()
  for (const order of carried) {
    const key = `${order.planningRunId}/${order.batchNumber}/${order.lineId}/${order.week}/${order.state}`
    const group = groups.get(key) ?? { first: order, quantity: 0, items: new Set<number>() }
    group.quantity += order.quantity
    group.items.add(order.itemId)
    groups.set(key, group)
  }
  return [...groups].map(([key, { first, quantity, items: itemIds }]) => ({
    key,
    planningRunId: first.planningRunId,
    batchNumber: first.batchNumber,
    lineId: first.lineId,
    week: first.week,
    state: first.state === 'firm' ? ('firm' as const) : ('released' as const),
    quantity,
    items: [...itemIds].map((itemId) => {
      const { code = '', nameZh = '', nameEn = '', baseUnit = 'piece' } = codes.get(itemId) ?? {}
      return { itemId, code, nameZh, nameEn, baseUnit }
    }),
  }))
}

/** Items that the shown lines can make. */
function makeableItems({ items, floor }: Schedule, shown: ReadonlySet<number>) {
  return items.flatMap(({ itemId, code, nameZh, nameEn, baseUnit, minimumQuantity }) => {
    const lineIds = [...(floor.routings.get(itemId)?.keys() ?? [])].filter((lineId) => shown.has(lineId))
    const { transportWeeks } = floor.items.get(itemId)!
    return lineIds.length > 0
      ? [{ itemId, code, nameZh, nameEn, baseUnit, minimumQuantity, transportWeeks, lineIds }]
      : []
  })
}
