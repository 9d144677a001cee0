import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { BatchDeadline } from '#planning/batches/batch-deadline'
import type { OptionMix } from '#planning/batches/option-mix'
import type { ReplyState } from '#planning/batches/reply-state'
import { Chip, type ChipTone } from '#web/ui/panel.tsx'
import { useMeasureWords } from './measure.tsx'
import { useMoment, useName } from './words.tsx'

const REPLY_TONE: Record<ReplyState, ChipTone> = {
  'not-asked': 'plain',
  waiting: 'warn',
  committed: 'good',
  partly: 'warn',
  declined: 'bad',
}

export function ReplyChip(props: { of: { readonly state: ReplyState; readonly replyBy: string | null } }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const { state, replyBy } = props.of
  return (
    <>
      <Chip tone={REPLY_TONE[state]}>{t(`batches.reply-${state}`)}</Chip>
      {state === 'waiting' && replyBy ? (
        <span className="soft"> {t('batches.replyBy', { date: moment(replyBy).slice('YYYY-'.length) })}</span>
      ) : null}
    </>
  )
}

export function DeadlineText(props: { of: BatchDeadline | null; today: string }) {
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

/** A share of the minimum up to twice; from there on how many times it is: 5,750 % is not readable. */
export function fillMeasure(fill: number): 'fill-of-minimum' | 'times-of-minimum' {
  return fill < 2 ? 'fill-of-minimum' : 'times-of-minimum'
}

/** A batch over its minimum: "85%", or "57.5 times" where a share says nothing any more. */
export function useFillText(): (fill: number) => string {
  const { t } = useTranslation()
  const words = useMeasureWords()
  return (fill) =>
    fillMeasure(fill) === 'fill-of-minimum'
      ? words.text('fill-of-minimum', fill)
      : t('batches.fillTimes', { times: words.text('times-of-minimum', fill) })
}

/** Against the smallest batch that the line accepts, in words and as a bar with the minimum marked. */
export function FillBar(props: { quantity: number; minimum: number }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { quantity, minimum } = props
  if (minimum <= 0) return <span className="soft">{t('batches.noMinimum')}</span>
  const fill = quantity / minimum
  const isManyTimes = fillMeasure(fill) === 'times-of-minimum'
  const text = t(
    isManyTimes ? 'batches.fillTimesOf' : fill < 1 ? 'batches.fillBelow' : 'batches.fillReached',
    {
      share: words.text('fill-of-minimum', fill),
      times: words.text('times-of-minimum', fill),
      minimum: words.text('minimum-quantity', minimum),
    },
  )
  const scale = 120 / Math.max(1, Math.min(3, fill))
  return (
    <div>
      <svg width={122} height={12} aria-hidden="true" style={{ display: 'block' }}>
        <rect
          width={Math.min(120, fill * scale)}
          height={10}
          style={{ fill: fill < 1 ? 'url(#fill-stripe)' : 'url(#fill-solid)' }}
        />
        <rect x={0.5} y={0.5} width={120} height={9} fill="none" style={{ stroke: 'var(--line-strong)' }} />
        <line x1={scale} x2={scale} y1={0} y2={12} style={{ stroke: 'var(--ink)', strokeWidth: 2 }} />
      </svg>
      <Text size="xs">{text}</Text>
    </div>
  )
}

export function OptionValues(props: { values: OptionMix['values']; total: number }) {
  const words = useMeasureWords()
  const name = useName()
  return (
    <Text size="sm">
      {props.values
        .map(
          (each) =>
            `${name(each)} ${words.text('batch-quantity', each.quantity)} (${words.text('deposit-share', each.quantity / props.total)})`,
        )
        .join(' · ')}
    </Text>
  )
}

/** Sizes and colours by their word, any other option by its own name. */
export function useOptionLabel(): (option: string) => string {
  const { t } = useTranslation()
  return (option) => {
    if (option === 'size') return t('batches.option-size')
    return option === 'colour' || option === 'color' ? t('batches.option-colour') : option
  }
}
