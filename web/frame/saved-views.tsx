import { Button, Checkbox, Menu, Text, TextInput, VisuallyHidden } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Outputs, useTRPC } from '#web/trpc.ts'
import { useFailureNotice } from '#web/ui/failure.ts'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { changedFrom, plainSearch, type ViewSearch } from './view-search.ts'

type View = Outputs['views']['list'][number]
type Page = '/demand' | '/plan' | '/batches' | '/today' | '/accuracy'
const UNDO_MILLISECONDS = 10_000

/** Filters of a page kept under a name: one's own first, then what colleagues share. */
export function SavedViews(props: { page: Page }) {
  const { t } = useTranslation()
  const { page } = props
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const failureNotice = useFailureNotice()
  const navigate = useNavigate()
  const search = plainSearch(useSearch({ strict: false }))
  const [openedId, setOpenedId] = useState<number | null>(null)
  const [isNaming, setNaming] = useState(false)
  const query = useQuery(trpc.views.list.queryOptions({ page }))
  const refresh = () => queryClient.invalidateQueries({ queryKey: trpc.views.list.queryKey({ page }) })
  const save = useMutation(trpc.views.save.mutationOptions({ onSuccess: refresh, onError: failureNotice }))
  const remove = useMutation(
    trpc.views.remove.mutationOptions({ onSuccess: refresh, onError: failureNotice }),
  )
  const views = query.data ?? []
  const same = views.find((view) => !changedFrom(search, view.search))
  const opened = same ?? views.find(({ savedViewId }) => savedViewId === openedId)
  const isChanged = opened !== undefined && same === undefined
  const go = (to: ViewSearch, id: number | null) => {
    setOpenedId(id)
    void navigate({ to: page, search: to as never })
  }
  const takeAway = (view: View) => {
    remove.mutate({ savedViewId: view.savedViewId })
    const { name, search: kept, isShared } = view
    notifications.show({
      message: (
        <>
          {t('views.removed', { name })}{' '}
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => save.mutate({ page, name, search: kept as ViewSearch, isShared })}
          >
            {t('views.undo')}
          </Button>
        </>
      ),
      autoClose: UNDO_MILLISECONDS,
      color: 'brand',
    })
  }
  const entry = (view: View) => (
    <Menu.Item
      key={view.savedViewId}
      aria-current={view === same ? 'true' : undefined}
      onClick={() => go(view.search as ViewSearch, view.savedViewId)}
    >
      {view.name}
      {view.isOwn && view.isShared ? (
        <Text span size="xs" className="soft">
          {' '}
          {t('views.shared')}
        </Text>
      ) : null}
    </Menu.Item>
  )
  const others = views.filter(({ isOwn }) => !isOwn)
  return (
    <>
      <Menu position="bottom-end" withInitialFocusPlaceholder={false} transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <Button variant="default" title={isChanged ? t('views.changedHint') : undefined}>
            {opened ? `${t('views.view')}: ${opened.name}` : t('views.views')}
            {isChanged ? <span aria-hidden> •</span> : null}
            {isChanged ? <VisuallyHidden>{` ${t('views.changed')}`}</VisuallyHidden> : null}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => go({}, null)}>{t('views.everything')}</Menu.Item>
          {views.filter(({ isOwn }) => isOwn).map(entry)}
          {others.length > 0 ? <Menu.Label role="presentation">{t('views.ofOthers')}</Menu.Label> : null}
          {others.map(entry)}
          <Menu.Divider role="separator" />
          {isChanged && opened.isOwn ? (
            <Menu.Item
              onClick={() => save.mutate({ page, name: opened.name, search, isShared: opened.isShared })}
            >
              {t('views.update', { name: opened.name })}
            </Menu.Item>
          ) : null}
          <Menu.Item onClick={() => setNaming(true)}>{t('views.saveAs')}</Menu.Item>
          {opened?.isOwn ? (
            <Menu.Item onClick={() => takeAway(opened)}>{t('views.remove', { name: opened.name })}</Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {isNaming ? (
        <NameDialog
          taken={views.filter(({ isOwn }) => isOwn).map(({ name }) => name)}
          isBusy={save.isPending}
          onClose={() => setNaming(false)}
          onSend={(name, isShared) =>
            save.mutate(
              { page, name, search, isShared },
              {
                onSuccess: ({ savedViewId }) => {
                  setOpenedId(savedViewId)
                  setNaming(false)
                },
              },
            )
          }
        />
      ) : null}
    </>
  )
}

function NameDialog(props: {
  taken: readonly string[]
  isBusy: boolean
  onSend: (name: string, isShared: boolean) => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [isShared, setShared] = useState(false)
  const trimmed = name.trim()
  return (
    <FormDialog
      title={t('views.saveAs')}
      action={t('views.save')}
      isReady={trimmed !== ''}
      isBusy={props.isBusy}
      onSend={() => props.onSend(trimmed, isShared)}
      onClose={props.onClose}
    >
      <TextInput
        data-autofocus
        label={t('views.name')}
        maxLength={60}
        value={name}
        description={props.taken.includes(trimmed) ? t('views.overwrites') : t('views.keeps')}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox
        label={t('views.share')}
        checked={isShared}
        onChange={(event) => setShared(event.currentTarget.checked)}
      />
    </FormDialog>
  )
}
