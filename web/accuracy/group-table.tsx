import { SegmentedControl } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { methodText } from '#api/wording/forecast-method'
import type { Locale } from '#api/wording/locale'
import type { MeasureKey } from '#planning/measures'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { usePatternWords } from '#web/measure/pattern.tsx'
import { ReportLinks } from '#web/measure/report-links.tsx'
import { useName } from '#web/measure/words.tsx'
import { Panel } from '#web/ui/panel.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'
import type { AccuracyAnswer } from './accuracy-page.tsx'
import { GROUPINGS, type Grouping } from './search-params.ts'

const route = getRouteApi('/accuracy')

type Figures = AccuracyAnswer['total']

interface Row extends Figures {
  readonly key: string
  readonly label: string
  readonly itemId: string | null
}

export function GroupTable(props: { data: AccuracyAnswer; lag: number }) {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const label = useGroupLabel()
  const { data } = props
  const rows: Row[] = data.groups.map((group) => ({
    ...group,
    key: group.key ?? 'none',
    label: label(data.by, group),
    itemId: data.by === 'item' ? group.key : null,
  }))
  const total: Row = { ...data.total, key: 'all', label: t('accuracy.all'), itemId: null }
  const columns = useColumns(data.by)
  return (
    <Panel
      title={t('accuracy.groups')}
      flush
      foot={t('accuracy.definitions')}
      actions={
        <>
          <ReportLinks
            report="accuracy"
            filter={{
              by: data.by,
              lagWeeks: props.lag,
              unit: search.unit,
              sort: search.sort,
              desc: search.desc,
            }}
          />
          <SegmentedControl
            aria-label={t('accuracy.by')}
            value={search.by ?? 'category'}
            onChange={(by) => void navigate({ search: { ...search, by: by as Grouping }, replace: true })}
            data={GROUPINGS.map((by) => ({ value: by, label: t(`accuracy.by-${by}`) }))}
          />
        </>
      }
    >
      <DataTable
        label={t('accuracy.groups')}
        rows={rows}
        rowKey={(row) => row.key}
        columns={columns}
        maxHeight="520px"
        sort={search.sort ? { id: search.sort, desc: search.desc ?? false } : null}
        onSort={({ id, desc }) =>
          void navigate({ search: { ...search, sort: id, desc }, replace: true, resetScroll: false })
        }
        totalRow={
          <tr className="chosen">
            {columns.map((column) => (
              <td key={column.id} className={column.align ?? 'start'}>
                {column.cell(total)}
              </td>
            ))}
          </tr>
        }
      />
    </Panel>
  )
}

function useColumns(by: Grouping): Column<Row>[] {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const figure = (key: MeasureKey, value: (row: Row) => number | null, header?: string): Column<Row> => ({
    id: key,
    header: header ?? words.label(key),
    help: words.definition(key),
    align: 'end',
    sortBy: value,
    cell: (row) => <Measure of={key} value={value(row)} signed={key === 'bias'} />,
  })
  return [
    {
      id: 'group',
      header: t(`accuracy.by-${by}`),
      sortBy: (row) => row.label,
      cell: (row) =>
        row.itemId === null ? (
          row.label
        ) : (
          <Link className="plain-link" to="/demand/$item" params={{ item: row.itemId }}>
            {row.label}
          </Link>
        ),
    },
    figure('forecast', (row) => row.said, t('accuracy.said')),
    figure('actual-demand', (row) => row.happened, t('accuracy.happened')),
    figure('bias', (row) => row.bias),
    figure('wape', (row) => row.wape),
    figure('mase', (row) => row.mase),
    figure('pinball-loss', (row) => row.quantileLoss),
    figure('coverage', (row) => row.coverage),
    figure('bucket-count', (row) => row.weekCount, t('accuracy.weeks')),
  ]
}

function useGroupLabel(): (by: Grouping, group: AccuracyAnswer['groups'][number]) => string {
  const { t, i18n } = useTranslation()
  const name = useName()
  const pattern = usePatternWords()
  return (by, group) => {
    if (group.name) return name(group.name)
    if (by === 'method' && group.key !== null) return methodText(group.key, i18n.language as Locale)
    if (by === 'pattern') return pattern(group.key ?? 'none')
    if (by === 'category' || by === 'product' || by === 'supplier') return t(`accuracy.none-${by}`)
    return group.key ?? ''
  }
}
