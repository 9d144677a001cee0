import { useQuery } from '@tanstack/react-query'
import { type DialItem, unitsByItem } from '#planning/batches/certainty-dial'
import { apportion } from '#planning/quantity'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import type { BoardBatch } from './line-load.ts'

export type Dial = NonNullable<Outputs['batches']['dial']>

/** How a number of units is shared out over the items of a batch: as demand asks, or as they stand where it is unknown. */
export function useShares(planningRunId: number, batch: BoardBatch, isWanted: boolean) {
  const trpc = useTRPC()
  const query = useQuery({
    ...trpc.batches.dial.queryOptions({ planningRunId, batchNumber: batch.batchNumber }),
    enabled: isWanted,
  })
  return (make: number) => sharesOf(batch, query.data?.items ?? null, make)
}

function sharesOf(batch: BoardBatch, demand: readonly DialItem[] | null, make: number) {
  if (demand) {
    const units = unitsByItem(demand, make)
    return demand.map(({ itemId }, at) => ({ itemId, quantity: units[at]! }))
  }
  const units = apportion(batch.items.map(({ quantity }) => (quantity * make) / batch.quantity))
  return batch.items.map(({ itemId }, at) => ({ itemId, quantity: units[at]! }))
}
