import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#web/frame/session.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { useFailureText } from '#web/ui/failure.ts'
import { PublishPreview } from './publish-preview.tsx'

type Run = NonNullable<Outputs['orderPlan']['grid']>['run']

/** Publishing cannot be taken back: it says first what it will do, and to whom. */
export function PublishButton(props: { run: Run }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const session = useSession()
  const queryClient = useQueryClient()
  const failureText = useFailureText()
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
      onError: (error) => notifications.show({ color: 'red', message: failureText(error) }),
    }),
  )
  if (session.role !== 'planner') return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('runs.publish')}</Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={t('runs.publish')}
        closeButtonProps={{ 'aria-label': t('ui.close') }}
        transitionProps={{ duration: 0 }}
        size="lg"
      >
        <Stack gap="sm">
          <Text size="sm">{t('runs.publishText', { id: run.planningRunId, date: run.asOf })}</Text>
          {isOpen ? <PublishPreview runId={run.planningRunId} /> : null}
          <Textarea
            label={t('runs.publishNote')}
            rows={2}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setOpen(false)}>
              {t('ui.cancel')}
            </Button>
            <Button
              loading={publish.isPending}
              onClick={() =>
                publish.mutate({ runId: run.planningRunId, ...(note.trim() ? { note: note.trim() } : {}) })
              }
            >
              {t('runs.publish')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  )
}
