import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { addDays, daysBetween } from '#planning/time-bucket'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { ChartFrame } from '#web/ui/chart/frame.tsx'
import { LineSwatch } from '#web/ui/chart/pattern.tsx'
import { ChartTip } from '#web/ui/chart/tip.tsx'
import { useAxisNumber } from '#web/ui/number.tsx'
import { Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { type Campaign, nextStep } from './campaign-state.ts'

const COMPARED = 4
type Curves = Outputs['campaigns']['days']

interface Day {
  readonly daysBefore: number
  readonly [campaign: `c${number}`]: number | undefined
}

/** Net bookings of a campaign by days to its deadline, over those of earlier campaigns of its kind. */
export function BookingCurve(props: { campaign: Campaign; campaigns: readonly Campaign[]; asOf: string }) {
  const trpc = useTRPC()
  const { campaign } = props
  const earlier = props.campaigns
    .filter(
      (other) => other.kind === campaign.kind && other.depositTo < campaign.depositTo && other.placed > 0,
    )
    .sort((a, b) => (a.depositTo < b.depositTo ? 1 : -1))
    .slice(0, COMPARED)
  const shown = [campaign, ...earlier]
  const query = useQuery(
    trpc.campaigns.days.queryOptions({ campaignIds: shown.map((other) => other.campaignId) }),
  )
  return (
    <Loaded query={query} rows={6}>
      {(curves) => <Curve {...props} shown={shown} curves={curves} />}
    </Loaded>
  )
}

function Curve(props: { campaign: Campaign; shown: readonly Campaign[]; curves: Curves; asOf: string }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const axis = useAxisNumber()
  const { campaign, shown, asOf } = props
  const days = byDaysBefore(shown, props.curves, asOf)
  const isOpen = asOf <= campaign.depositTo
  const net = campaign.placed - campaign.cancelled
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
      ]}
      summary={
        isOpen
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
              cell: (day: Day) => <Measure of="demand" value={day[`c${other.campaignId}`]} />,
            })),
          ]}
        />
      }
    >
      <ResponsiveContainer width="100%" height={240}>
        <LineChart data={days} margin={{ top: 10, right: 90, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} />
          <XAxis
            dataKey="daysBefore"
            reversed={false}
            minTickGap={24}
            tickFormatter={(value: number) => `−${value}`}
          />
          <YAxis width={52} tickFormatter={axis} axisLine={false} tickLine={false} />
          <Tooltip
            isAnimationActive={false}
            content={
              <ChartTip
                title={(label) => t('campaigns.daysBefore', { count: Number(label) })}
                rows={(day: Day) =>
                  shown.map(
                    (other) => [name(other), words.text('demand', day[`c${other.campaignId}`])] as const,
                  )
                }
              />
            }
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
          <Line
            dataKey={`c${campaign.campaignId}`}
            stroke="var(--series-1)"
            strokeWidth={2.2}
            dot={false}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
    </ChartFrame>
  )
}

/** Cumulative net bookings per campaign, from the longest window down to the deadline. */
function byDaysBefore(shown: readonly Campaign[], curves: Curves, asOf: string): Day[] {
  const longest = Math.max(...shown.map((campaign) => daysBetween(campaign.depositFrom, campaign.depositTo)))
  const rows = Array.from(
    { length: longest + 1 },
    (_, index) => ({ daysBefore: longest - index }) as Record<string, number>,
  )
  for (const campaign of shown) {
    const perDay = new Map(
      curves
        .find((curve) => curve.campaignId === campaign.campaignId)
        ?.days.map((day) => [day.day, day.placed - day.cancelled]),
    )
    let net = 0
    for (const row of rows) {
      const day = addDays(campaign.depositTo, -row.daysBefore!)
      if (day < campaign.depositFrom || day > asOf) continue
      net += perDay.get(day) ?? 0
      row[`c${campaign.campaignId}`] = net
    }
  }
  return rows as unknown as Day[]
}
