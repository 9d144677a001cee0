import { Group, SegmentedControl, Switch, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { BaseUnit } from '#planning/measures'
import { NoPlanYet } from '#web/frame/no-plan-yet.tsx'
import { useSession } from '#web/frame/session.tsx'
import { UnitChoice } from '#web/measure/unit-choice.tsx'
import { useName, useUnit, weeksFrom } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { PageHead } from '#web/ui/panel.tsx'
import { EmptyState, FilteredEmptyState, Loaded } from '#web/ui/state.tsx'
import type { Sort } from '#web/ui/table.tsx'
import { DemandFilters } from './demand-filters.tsx'
import { type Grid, gridLines } from './grid-cells.ts'
import { GridPanel } from './grid-panel.tsx'
import { type GridSearch, WEEK_CHOICES } from './grid-search-params.ts'
import { useSortedItems } from './use-sorted-items.ts'

const route = getRouteApi('/demand/grid')

export function GridPage() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const session = useSession()
  const unitWords = useUnit()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { sort, desc, weeks = WEEK_CHOICES[0], categories, ...filter } = search
  const query = useQuery({
    ...trpc.demand.grid.queryOptions({ ...filter, weeks }),
    placeholderData: (before) => before,
  })
  const isFiltered = Object.values({ ...filter, unit: undefined }).some((value) => value !== undefined)
  const change = (to: Partial<GridSearch>) => void navigate({ search: { ...search, ...to }, replace: true })
  return (
    <>
      <PageHead
        above={
          <Link className="plain-link" to="/demand" search={filter}>
            ← {t('item.allItems')}
          </Link>
        }
        title={t('grid.title')}
        note={session.role === 'planner' ? t('grid.note') : t('grid.noteReader')}
      />
      <Group justify="space-between" align="flex-start" gap="xs">
        <DemandFilters filter={filter} onChange={change} />
        <Group gap="sm" mb="md">
          <Switch
            label={t('grid.categories')}
            checked={categories ?? false}
            onChange={(event) => change({ categories: event.currentTarget.checked || undefined })}
          />
          <SegmentedControl
            size="xs"
            aria-label={t('grid.weeks')}
            value={String(weeks)}
            onChange={(value) => change({ weeks: Number(value) })}
            data={WEEK_CHOICES.map((count) => ({
              value: String(count),
              label: t('grid.weekCount', { count }),
            }))}
          />
        </Group>
      </Group>
      <Loaded query={query} rows={14}>
        {(grid) =>
          grid === null ? (
            <NoPlanYet />
          ) : grid.rows.length === 0 ? (
            isFiltered ? (
              <FilteredEmptyState onClear={() => void navigate({ search: {} })} />
            ) : (
              <EmptyState title={t('demand.emptyTitle')} text={t('demand.emptyText')} />
            )
          ) : (
            <>
              <UnitChoice
                units={grid.units}
                value={grid.unit}
                onChange={(unit) => change({ unit: unit as BaseUnit })}
              />
              {grid.unit === 'piece' ? null : (
                <Text size="sm" className="soft" mb="xs">
                  {t('grid.inBaseUnit', { unit: unitWords(grid.unit) })}
                </Text>
              )}
              <Sorted
                grid={grid}
                withCategories={categories ?? false}
                sort={sort ? { id: sort, desc: desc ?? false } : { id: 'forecast', desc: true }}
                onSort={(next) => change({ sort: next.id, desc: next.desc })}
              />
            </>
          )
        }
      </Loaded>
    </>
  )
}

function Sorted(props: { grid: Grid; withCategories: boolean; sort: Sort; onSort: (sort: Sort) => void }) {
  const { grid, withCategories } = props
  const name = useName()
  const weeks = useMemo(() => weeksFrom(grid.run.firstBucket, grid.weeks), [grid.run.firstBucket, grid.weeks])
  const items = useSortedItems(grid.rows, weeks, props.sort, name)
  const lines = useMemo(() => gridLines(items, withCategories), [items, withCategories])
  return <GridPanel grid={grid} lines={lines} weeks={weeks} sort={props.sort} onSort={props.onSort} />
}
