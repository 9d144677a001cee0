import { Button, Tooltip } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSession } from '#web/frame/session.tsx'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { useTRPC } from '#web/trpc.ts'
import { useFailureNotice } from '#web/ui/failure.ts'
import type { Estimate } from './policy-trial.tsx'
import type { BullwhipSearch } from './search-params.ts'

/** Makes the plan once more with the share that the sliders stand at. */
export function PlanWithTried(props: { search: BullwhipSearch; estimate: Estimate }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const failureNotice = useFailureNotice()
  const words = useMeasureWords()
  const isPlanner = useSession().role === 'planner'
  const { search, estimate } = props
  const start = useMutation(
    trpc.runs.start.mutationOptions({
      onSuccess: async (_, { policy }) => {
        await queryClient.invalidateQueries({ queryKey: trpc.runs.pathKey() })
        notifications.show({
          message: t('bullwhip.planStarted', { share: words.text('gap-share', policy?.gapShare) }),
          color: 'brand',
        })
      },
      onError: failureNotice,
    }),
  )
  if (!isPlanner || (search.gapShare === undefined && search.levellingWeeks === undefined)) return null
  const { meanSmoothing } = estimate
  const policy = {
    gapShare: search.gapShare ?? meanSmoothing.gapShare,
    levellingWeeks: search.levellingWeeks ?? meanSmoothing.levellingPeriods,
  }
  return (
    <Tooltip label={t('bullwhip.planWithHelp')}>
      <Button variant="default" loading={start.isPending} onClick={() => start.mutate({ policy })}>
        {t('bullwhip.planWith')}
      </Button>
    </Tooltip>
  )
}
