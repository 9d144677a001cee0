import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { FEWEST_BUCKETS } from '#planning/forecast/value-added'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { ChartFrame } from '#web/ui/chart/frame.tsx'
import { patternFill } from '#web/ui/chart/pattern.tsx'
import { ChartTip } from '#web/ui/chart/tip.tsx'
import { Chip, Panel } from '#web/ui/panel.tsx'
import { DataTable } from '#web/ui/table.tsx'
import type { AccuracyAnswer } from './accuracy-page.tsx'

type Steps = NonNullable<AccuracyAnswer['valueAdded']['steps']>
type Step = Steps[number]

const TONE = { better: 'good', worse: 'bad', neutral: 'plain' } as const

/** WAPE after each stage of the forecast, and what the stage gained on the one before. */
export function ValueAddedStairs(props: { valueAdded: AccuracyAnswer['valueAdded']; asOf: string }) {
  const { t } = useTranslation()
  const { steps, buckets } = props.valueAdded
  if (steps === null)
    return (
      <Panel title={t('accuracy.valueAdded')}>
        <Text size="sm">{t('accuracy.valueAddedTooFew', { count: buckets, needed: FEWEST_BUCKETS })}</Text>
      </Panel>
    )
  return <Stairs steps={steps} weeks={buckets} asOf={props.asOf} />
}

function Stairs(props: { steps: Steps; weeks: number; asOf: string }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { steps, weeks } = props
  const data = steps.map((step) => ({ ...step, label: t(`accuracy.stage-${step.stage}`) }))
  return (
    <ChartFrame
      title={t('accuracy.valueAdded')}
      unit={t('accuracy.valueAddedUnit')}
      asOf={props.asOf}
      legend={[]}
      foot={t('accuracy.valueAddedFoot')}
      summary={t('accuracy.valueAddedSummary', {
        count: weeks,
        first: words.text('wape', steps[0]?.wape),
        last: words.text('wape', steps.at(-1)?.wape),
      })}
      table={<StageTable steps={steps} weeks={weeks} />}
    >
      <ResponsiveContainer width="100%" height={44 * data.length + 34}>
        <BarChart data={data} layout="vertical" margin={{ top: 4, right: 24, bottom: 0, left: 0 }}>
          <CartesianGrid horizontal={false} />
          <XAxis type="number" domain={[0, 'auto']} tickFormatter={(value) => words.text('wape', value)} />
          <YAxis type="category" dataKey="label" width={180} tickLine={false} axisLine={false} />
          <Tooltip
            cursor={{ fill: 'var(--row-hover)' }}
            isAnimationActive={false}
            content={
              <ChartTip
                title={(label) => String(label)}
                rows={(step: Step) => [
                  [words.label('wape'), words.text('wape', step.wape)],
                  ...(step.gain === null
                    ? []
                    : [
                        [t('accuracy.gain'), words.text('value-added', step.gain, { signed: true })] as [
                          string,
                          string,
                        ],
                      ]),
                ]}
              />
            }
          />
          <Bar dataKey="wape" fill={patternFill('solid')} maxBarSize={26} isAnimationActive={false} />
        </BarChart>
      </ResponsiveContainer>
      <StageTable steps={steps} weeks={weeks} />
    </ChartFrame>
  )
}

function StageTable(props: { steps: Steps; weeks: number }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  return (
    <DataTable
      label={t('accuracy.valueAdded')}
      rows={props.steps}
      rowKey={(step) => step.stage}
      columns={[
        { id: 'stage', header: t('accuracy.stage'), cell: (step) => t(`accuracy.stage-${step.stage}`) },
        {
          id: 'wape',
          header: words.label('wape'),
          help: words.definition('wape'),
          align: 'end',
          cell: (step) => <Measure of="wape" value={step.wape} />,
        },
        {
          id: 'gain',
          header: words.label('value-added'),
          help: words.definition('value-added'),
          align: 'end',
          cell: (step) => <Measure of="value-added" value={step.gain} signed />,
        },
        {
          id: 'range',
          header: t('accuracy.gainRange'),
          align: 'end',
          cell: (step) =>
            step.gain === null ? (
              <Measure of="value-added" value={null} />
            ) : (
              t('accuracy.gainFromTo', {
                low: words.text('value-added', step.gainLow, { signed: true }),
                high: words.text('value-added', step.gainHigh, { signed: true }),
              })
            ),
        },
        {
          id: 'weeks',
          header: t('accuracy.weeks'),
          align: 'end',
          cell: () => <Measure of="bucket-count" value={props.weeks} />,
        },
        {
          id: 'verdict',
          header: t('accuracy.verdict'),
          cell: (step) =>
            step.verdict === null ? null : (
              <Chip tone={TONE[step.verdict]}>{t(`accuracy.verdict-${step.verdict}`)}</Chip>
            ),
        },
      ]}
    />
  )
}
