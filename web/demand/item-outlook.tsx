import { Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useBaseUnit } from '#web/measure/counted-in.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { weekRange } from '#web/measure/words.tsx'
import { KeyFigure, Panel } from '#web/ui/panel.tsx'
import { type ItemForecast, OUTLOOK_WEEKS, type Run } from './item-page.tsx'
import { outlookParts } from './item-parts.ts'
import { quantileReader } from './item-weeks.ts'

const TOLD_LEVELS = [0.5, 0.8, 0.9] as const

/** Likely demand in plain words: next week and over the lead time. */
export function LeadTimePanel(props: { forecast: ItemForecast; run: Run }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { forecast, run } = props
  const quantile = quantileReader(forecast, run)
  const summed = (level: number) =>
    forecast.leadTimeQuantiles[run.quantileLevels.findIndex((stored) => Math.abs(stored - level) < 1e-9)]
  const tenths = (level: number) => Math.round(level * 10)
  return (
    <Panel title={t('item.leadTitle')}>
      <Group gap="xl" align="flex-start">
        <Stack gap={4}>
          <Text size="sm">
            {t('item.leadText', {
              weeks: forecast.leadTimeWeeks,
              mean: words.text('forecast', forecast.leadTimeMean),
            })}
          </Text>
          {TOLD_LEVELS.map((level) => (
            <Text key={level} size="sm">
              {t('planning.timesAtOrBelow', {
                tenths: tenths(level),
                quantity: words.text('forecast', summed(level)),
              })}
            </Text>
          ))}
        </Stack>
        <Stack gap={4}>
          <Text size="sm">{weekRange(run.firstBucket)}</Text>
          {TOLD_LEVELS.map((level) => (
            <Text key={level} size="sm">
              {t('planning.weekAtOrBelow', {
                tenths: tenths(level),
                quantity: words.text('forecast', quantile(level, 0)),
              })}
            </Text>
          ))}
        </Stack>
      </Group>
    </Panel>
  )
}

/** Gross deposits beside the part expected to be paid: a deposit is not a sale. */
export function DepositPanel(props: { forecast: ItemForecast; run: Run }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { forecast, run } = props
  const sum = (values: readonly number[]) =>
    values.slice(0, OUTLOOK_WEEKS).reduce((total, value) => total + value, 0)
  const gross = sum(forecast.grossDeposit)
  const expected = outlookParts(forecast, useBaseUnit()).deposit
  return (
    <Panel
      title={t('item.depositTitle')}
      note={t('planning.nextWeeks', { count: Math.min(OUTLOOK_WEEKS, run.horizonWeeks) })}
      foot={t('item.depositText')}
    >
      {gross > 0 ? (
        <Group gap="xl">
          <KeyFigure
            label={words.label('gross-deposit')}
            value={<Measure of="gross-deposit" value={gross} />}
          />
          <KeyFigure
            label={words.label('deposit-demand')}
            value={<Measure of="deposit-demand" value={expected} />}
          />
          <KeyFigure
            label={t('item.survives')}
            value={<Measure of="known-share" value={expected / gross} />}
          />
        </Group>
      ) : (
        <Text size="sm" className="soft">
          {t('item.noDeposit')}
        </Text>
      )}
    </Panel>
  )
}
