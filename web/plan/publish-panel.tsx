import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#web/frame/session.tsx'
import { useMoment, useName } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { useFailureText } from '#web/ui/failure.ts'
import { Panel } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'

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
      >
        <Stack gap="sm">
          <Text size="sm">{t('runs.publishText', { id: run.planningRunId, date: run.asOf })}</Text>
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

/** The newest version of each supplier, with the way to what it says and what was answered. */
export function PublicationsPanel() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const name = useName()
  const moment = useMoment()
  const query = useQuery(trpc.publication.list.queryOptions({ limit: 200 }))
  return (
    <Panel title={t('runs.repliesTitle')} flush>
      <Loaded query={query} rows={3}>
        {(all) => {
          const newest = all.filter(
            (publication) =>
              !all.some(
                (other) => other.supplierId === publication.supplierId && other.version > publication.version,
              ),
          )
          return newest.length === 0 ? (
            <EmptyState title={t('runs.none')} />
          ) : (
            <DataTable
              label={t('runs.repliesTitle')}
              rows={newest}
              rowKey={(publication) => publication.publicationId}
              maxHeight="320px"
              columns={[
                {
                  id: 'supplier',
                  header: t('planning.supplier'),
                  cell: (publication) => (
                    <Link
                      className="plain-link"
                      to="/supplier"
                      search={{ supplierId: publication.supplierId }}
                    >
                      {name({ nameZh: publication.supplierNameZh, nameEn: publication.supplierNameEn })}
                    </Link>
                  ),
                },
                {
                  id: 'version',
                  header: t('runs.versionHeader'),
                  cell: (publication) => t('supplier.version', { version: publication.version }),
                },
                {
                  id: 'published',
                  header: t('runs.publishedAt'),
                  cell: (publication) => moment(publication.publishedAt),
                },
                {
                  id: 'reply-by',
                  header: t('runs.replyBy'),
                  cell: (publication) => moment(publication.replyBy),
                },
                {
                  id: 'note',
                  header: t('runs.note'),
                  wraps: true,
                  cell: (publication) => publication.note ?? '–',
                },
              ]}
            />
          )
        }}
      </Loaded>
    </Panel>
  )
}
