import { Button, Loader } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '#web/frame/session.tsx'
import { EmptyState } from '#web/ui/state.tsx'
import type { SampleDataUse } from './use-sample-data.ts'

/** An empty company: import, or look around the sample company first. */
export function NothingYet(props: { sample: SampleDataUse }) {
  const { t } = useTranslation()
  const { role } = useSession()
  const { state, load } = props.sample
  if (state?.underWay === 'loading' || load.isPending)
    return (
      <EmptyState
        title={t('sampleData.loadingTitle')}
        text={t('sampleData.loadingText')}
        action={<Loader size="sm" role="status" aria-label={t('sampleData.loadingTitle')} />}
      />
    )
  if (role !== 'planner')
    return <EmptyState title={t('sampleData.emptyTitle')} text={t('sampleData.emptyTextReader')} />
  return (
    <EmptyState
      title={t('sampleData.emptyTitle')}
      text={state?.hasFailed ? t('sampleData.failed') : t('sampleData.emptyText')}
      action={
        <>
          <Button component={Link} to="/import">
            {t('sampleData.import')}
          </Button>
          <Button variant="default" onClick={() => load.mutate()}>
            {t('sampleData.load')}
          </Button>
        </>
      }
    />
  )
}
