import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, bucketStart } from '#planning/time-bucket'
import { useSession } from '#web/frame/session.tsx'

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
    <Modal
      opened
      onClose={props.onClose}
      title={t('today.snoozeTitle', { what: props.what })}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
      transitionProps={{ duration: 0 }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isComplete) props.onSnooze(until, reason.trim())
        }}
      >
        <Stack gap="sm">
          <TextInput
            type="date"
            label={t('today.snoozeUntil')}
            required
            min={addDays(businessDate, 1)}
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
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
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {t('ui.cancel')}
            </Button>
            <Button type="submit" disabled={!isComplete}>
              {t('today.snooze')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
