import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { AuthorisationChip } from '#web/measure/authorisation.tsx'
import { Measure } from '#web/measure/measure.tsx'
import { useName, Week } from '#web/measure/words.tsx'
import { NameWithCode } from '#web/ui/name-with-code.tsx'
import { Chip } from '#web/ui/panel.tsx'
import type { Column } from '#web/ui/table.tsx'
import { isAnswered, type ReplyRow } from './reply-rows.ts'
import type { ReplyAnswer } from './reply-sheet.tsx'

export function useReplyColumns(options: {
  mayReply: boolean
  isBusy: boolean
  onSend: (answer: ReplyAnswer) => void
  onEdit: (row: ReplyRow) => void
}): Column<ReplyRow>[] {
  const { t } = useTranslation()
  const name = useName()
  return [
    { id: 'week', header: t('ui.week'), pinned: true, cell: (row) => <Week of={row.week} /> },
    {
      id: 'item',
      header: t('planning.item'),
      width: 250,
      cell: (row) => <NameWithCode name={name(row)} code={row.code} />,
    },
    {
      id: 'authorisation',
      header: t('supplier.authorisation'),
      cell: (row) => <AuthorisationChip of={row.authorisation} />,
    },
    {
      id: 'asked',
      header: t('supplier.asked'),
      align: 'end',
      cell: (row) => (
        <strong>
          <Measure of="published-quantity" unit={row.baseUnit} value={row.asked} />
        </strong>
      ),
    },
    {
      id: 'sure',
      header: t('supplier.sure'),
      help: t('supplier.sureHelp'),
      align: 'end',
      cell: (row) => <Measure of="published-quantity" unit={row.baseUnit} value={row.sure} />,
    },
    {
      id: 'forecast',
      header: t('supplier.forecast'),
      align: 'end',
      cell: (row) => <Measure of="published-quantity" unit={row.baseUnit} value={row.forecast} />,
    },
    {
      id: 'changed',
      header: t('supplier.changed'),
      align: 'end',
      cell: (row) => (
        <Measure
          of="published-quantity"
          unit={row.baseUnit}
          value={row.previous === null ? null : row.asked - row.previous}
          signed
        />
      ),
    },
    { id: 'reply', header: t('supplier.yourReply'), cell: (row) => <Standing row={row} /> },
    {
      id: 'gap',
      header: t('supplier.gap'),
      align: 'end',
      cell: (row) => (
        <Measure
          of="reply-gap"
          unit={row.baseUnit}
          value={row.reply === null ? null : row.reply.committedQuantity - row.asked}
          signed
        />
      ),
    },
    {
      id: 'answer',
      header: t('supplier.answer'),
      cell: (row) => (options.mayReply ? <Answer row={row} {...options} /> : null),
    },
  ]
}

function Standing(props: { row: ReplyRow }) {
  const { t } = useTranslation()
  const { reply } = props.row
  if (reply === null) return <span className="soft">{t('supplier.notAnswered')}</span>
  const tone = reply.isFromPrevious
    ? 'plain'
    : reply.answer === 'commit'
      ? 'good'
      : reply.answer === 'partial'
        ? 'warn'
        : 'bad'
  return (
    <Group gap={6} wrap="nowrap" title={reply.reason ?? undefined}>
      <Chip tone={tone}>{t(`supplier.answer-${reply.answer as 'commit' | 'partial' | 'decline'}`)}</Chip>
      <Measure of="committed-quantity" unit={props.row.baseUnit} value={reply.committedQuantity} />
      {reply.isFromPrevious ? (
        <span className="soft">{t('supplier.fromVersion', { version: reply.version })}</span>
      ) : null}
    </Group>
  )
}

function Answer(props: {
  row: ReplyRow
  isBusy: boolean
  onSend: (answer: ReplyAnswer) => void
  onEdit: (row: ReplyRow) => void
}) {
  const { t } = useTranslation()
  const { row } = props
  const { reply } = row
  const cell = { itemId: row.itemId, week: row.week }
  if (isAnswered(row))
    return (
      <Button size="compact-xs" variant="subtle" onClick={() => props.onEdit(row)}>
        {t('supplier.changeReply')}
      </Button>
    )
  const keep = () => {
    if (!reply) return
    const kept = Math.min(reply.committedQuantity, row.asked)
    props.onSend(
      kept >= row.asked
        ? { ...cell, answer: 'commit' }
        : {
            ...cell,
            answer: kept === 0 ? 'decline' : 'partial',
            committedQuantity: kept,
            committedOn: reply.committedOn ?? undefined,
            reason: reply.reason ?? t('supplier.keptReason', { version: reply.version }),
          },
    )
  }
  return (
    <Group gap={4} wrap="nowrap">
      {reply ? (
        <Button size="compact-xs" variant="light" disabled={props.isBusy} onClick={keep}>
          {t('supplier.keep')}
        </Button>
      ) : null}
      <Button
        size="compact-xs"
        variant={reply ? 'subtle' : 'light'}
        disabled={props.isBusy}
        onClick={() => props.onSend({ ...cell, answer: 'commit' })}
      >
        {t('supplier.accept')}
      </Button>
      <Button size="compact-xs" variant="subtle" onClick={() => props.onEdit(row)}>
        {t('supplier.other')}
      </Button>
    </Group>
  )
}
