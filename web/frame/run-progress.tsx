import { Group, Progress, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Outputs } from '#web/trpc.ts'

export type RunUnderWay = NonNullable<Outputs['runs']['current']['underWay']>

const STAGES = ['reading', 'forecasting', 'totals', 'batches', 'storing'] as const

/** The stage of a run that is waiting or being made, and how far it is. */
export function RunProgress(props: { run: RunUnderWay }) {
  const { t } = useTranslation()
  const { run } = props
  const stage = run.state === 'queued' ? 'queued' : STAGES.find((known) => known === run.stage)
  return (
    <>
      <Group justify="space-between">
        <Text size="sm">{stage ? t(`runs.stage-${stage}`) : run.stage}</Text>
        {run.stageTotal > 1 ? (
          <Text size="xs" className="soft figure">
            {t('runs.ofTotal', { done: run.stageDone, total: run.stageTotal })}
          </Text>
        ) : null}
      </Group>
      <Progress
        value={run.stageTotal > 1 ? (run.stageDone / run.stageTotal) * 100 : 0}
        aria-label={t('runs.underWay')}
        my={6}
      />
    </>
  )
}
