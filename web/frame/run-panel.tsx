import { Button, Group, Loader, Popover, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { useFailureText } from '#web/ui/failure.ts'
import { IconRun } from '#web/ui/icon.tsx'
import { RunProgress, type RunUnderWay } from './run-progress.tsx'
import { useSession } from './session.tsx'

type Current = Outputs['runs']['current']

const POLL_MILLISECONDS = 1000

/** Which plan the screens show, and the run under way: its stage, its count, its end. */
export function RunPanel() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const session = useSession()
  const current = useQuery({
    ...trpc.runs.current.queryOptions(),
    refetchInterval: (query) => (query.state.data?.underWay ? POLL_MILLISECONDS : false),
  })
  useEndNotice(current.data)
  const underWay = current.data?.underWay ?? null
  const shown = current.data?.shown ?? null
  const label = shown ? t('frame.planAsOf', { date: shown.asOf }) : t('frame.noRun')
  return (
    <Popover width={320} position="bottom-end" withArrow transitionProps={{ duration: 0 }}>
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={underWay ? <Loader size={14} aria-hidden /> : <IconRun size={14} />}
        >
          {underWay ? `${label} · ${t('runs.underWay')}` : label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          {shown ? (
            <div>
              <Text size="xs" className="soft">
                {t('runs.shown')}
              </Text>
              <Text size="sm">
                {t('runs.runNumber', { id: shown.runId })} · {t('frame.planAsOf', { date: shown.asOf })}
              </Text>
              <Text size="xs" className="soft">
                {t('runs.ledgerVersion', { version: shown.ledgerVersion })} ·{' '}
                {t('runs.horizon', { weeks: shown.horizonWeeks })}
              </Text>
            </div>
          ) : null}
          {underWay ? (
            <UnderWay run={underWay} mayCancel={session.role === 'planner'} />
          ) : session.role === 'planner' ? (
            <StartRun />
          ) : null}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

function StartRun() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const failureText = useFailureText()
  const start = useMutation(
    trpc.runs.start.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.runs.pathKey() }),
      onError: (error) => notifications.show({ message: failureText(error), color: 'red' }),
    }),
  )
  return (
    <>
      <Text size="xs" className="soft">
        {t('runs.startText')}
      </Text>
      <Button leftSection={<IconRun size={14} />} loading={start.isPending} onClick={() => start.mutate({})}>
        {t('runs.start')}
      </Button>
    </>
  )
}

function UnderWay(props: { run: RunUnderWay; mayCancel: boolean }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { run } = props
  const cancel = useMutation(
    trpc.runs.cancel.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.runs.pathKey() }),
    }),
  )
  return (
    <div role="status">
      <RunProgress run={run} />
      {props.mayCancel ? (
        <Button
          variant="default"
          loading={cancel.isPending}
          disabled={run.cancelRequested}
          onClick={() => cancel.mutate({ runId: run.runId })}
        >
          {run.cancelRequested ? t('runs.cancelling') : t('runs.cancel')}
        </Button>
      ) : null}
    </div>
  )
}

/** Tells the end of a run that was under way when last seen; its result waits for a click. */
function useEndNotice(current: Current | undefined) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const watched = useRef<number | null>(null)
  const hadPlan = useRef(false)
  useEffect(() => {
    if (!current) return
    const runId = watched.current
    watched.current = current.underWay?.runId ?? null
    const wasShown = hadPlan.current
    hadPlan.current = current.shown !== null
    if (runId === null || current.underWay !== null) return
    queryClient
      .fetchQuery({ ...trpc.runs.get.queryOptions({ runId }), staleTime: 0 })
      .then((run) => {
        const id = `run-${runId}`
        const show = () => {
          notifications.hide(id)
          void queryClient.invalidateQueries()
        }
        const message =
          run.state === 'finished'
            ? t('runs.finished', { date: run.asOf })
            : run.state === 'cancelled'
              ? t('runs.cancelled')
              : t('runs.failed', { problem: run.problem ?? '' })
        notifications.show({
          id,
          color: run.state === 'failed' ? 'red' : 'brand',
          autoClose: run.state === 'finished' && wasShown ? false : 8000,
          message: (
            <Group gap="sm">
              {message}
              {run.state === 'finished' && wasShown ? (
                <Button size="compact-xs" onClick={show}>
                  {t('runs.show')}
                </Button>
              ) : null}
            </Group>
          ),
        })
      })
      .catch(() => undefined)
  }, [current, queryClient, trpc, t])
}
