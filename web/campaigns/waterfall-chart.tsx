import { useTranslation } from 'react-i18next'
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  LabelList,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { certaintyWaterfall } from '#planning/certainty/certainty-waterfall'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { ChartFrame } from '#web/ui/chart/frame.tsx'
import { LineSwatch, PatternSwatch, patternFill } from '#web/ui/chart/pattern.tsx'
import { ChartTip } from '#web/ui/chart/tip.tsx'
import { useAxisNumber } from '#web/ui/number.tsx'
import { Panel } from '#web/ui/panel.tsx'
import { EmptyState } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { type Conditions, type Outlook, projectedDiscount, waterfallTerms } from './campaign-conditions.ts'
import type { CampaignSearch } from './campaign-search-params.ts'

const PARTS = [
  'certainty',
  'markdownsAvoided',
  'offSeasonCapacity',
  'channel',
  'incrementalVolume',
  'forfeits',
] as const

interface Step {
  readonly key: (typeof PARTS)[number] | 'discount'
  readonly name: string
  readonly fraction: number
  readonly moneyMinor: number
  readonly span: readonly [from: number, to: number]
  readonly part?: readonly [number, number]
  readonly whole?: readonly [number, number]
}

/** Where the discount that profit affords comes from, part by part, against the discount the campaign gives. */
export function WaterfallChart(props: { outlook: Outlook; conditions: Conditions; search: CampaignSearch }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const axis = useAxisNumber('percent')
  const { outlook, conditions, search } = props
  const terms = waterfallTerms(outlook, conditions, search)
  if (!terms)
    return (
      <Panel title={t('campaigns.waterfall')}>
        <EmptyState title={t('campaigns.noMargin')} text={t('campaigns.noMarginText')} />
      </Panel>
    )
  const waterfall = certaintyWaterfall(terms)
  const shown = PARTS.filter((part) => part !== 'forfeits' || terms.countsForfeits)
  let reached = 0
  const steps: Step[] = shown.map((key) => {
    const fraction = waterfall[key]
    const span = [reached, reached + fraction] as const
    reached += fraction
    return {
      key,
      name: t(`campaigns.part-${key}`),
      fraction,
      moneyMinor: fraction * terms.listPrice,
      span,
      part: span,
    }
  })
  const whole = [0, waterfall.discount] as const
  steps.push({
    key: 'discount',
    name: t('campaigns.part-discount'),
    fraction: waterfall.discount,
    moneyMinor: waterfall.discount * terms.listPrice,
    span: whole,
    whole,
  })
  const given = projectedDiscount(outlook)
  return (
    <ChartFrame
      title={t('campaigns.waterfall')}
      bucket={t('campaigns.waterfallBucket', { quantity: words.text('demand', terms.commitments) })}
      unit={t('campaigns.waterfallUnit')}
      asOf={outlook.asOf}
      legend={[
        { key: 'part', label: t('campaigns.legendPart'), mark: <PatternSwatch pattern="stripe" /> },
        { key: 'whole', label: t('campaigns.part-discount'), mark: <PatternSwatch pattern="solid" /> },
        ...(given > 0
          ? [
              {
                key: 'given',
                label: t('campaigns.givenDiscount', { discount: words.text('discount-share', given) }),
                mark: <LineSwatch color="var(--warn)" dashed />,
              },
            ]
          : []),
      ]}
      summary={t(
        given === 0
          ? 'campaigns.waterfallSummary'
          : given > waterfall.discount
            ? 'campaigns.waterfallOver'
            : 'campaigns.waterfallWithin',
        {
          discount: words.text('affordable-discount', waterfall.discount),
          money: words.text('unit-price', waterfall.discount * terms.listPrice),
          given: words.text('affordable-discount', given),
        },
      )}
      table={
        <DataTable
          label={t('campaigns.waterfall')}
          rows={steps}
          rowKey={(step) => step.key}
          columns={[
            { id: 'part', header: t('campaigns.part'), cell: (step) => step.name },
            {
              id: 'fraction',
              header: words.label('affordable-discount'),
              align: 'end',
              cell: (step) => <Measure of="affordable-discount" value={step.fraction} />,
            },
            {
              id: 'money',
              header: t('campaigns.perUnit'),
              align: 'end',
              cell: (step) => <Measure of="unit-price" value={step.moneyMinor} />,
            },
            {
              id: 'meaning',
              header: t('campaigns.meaning'),
              wraps: true,
              cell: (step) => t(`campaigns.why-${step.key}`),
            },
          ]}
        />
      }
    >
      <ResponsiveContainer width="100%" height={260}>
        <ComposedChart data={steps} margin={{ top: 22, right: 12, bottom: 0, left: 0 }} barCategoryGap="32%">
          <CartesianGrid vertical={false} />
          <XAxis dataKey="name" interval={0} tick={{ fontSize: 12 }} />
          <YAxis width={52} tickFormatter={axis} axisLine={false} tickLine={false} />
          <Tooltip
            cursor={{ fill: 'var(--row-hover)' }}
            isAnimationActive={false}
            content={
              <ChartTip
                title={String}
                rows={(step: Step) => [
                  [words.label('affordable-discount'), words.text('affordable-discount', step.fraction)],
                  [t('campaigns.perUnit'), words.text('unit-price', step.moneyMinor)],
                ]}
              />
            }
          />
          <ReferenceLine y={0} stroke="var(--line-strong)" />
          {given > 0 ? (
            <ReferenceLine y={given} stroke="var(--warn)" strokeDasharray="4 3" ifOverflow="extendDomain" />
          ) : null}
          {(['part', 'whole'] as const).map((key) => (
            <Bar
              key={key}
              dataKey={key}
              stackId="waterfall"
              fill={patternFill(key === 'part' ? 'stripe' : 'solid')}
              stroke={key === 'part' ? 'var(--series-2)' : 'var(--series-1)'}
              strokeWidth={0.8}
              isAnimationActive={false}
            >
              <LabelList
                dataKey={key}
                position="top"
                style={{ fill: 'var(--ink)', fontSize: 12, stroke: 'none' }}
                formatter={(span) =>
                  Array.isArray(span)
                    ? words.text('affordable-discount', Number(span[1]) - Number(span[0]))
                    : ''
                }
              />
            </Bar>
          ))}
        </ComposedChart>
      </ResponsiveContainer>
    </ChartFrame>
  )
}
