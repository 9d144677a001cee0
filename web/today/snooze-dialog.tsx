import { Button, Group, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, bucketStart } from '#planning/time-bucket'
import { useSession } from '#web/frame/session.tsx'
import { DateField } from '#web/ui/date-field.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'

/** Putting off needs a day and a reason. */
export function SnoozeDialog(props: {
  what: string
  onClose: () => void
  onSnooze: (until: string, reason: string) => void
}) {
  const { t } = useTranslation()
  const { businessDate } = useSession()
  const [until, setUntil] = useState(addDays(businessDate, 1))
  const [reason, setReason] = useState('')
  const isComplete = until > businessDate && reason.trim() !== ''
  const days = [
    ['today.snoozeTomorrow', addDays(businessDate, 1)],
    ['today.snoozeMonday', addDays(bucketStart(businessDate, 'week'), 7)],
    ['today.snoozeTwoWeeks', addDays(businessDate, 14)],
  ] as const
  return (
    <FormDialog
      title={t('today.snoozeTitle', { what: props.what })}
      action={t('today.snooze')}
      isReady={isComplete}
      isBusy={false}
      onSend={() => props.onSnooze(until, reason.trim())}
      onClose={props.onClose}
    >
      <DateField
        label={t('today.snoozeUntil')}
        required
        min={addDays(businessDate, 1)}
        value={until}
        onChange={setUntil}
      />
      <Group gap="xs">
        {days.map(([label, day]) => (
          <Button key={label} size="compact-xs" variant="default" onClick={() => setUntil(day)}>
            {t(label)}
          </Button>
        ))}
      </Group>
      <TextInput
        label={t('today.snoozeReason')}
        required
        data-autofocus
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  )
}
