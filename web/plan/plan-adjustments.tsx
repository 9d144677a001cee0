import { List, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { shortWeek, weeksFrom } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import type { PlanRow } from './plan-columns.tsx'

/** Orders that differ from what the policy alone asks for, each with its reason. */
export function PlanAdjustments(props: {
  run: NonNullable<Outputs['orderPlan']['grid']>['run']
  row: PlanRow
}) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { run, row } = props
  if (row.adjustments.length === 0) return null
  const weeks = weeksFrom(run.firstBucket, run.horizonWeeks)
  const week = (step: number | null) => (step === null ? '' : shortWeek(weeks[step]!))
  return (
    <div style={{ padding: '0.75rem 1rem' }}>
      <Text size="sm" fw={600}>
        {t('plan.adjustments')}
      </Text>
      <List size="sm">
        {row.adjustments.map(({ reason, step, fromStep, quantity, saving }) => (
          <List.Item key={`${reason}/${step}/${fromStep}`}>
            {t(`plan.adjust-${reason}`, {
              week: week(step),
              fromWeek: week(fromStep),
              quantity: words.text('order-quantity', quantity),
              saving: words.text('money-at-risk', saving),
            })}
          </List.Item>
        ))}
      </List>
    </div>
  )
}
