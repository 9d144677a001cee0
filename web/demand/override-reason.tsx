import { Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { StandingOverride } from './grid-cells.ts'

export type OverrideReason = StandingOverride['reason']

const REASONS = ['promotion', 'price', 'weather', 'customer', 'supply', 'other'] as const

/** Why a forecast is overridden: one of a closed list, and a note that "other" cannot do without. */
export function OverrideReasonFields(props: {
  reason: OverrideReason | null
  note: string
  onReason: (reason: OverrideReason | null) => void
  onNote: (note: string) => void
}) {
  const { t } = useTranslation()
  return (
    <>
      <Select
        label={t('override.reason')}
        w={220}
        value={props.reason}
        onChange={(value) => props.onReason(REASONS.find((known) => known === value) ?? null)}
        data={REASONS.map((value) => ({ value, label: t(`override.reason-${value}`) }))}
      />
      <TextInput
        label={t('override.detail')}
        w={240}
        maxLength={500}
        error={isNoteMissing(props.reason, props.note) ? t('override.detailNeeded') : undefined}
        value={props.note}
        onChange={(event) => props.onNote(event.currentTarget.value)}
      />
    </>
  )
}

export function isNoteMissing(reason: OverrideReason | null, note: string): boolean {
  return reason === 'other' && note.trim() === ''
}
