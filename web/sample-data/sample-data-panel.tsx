import { Button, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { Panel } from '#web/ui/panel.tsx'
import { useSampleData } from './use-sample-data.ts'

/** What the sample company holds, and its removal after the counts were read. Absent when it is not here. */
export function SampleDataPanel() {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { state, remove } = useSampleData()
  const [isAsking, setAsking] = useState(false)
  const held = state?.held
  if (!held) return null
  const counts = {
    items: words.text('row-count', held.items),
    owners: words.text('row-count', held.owners),
    entries: words.text('row-count', held.entries),
  }
  const isRemoving = state.underWay === 'removing'
  return (
    <Panel title={t('sampleData.title')}>
      <Group justify="space-between">
        <Text size="sm">{state.hasFailed ? t('sampleData.failed') : t('sampleData.held', counts)}</Text>
        <Button variant="default" size="xs" loading={isRemoving} onClick={() => setAsking(true)}>
          {t('sampleData.remove')}
        </Button>
      </Group>
      {isAsking ? (
        <FormDialog
          title={t('sampleData.confirmTitle')}
          action={t('sampleData.remove')}
          isReady
          isBusy={remove.isPending}
          onSend={() => remove.mutate(undefined, { onSettled: () => setAsking(false) })}
          onClose={() => setAsking(false)}
        >
          <Text size="sm">{t('sampleData.confirmText', counts)}</Text>
        </FormDialog>
      ) : null}
    </Panel>
  )
}
