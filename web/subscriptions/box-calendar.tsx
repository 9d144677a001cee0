import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { spreadRipeness } from '#planning/batches/box-calendar'
import { isoDate } from '#planning/time-bucket'
import { monthDay, useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { ChartFrame } from '#web/ui/chart/frame.tsx'
import { type Pattern, PatternSwatch } from '#web/ui/chart/pattern.tsx'
import { Chip, Panel } from '#web/ui/panel.tsx'
import { Loaded } from '#web/ui/state.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'
import { type Delivery, isPerishable, type PackedFruit, ripenessCalendar } from './box-fruits.ts'
import { FruitDays } from './fruit-days.tsx'
import { RipenessRibbon } from './ripeness-ribbon.tsx'
import { Temperatures } from './temperatures.tsx'

const route = getRouteApi('/subscriptions')

interface BoxPlan {
  readonly subscriptionPlanId: number
  readonly nameZh: string
  readonly nameEn: string
}

/** The coming boxes of a plan with something perishable in it: what is ripe when, and by when to order it. */
export function BoxCalendar(props: { plans: readonly BoxPlan[] }) {
  const trpc = useTRPC()
  const query = useQuery(trpc.subscriptions.boxes.queryOptions())
  return (
    <Loaded query={query} rows={6}>
      {({ asOf, deliveries }) => {
        const ofPlan = (planId: number) =>
          deliveries.filter((delivery) => delivery.subscriptionPlanId === planId)
        const plans = props.plans.filter((plan) => ofPlan(plan.subscriptionPlanId).some(isPerishable))
        return plans.length === 0 ? null : <PlanCalendar asOf={asOf} plans={plans} ofPlan={ofPlan} />
      }}
    </Loaded>
  )
}

function PlanCalendar(props: {
  asOf: string
  plans: readonly BoxPlan[]
  ofPlan: (planId: number) => readonly Delivery[]
}) {
  const { t } = useTranslation()
  const name = useName()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { asOf, plans } = props
  const plan = plans.find(({ subscriptionPlanId }) => subscriptionPlanId === search.plan) ?? plans[0]!
  const calendar = ripenessCalendar(props.ofPlan(plan.subscriptionPlanId), search)
  const columns = useDateColumns(asOf)
  if (!calendar) return null
  const { fruits, firstDay, spanDays, emptyDays } = calendar
  const summary = [
    t('subscriptions.ripeSummary', { count: spanDays, ripe: spanDays - emptyDays.length }),
    emptyDays.length > 0 ? t('subscriptions.emptyDays', { days: emptyDays.map(monthDay).join(', ') }) : '',
  ]
    .filter(Boolean)
    .join(' ')
  const isSet = search.ripening !== undefined || search.keeps !== undefined || search.home !== undefined
  const set = (days: Partial<Pick<typeof search, 'ripening' | 'keeps' | 'home'>>) =>
    void navigate({ search: (before) => ({ ...before, ...days }), replace: true })
  const mark = (pattern: Pattern, label: string) => ({
    key: pattern,
    label,
    mark: <PatternSwatch pattern={pattern} />,
  })
  const table = (
    <DataTable
      label={t('subscriptions.boxDates')}
      rows={fruits}
      rowKey={({ key }) => key}
      columns={columns}
      minWidth={900}
    />
  )
  return (
    <>
      <ChartFrame
        title={t('subscriptions.boxes')}
        bucket={t('subscriptions.byDay')}
        unit={t('subscriptions.ripeOrNot')}
        asOf={asOf}
        legend={[
          mark('solid', t('subscriptions.stateRipe')),
          mark('outline', t('subscriptions.stateHome')),
          mark('cross', t('subscriptions.nothingRipe')),
        ]}
        summary={summary}
        table={table}
        actions={
          <Select
            aria-label={t('subscriptions.plan')}
            w={260}
            maw="100%"
            allowDeselect={false}
            data={plans.map((each) => ({ value: String(each.subscriptionPlanId), label: name(each) }))}
            value={String(plan.subscriptionPlanId)}
            onChange={(value) =>
              void navigate({ search: value ? { plan: Number(value) } : {}, replace: true })
            }
          />
        }
      >
        <RipenessRibbon calendar={calendar} summary={summary} />
      </ChartFrame>
      <Temperatures
        fruits={[...new Map(fruits.map(({ delivery }) => [delivery.itemId, delivery])).values()]}
        search={search}
        onTry={(tried) => void navigate({ search: (before) => ({ ...before, ...tried }), replace: true })}
      />
      <Panel
        title={t('subscriptions.days')}
        note={t('subscriptions.daysNote')}
        foot={t('subscriptions.daysFoot')}
        flush
        actions={
          <>
            <Button
              size="xs"
              variant="default"
              onClick={() => {
                const home = spreadRipeness(
                  fruits.map(({ fruit }) => fruit),
                  firstDay,
                  spanDays,
                )
                set({ home: Object.fromEntries(fruits.map(({ key }, index) => [key, home[index]!])) })
              }}
            >
              {t('subscriptions.spread')}
            </Button>
            <Button
              size="xs"
              variant="default"
              disabled={!isSet}
              onClick={() => set({ ripening: undefined, keeps: undefined, home: undefined })}
            >
              {t('subscriptions.reset')}
            </Button>
          </>
        }
      >
        <FruitDays fruits={fruits} search={search} onSet={set} />
      </Panel>
    </>
  )
}

function useDateColumns(asOf: string): Column<PackedFruit>[] {
  const { t } = useTranslation()
  const name = useName()
  const date = (of: keyof PackedFruit['dates']): Column<PackedFruit> => ({
    id: of,
    header: t(`subscriptions.${of}`),
    help: t(`subscriptions.${of}Help`),
    cell: ({ dates }) => <span className="figure">{isoDate(dates[of])}</span>,
  })
  return [
    {
      id: 'box',
      header: t('subscriptions.box'),
      cell: ({ delivery }) => <span className="figure">{delivery.boxOn}</span>,
    },
    {
      id: 'item',
      header: t('subscriptions.fruit'),
      cell: ({ delivery }) => (
        <>
          {name(delivery)} <span className="soft">{delivery.code}</span>
        </>
      ),
    },
    date('orderByDay'),
    {
      id: 'order-state',
      header: t('subscriptions.orderState'),
      cell: ({ dates }) =>
        isoDate(dates.orderByDay) <= asOf ? (
          <Chip tone="warn">{t('subscriptions.orderPassed')}</Chip>
        ) : (
          <Chip tone="good">{t('subscriptions.orderOpen')}</Chip>
        ),
    },
    date('shipDay'),
    date('arrivalDay'),
    date('readyDay'),
    date('lastDay'),
  ]
}
