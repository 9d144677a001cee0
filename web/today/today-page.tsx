import { SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Measure } from '#web/measure/measure.tsx'
import { ReportLinks } from '#web/measure/report-links.tsx'
import { useTRPC } from '#web/trpc.ts'
import { PageHead, Panel } from '#web/ui/panel.tsx'
import { EmptyState, FilteredEmptyState, Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { useExceptionColumns } from './exception-columns.tsx'
import { KINDS, type Kind } from './search-params.ts'

const route = getRouteApi('/today')

/** A worklist, not a board of widgets: open it and work from the top down. */
export function TodayPage() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery({
    ...trpc.worklist.exceptions.queryOptions({ kind: search.kind }),
    placeholderData: (before) => before,
  })
  const columns = useExceptionColumns()
  const counts = new Map(query.data?.counts.map((row) => [row.kind, Number(row.count)]))
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0)
  return (
    <>
      <PageHead
        title={t('today.title')}
        note={t('today.note')}
        actions={<ReportLinks report="exceptions" filter={search} />}
      />
      <Loaded query={query} rows={6}>
        {(data) =>
          data === null ? (
            <EmptyState title={t('planning.noRunTitle')} text={t('planning.noRunText')} />
          ) : all === 0 ? (
            <EmptyState title={t('today.emptyTitle')} text={t('today.emptyText')} />
          ) : (
            <>
              <SegmentedControl
                mb="md"
                aria-label={t('today.kinds')}
                value={search.kind ?? 'all'}
                onChange={(value) =>
                  void navigate({ search: { kind: value === 'all' ? undefined : (value as Kind) } })
                }
                data={[
                  { value: 'all', label: `${t('today.kind-all')} ${all}` },
                  ...KINDS.filter((kind) => (counts.get(kind) ?? 0) > 0 || kind === search.kind).map(
                    (kind) => ({
                      value: kind,
                      label: `${t(`today.kind-${kind}`)} ${counts.get(kind) ?? 0}`,
                    }),
                  ),
                ]}
              />
              {data.rows.length === 0 ? (
                <FilteredEmptyState onClear={() => void navigate({ search: {} })} />
              ) : (
                <Panel
                  title={search.kind ? t(`today.kind-${search.kind}`) : t('today.title')}
                  note={t('ui.dataAsOf', { date: data.run.asOf })}
                  flush
                  foot={
                    <>
                      {t('today.total')}:{' '}
                      <Measure
                        of="money-at-risk"
                        value={data.rows.reduce((sum, row) => sum + row.moneyAtRiskMinor, 0)}
                      />
                    </>
                  }
                >
                  <DataTable
                    label={t('today.title')}
                    rows={data.rows}
                    rowKey={(row) => row.exceptionNumber}
                    columns={columns}
                    sort={
                      search.sort
                        ? { id: search.sort, desc: search.desc ?? false }
                        : { id: 'money', desc: true }
                    }
                    onSort={(sort) =>
                      void navigate({ search: { ...search, sort: sort.id, desc: sort.desc }, replace: true })
                    }
                    minWidth={1050}
                  />
                </Panel>
              )}
            </>
          )
        }
      </Loaded>
    </>
  )
}
