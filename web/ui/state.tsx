import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { failureCode, useFailureText } from './failure.ts'
import { IconAlert, IconEmpty, IconFilter } from './icon.tsx'

/** First use: nothing is here yet, and what to do about it. */
export function EmptyState(props: { title: string; text?: ReactNode; action?: ReactNode }) {
  return <StateBox kind="empty" icon={<IconEmpty size={28} />} {...props} />
}

/** There is data, but the filters hide all of it. */
export function FilteredEmptyState(props: { onClear: () => void; text?: ReactNode }) {
  const { t } = useTranslation()
  return (
    <StateBox
      kind="filtered-empty"
      icon={<IconFilter size={28} />}
      title={t('ui.filteredTitle')}
      text={props.text}
      action={
        <Button variant="default" onClick={props.onClear}>
          {t('ui.clearFilters')}
        </Button>
      }
    />
  )
}

export function FailedState(props: {
  onRetry?: () => void
  detail?: string | undefined
  /** The server answered with a refusal, which the detail names. */
  isRefused?: boolean
}) {
  const { t } = useTranslation()
  return (
    <StateBox
      kind="failed"
      icon={<IconAlert size={28} />}
      title={t('ui.failedTitle')}
      text={
        props.isRefused ? (
          props.detail
        ) : (
          <>
            {t('ui.failedText')}
            {props.detail ? <br /> : null}
            {props.detail}
          </>
        )
      }
      action={
        props.onRetry ? (
          <Button variant="default" onClick={props.onRetry}>
            {t('ui.retry')}
          </Button>
        ) : undefined
      }
    />
  )
}

export function LoadingState(props: { rows?: number; height?: number }) {
  const { t } = useTranslation()
  return (
    <Stack gap={8} p="md" role="status" aria-label={t('ui.loading')} data-state="loading">
      {Array.from({ length: props.rows ?? 6 }, (_, row) => (
        <Skeleton key={row} height={props.height ?? 22} radius="sm" />
      ))}
    </Stack>
  )
}

function StateBox(props: {
  kind: string
  icon: ReactNode
  title: string
  text?: ReactNode
  action?: ReactNode
}) {
  return (
    <Stack align="center" gap={6} py={36} px="md" data-state={props.kind} ta="center">
      <span className="soft" aria-hidden>
        {props.icon}
      </span>
      <Title order={2}>{props.title}</Title>
      {props.text ? (
        <Text size="sm" className="soft" maw={520}>
          {props.text}
        </Text>
      ) : null}
      {props.action ? <Group mt={8}>{props.action}</Group> : null}
    </Stack>
  )
}

/** What the address names is not there, and a way back. */
export function NotFoundState() {
  const { t } = useTranslation()
  return (
    <StateBox
      kind="not-found"
      icon={<IconEmpty size={28} />}
      title={t('ui.notFoundTitle')}
      text={t('ui.notFoundText')}
      action={
        <a className="plain-link" href="/">
          {t('ui.back')}
        </a>
      }
    />
  )
}

/** Waits for a query: skeleton, a failure that never reads as "no data", or the data. */
export function Loaded<T>(props: {
  query: Pick<UseQueryResult<T, unknown>, 'data' | 'isPending' | 'isError' | 'error' | 'refetch'>
  rows?: number
  children: (data: T) => ReactNode
}) {
  const failureText = useFailureText()
  const { query } = props
  if (query.data !== undefined) return <>{props.children(query.data)}</>
  if (query.isError) {
    const code = failureCode(query.error)
    if (code === 'NOT_FOUND') return <NotFoundState />
    return (
      <FailedState
        onRetry={() => void query.refetch()}
        detail={failureText(query.error)}
        isRefused={code !== undefined}
      />
    )
  }
  return <LoadingState {...(props.rows ? { rows: props.rows } : {})} />
}
