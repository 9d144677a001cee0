import { useTranslation } from 'react-i18next'
import type { MeasureKey } from '#planning/measures'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { ReportLinks } from '#web/measure/report-links.tsx'
import { useName } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { Panel } from '#web/ui/panel.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'
import { SaidChart } from './said-chart.tsx'

export type Totals = NonNullable<Outputs['accuracy']['totals']>
type Group = Totals['groups'][number]

/** All items, categories and regions judged as one number a week each. */
export function TotalsPanel(props: { totals: Totals; lag: number; unit: string | undefined }) {
  const { t } = useTranslation()
  const columns = useColumns()
  if (props.totals.groups.length === 0) return null
  return (
    <>
      <SaidChart
        title={t('accuracy.totalChart')}
        weeks={props.totals.weeks}
        asOf={props.totals.run.asOf}
        bias={props.totals.groups.find(({ kind }) => kind === 'total')?.bias ?? null}
      />
      <Panel
        title={t('accuracy.totals')}
        note={t('accuracy.totalsNote')}
        foot={t('accuracy.totalsFoot')}
        actions={<ReportLinks report="accuracy-totals" filter={{ lagWeeks: props.lag, unit: props.unit }} />}
        flush
      >
        <DataTable
          label={t('accuracy.totals')}
          rows={props.totals.groups}
          rowKey={(row) => `${row.kind}/${row.categoryId}/${row.region}`}
          columns={columns}
          maxHeight="520px"
        />
      </Panel>
    </>
  )
}

function useColumns(): Column<Group>[] {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const figure = (
    key: MeasureKey,
    value: (row: Group) => number | null,
    header = words.label(key),
  ): Column<Group> => ({
    id: key,
    header,
    help: words.definition(key),
    align: 'end',
    cell: (row) => <Measure of={key} value={value(row)} signed={key === 'bias'} />,
  })
  const label = (row: Group) => {
    if (row.kind === 'total') return t('accuracy.all')
    if (row.kind === 'region') return row.region ?? t('demand.noRegion')
    return name({ nameZh: row.nameZh ?? '', nameEn: row.nameEn ?? '' })
  }
  return [
    { id: 'kind', header: t('accuracy.level'), cell: (row) => t(`accuracy.level-${row.kind}`) },
    { id: 'group', header: t('demand.group'), cell: label },
    figure('forecast', (row) => row.said, t('accuracy.said')),
    figure('actual-demand', (row) => row.happened, t('accuracy.happened')),
    figure('bias', (row) => row.bias),
    figure('wape', (row) => row.wape),
    figure('pinball-loss', (row) => row.quantileLoss),
    figure('coverage', (row) => row.coverage),
    figure('bucket-count', (row) => row.seriesBuckets, t('accuracy.weeks')),
  ]
}
