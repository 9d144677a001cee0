import { Box } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { NothingYet } from '#web/sample-data/nothing-yet.tsx'
import { useSampleData } from '#web/sample-data/use-sample-data.ts'
import { useTRPC } from '#web/trpc.ts'
import { EmptyState } from '#web/ui/state.tsx'
import { RunProgress } from './run-progress.tsx'

/** Instead of a page that has no plan to show: how far the first one is, or how to start it. Gives way when it is there. */
export function NoPlanYet(props: { text?: string }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { data } = useQuery(trpc.runs.current.queryOptions())
  const sample = useSampleData()
  const shownRunId = data?.shown?.runId ?? null
  useEffect(() => {
    if (shownRunId !== null) void queryClient.invalidateQueries()
  }, [shownRunId, queryClient])
  const underWay = data?.underWay ?? null
  if (sample.state?.isEmpty || sample.state?.underWay === 'loading') return <NothingYet sample={sample} />
  if (underWay === null && shownRunId === null)
    return <EmptyState title={t('planning.noRunTitle')} text={props.text ?? t('planning.noRunText')} />
  return (
    <EmptyState
      title={t('planning.firstPlanTitle')}
      text={t('planning.firstPlanText')}
      action={
        <Box w={300} maw="100%" mih={48} role="status" data-state="first-plan">
          {underWay ? <RunProgress run={underWay} /> : null}
        </Box>
      }
    />
  )
}
