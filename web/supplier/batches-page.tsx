import { Group, Select, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { QuantitySum } from '#web/measure/quantity-sum.tsx'
import { useMoment, useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { KeyFigure, KeyFigures, PageHead, Panel } from '#web/ui/panel.tsx'
import { EmptyState, FilteredEmptyState, Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { type SupplierBatches, useSupplierBatchColumns } from './batch-columns.tsx'
import { BATCH_STATES } from './batches-search-params.ts'
import { SupplierFrame } from './supplier-frame.tsx'

const route = getRouteApi('/supplier/batches')

/** What a supplier's lines are to make, week by week, and how far each batch is. */
export function SupplierBatchesPage() {
  const search = route.useSearch()
  return (
    <SupplierFrame page="batches" supplierId={search.supplierId}>
      {(whose) => <LoadedBatches {...whose} />}
    </SupplierFrame>
  )
}

function LoadedBatches(props: { supplierId?: number }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const query = useQuery(trpc.supplier.batches.queryOptions(props))
  return (
    <Loaded query={query} rows={10}>
      {(told) =>
        told === null || told.batches.length === 0 ? (
          <>
            <PageHead title={t('supplierBatches.title')} />
            <EmptyState title={t('supplierBatches.emptyTitle')} text={t('supplierBatches.emptyText')} />
          </>
        ) : (
          <BatchList told={told} />
        )
      }
    </Loaded>
  )
}

function BatchList(props: { told: SupplierBatches }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const moment = useMoment()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { told } = props
  const columns = useSupplierBatchColumns(told.today)
  const lines = new Map(
    told.batches.map(({ lineCode, lineNameZh, lineNameEn }) => [
      lineCode,
      name({ nameZh: lineNameZh, nameEn: lineNameEn }),
    ]),
  )
  const shown = told.batches.filter(
    (batch) =>
      (search.line === undefined || batch.lineCode === search.line) &&
      (search.state === undefined || batch.state === search.state),
  )
  const toMake = shown.filter(({ state }) => state !== 'received')
  return (
    <>
      <PageHead
        title={t('supplierBatches.title')}
        note={[
          name(told),
          t('supplier.version', { version: told.version }),
          t('supplier.published', { date: moment(told.publishedAt) }),
        ].join(' · ')}
      />
      <Group gap="xs" mb="md" component="search">
        <Select
          size="xs"
          w={200}
          aria-label={t('planning.line')}
          placeholder={t('supplierBatches.allLines')}
          clearable
          value={search.line ?? null}
          onChange={(line) => void navigate({ search: { ...search, line: line ?? undefined } })}
          data={[...lines].map(([value, label]) => ({ value, label }))}
        />
        <Select
          size="xs"
          w={160}
          aria-label={t('supplierBatches.state')}
          placeholder={t('supplierBatches.allStates')}
          clearable
          value={search.state ?? null}
          onChange={(state) =>
            void navigate({
              search: { ...search, state: BATCH_STATES.find((each) => each === state) },
            })
          }
          data={BATCH_STATES.map((state) => ({ value: state, label: t(`supplierBatches.state-${state}`) }))}
        />
      </Group>
      <Stack gap="md">
        <KeyFigures>
          <KeyFigure
            label={words.label('batch-count')}
            value={<Measure of="batch-count" value={shown.length} />}
          />
          <KeyFigure
            label={t('supplierBatches.toMake')}
            value={<QuantitySum of="batch-quantity" parts={toMake.flatMap(({ items }) => items)} />}
          />
          {BATCH_STATES.map((state) => (
            <KeyFigure
              key={state}
              label={t(`supplierBatches.state-${state}`)}
              value={
                <Measure of="batch-count" value={shown.filter((batch) => batch.state === state).length} />
              }
            />
          ))}
        </KeyFigures>
        <Panel
          title={t('supplierBatches.list')}
          note={t('supplierBatches.listNote', { version: told.version })}
          flush
        >
          {shown.length === 0 ? (
            <FilteredEmptyState
              onClear={() => void navigate({ search: { ...search, line: undefined, state: undefined } })}
            />
          ) : (
            <DataTable
              label={t('supplierBatches.list')}
              rows={shown}
              rowKey={(batch) => batch.code}
              columns={columns}
              sort={
                search.sort ? { id: search.sort, desc: search.desc ?? false } : { id: 'week', desc: false }
              }
              onSort={(sort) =>
                void navigate({ search: { ...search, sort: sort.id, desc: sort.desc }, replace: true })
              }
              minWidth={1700}
            />
          )}
        </Panel>
      </Stack>
    </>
  )
}
