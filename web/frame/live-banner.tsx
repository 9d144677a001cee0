import { Button, Group, Text } from '@mantine/core'
import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useSubscription } from '@trpc/tanstack-react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTRPC } from '#web/trpc.ts'

const GRACE_MILLISECONDS = 4000
/** A change told this soon after the own deed is its echo. */
const OWN_MILLISECONDS = 3000

/** Changes made elsewhere wait behind a button: the page never moves under the reader. */
export function LiveBanner() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [count, setCount] = useState(0)
  const subscription = useSubscription(
    trpc.live.changes.subscriptionOptions(undefined, {
      onData: (change) => {
        // Progress stands in panels of its own, which may follow at once.
        if (change.topic === 'run') void queryClient.invalidateQueries({ queryKey: trpc.runs.pathKey() })
        if (change.topic === 'import')
          void queryClient.invalidateQueries({ queryKey: trpc.imports.pathKey() })
        const ownDeeds: Partial<Record<typeof change.topic, QueryKey[]>> = {
          exception: [trpc.worklist.handle.mutationKey()],
          demand: [trpc.demand.saveOverrides.mutationKey()],
          batch: [trpc.batches.pathKey(), trpc.publication.releaseBatches.mutationKey()],
          quote: [trpc.quotes.pathKey()],
        }
        const isOwn = (ownDeeds[change.topic] ?? []).some((mutationKey) =>
          queryClient
            .getMutationCache()
            .findAll({ mutationKey })
            .some(({ state }) => Date.now() - state.submittedAt < OWN_MILLISECONDS),
        )
        if (change.topic !== 'import' && change.topic !== 'run' && !isOwn) setCount((before) => before + 1)
      },
    }),
  )
  const isLost = useLasting(subscription.status === 'error' || subscription.status === 'connecting')
  const show = () => {
    setCount(0)
    void queryClient.invalidateQueries()
  }
  return (
    <div role="status" aria-live="polite" data-live={subscription.status}>
      {isLost ? (
        <Text size="xs" style={{ color: 'var(--warn)' }}>
          {t('frame.liveLost')}
        </Text>
      ) : count > 0 ? (
        <Group gap={6} wrap="nowrap">
          <Text size="xs">{t('frame.liveNew', { count })}</Text>
          <Button size="compact-xs" variant="light" onClick={show}>
            {t('frame.liveShow')}
          </Button>
        </Group>
      ) : null}
    </div>
  )
}

function useLasting(isTrue: boolean): boolean {
  const [lasting, setLasting] = useState(false)
  useEffect(() => {
    if (!isTrue) return setLasting(false)
    const timer = setTimeout(() => setLasting(true), GRACE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [isTrue])
  return lasting
}
