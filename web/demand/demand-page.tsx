import { Button, Group, SegmentedControl, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { BaseUnit } from '#planning/measures'
import { NoPlanYet } from '#web/frame/no-plan-yet.tsx'
import { SavedViews } from '#web/frame/saved-views.tsx'
import { useSession } from '#web/frame/session.tsx'
import { CountedIn } from '#web/measure/counted-in.tsx'
import { ReportLinks } from '#web/measure/report-links.tsx'
import { UnitChoice } from '#web/measure/unit-choice.tsx'
import { useTRPC } from '#web/trpc.ts'
import { IconGrid } from '#web/ui/icon.tsx'
import { PageHead, Panel } from '#web/ui/panel.tsx'
import { EmptyState, FilteredEmptyState, Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { useDemandColumns } from './demand-columns.tsx'
import { type DemandFilterName, DemandFilters } from './demand-filters.tsx'
import { DemandGroups } from './demand-groups.tsx'
import { RungChart } from './rung-chart.tsx'
import { DEMAND_BY, type DemandBy, type DemandSearch } from './search-params.ts'

const route = getRouteApi('/demand')

/** Filters that narrow the rows of each kind. */
const FILTERS: Readonly<Record<DemandBy, readonly DemandFilterName[]>> = {
  item: ['search', 'category', 'supplier', 'pattern'],
  category: [],
  product: ['search', 'category'],
  region: [],
  owner: ['search'],
}

/** The items that groups of a kind are made of: what is searched for are names of groups. */
function itemsOf(by: DemandBy, { unit, categoryId }: DemandSearch): DemandSearch {
  return { unit, categoryId: by === 'product' ? categoryId : undefined }
}

export function DemandPage() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const session = useSession()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { sort, desc, by = 'item', ...filter } = search
  const overview = useQuery({
    ...trpc.demand.overview.queryOptions(by === 'item' ? filter : itemsOf(by, filter)),
    placeholderData: (before) => before,
  })
  const columns = useDemandColumns()
  const isFiltered = Object.values({ ...filter, unit: undefined }).some((value) => value !== undefined)
  const groupFilter = { search: filter.search, categoryId: filter.categoryId, unit: filter.unit }
  const counted = overview.data && overview.data.units.length > 1 ? { unit: overview.data.unit } : {}
  return (
    <>
      <PageHead
        title={t('demand.title')}
        note={t('demand.note', { count: 13 })}
        actions={
          <>
            <SavedViews page="/demand" />
            {by === 'item' ? (
              <ReportLinks report="demand" filter={{ ...search, ...counted }} />
            ) : (
              <ReportLinks
                report="demand-groups"
                filter={{ ...groupFilter, group: by, sort, desc, ...counted }}
              />
            )}
            <Button
              variant="default"
              leftSection={<IconGrid size={14} />}
              renderRoot={(button) => <Link to="/demand/grid" search={filter} {...button} />}
            >
              {session.role === 'planner' ? t('grid.open') : t('grid.openReader')}
            </Button>
          </>
        }
      />
      <Group justify="space-between" align="flex-start" gap="xs">
        <DemandFilters
          filter={filter}
          of={FILTERS[by]}
          {...(by === 'item' ? {} : { searchLabel: t(`demand.search-${by}`) })}
          onChange={(change) => void navigate({ search: { ...search, ...change }, replace: true })}
        />
        <SegmentedControl
          mb="md"
          aria-label={t('demand.by')}
          value={by}
          onChange={(next) =>
            void navigate({
              search: { by: next === 'item' ? undefined : (next as DemandBy), unit: filter.unit },
              replace: true,
            })
          }
          data={DEMAND_BY.map((each) => ({ value: each, label: t(`demand.by-${each}`) }))}
        />
      </Group>
      <Loaded query={overview} rows={12}>
        {(data) =>
          data === null ? (
            <NoPlanYet />
          ) : data.rows.length === 0 ? (
            isFiltered ? (
              <FilteredEmptyState onClear={() => void navigate({ search: {} })} />
            ) : (
              <EmptyState title={t('demand.emptyTitle')} text={t('demand.emptyText')} />
            )
          ) : (
            <CountedIn unit={data.unit}>
              <UnitChoice
                units={data.units}
                value={data.unit}
                onChange={(unit) =>
                  void navigate({ search: { ...search, unit: unit as BaseUnit }, replace: true })
                }
              />
              <Stack gap="md">
                <RungChart
                  title={t('demand.chartTitle')}
                  firstWeek={data.run.firstBucket}
                  weeks={data.byWeek}
                  asOf={data.run.asOf}
                  range={data.range}
                />
                {by === 'item' ? (
                  <Panel
                    title={t('demand.items')}
                    note={
                      data.rows.length < data.total
                        ? t('ui.rowsOfTotal', { shown: data.rows.length, total: data.total })
                        : t('ui.rows', { count: data.total })
                    }
                    flush
                  >
                    <DataTable
                      label={t('demand.items')}
                      rows={data.rows}
                      columns={columns}
                      rowKey={(row) => row.itemId}
                      sort={sort ? { id: sort, desc: desc ?? false } : { id: 'forecast', desc: true }}
                      onSort={(next) =>
                        void navigate({
                          search: { ...search, sort: next.id, desc: next.desc },
                          replace: true,
                        })
                      }
                      minWidth={1080}
                    />
                  </Panel>
                ) : (
                  <DemandGroups by={by} filter={groupFilter} />
                )}
              </Stack>
            </CountedIn>
          )
        }
      </Loaded>
    </>
  )
}
