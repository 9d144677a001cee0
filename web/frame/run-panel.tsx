import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useTRPC } from '#web/trpc.ts'

/** Which plan the screens show. */
export function RunPanel() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const run = useQuery(trpc.demand.shownRun.queryOptions())
  return (
    <Text size="xs" className="soft" visibleFrom="sm">
      {run.data ? t('frame.planAsOf', { date: run.data.asOf }) : run.isSuccess ? t('frame.noRun') : null}
    </Text>
  )
}
