import type { BatchRow, ExceptionRow, LineLoadRow } from '#db/run-rows'
import { sequenceSchedule } from '#planning/batches/sequence-schedule'
import { AUTHORISATIONS } from '#planning/demand/rung'
import { weekStart } from '#planning/demand/week-number'
import type {
  BatchLineItem,
  BatchPlan,
  BindingConstraint,
  PlannedBatch,
} from '#planning/lot-sizing/batch-plan'
import { weekAuthorisation } from '#planning/order-policy/authorise-supply'
import { type BatchItemSource, byWeek, type ShopFloor, type SupplierBatches } from './batch-request.ts'
import type { RunCalendar } from './run-calendar.ts'

/** Batches of one supplier as rows, in sequence on their lines; `firstNumber` continues the numbers of the suppliers before. */
export function batchRows(
  of: SupplierBatches,
  plan: BatchPlan,
  calendar: RunCalendar,
  firstNumber: number,
): BatchRow[] {
  const unused = of.items.map(({ purposes }) =>
    purposes.map((parts) => parts.map((part) => ({ purpose: part.purpose as string, left: part.quantity }))),
  )
  const ordered = [...plan.batches].sort(
    (a, b) =>
      a.bucket - b.bucket || a.line - b.line || a.family - b.family || a.items[0]!.item - b.items[0]!.item,
  )
  const rows = ordered.map((batch, at) => {
    return {
      batchNumber: firstNumber + at,
      supplierId: of.supplierId,
      productionLineId: of.lineIds[batch.line]!,
      setupFamilyId: of.familyIds[batch.family]!,
      week: weekStart(calendar.firstWeek + batch.bucket),
      quantity: batch.items.reduce((sum, { quantity }) => sum + Math.round(quantity), 0),
      minimumQuantity: Math.max(...batch.items.map(({ item }) => of.items[item]!.minimumQuantity)),
      authorisation: batchAuthorisation(batch, of.items),
      lines: batch.items.map((line) => ({
        itemId: of.items[line.item]!.itemId,
        quantity: Math.round(line.quantity),
      })),
      pegging: batch.items.flatMap((line) =>
        pegging(line, of.items[line.item]!, unused[line.item]!, calendar),
      ),
    }
  })
  const sequence = sequenceSchedule(
    rows.map((row) => ({
      batchNumber: row.batchNumber,
      lineId: row.productionLineId,
      familyId: row.setupFamilyId,
      week: row.week,
      state: 'planned',
      items: row.lines,
      pegs: row.pegging,
    })),
    of.shop.floor,
  )
  return rows.map((row) => {
    const { fromFamilyId, changeoverMinutes, changeoverCost, itemSetupMinutes, ...placed } = sequence.get(
      row.batchNumber,
    )!
    return {
      ...row,
      ...placed,
      setupMinutes: itemSetupMinutes + changeoverMinutes,
      changeoverFromFamilyId: fromFamilyId,
      changeoverMinutes,
      changeoverCostMinor: Math.round(changeoverCost),
    }
  })
}

type Unused = { purpose: string; left: number }[][]

/** What each unit of a batch is for: the purposes of the orders behind the need, used up in their sequence. */
function pegging(line: BatchLineItem, source: BatchItemSource, unused: Unused, calendar: RunCalendar) {
  const sums = new Map<string, BatchRow['pegging'][number]>()
  const add = (purpose: string, needWeek: string | null, quantity: number) => {
    if (quantity < 1) return
    const key = `${purpose}/${needWeek}`
    const known = sums.get(key)?.quantity ?? 0
    sums.set(key, { itemId: source.itemId, purpose, campaignId: null, needWeek, quantity: known + quantity })
  }
  for (const peg of line.pegs) {
    if (peg.kind !== 'demand') {
      add(peg.kind, null, Math.round(peg.quantity))
      continue
    }
    const needWeek = weekStart(calendar.firstWeek + peg.needBucket + source.transportWeeks)
    let wanted = Math.round(peg.quantity)
    for (const part of unused[peg.needBucket] ?? []) {
      if (!belongs(part.purpose, peg.demandClass)) continue
      const taken = Math.min(wanted, part.left)
      part.left -= taken
      wanted -= taken
      add(storedPurpose(part.purpose), needWeek, taken)
    }
    add('excess', needWeek, wanted)
  }
  return [...sums.values()]
}

function belongs(purpose: string, demandClass: string): boolean {
  const isPaid = purpose === 'paid' || purpose === 'backorder'
  if (demandClass === 'promisedPaid') return isPaid
  if (demandClass === 'promisedDeposit') return purpose === 'deposit'
  return !isPaid && purpose !== 'deposit'
}

function storedPurpose(purpose: string): string {
  if (purpose === 'backorder') return 'paid'
  return purpose === 'smoothing' ? 'safety-stock' : purpose
}

/** The strongest authorisation that covers at least half of what the batch makes. */
function batchAuthorisation(batch: PlannedBatch, items: readonly BatchItemSource[]): string {
  const units = { make: 0, 'reserve-and-material': 0, 'material-only': 0, 'look-only': 0 }
  let total = 0
  for (const line of batch.items) {
    const { row } = items[line.item]!.plan
    for (const peg of line.pegs) {
      const bucket = peg.kind === 'demand' ? peg.needBucket : batch.bucket
      const step = Math.min(row.receiptQuantity.length - 1, bucket + items[line.item]!.transportWeeks)
      const arrivals = Math.round(row.receiptQuantity[step]! + row.scheduledReceipts[step]!)
      const parts = weekAuthorisation(step, arrivals, {
        make: row.authorisedMake,
        reserveAndMaterial: row.authorisedReserve,
        materialOnly: row.authorisedMaterial,
      })
      if (arrivals <= 0) continue
      for (const name of AUTHORISATIONS) units[name] += (peg.quantity * parts[name]) / arrivals
      total += peg.quantity
    }
  }
  let covered = 0
  for (const name of AUTHORISATIONS) {
    covered += units[name]
    if (covered > 0 && covered >= total / 2) return name
  }
  return 'look-only'
}

/** Load of every line: in detail from the batches in sequence, beyond that roughly from the planned arrivals. */
export function lineLoadRows(
  of: SupplierBatches,
  plan: BatchPlan,
  batches: readonly BatchRow[],
  floor: ShopFloor,
  calendar: RunCalendar,
): LineLoadRow[] {
  const detailed = plan.lineLoads.map(({ line, bucket, capacityMinutes }) => {
    const productionLineId = of.lineIds[line]!
    const week = weekStart(calendar.firstWeek + bucket)
    const made = batches.filter((batch) => batch.productionLineId === productionLineId && batch.week === week)
    const runMinutes = made.reduce((sum, batch) => sum + batch.runMinutes, 0)
    const setupMinutes = made.reduce((sum, batch) => sum + batch.setupMinutes, 0)
    const beyond = Math.max(0, runMinutes + setupMinutes - capacityMinutes)
    return {
      productionLineId,
      supplierId: of.supplierId,
      week,
      availableMinutes: capacityMinutes,
      runMinutes,
      setupMinutes,
      overtimeMinutes: Math.min(beyond, of.request.lines[line]!.overtimeMinutes[bucket]!),
      isDetailed: true,
    }
  })
  return [...detailed, ...roughLoads(of, floor, calendar)]
}

function roughLoads(of: SupplierBatches, floor: ShopFloor, calendar: RunCalendar): LineLoadRow[] {
  const whole = { ...calendar, detailWeeks: calendar.horizon }
  return of.lineIds.flatMap((lineId, line) => {
    const calendarOfLine = floor.lines.find((each) => each.lineId === lineId)!
    const available = byWeek(calendarOfLine.days, calendarOfLine.minutes, whole)
    const run = new Float64Array(calendar.horizon)
    const setup = new Float64Array(calendar.horizon)
    of.items.forEach((source, item) => {
      const routing = of.request.items[item]!.routings[0]
      if (routing?.line !== line) return
      source.plan.row.receiptQuantity.forEach((units, step) => {
        const week = step - source.transportWeeks
        if (units === 0 || week < 0) return
        run[week]! += units * routing.minutesPerUnit
        setup[week]! += routing.setupMinutes
      })
    })
    return Array.from({ length: calendar.horizon - calendar.detailWeeks }, (_, at) => {
      const week = calendar.detailWeeks + at
      return {
        productionLineId: lineId,
        supplierId: of.supplierId,
        week: weekStart(calendar.firstWeek + week),
        availableMinutes: available[week]!,
        runMinutes: run[week]!,
        setupMinutes: setup[week]!,
        overtimeMinutes: Math.max(0, run[week]! + setup[week]! - available[week]!),
        isDetailed: false,
      }
    })
  })
}

/** Needs that no batch meets in time, each with what stands in the way. */
export function batchExceptions(
  of: SupplierBatches,
  plan: BatchPlan,
  floor: ShopFloor,
  calendar: RunCalendar,
): ExceptionRow[] {
  return plan.shortages.map((shortage) => {
    const source = of.items[shortage.item]!
    const { because } = shortage
    const line = because.kind === 'capacity' ? of.lineIds[because.line]! : null
    return {
      kind: because.kind === 'capacity' ? 'overload' : shortage.servedInBucket === null ? 'shortage' : 'late',
      itemId: source.itemId,
      supplierId: of.supplierId,
      productionLineId: line,
      week: weekStart(calendar.firstWeek + shortage.needBucket + source.transportWeeks),
      quantity: Math.round(shortage.quantity),
      moneyAtRiskMinor: Math.round(shortage.quantity * source.priceMinor),
      cause: `batch-${because.kind}`,
      parameters: {
        ...constraintParameters(because, floor, calendar),
        demandClass: shortage.demandClass,
        servedWeek:
          shortage.servedInBucket === null
            ? null
            : weekStart(calendar.firstWeek + shortage.servedInBucket + source.transportWeeks),
      },
    }
  })
}

/** What fills the wording of a constraint: buckets as weeks; the line is named by its own column. */
function constraintParameters(
  because: BindingConstraint,
  floor: ShopFloor,
  calendar: RunCalendar,
): Record<string, unknown> {
  const week = (bucket: number) => weekStart(calendar.firstWeek + bucket)
  switch (because.kind) {
    case 'capacity':
      return { lineWeek: week(because.bucket) }
    case 'material':
      return {
        material: because.material,
        ...materialNames(floor, because.material),
        arrivesWeek: week(because.arrivesInBucket),
      }
    case 'frozen-fence':
      return { untilWeek: week(because.untilBucket) }
    case 'minimum-quantity':
      return { minimum: because.minimum }
    case 'maximum-quantity':
      return { maximum: because.maximum }
    default:
      return {}
  }
}

function materialNames({ materials }: ShopFloor, code: string): Record<string, string> {
  const named = materials.find((material) => material.code === code)
  return named ? { materialZh: named.nameZh, materialEn: named.nameEn } : {}
}
