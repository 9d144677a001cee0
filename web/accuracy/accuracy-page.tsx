import { SegmentedControl, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { BaseUnit } from '#planning/measures'
import { NoPlanYet } from '#web/frame/no-plan-yet.tsx'
import { SavedViews } from '#web/frame/saved-views.tsx'
import { CountedIn } from '#web/measure/counted-in.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { OwnersPanel } from '#web/measure/owners-panel.tsx'
import { UnitChoice } from '#web/measure/unit-choice.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { KeyFigure, KeyFigures, PageHead } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { GroupTable } from './group-table.tsx'
import { LagWaterfall } from './lag-waterfall.tsx'
import { OverrideReasons } from './override-reasons.tsx'
import { SaidChart } from './said-chart.tsx'
import { LAGS } from './search-params.ts'
import { TotalsPanel } from './totals-panel.tsx'
import { ValueAddedStairs } from './value-added-stairs.tsx'
import { WorstItems } from './worst-items.tsx'

const route = getRouteApi('/accuracy')
const FEW_WEEKS = 8

export type AccuracyAnswer = NonNullable<Outputs['accuracy']['scores']>

export function AccuracyPage() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const lag = search.lag ?? LAGS[1]
  const query = useQuery({
    ...trpc.accuracy.scores.queryOptions({ lagWeeks: lag, by: search.by ?? 'category', unit: search.unit }),
    placeholderData: (before) => before,
  })
  const totals = useQuery({
    ...trpc.accuracy.totals.queryOptions({ lagWeeks: lag, unit: search.unit }),
    placeholderData: (before) => before,
  })
  return (
    <>
      <PageHead
        title={t('accuracy.title')}
        note={t('accuracy.note')}
        actions={
          <>
            <SavedViews page="/accuracy" />
            <SegmentedControl
              aria-label={t('accuracy.lag')}
              value={String(lag)}
              onChange={(value) =>
                void navigate({ search: { ...search, lag: Number(value) }, replace: true })
              }
              data={LAGS.map((weeks) => ({
                value: String(weeks),
                label: weeks === 0 ? t('accuracy.sameWeek') : t('accuracy.lagWeeks', { count: weeks }),
              }))}
            />
          </>
        }
      />
      <Loaded query={query} rows={8}>
        {(data) =>
          data === null ? (
            <NoPlanYet />
          ) : (
            <CountedIn unit={data.unit}>
              <UnitChoice
                units={data.units}
                value={data.unit}
                onChange={(unit) =>
                  void navigate({ search: { ...search, unit: unit as BaseUnit }, replace: true })
                }
              />
              {data.weeks.length === 0 ? (
                <EmptyState title={t('accuracy.emptyTitle')} text={t('accuracy.emptyText')} />
              ) : (
                <Stack gap="md">
                  <Figures data={data} />
                  <SaidChart
                    title={t('accuracy.chart')}
                    weeks={data.weeks}
                    asOf={data.run.asOf}
                    bias={data.total.bias}
                  />
                  <ValueAddedStairs valueAdded={data.valueAdded} asOf={data.run.asOf} />
                  <LagWaterfall lag={lag} unit={search.unit} />
                  {search.version !== undefined && search.week !== undefined ? (
                    <WorstItems planningRunId={search.version} week={search.week} unit={search.unit} />
                  ) : null}
                  <GroupTable data={data} lag={lag} />
                  {totals.data ? <TotalsPanel totals={totals.data} lag={lag} unit={search.unit} /> : null}
                  <OverrideReasons unit={search.unit} />
                  <OwnersPanel runId={undefined} />
                </Stack>
              )}
            </CountedIn>
          )
        }
      </Loaded>
    </>
  )
}

function Figures(props: { data: AccuracyAnswer }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { total } = props.data
  return (
    <KeyFigures>
      <KeyFigure label={words.label('bias')} value={<Measure of="bias" value={total.bias} signed help />} />
      <KeyFigure label={words.label('wape')} value={<Measure of="wape" value={total.wape} help />} />
      <KeyFigure label={words.label('mase')} value={<Measure of="mase" value={total.mase} help />} />
      <KeyFigure
        label={words.label('pinball-loss')}
        value={<Measure of="pinball-loss" value={total.quantileLoss} help />}
      />
      <KeyFigure
        label={words.label('coverage')}
        value={<Measure of="coverage" value={total.coverage} help />}
        note={t('accuracy.coverageNote')}
      />
      <KeyFigure
        label={t('accuracy.weeks')}
        value={<Measure of="bucket-count" value={total.weekCount} />}
        note={total.weekCount < FEW_WEEKS ? t('accuracy.tooFew', { count: total.weekCount }) : undefined}
      />
    </KeyFigures>
  )
}
