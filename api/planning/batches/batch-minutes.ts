import type { ScheduledBatch, ScheduleFloor, ScheduleRouting } from './batch-schedule.ts'

/**
 * Minutes that one batch takes for making, without changeover and setups.
 *
 * @throws RangeError naming the item that cannot be made on the line of the batch
 */
export function runMinutes(batch: ScheduledBatch, floor: ScheduleFloor): number {
  return batch.items.reduce(
    (sum, { itemId, quantity }) => sum + quantity * routingOf(floor, itemId, batch).minutesPerUnit,
    0,
  )
}

/** Minutes of making ready for each of its items, beside the changeover of its family. */
export function itemSetupMinutes(batch: ScheduledBatch, floor: ScheduleFloor): number {
  return batch.items.reduce((sum, { itemId }) => sum + routingOf(floor, itemId, batch).setupMinutes, 0)
}

function routingOf(floor: ScheduleFloor, itemId: number, batch: ScheduledBatch): ScheduleRouting {
  const ofItem = knownOf(floor.routings, itemId, `routings of batch ${batch.batchNumber}`)
  return knownOf(ofItem, batch.lineId, `lines of item ${itemId} in batch ${batch.batchNumber}`)
}

/** @throws RangeError naming the key that the map does not hold */
export function knownOf<Key, Value>(map: ReadonlyMap<Key, Value>, key: Key, name: string): Value {
  const value = map.get(key)
  if (value === undefined)
    throw new RangeError(`${name} must be one of ${[...map.keys()].join(', ')}; got ${key}`)
  return value
}
