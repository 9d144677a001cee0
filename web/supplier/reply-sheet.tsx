import { Button, Group, Switch, Text, TextInput } from '@mantine/core'
import { useDebouncedCallback, useMediaQuery } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#web/frame/session.tsx'
import { CountedIn } from '#web/measure/counted-in.tsx'
import { useTRPC } from '#web/trpc.ts'
import { useFailureText } from '#web/ui/failure.ts'
import { Chip, Panel } from '#web/ui/panel.tsx'
import { FilteredEmptyState } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { AcceptRest, useUnitsOf } from './accept-rest.tsx'
import { NARROW_ROW_HEIGHT, useNarrowReplyColumns, useReplyColumns } from './reply-columns.tsx'
import { ReplyForm } from './reply-form.tsx'
import {
  isAnswered,
  isWaiting,
  keptAnswer,
  type Publication,
  type ReplyAnswer,
  type ReplyRow,
  theRest,
} from './reply-rows.ts'

const route = getRouteApi('/supplier')

/** Accept all in one action, or answer row by row; what was answered before stays visible with its difference. */
export function ReplySheet(props: {
  publication: Publication
  rows: readonly ReplyRow[]
  mayReply: boolean
}) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const failureText = useFailureText()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [editing, setEditing] = useState<ReplyRow | null>(null)
  const [isAcceptingAll, setIsAcceptingAll] = useState(false)
  const units = useUnitsOf()
  const { publication, rows, mayReply } = props
  const reply = useMutation(
    trpc.publication.reply.mutationOptions({
      onSuccess: async ({ recorded }) => {
        setEditing(null)
        setIsAcceptingAll(false)
        await queryClient.invalidateQueries({ queryKey: trpc.publication.read.queryKey() })
        notifications.show({ message: t('supplier.sent', { count: recorded }), color: 'brand' })
      },
      onError: (error) => notifications.show({ message: failureText(error), color: 'red' }),
    }),
  )
  const send = (answer: ReplyAnswer) =>
    reply.mutate({ publicationId: publication.publicationId, replies: [answer] })
  const keeping = {
    today: useSession().businessDate,
    reasonIfNone: (version: number) => t('supplier.keptReason', { version }),
  }
  const asked = rows.filter((row) => isWaiting(row) || isAnswered(row))
  const waiting = asked.filter(isWaiting)
  const rest = theRest(rows)
  const kept = waiting.flatMap((row) => keptAnswer(row, keeping) ?? [])
  const keepAll = () => reply.mutate({ publicationId: publication.publicationId, replies: kept })
  const acceptAll = (keepsStanding: boolean) =>
    reply.mutate({
      publicationId: publication.publicationId,
      replies: keepsStanding ? kept : [],
      commitTheRest: true,
    })
  const wanted = search.search?.toLowerCase() ?? ''
  const shown = rows.filter(
    (row) =>
      (!search.open || isWaiting(row)) &&
      `${row.nameZh} ${row.nameEn} ${row.code}`.toLowerCase().includes(wanted),
  )
  const type = useDebouncedCallback(
    (text: string) =>
      void navigate({ search: { ...search, search: text.trim() || undefined }, replace: true }),
    250,
  )
  const isNarrow = useMediaQuery('(max-width: 640px)', undefined, { getInitialValueInEffect: false })
  const options = { mayReply, isBusy: reply.isPending, keeping, onSend: send, onEdit: setEditing }
  const wide = useReplyColumns(options)
  const narrow = useNarrowReplyColumns(options)
  return (
    <Panel
      title={t('supplier.sheet')}
      note={t('supplier.sheetNote')}
      flush
      actions={
        <>
          <TextInput
            size="xs"
            w={180}
            aria-label={t('supplier.searchItem')}
            placeholder={t('supplier.searchItem')}
            defaultValue={search.search ?? ''}
            onChange={(event) => type(event.currentTarget.value)}
          />
          <Switch
            label={t('supplier.onlyOpen')}
            checked={search.open ?? false}
            onChange={(event) =>
              void navigate({
                search: { ...search, open: event.currentTarget.checked || undefined },
                replace: true,
              })
            }
          />
          <Text size="xs" className="soft">
            {t('supplier.answeredOf', { done: asked.length - waiting.length, total: asked.length })}
          </Text>
          {waiting.length === 0 ? (
            <Chip tone="good">{t('supplier.allAnswered')}</Chip>
          ) : mayReply ? (
            <>
              {kept.length > 0 ? (
                <Button variant="default" onClick={keepAll} loading={reply.isPending}>
                  {t('supplier.keepAll', { count: kept.length })}
                </Button>
              ) : null}
              {rest.accepted.length > 0 ? (
                <Button onClick={() => setIsAcceptingAll(true)}>
                  {t('supplier.acceptAll', { count: rest.accepted.length, units: units(rest.accepted) })}
                </Button>
              ) : null}
            </>
          ) : null}
        </>
      }
    >
      {shown.length === 0 ? (
        <FilteredEmptyState
          onClear={() => void navigate({ search: { ...search, search: undefined, open: undefined } })}
        />
      ) : (
        <DataTable
          label={t('supplier.sheet')}
          rows={shown}
          rowKey={(row) => row.key}
          columns={isNarrow ? narrow : wide}
          {...(isNarrow ? { rowHeight: NARROW_ROW_HEIGHT } : { minWidth: 1100 })}
        />
      )}
      <Group>
        {isAcceptingAll ? (
          <AcceptRest
            rest={rest}
            replyBy={publication.replyBy}
            isBusy={reply.isPending}
            onSend={acceptAll}
            onClose={() => setIsAcceptingAll(false)}
          />
        ) : null}
        {editing ? (
          <CountedIn unit={editing.baseUnit}>
            <ReplyForm
              row={editing}
              groups={publication.groups.filter(
                (group) => group.itemId === editing.itemId && group.week === editing.week,
              )}
              isBusy={reply.isPending}
              onSend={send}
              onClose={() => setEditing(null)}
            />
          </CountedIn>
        ) : null}
      </Group>
    </Panel>
  )
}
