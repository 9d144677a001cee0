import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useName, useWeekWords } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { BucketBars } from '#web/ui/chart/bucket-bars.tsx'
import { PageHead, Panel } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { BoxCalendar } from './box-calendar.tsx'
import { LotsIntoBoxes } from './lots-into-boxes.tsx'

type Answer = Outputs['subscriptions']['plans']
type FlowWeek = { week: string; started: number; cancelled: number; skipped: number }

export function SubscriptionsPage() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const query = useQuery(trpc.subscriptions.plans.queryOptions())
  return (
    <>
      <PageHead title={t('subscriptions.title')} note={t('subscriptions.note')} />
      <Loaded query={query} rows={8}>
        {(data) =>
          data.plans.length === 0 ? (
            <EmptyState title={t('subscriptions.emptyTitle')} text={t('subscriptions.emptyText')} />
          ) : (
            <Stack gap="md">
              <FlowChart weeks={weeksTogether(data.weeks)} asOf={data.asOf} />
              <Plans data={data} />
              <BoxCalendar plans={data.plans} />
              <LotsIntoBoxes plans={data.plans} />
            </Stack>
          )
        }
      </Loaded>
    </>
  )
}

function Plans(props: { data: Answer }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const { plans, asOf } = props.data
  type Plan = Answer['plans'][number]
  return (
    <Panel title={t('subscriptions.list')} note={t('ui.dataAsOf', { date: asOf })} flush>
      <DataTable
        label={t('subscriptions.list')}
        rows={plans}
        rowKey={(plan) => plan.subscriptionPlanId}
        columns={[
          {
            id: 'plan',
            header: t('subscriptions.plan'),
            pinned: true,
            cell: (plan: Plan) => (
              <>
                {name(plan)} <span className="soft">{plan.code}</span>
              </>
            ),
          },
          {
            id: 'cadence',
            header: t('subscriptions.cadence'),
            cell: (plan) => t('subscriptions.everyWeeks', { count: plan.cadenceWeeks }),
          },
          {
            id: 'price',
            header: t('subscriptions.price'),
            align: 'end',
            cell: (plan) => <Measure of="unit-price" value={plan.priceMinor} />,
          },
          {
            id: 'active',
            header: words.label('active-subscriptions'),
            help: words.definition('active-subscriptions'),
            align: 'end',
            cell: (plan) => <Measure of="active-subscriptions" value={plan.active} />,
          },
          {
            id: 'prepaid',
            header: t('subscriptions.prepaid'),
            align: 'end',
            cell: (plan) => <Measure of="active-subscriptions" value={plan.prepaid} />,
          },
          {
            id: 'paused',
            header: t('subscriptions.paused'),
            align: 'end',
            cell: (plan) => <Measure of="active-subscriptions" value={plan.paused} />,
          },
        ]}
      />
    </Panel>
  )
}

function FlowChart(props: { weeks: readonly FlowWeek[]; asOf: string }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const weekWords = useWeekWords()
  const { weeks } = props
  const sum = (key: 'started' | 'cancelled') => weeks.reduce((total, week) => total + week[key], 0)
  return (
    <BucketBars
      title={t('subscriptions.flow')}
      unit={t('subscriptions.flowUnit')}
      asOf={props.asOf}
      summary={t('subscriptions.flowSummary', {
        count: weeks.length,
        started: words.text('started-subscriptions', sum('started')),
        cancelled: words.text('cancelled-subscriptions', sum('cancelled')),
      })}
      rows={weeks}
      bucket={(week) => week.week}
      words={weekWords}
      series={[
        {
          key: 'started',
          label: words.label('started-subscriptions'),
          pattern: 'solid',
          value: (week) => week.started,
        },
        {
          key: 'cancelled',
          label: words.label('cancelled-subscriptions'),
          pattern: 'cross',
          value: (week) => week.cancelled,
        },
      ]}
      text={(value) => words.text('active-subscriptions', value)}
      columns={[
        {
          id: 'skipped',
          header: t('subscriptions.skipped'),
          align: 'end',
          cell: (week) => <Measure of="active-subscriptions" value={week.skipped} />,
        },
      ]}
    />
  )
}

/** All plans together, one row per week. */
function weeksTogether(weeks: Answer['weeks']): FlowWeek[] {
  const together = new Map<string, FlowWeek>()
  for (const { week, started, cancelled, skipped } of weeks) {
    const before = together.get(week) ?? { week, started: 0, cancelled: 0, skipped: 0 }
    together.set(week, {
      week,
      started: before.started + started,
      cancelled: before.cancelled + cancelled,
      skipped: before.skipped + skipped,
    })
  }
  return [...together.values()].sort((a, b) => (a.week < b.week ? -1 : 1))
}
