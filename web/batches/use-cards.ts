import { useQuery } from '@tanstack/react-query'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'

export type Card = Outputs['batches']['cards'][number]

/** What the cards of a board say, by batch; empty until it is there. */
export function useCards(planningRunId: number): ReadonlyMap<number, Card> {
  const trpc = useTRPC()
  const query = useQuery({
    ...trpc.batches.cards.queryOptions({ planningRunId }),
    placeholderData: (before) => before,
  })
  return new Map((query.data ?? []).map((card) => [card.batchNumber, card]))
}
