import { Button, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isSmallChange } from '#planning/forecast/small-changes'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { QuantityInput } from '#web/measure/quantity-input.tsx'
import { monthDay, shortWeek, weeksFrom } from '#web/measure/words.tsx'
import { type ItemForecast, OUTLOOK_WEEKS, type Run } from './item-page.tsx'
import type { OverrideEntry } from './override-panel.tsx'
import { isNoteMissing, OverrideReasonFields } from './override-reason.tsx'
import { OwnRecord } from './own-record.tsx'

const SCOPES = ['total', 'remainder'] as const
type Request = Pick<OverrideEntry, 'week' | 'scope' | 'reason' | 'note'> & { quantity: number }

/** One week's number in the place of the forecast; it takes a reason. */
export function OverrideForm(props: {
  forecast: ItemForecast
  run: Run
  isBusy: boolean
  onSave: (request: Request) => void
}) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { forecast, run } = props
  const weeks = weeksFrom(run.firstBucket, Math.min(OUTLOOK_WEEKS, run.horizonWeeks))
  const [week, setWeek] = useState(weeks[0]!)
  const [scope, setScope] = useState<Request['scope']>('total')
  const [quantity, setQuantity] = useState<number | null>(null)
  const [reason, setReason] = useState<Request['reason'] | null>(null)
  const [note, setNote] = useState('')
  const quantityField = useRef<HTMLDivElement>(null)
  const step = weeks.indexOf(week)
  const mean = (forecast.meanBeforeOverride ?? forecast.mean)[step]!
  const onBook = forecast.paid[step]! + forecast.deposit[step]! + forecast.subscription[step]!
  const now = scope === 'total' ? mean : Math.max(0, mean - onBook)
  const isSmall = quantity !== null && isSmallChange(quantity, now)
  const needsNote = isNoteMissing(reason, note)
  const save = () => {
    if (quantity === null || reason === null || needsNote) return
    props.onSave({ week, scope, quantity, reason, note: note.trim() })
    setQuantity(null)
    setNote('')
    quantityField.current?.querySelector('input')?.focus()
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Stack gap="xs">
        <Group gap="sm" align="flex-end">
          <Select
            label={t('override.week')}
            w={140}
            allowDeselect={false}
            value={week}
            onChange={(value) => value !== null && setWeek(value)}
            data={weeks.map((monday) => ({
              value: monday,
              label: `${shortWeek(monday)} ${monthDay(monday)}`,
            }))}
          />
          <SegmentedControl
            aria-label={t('override.scope')}
            value={scope}
            onChange={(value) => setScope(value as Request['scope'])}
            data={SCOPES.map((value) => ({ value, label: t(`override.scope-${value}`) }))}
          />
          <div>
            <Text size="xs" className="soft">
              {t('override.forecast')}
            </Text>
            <Text fw={600} lh="36px">
              <Measure of="forecast" value={now} />
            </Text>
          </div>
          <div ref={quantityField}>
            <QuantityInput label={t('override.quantity')} w={120} value={quantity} onChange={setQuantity} />
          </div>
          <OverrideReasonFields reason={reason} note={note} onReason={setReason} onNote={setNote} />
          <Button
            type="submit"
            loading={props.isBusy}
            disabled={quantity === null || reason === null || needsNote}
          >
            {t('override.save')}
          </Button>
        </Group>
        {isSmall ? (
          <Text size="sm" role="status" style={{ color: 'var(--warn)' }}>
            {t('override.small')}
            <span className="soft"> {words.text('forecast-error', quantity - now, { signed: true })}</span>
            <OwnRecord />
          </Text>
        ) : null}
      </Stack>
    </form>
  )
}
