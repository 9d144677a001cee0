import { NumberInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { useName, weekRange } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import type { Line, LineWeek } from './capacity-page.tsx'
import { useLineChange } from './line-change.ts'

/** Free minutes of a trough week, and what is taken off the unit cost for using them. */
export function SlackForm(props: { line: Line; week: LineWeek; onClose: () => void }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const name = useName()
  const words = useMeasureWords()
  const { line, week } = props
  const free = Math.floor(week.freeMinutes ?? 0)
  const [minutes, setMinutes] = useState<number | ''>(free)
  const [percent, setPercent] = useState<number | ''>('')
  const [note, setNote] = useState('')
  const offer = useMutation(trpc.supplier.offerSlack.mutationOptions(useLineChange('saved', props.onClose)))
  const areMinutesWrong = minutes === '' || minutes < 1 || minutes > free
  const isPercentWrong = percent !== '' && (percent <= 0 || percent >= 100)
  const isReady = !areMinutesWrong && percent !== '' && !isPercentWrong
  return (
    <FormDialog
      title={t('supplierCapacity.offerFor', { line: name(line), week: weekRange(week.week) })}
      action={t('supplierCapacity.save')}
      isReady={isReady}
      isBusy={offer.isPending}
      onSend={() =>
        offer.mutate({
          lineId: line.lineId,
          week: week.week,
          minutes: Number(minutes),
          priceBreakFraction: Number(percent) / 100,
          note: note.trim() || undefined,
        })
      }
      onClose={props.onClose}
    >
      <NumberInput
        label={t('supplierCapacity.offeredMinutes')}
        description={t('supplierCapacity.freeMinutes', {
          minutes: words.text('available-minutes', free),
        })}
        min={1}
        allowDecimal={false}
        allowNegative={false}
        value={minutes}
        onChange={(value) => setMinutes(value === '' ? '' : Number(value))}
        error={areMinutesWrong ? t('supplierCapacity.minutesWrong') : undefined}
      />
      <NumberInput
        label={t('supplierCapacity.priceBreak')}
        allowNegative={false}
        decimalScale={1}
        value={percent}
        onChange={(value) => setPercent(value === '' ? '' : Number(value))}
        error={isPercentWrong ? t('supplierCapacity.priceBreakWrong') : undefined}
        data-autofocus
        withAsterisk
      />
      <TextInput
        label={t('supplierCapacity.offerNote')}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
