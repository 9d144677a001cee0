import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { daysBetween } from '#planning/time-bucket'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { ChartFrame } from '#web/ui/chart/frame.tsx'
import { LineSwatch } from '#web/ui/chart/pattern.tsx'
import { ChartTip } from '#web/ui/chart/tip.tsx'
import { useAxisNumber } from '#web/ui/number.tsx'
import { Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { type BookingDay, bookingDays, type Curves, type Finish } from './booking-days.ts'
import { type Campaign, nextStep } from './campaign-state.ts'

/** Net bookings of a campaign by days to its deadline, over those of earlier campaigns, and where it is going. */
export function BookingCurve(props: {
  campaign: Campaign
  compared: readonly Campaign[]
  asOf: string
  finish?: Finish | null
}) {
  const trpc = useTRPC()
  const shown = [props.campaign, ...props.compared]
  const query = useQuery(
    trpc.campaigns.days.queryOptions({ campaignIds: shown.map((other) => other.campaignId) }),
  )
  return (
    <Loaded query={query} rows={6}>
      {(curves) => <Curve {...props} shown={shown} curves={curves} />}
    </Loaded>
  )
}

function Curve(props: {
  campaign: Campaign
  shown: readonly Campaign[]
  curves: Curves
  asOf: string
  finish?: Finish | null
}) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const axis = useAxisNumber()
  const { campaign, shown, asOf } = props
  const { finish } = props
  const days = bookingDays(shown, props.curves, asOf, finish)
  const isProjected = finish !== null && finish !== undefined && finish.days.length > 0
  const isOpen = asOf <= campaign.depositTo
  const net = days.findLast((day) => day[`c${campaign.campaignId}`] !== undefined)?.[
    `c${campaign.campaignId}`
  ]
  const step = nextStep(campaign)
  const past = shown.slice(1)
  return (
    <ChartFrame
      title={`${t('campaigns.curve')}: ${name(campaign)}`}
      bucket={t('campaigns.curveBucket')}
      unit={t('campaigns.curveUnit')}
      asOf={asOf}
      legend={[
        { key: 'chosen', label: name(campaign), mark: <LineSwatch color="var(--series-1)" /> },
        ...(past.length > 0
          ? [{ key: 'past', label: t('campaigns.past'), mark: <LineSwatch color="var(--history)" dashed /> }]
          : []),
        ...(isProjected
          ? [
              {
                key: 'mean',
                label: t('campaigns.projected'),
                mark: <LineSwatch color="var(--median)" dashed />,
              },
              {
                key: 'range',
                label: t('campaigns.projectedRange'),
                mark: <LineSwatch color="var(--band-outer)" thick />,
              },
            ]
          : []),
      ]}
      summary={
        isProjected
          ? `${t('campaigns.curveSummary', {
              name: name(campaign),
              days: daysBetween(asOf, campaign.depositTo),
              quantity: words.text('demand', net),
            })} ${finishWords(finish)}`
          : finish?.isAtLeast
            ? finishWords(finish)
            : isOpen
              ? t('campaigns.curveSummary', {
                  name: name(campaign),
                  days: daysBetween(asOf, campaign.depositTo),
                  quantity: words.text('demand', net),
                })
              : t('campaigns.curveClosed', { name: name(campaign), quantity: words.text('demand', net) })
      }
      foot={
        isOpen && step
          ? t('campaigns.nextStep', {
              quantity: words.text('demand', step.missing),
              discount: words.text('discount-share', step.discountFraction),
            })
          : undefined
      }
      table={
        <DataTable
          label={t('campaigns.curve')}
          rows={days}
          rowKey={(day) => day.daysBefore}
          maxHeight="300px"
          columns={[
            { id: 'days', header: t('campaigns.curveBucket'), align: 'end', cell: (day) => day.daysBefore },
            ...shown.map((other) => ({
              id: String(other.campaignId),
              header: name(other),
              align: 'end' as const,
              cell: (day: BookingDay) => <Measure of="demand" value={day[`c${other.campaignId}`]} />,
            })),
            ...(isProjected
              ? [
                  {
                    id: 'mean',
                    header: t('campaigns.projected'),
                    align: 'end' as const,
                    cell: (day: BookingDay) => <Measure of="demand" value={day.mean} />,
                  },
                  {
                    id: 'range',
                    header: t('campaigns.projectedRange'),
                    align: 'end' as const,
                    cell: (day: BookingDay) => rangeText(day.range),
                  },
                ]
              : []),
          ]}
        />
      }
    >
      <ResponsiveContainer width="100%" height={240}>
        <ComposedChart data={days} margin={{ top: 10, right: 90, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} />
          <XAxis
            dataKey="daysBefore"
            reversed={false}
            minTickGap={24}
            tickFormatter={(value: number) => (value === 0 ? '0' : `−${value}`)}
          />
          <YAxis width={52} tickFormatter={axis} axisLine={false} tickLine={false} />
          <Tooltip
            isAnimationActive={false}
            content={
              <ChartTip
                title={(label) => t('campaigns.daysBefore', { count: Number(label) })}
                rows={(day: BookingDay) => [
                  ...shown.map(
                    (other) => [name(other), words.text('demand', day[`c${other.campaignId}`])] as const,
                  ),
                  ...(day.mean === undefined
                    ? []
                    : [
                        [t('campaigns.projected'), words.text('demand', day.mean)] as const,
                        [t('campaigns.projectedRange'), rangeText(day.range)] as const,
                      ]),
                ]}
              />
            }
          />
          <Area
            dataKey="range"
            stroke="none"
            fill="var(--band-outer)"
            fillOpacity={0.5}
            isAnimationActive={false}
            activeDot={false}
          />
          {campaign.thresholdQuantity !== null ? (
            <ReferenceLine
              y={campaign.thresholdQuantity}
              stroke="var(--warn)"
              strokeDasharray="3 3"
              ifOverflow="extendDomain"
              label={{
                value: t('campaigns.thresholdLine', {
                  quantity: words.text('campaign-target', campaign.thresholdQuantity),
                }),
                position: 'right',
                fontSize: 11,
                fill: 'var(--ink-soft)',
              }}
            />
          ) : null}
          {past.map((other) => (
            <Line
              key={other.campaignId}
              dataKey={`c${other.campaignId}`}
              stroke="var(--history)"
              strokeDasharray="4 3"
              dot={false}
              isAnimationActive={false}
            />
          ))}
          {campaign.discountLadder.map((rung) =>
            rung.quantity === campaign.thresholdQuantity ? null : (
              <ReferenceLine
                key={rung.quantity}
                y={rung.quantity}
                stroke="var(--line-strong)"
                label={{
                  value: t('campaigns.rungLine', {
                    discount: words.text('discount-share', rung.discountFraction),
                  }),
                  position: 'right',
                  fontSize: 11,
                  fill: 'var(--ink-soft)',
                }}
              />
            ),
          )}
          {isProjected ? (
            <Line
              dataKey="mean"
              stroke="var(--median)"
              strokeWidth={1.8}
              strokeDasharray="5 3"
              dot={false}
              isAnimationActive={false}
            />
          ) : null}
          <Line
            dataKey={`c${campaign.campaignId}`}
            stroke="var(--series-1)"
            strokeWidth={2.2}
            dot={false}
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </ChartFrame>
  )

  function rangeText(range: readonly [number, number] | undefined): string {
    return range
      ? `${words.text('demand', range[0])} – ${words.text('demand', range[1])}`
      : words.text('demand', null)
  }

  function finishWords({ standing, isAtLeast, maySellOut }: Finish): string {
    if (isAtLeast)
      return t('campaigns.finishAtLeast', {
        name: name(campaign),
        quantity: words.text('demand', campaign.placed),
      })
    const range = {
      mean: words.text('demand', standing.mean),
      low: words.text('demand', standing.low),
      high: words.text('demand', standing.high),
    }
    return t(maySellOut ? 'campaigns.finishMaySellOut' : 'campaigns.finishRange', range)
  }
}
