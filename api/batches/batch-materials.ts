import type { Db } from '#db/client'
import { type StatedMaterial, statedMaterials } from '#db/material-supply'
import { businessSettings } from '#db/runs'
import type { ShownRun } from '#db/shown-run'
import { type MaterialState, materialStates } from '#planning/batches/material-state'
import { dayNumber, type IsoDate } from '#planning/time-bucket'
import type { Schedule } from './read-schedule.ts'
import { scheduledDays } from './scheduled-days.ts'

/** Statements of materials as the run of a board knew them. */
export async function boardMaterials(db: Db, run: ShownRun): Promise<StatedMaterial[]> {
  const { timeZone } = await businessSettings(db)
  return statedMaterials(db, { ...run, timeZone, itemIds: null })
}

/** Whether the material of each batch is there when it starts; suppliers share none. */
export function batchMaterials(
  schedule: Pick<Schedule, 'run' | 'batches' | 'lines' | 'floor'>,
  stated: readonly StatedMaterial[],
): Map<number, MaterialState> {
  const days = scheduledDays(schedule)
  const supplierOf = new Map(schedule.lines.map(({ lineId, supplierId }) => [lineId, supplierId]))
  const asOfDay = dayNumber(schedule.run.asOf)
  const states = new Map<number, MaterialState>()
  for (const supplierId of new Set(supplierOf.values())) {
    const own = schedule.batches
      .filter(({ lineId }) => supplierOf.get(lineId) === supplierId)
      .map(({ batchNumber, items }) => ({ batchNumber, items, startsOn: days.get(batchNumber)!.startsOn }))
    const known = stated
      .filter((material) => material.supplierId === supplierId)
      .map(({ materialId, arrivals, leadTimeDays, uses }) => ({
        materialId,
        arrivals,
        boughtFromDay: leadTimeDays === null ? null : asOfDay + leadTimeDays,
        perUnit: new Map(uses.map((use) => [use.itemId, use.quantityPerUnit])),
      }))
    for (const [batchNumber, state] of materialStates(own, known)) states.set(batchNumber, state)
  }
  return states
}

/** A material state with the name of the material that it speaks of. */
export function namedMaterial(state: MaterialState, stated: readonly StatedMaterial[]) {
  if (!('materialId' in state)) return { kind: state.kind, nameZh: '', nameEn: '', until: null }
  const { nameZh = '', nameEn = '' } = stated.find(({ materialId }) => materialId === state.materialId) ?? {}
  return { kind: state.kind, nameZh, nameEn, until: state.kind === 'missing' ? state.until : null }
}

/** A batch that would start before its material is there. */
export interface WaitingBatch {
  readonly batchNumber: number
  readonly startsOn: IsoDate
  readonly nameZh: string
  readonly nameEn: string
  /** first day on which all of it is there; null when no day is known */
  readonly until: IsoDate | null
}

/** Batches that a decision makes start before their material, or wait for another one than before. */
export function newlyWaiting(
  before: Schedule,
  after: Pick<Schedule, 'run' | 'batches' | 'lines' | 'floor'>,
  stated: readonly StatedMaterial[],
): WaitingBatch[] {
  const was = batchMaterials(before, stated)
  const startedOn = scheduledDays(before)
  const days = scheduledDays(after)
  return [...batchMaterials(after, stated)].flatMap(([batchNumber, state]) => {
    if (state.kind !== 'missing') return []
    const { startsOn } = days.get(batchNumber)!
    const old = was.get(batchNumber)
    const isAsBefore =
      old?.kind === 'missing' &&
      old.until === state.until &&
      startedOn.get(batchNumber)?.startsOn === startsOn
    if (isAsBefore) return []
    const { nameZh, nameEn, until } = namedMaterial(state, stated)
    return [{ batchNumber, startsOn, nameZh, nameEn, until }]
  })
}
