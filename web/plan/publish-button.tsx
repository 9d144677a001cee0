import { Button, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#web/frame/session.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { useFailureNotice } from '#web/ui/failure.ts'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { PublishPreview } from './publish-preview.tsx'

type Run = NonNullable<Outputs['orderPlan']['grid']>['run']

/** Publishing cannot be taken back: it says first what it will do, and to whom. */
export function PublishButton(props: { run: Run }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const session = useSession()
  const queryClient = useQueryClient()
  const failureNotice = useFailureNotice()
  const [isOpen, setOpen] = useState(false)
  const [note, setNote] = useState('')
  const { run } = props
  const publish = useMutation(
    trpc.publication.publish.mutationOptions({
      onSuccess: async (versions) => {
        setOpen(false)
        notifications.show({
          color: 'brand',
          message: t('runs.published', { count: versions.filter((version) => version.isNew).length }),
        })
        await queryClient.invalidateQueries({ queryKey: trpc.publication.pathKey() })
      },
      onError: failureNotice,
    }),
  )
  const preview = useQuery({
    ...trpc.publication.preview.queryOptions({ runId: run.planningRunId }),
    enabled: isOpen,
  })
  if (session.role !== 'planner') return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('runs.publish')}</Button>
      {isOpen ? (
        <FormDialog
          title={t('runs.publish')}
          action={t('runs.publish')}
          size="lg"
          isReady={preview.data?.some(({ isNew }) => isNew) ?? false}
          isBusy={publish.isPending}
          onSend={() =>
            publish.mutate({ runId: run.planningRunId, ...(note.trim() ? { note: note.trim() } : {}) })
          }
          onClose={() => setOpen(false)}
        >
          <Text size="sm">{t('runs.publishText', { id: run.planningRunId, date: run.asOf })}</Text>
          <PublishPreview runId={run.planningRunId} />
          <Textarea
            label={t('runs.publishNote')}
            rows={2}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </FormDialog>
      ) : null}
    </>
  )
}
