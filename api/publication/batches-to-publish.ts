import { readBoard } from '#api/batches/read-board'
import { readSchedule, type Schedule } from '#api/batches/read-schedule'
import { itemOptions } from '#db/batch-cards'
import { carriedOrders } from '#db/batch-decisions'
import type { Db } from '#db/client'
import type { LineLoadToPublish } from '#db/line-statements'
import type { BatchToPublish } from '#db/published-batches'
import { shownRun } from '#db/shown-run'
import type { SchedulePeg } from '#planning/batches/batch-schedule'

export interface LinesToPublish {
  readonly batches: readonly BatchToPublish[]
  readonly loads: readonly LineLoadToPublish[]
}

/**
 * Batches and load of a run as they stand after the planner's decisions, by supplier, with firm batches of earlier runs that are
 * kept. Released ones of earlier runs are orders, which the supplier reads as such.
 */
export async function batchesToPublish(db: Db, runId: number): Promise<Map<number, LinesToPublish>> {
  const bySupplier = new Map<number, LinesToPublish>()
  const run = await shownRun(db, runId)
  if (!run) return bySupplier
  const board = await readBoard(db, run)
  const schedule = await readSchedule(db, run)
  const options = await itemOptions(db, [
    ...new Set(board.batches.flatMap(({ items }) => items.map(({ itemId }) => itemId))),
  ])
  const pegs = new Map(schedule.batches.map((batch) => [batch.batchNumber, batch.pegs]))
  const planned = board.batches.map(
    (batch): BatchToPublish => ({
      ...batch,
      runId,
      isFirm: batch.state === 'firm',
      items: batch.items.map((item) => ({
        ...item,
        told: {
          options: options.get(item.itemId) ?? {},
          ...termsOf(schedule, batch.lineId, item.itemId),
          neededIn: earliestNeed(pegs.get(batch.batchNumber)!, item.itemId),
        },
      })),
    }),
  )
  const kept = await keptBatches(db, run, board)
  for (const { lineId, supplierId } of board.lines) {
    const before = bySupplier.get(supplierId)
    bySupplier.set(supplierId, {
      batches: [
        ...(before?.batches ?? []),
        ...[...planned, ...kept].filter((batch) => batch.lineId === lineId),
      ],
      loads: [
        ...(before?.loads ?? []),
        ...board.loads
          .filter((load) => load.lineId === lineId)
          .map((load) => ({
            lineId,
            week: load.week,
            plannedMinutes: load.runMinutes + load.setupMinutes + load.committedMinutes,
          })),
      ],
    })
  }
  return bySupplier
}

function termsOf({ lines, items }: Schedule, lineId: number, itemId: number) {
  const supplierId = lines.find((line) => line.lineId === lineId)?.supplierId
  const item = items.find((each) => each.itemId === itemId && each.supplierId === supplierId)
  return { minimumQuantity: item?.minimumQuantity ?? 0, transportDays: item?.transportDays ?? 0 }
}

function earliestNeed(pegs: readonly SchedulePeg[], itemId: number): string | null {
  const weeks = pegs.flatMap((peg) => (peg.itemId === itemId && peg.needWeek !== null ? peg.needWeek : []))
  return weeks.sort()[0] ?? null
}

type Board = Awaited<ReturnType<typeof readBoard>>

async function keptBatches(db: Db, run: Board['run'], board: Board): Promise<BatchToPublish[]> {
  const firm = board.carried.filter(({ state }) => state === 'firm')
  if (firm.length === 0) return []
  const names = new Map(firm.flatMap(({ items }) => items.map((item) => [item.itemId, item])))
  const orders = (await carriedOrders(db, run)).filter(({ state }) => state === 'firm')
  return firm.flatMap(({ planningRunId, batchNumber, lineId, week, quantity }) => {
    if (planningRunId === null || batchNumber === null) return []
    return {
      runId: planningRunId,
      batchNumber,
      lineId,
      week,
      quantity,
      startsOn: null,
      endsOn: null,
      setupMinutes: null,
      runMinutes: null,
      authorisation: 'make',
      isFirm: true,
      items: orders
        .filter((order) => order.planningRunId === planningRunId && order.batchNumber === batchNumber)
        .map((order) => ({ ...names.get(order.itemId)!, quantity: order.quantity })),
    }
  })
}
