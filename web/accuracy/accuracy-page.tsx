import { SegmentedControl, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { KeyFigure, KeyFigures, PageHead, Panel } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'
import { SaidChart } from './said-chart.tsx'
import { LAGS } from './search-params.ts'

const route = getRouteApi('/accuracy')
const FEW_WEEKS = 8

type Answer = NonNullable<Outputs['accuracy']['weeks']>
export type AccuracyWeek = Answer['weeks'][number]

interface CategoryScore {
  readonly key: string
  readonly label: string
  readonly said: number
  readonly happened: number
  readonly absoluteError: number
  readonly weekCount: number
}

export function AccuracyPage() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const lag = search.lag ?? LAGS[1]
  const query = useQuery({
    ...trpc.accuracy.weeks.queryOptions({ lagWeeks: lag }),
    placeholderData: (before) => before,
  })
  return (
    <>
      <PageHead
        title={t('accuracy.title')}
        note={t('accuracy.note')}
        actions={
          <SegmentedControl
            aria-label={t('accuracy.lag')}
            value={String(lag)}
            onChange={(value) => void navigate({ search: { lag: Number(value) }, replace: true })}
            data={LAGS.map((weeks) => ({
              value: String(weeks),
              label: weeks === 0 ? t('accuracy.sameWeek') : t('accuracy.lagWeeks', { count: weeks }),
            }))}
          />
        }
      />
      <Loaded query={query} rows={8}>
        {(data) =>
          data === null ? (
            <EmptyState title={t('planning.noRunTitle')} text={t('planning.noRunText')} />
          ) : data.weeks.length === 0 ? (
            <EmptyState title={t('accuracy.emptyTitle')} text={t('accuracy.emptyText')} />
          ) : (
            <Scores data={data} />
          )
        }
      </Loaded>
    </>
  )
}

function Scores(props: { data: Answer }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const words = useMeasureWords()
  const name = useName()
  const choices = useQuery(trpc.demand.choices.queryOptions())
  const { weeks, run } = props.data
  const all = score('all', t('accuracy.all'), weeks)
  const categories = [...new Set(weeks.map((week) => week.categoryId))].map((categoryId) => {
    const category = choices.data?.categories.find((candidate) => candidate.categoryId === categoryId)
    return score(
      String(categoryId),
      category ? name(category) : t('accuracy.uncategorised'),
      weeks.filter((week) => week.categoryId === categoryId),
    )
  })
  const columns: Column<CategoryScore>[] = [
    { id: 'category', header: t('accuracy.category'), cell: (row) => row.label },
    {
      id: 'said',
      header: t('accuracy.said'),
      align: 'end',
      cell: (row) => <Measure of="forecast" value={row.said} />,
    },
    {
      id: 'happened',
      header: t('accuracy.happened'),
      align: 'end',
      cell: (row) => <Measure of="actual-demand" value={row.happened} />,
    },
    {
      id: 'bias',
      header: words.label('bias'),
      help: words.definition('bias'),
      align: 'end',
      cell: (row) => <Measure of="bias" value={bias(row)} signed />,
    },
    {
      id: 'wape',
      header: words.label('wape'),
      help: words.definition('wape'),
      align: 'end',
      cell: (row) => <Measure of="wape" value={wape(row)} />,
    },
    {
      id: 'weeks',
      header: t('accuracy.weeks'),
      align: 'end',
      cell: (row) => <Measure of="bucket-count" value={row.weekCount} />,
    },
  ]
  return (
    <Stack gap="md">
      <KeyFigures>
        <KeyFigure label={words.label('bias')} value={<Measure of="bias" value={bias(all)} signed help />} />
        <KeyFigure label={words.label('wape')} value={<Measure of="wape" value={wape(all)} help />} />
        <KeyFigure
          label={t('accuracy.weeks')}
          value={<Measure of="bucket-count" value={all.weekCount} />}
          note={all.weekCount < FEW_WEEKS ? t('accuracy.tooFew', { count: all.weekCount }) : undefined}
        />
      </KeyFigures>
      <SaidChart weeks={weeks} asOf={run.asOf} bias={bias(all)} />
      <Panel title={t('accuracy.byCategory')} flush foot={t('accuracy.definitions')}>
        <DataTable
          label={t('accuracy.byCategory')}
          rows={[...categories.sort((a, b) => b.happened - a.happened), all]}
          rowKey={(row) => row.key}
          columns={columns}
          isChosen={(row) => row.key === 'all'}
        />
      </Panel>
    </Stack>
  )
}

function score(key: string, label: string, weeks: readonly AccuracyWeek[]): CategoryScore {
  const sum = (value: (week: AccuracyWeek) => number) => weeks.reduce((total, week) => total + value(week), 0)
  return {
    key,
    label,
    said: sum((week) => week.said),
    happened: sum((week) => week.happened),
    absoluteError: sum((week) => week.absoluteError),
    weekCount: new Set(weeks.map((week) => week.week)).size,
  }
}

function bias(row: CategoryScore): number | null {
  return row.happened > 0 ? (row.said - row.happened) / row.happened : null
}

function wape(row: CategoryScore): number | null {
  return row.happened > 0 ? row.absoluteError / row.happened : null
}
