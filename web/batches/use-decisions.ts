import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BatchDecision } from '#planning/batches/decide-batch'
import { useTRPC } from '#web/trpc.ts'
import { useFailureText } from '#web/ui/failure.ts'
import { newDecisionKey } from './decision-key.ts'

/** Deciding, undoing and releasing; the board is read again after each. A key stands for one attempt, however often sent. */
export function useDecisions(runId: number, onDone: () => void) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [decisionKey, setDecisionKey] = useState(newDecisionKey)
  const failureText = useFailureText()
  const onError = (error: unknown) => notifications.show({ color: 'red', message: failureText(error) })
  const settle = async (message: string) => {
    setDecisionKey(newDecisionKey())
    onDone()
    notifications.show({ color: 'brand', message })
    await queryClient.invalidateQueries({ queryKey: trpc.batches.pathKey() })
  }
  const deciding = useMutation(
    trpc.batches.decide.mutationOptions({
      onSuccess: ({ problem }) =>
        problem
          ? notifications.show({ color: 'red', message: t(`batches.problem-${problem.kind}`) })
          : settle(t('batches.decided')),
      onError,
    }),
  )
  const undoing = useMutation(
    trpc.batches.undo.mutationOptions({ onSuccess: () => settle(t('batches.undone')), onError }),
  )
  const releasing = useMutation(
    trpc.publication.releaseBatches.mutationOptions({
      onSuccess: ({ orders }) => settle(t('batches.releasedOrders', { count: orders.length })),
      onError,
    }),
  )
  return {
    decide: (decision: BatchDecision) => deciding.mutate({ runId, decisionKey, decision }),
    /** Splits, and releases the part that keeps the number; a split that cannot stand releases nothing. */
    decideAndRelease: (decision: BatchDecision, batchNumber: number) =>
      void deciding
        .mutateAsync({ runId, decisionKey, decision })
        .then(({ problem }) =>
          problem ? undefined : releasing.mutateAsync({ runId, batchNumbers: [batchNumber] }),
        )
        // The mutations have shown what failed.
        .catch(() => undefined),
    undo: () => undoing.mutate({ runId, decisionKey }),
    release: (batchNumbers: number[]) => releasing.mutate({ runId, batchNumbers }),
    isBusy: deciding.isPending || undoing.isPending || releasing.isPending,
  }
}
