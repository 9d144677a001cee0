import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeasureKey } from '#planning/measures'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { NameWithCode } from '#web/ui/name-with-code.tsx'
import { Panel } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'
import type { DemandBy, DemandSearch } from './search-params.ts'

const route = getRouteApi('/demand')

type GroupKind = Exclude<DemandBy, 'item'>
type GroupList = NonNullable<Outputs['demand']['groups']>
type GroupRow = GroupList['rows'][number]

/** Demand of the coming weeks by category, product, region or shop owner, with ranges that add up. */
export function DemandGroups(props: {
  by: GroupKind
  filter: Pick<DemandSearch, 'search' | 'categoryId' | 'unit'>
}) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery({
    ...trpc.demand.groups.queryOptions({ by: props.by, ...props.filter }),
    placeholderData: (before) => before,
  })
  const title = t(`demand.by-${props.by}`)
  return (
    <Loaded query={query} rows={8}>
      {(data) =>
        data === null || data.rows.length === 0 ? (
          <EmptyState title={t('demand.groupsEmpty')} text={t('demand.groupsEmptyText')} />
        ) : (
          <Panel
            title={title}
            note={
              data.rows.length < data.total
                ? t('ui.rowsOfTotal', { shown: data.rows.length, total: data.total })
                : t('ui.rows', { count: data.total })
            }
            foot={t('demand.groupsFoot')}
            flush
          >
            <GroupTable
              label={title}
              data={data}
              sort={search.sort ? { id: search.sort, desc: search.desc ?? false } : null}
              onSort={(next) =>
                void navigate({ search: { ...search, sort: next.id, desc: next.desc }, replace: true })
              }
            />
          </Panel>
        )
      }
    </Loaded>
  )
}

function GroupTable(props: {
  label: string
  data: GroupList
  sort: { id: string; desc: boolean } | null
  onSort: (sort: { id: string; desc: boolean }) => void
}) {
  const columns = useGroupColumns(props.data)
  return (
    <DataTable
      label={props.label}
      rows={props.data.rows}
      columns={columns}
      rowKey={(row) => `${row.id}/${row.region}`}
      sort={props.sort ?? { id: 'forecast', desc: true }}
      onSort={props.onSort}
      minWidth={760}
    />
  )
}

function useGroupColumns({ by, weeks, rows }: GroupList): Column<GroupRow>[] {
  const { t, i18n } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  // biome-ignore lint/correctness/useExhaustiveDependencies: all words change with the language alone
  return useMemo(() => {
    const figure = (
      id: string,
      key: MeasureKey,
      value: (row: GroupRow) => number | null,
      header = words.label(key),
      help = words.definition(key),
    ): Column<GroupRow> => ({
      id,
      header,
      help,
      align: 'end',
      sortBy: value,
      cell: (row) => <Measure of={key} value={value(row)} />,
    })
    const label = (row: GroupRow) => {
      if (by === 'region') return row.region ?? t('demand.noRegion')
      if (row.nameZh === null || row.nameEn === null)
        return t(by === 'category' ? 'demand.noCategory' : 'demand.noProduct')
      return name({ nameZh: row.nameZh, nameEn: row.nameEn })
    }
    const columns: Column<GroupRow>[] = [
      {
        id: 'group',
        header: t('demand.group'),
        pinned: true,
        width: 260,
        sortBy: label,
        cell: (row) => (
          <NameWithCode name={<GroupName by={by} row={row} label={label(row)} />} code={row.code} />
        ),
      },
      ...(by === 'owner'
        ? [
            {
              id: 'region',
              header: t('demand.region'),
              sortBy: (row: GroupRow) => row.region ?? '',
              cell: (row: GroupRow) => row.region ?? t('demand.noRegion'),
            },
          ]
        : []),
      figure('forecast', 'forecast', (row) => row.mean),
      figure('low', 'forecast-low', (row) => row.low),
      figure('high', 'forecast-high', (row) => row.high),
      figure('known', 'known-demand', (row) => row.known),
      figure('known-share', 'known-share', (row) => (row.mean > 0 ? row.known / row.mean : 0)),
      figure(
        'before',
        'actual-demand',
        (row) => row.before,
        t('demand.before', { count: weeks }),
        t('demand.beforeHelp'),
      ),
    ]
    if (rows.some(({ itemCount }) => itemCount !== null))
      columns.push({
        id: 'items',
        header: t('demand.groupItems'),
        align: 'end',
        sortBy: (row) => row.itemCount,
        cell: (row) => <Measure of="bucket-count" value={row.itemCount} />,
      })
    return columns
  }, [i18n.language, by, weeks, rows])
}

/** A category opens the items in it. */
function GroupName(props: { by: GroupKind; row: GroupRow; label: string }) {
  const { unit } = route.useSearch()
  if (props.by !== 'category' || props.row.id === null) return props.label
  return (
    <Link className="plain-link" to="/demand" search={{ categoryId: props.row.id, unit }}>
      {props.label}
    </Link>
  )
}
