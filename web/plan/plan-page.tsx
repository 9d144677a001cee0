import { Group, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { NoPlanYet } from '#web/frame/no-plan-yet.tsx'
import { SavedViews } from '#web/frame/saved-views.tsx'
import { ReportLinks } from '#web/measure/report-links.tsx'
import { useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { FilterSelect } from '#web/ui/filter-select.tsx'
import { PageHead, Panel } from '#web/ui/panel.tsx'
import { EmptyState, FilteredEmptyState, Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { planColumns } from './plan-columns.tsx'
import { PlanDetail } from './plan-detail.tsx'
import { PublishButton } from './publish-button.tsx'
import { PublicationsPanel } from './publish-panel.tsx'
import { PLAN_MEASURES } from './search-params.ts'
import { SupplyMeasures } from './supply-measures.tsx'

const route = getRouteApi('/plan')

export function PlanPage() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const name = useName()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const filter = { search: search.search, supplierId: search.supplierId }
  const query = useQuery({ ...trpc.orderPlan.grid.queryOptions(filter), placeholderData: (before) => before })
  const choices = useQuery(trpc.demand.choices.queryOptions())
  const show = search.show ?? PLAN_MEASURES[0]
  const type = useDebouncedCallback(
    (text: string) =>
      void navigate({ search: { ...search, search: text.trim() || undefined }, replace: true }),
    250,
  )
  return (
    <>
      <PageHead
        title={t('plan.title')}
        note={t('plan.note')}
        actions={
          <>
            <SavedViews page="/plan" />
            <ReportLinks report="order-plan" filter={filter} />
            {query.data ? <PublishButton run={query.data.run} /> : null}
          </>
        }
      />
      <Group gap="xs" mb="md" component="search">
        <TextInput
          key={search.search === undefined ? 'cleared' : 'typed'}
          size="xs"
          w={240}
          aria-label={t('planning.searchItem')}
          placeholder={t('planning.searchItem')}
          defaultValue={search.search ?? ''}
          onChange={(event) => type(event.currentTarget.value)}
        />
        <FilterSelect
          label={t('planning.supplier')}
          all={t('planning.allSuppliers')}
          value={search.supplierId}
          onChange={(value) =>
            void navigate({
              search: { ...search, supplierId: value === undefined ? undefined : Number(value) },
            })
          }
          choices={(choices.data?.suppliers ?? []).map((supplier) => ({
            value: String(supplier.supplierId),
            label: name(supplier),
          }))}
        />
        <SegmentedControl
          aria-label={t('plan.show')}
          value={show}
          onChange={(value) =>
            void navigate({ search: { ...search, show: value as typeof show }, replace: true })
          }
          data={[
            { value: 'orders', label: t('plan.showOrders') },
            { value: 'stock', label: t('plan.showStock') },
          ]}
        />
      </Group>
      <Loaded query={query} rows={14}>
        {(data) =>
          data === null ? (
            <NoPlanYet />
          ) : data.rows.length === 0 ? (
            filter.search || filter.supplierId !== undefined ? (
              <FilteredEmptyState onClear={() => void navigate({ search: {} })} />
            ) : (
              <EmptyState title={t('plan.emptyTitle')} text={t('plan.emptyText')} />
            )
          ) : (
            <Stack gap="md">
              <PlanDetail
                run={data.run}
                row={
                  data.rows.find((row) => rowKey(row) === search.open) ??
                  (data.rows.length === 1 ? data.rows[0] : undefined)
                }
                onClose={() => void navigate({ search: { ...search, open: undefined }, replace: true })}
              />
              <Panel
                title={t(show === 'stock' ? 'plan.showStock' : 'plan.showOrders')}
                note={`${t('ui.bucketWeek')} · ${t('ui.dataAsOf', { date: data.run.asOf })} · ${
                  data.rows.length < data.total
                    ? t('ui.rowsOfTotal', { shown: data.rows.length, total: data.total })
                    : t('ui.rows', { count: data.total })
                }`}
                flush
              >
                <DataTable
                  label={t('plan.title')}
                  rows={data.rows}
                  rowKey={rowKey}
                  columns={planColumns({
                    t,
                    name,
                    language: name({ nameZh: 'zh', nameEn: 'en' }),
                    run: data.run,
                    show,
                    onOpen: (row) =>
                      void navigate({ search: { ...search, open: rowKey(row) }, replace: true }),
                  })}
                  isChosen={(row) => rowKey(row) === search.open}
                  minWidth={1100}
                />
              </Panel>
              <PublicationsPanel />
              <SupplyMeasures />
            </Stack>
          )
        }
      </Loaded>
    </>
  )
}

function rowKey(row: { itemId: number; supplierId: number }): string {
  return `${row.itemId}-${row.supplierId}`
}
