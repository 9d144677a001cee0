import { Button, Group } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { AuthorisationChip } from '#web/measure/authorisation.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useName, Week } from '#web/measure/words.tsx'
import { NameWithCode } from '#web/ui/name-with-code.tsx'
import { Chip } from '#web/ui/panel.tsx'
import type { Column } from '#web/ui/table.tsx'
import { isAnswered, isWaiting, keptAnswer, type ReplyAnswer, type ReplyRow } from './reply-rows.ts'

interface AnswerOptions {
  readonly mayReply: boolean
  readonly isBusy: boolean
  readonly keeping: Parameters<typeof keptAnswer>[1]
  readonly onSend: (answer: ReplyAnswer) => void
  readonly onEdit: (row: ReplyRow) => void
}

export const NARROW_ROW_HEIGHT = 160

/** On a phone: what is asked and the answer side by side, each within reach of a thumb. */
export function useNarrowReplyColumns(options: AnswerOptions): Column<ReplyRow>[] {
  const { t } = useTranslation()
  const name = useName()
  return [
    {
      id: 'asked',
      header: t('supplier.asked'),
      wraps: true,
      cell: (row) => (
        <>
          {name(row)} <span className="soft">{row.code}</span>
          <Group gap={6} my={2}>
            <Week of={row.week} />
            <AuthorisationChip of={row.authorisation} />
          </Group>
          <strong>
            <Measure of="published-quantity" unit={row.baseUnit} value={row.asked} />
          </strong>
          <PartToLookAt row={row} />{' '}
          <span className="soft">
            {t('supplier.sure')} <Measure of="published-quantity" unit={row.baseUnit} value={row.sure} />
          </span>
          {row.reply ? <Standing row={row} /> : null}
        </>
      ),
    },
    {
      id: 'answer',
      header: t('supplier.answer'),
      wraps: true,
      width: 150,
      cell: (row) => (options.mayReply ? <Answer row={row} isNarrow {...options} /> : null),
    },
  ]
}

export function useReplyColumns(options: AnswerOptions): Column<ReplyRow>[] {
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
        <>
          <strong>
            <Measure of="published-quantity" unit={row.baseUnit} value={row.asked} />
          </strong>
          <PartToLookAt row={row} />
        </>
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
          value={row.reply === null ? null : row.reply.committedQuantity - row.accepted}
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

/** Where only a part of what is asked is authorised: how much of it is a forecast to look at. */
function PartToLookAt(props: { row: ReplyRow }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { row } = props
  if (row.authorised === 0 || row.authorised === row.asked) return null
  return (
    <span className="soft">
      {' '}
      {t('supplier.partToLookAt', {
        quantity: words.text('published-quantity', row.asked - row.authorised, { unit: row.baseUnit }),
      })}
    </span>
  )
}

function Standing(props: { row: ReplyRow }) {
  const { t } = useTranslation()
  const { reply } = props.row
  if (reply === null)
    return (
      <span className="soft">{t(isWaiting(props.row) ? 'supplier.notAnswered' : 'supplier.notAsked')}</span>
    )
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

function Answer(props: AnswerOptions & { row: ReplyRow; isNarrow?: boolean }) {
  const { t } = useTranslation()
  const { row } = props
  const kept = keptAnswer(row, props.keeping)
  const look = props.isNarrow ? { size: 'xs', px: 8 } : { size: 'compact-xs' }
  if (isAnswered(row))
    return (
      <Button {...look} variant="subtle" onClick={() => props.onEdit(row)}>
        {t('supplier.changeReply')}
      </Button>
    )
  return (
    <Group gap={4} wrap={props.isNarrow ? 'wrap' : 'nowrap'}>
      {kept ? (
        <Button {...look} variant="light" disabled={props.isBusy} onClick={() => props.onSend(kept)}>
          {t('supplier.keep')}
        </Button>
      ) : null}
      {kept && props.isNarrow ? null : (
        <Button
          {...look}
          variant={kept ? 'subtle' : 'light'}
          disabled={props.isBusy}
          onClick={() => props.onSend({ itemId: row.itemId, week: row.week, answer: 'commit' })}
        >
          {t('supplier.accept')}
        </Button>
      )}
      <Button {...look} variant="subtle" onClick={() => props.onEdit(row)}>
        {t('supplier.other')}
      </Button>
    </Group>
  )
}
