import { Group, NumberInput, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { DateField } from '#web/ui/date-field.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import type { Line } from './capacity-page.tsx'
import { useLineChange } from './line-change.ts'

/** A line is down or short on some days, and why. */
export function DowntimeForm(props: { line: Line; today: string; onClose: () => void }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const name = useName()
  const words = useMeasureWords()
  const { line, today } = props
  const [firstDay, setFirstDay] = useState(today)
  const [lastDay, setLastDay] = useState(today)
  const [minutes, setMinutes] = useState<number | ''>(0)
  const [reason, setReason] = useState('')
  const save = useMutation(trpc.supplier.stateDowntime.mutationOptions(useLineChange('saved', props.onClose)))
  const areDaysWrong = lastDay < firstDay || lastDay < today
  const isTooMany = minutes !== '' && minutes >= line.minutesPerDay
  const isReady = !areDaysWrong && !isTooMany && minutes !== '' && reason.trim() !== ''
  return (
    <FormDialog
      title={`${t('supplierCapacity.statement')} · ${name(line)}`}
      action={t('supplierCapacity.save')}
      isReady={isReady}
      isBusy={save.isPending}
      onSend={() =>
        save.mutate({ lineId: line.lineId, firstDay, lastDay, minutesPerDay: Number(minutes), reason })
      }
      onClose={props.onClose}
    >
      <Group grow>
        <DateField label={t('supplierCapacity.firstDay')} value={firstDay} onChange={setFirstDay} required />
        <DateField
          label={t('supplierCapacity.lastDay')}
          value={lastDay}
          min={today}
          onChange={setLastDay}
          error={areDaysWrong ? t('supplierCapacity.daysWrong') : undefined}
          required
        />
      </Group>
      <NumberInput
        label={t('supplierCapacity.minutesLeft')}
        min={0}
        allowDecimal={false}
        allowNegative={false}
        value={minutes}
        onChange={(value) => setMinutes(value === '' ? '' : Number(value))}
        error={
          isTooMany
            ? t('supplierCapacity.tooManyMinutes', {
                minutes: words.text('available-minutes', line.minutesPerDay),
              })
            : undefined
        }
      />
      <TextInput
        label={t('supplierCapacity.reason')}
        description={reason.trim() === '' ? t('supplierCapacity.reasonNeeded') : undefined}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
        withAsterisk
      />
    </FormDialog>
  )
}
