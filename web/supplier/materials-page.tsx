import { Alert, Group, Select, Stack, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Measure } from '#web/measure/measure.tsx'
import { ReportLinks } from '#web/measure/report-links.tsx'
import { useMoment, useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { KeyFigure, KeyFigures, PageHead, Panel } from '#web/ui/panel.tsx'
import { EmptyState, FilteredEmptyState, Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { type MaterialRow, type SupplierMaterials, useMaterialColumns } from './material-columns.tsx'
import { MaterialStates } from './material-states.tsx'
import { type MaterialsSearch, URGENCIES } from './materials-search-params.ts'
import { SupplierFrame } from './supplier-frame.tsx'

const route = getRouteApi('/supplier/materials')

/** Material by week and authorisation, with the last day on which each can be ordered. */
export function SupplierMaterialsPage() {
  const search = route.useSearch()
  return (
    <SupplierFrame page="materials" supplierId={search.supplierId}>
      {(whose) => <LoadedMaterials {...whose} />}
    </SupplierFrame>
  )
}

function LoadedMaterials(props: { supplierId?: number }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const query = useQuery(trpc.supplier.materials.queryOptions(props))
  return (
    <Loaded query={query} rows={10}>
      {(told) =>
        told === null || told.rows.length === 0 ? (
          <>
            <PageHead title={t('supplierMaterials.title')} />
            {told ? <MissingBill told={told} /> : null}
            <EmptyState title={t('supplierMaterials.emptyTitle')} text={t('supplierMaterials.emptyText')} />
          </>
        ) : (
          <MaterialList told={told} supplierId={props.supplierId} />
        )
      }
    </Loaded>
  )
}

function MaterialList(props: { told: SupplierMaterials; supplierId: number | undefined }) {
  const { t } = useTranslation()
  const name = useName()
  const moment = useMoment()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const columns = useMaterialColumns()
  const { told } = props
  const find = useDebouncedCallback(
    (text: string) => void navigate({ search: { ...search, search: text || undefined }, replace: true }),
    250,
  )
  const shown = shownRows(told.rows, search)
  return (
    <>
      <PageHead
        title={t('supplierMaterials.title')}
        note={[
          name(told),
          t('supplier.version', { version: told.version }),
          t('supplier.published', { date: moment(told.publishedAt) }),
        ].join(' · ')}
        actions={
          <>
            <Link className="plain-link" to="/supplier/upstream" search={{ supplierId: props.supplierId }}>
              {t('upstream.open')}
            </Link>
            <ReportLinks
              report="materials"
              filter={{ supplierId: props.supplierId, sort: search.sort, desc: search.desc }}
            />
          </>
        }
      />
      <Group gap="xs" mb="md" component="search">
        <TextInput
          size="xs"
          w={220}
          aria-label={t('supplierMaterials.searchMaterial')}
          placeholder={t('supplierMaterials.searchMaterial')}
          defaultValue={search.search ?? ''}
          onChange={(event) => find(event.currentTarget.value)}
        />
        <Select
          size="xs"
          w={220}
          aria-label={t('supplierMaterials.urgency')}
          placeholder={t('supplierMaterials.allUrgencies')}
          clearable
          value={search.urgency ?? null}
          onChange={(urgency) =>
            void navigate({ search: { ...search, urgency: URGENCIES.find((each) => each === urgency) } })
          }
          data={URGENCIES.map((urgency) => ({
            value: urgency,
            label: t(`supplierMaterials.urgency-${urgency}`),
          }))}
        />
      </Group>
      <Stack gap="md">
        <MissingBill told={told} />
        <KeyFigures>
          {URGENCIES.map((urgency) => (
            <KeyFigure
              key={urgency}
              label={t(`supplierMaterials.urgency-${urgency}`)}
              value={
                <Measure of="row-count" value={told.rows.filter((row) => row.urgency === urgency).length} />
              }
            />
          ))}
        </KeyFigures>
        <MaterialStates told={told} supplierId={props.supplierId} />
        <Panel
          title={t('supplierMaterials.list')}
          note={`${t('supplierMaterials.listNote')} · ${t('ui.dataAsOf', { date: told.today })}`}
          flush
        >
          {shown.length === 0 ? (
            <FilteredEmptyState
              onClear={() => void navigate({ search: { ...search, search: undefined, urgency: undefined } })}
            />
          ) : (
            <DataTable
              label={t('supplierMaterials.list')}
              rows={shown}
              rowKey={(row) => `${row.materialId}/${row.week}`}
              columns={columns}
              sort={
                search.sort
                  ? { id: search.sort, desc: search.desc ?? false }
                  : { id: 'order-by', desc: false }
              }
              onSort={(sort) =>
                void navigate({ search: { ...search, sort: sort.id, desc: sort.desc }, replace: true })
              }
              maxHeight="70vh"
              rowHeight={56}
            />
          )}
        </Panel>
      </Stack>
    </>
  )
}

function MissingBill(props: { told: SupplierMaterials }) {
  const { t } = useTranslation()
  const name = useName()
  const { itemsWithoutBill } = props.told
  if (itemsWithoutBill.length === 0) return null
  return (
    <Alert color="gray" variant="light">
      {t('supplierMaterials.missingBill', {
        items: itemsWithoutBill.map(name).join(t('supplierMaterials.between')),
      })}
    </Alert>
  )
}

function shownRows(rows: readonly MaterialRow[], search: MaterialsSearch): MaterialRow[] {
  const wanted = search.search?.toLowerCase() ?? ''
  return rows.filter(
    (row) =>
      (search.urgency === undefined ? row.urgency !== 'in-work' : row.urgency === search.urgency) &&
      `${row.code} ${row.nameZh} ${row.nameEn}`.toLowerCase().includes(wanted),
  )
}
