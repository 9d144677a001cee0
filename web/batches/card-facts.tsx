import { useTranslation } from 'react-i18next'
import { useMoment } from '#web/measure/words.tsx'
import { Chip, type ChipTone } from '#web/ui/panel.tsx'
import type { Card } from './use-cards.ts'

const REPLY_TONE: Record<Card['reply']['state'], ChipTone> = {
  'not-asked': 'plain',
  waiting: 'warn',
  committed: 'good',
  partly: 'warn',
  declined: 'bad',
}

export function ReplyChip(props: { of: Card['reply'] }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { state, replyBy } = props.of
  return (
    <>
      <Chip tone={REPLY_TONE[state]}>{t(`batches.reply-${state}`)}</Chip>
      {state === 'waiting' && replyBy ? (
        <span className="soft"> {t('batches.replyBy', { date: moment(replyBy) })}</span>
      ) : null}
    </>
  )
}

export function DeadlineText(props: { of: Card['deadline']; today: string }) {
  const { t } = useTranslation()
  const { of: deadline, today } = props
  if (!deadline) return <span className="soft">{t('batches.noDeadline')}</span>
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      {t(`batches.deadline-${deadline.kind}`, { date: deadline.on })}{' '}
      {deadline.on < today ? <Chip tone="bad">{t('batches.deadlineOver')}</Chip> : null}
    </span>
  )
}
