import { Button, Group, Select, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#web/frame/session.tsx'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { PageHead, Panel } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { useCapacityColumns } from './capacity-columns.tsx'
import { DowntimeForm } from './downtime-form.tsx'
import { DowntimeList } from './downtime-list.tsx'
import { SlackForm } from './slack-form.tsx'
import { SlackOffers } from './slack-offers.tsx'
import { SupplierFrame } from './supplier-frame.tsx'

const route = getRouteApi('/supplier/capacity')

export type Capacity = Outputs['supplier']['capacity']
export type Line = Capacity['lines'][number]
export type LineWeek = Line['weeks'][number]

/** Minutes of a supplier's lines by week, what it said of them and what it offers. */
export function SupplierCapacityPage() {
  const search = route.useSearch()
  const { role } = useSession()
  return (
    <>
      <SupplierFrame page="capacity" supplierId={search.supplierId}>
        {(whose) => <LoadedCapacity {...whose} />}
      </SupplierFrame>
      {role !== 'supplier' && search.supplierId === undefined ? <SlackOffers /> : null}
    </>
  )
}

function LoadedCapacity(props: { supplierId?: number }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const query = useQuery(trpc.supplier.capacity.queryOptions(props))
  return (
    <Loaded query={query} rows={10}>
      {(capacity) =>
        capacity.lines.length === 0 ? (
          <>
            <PageHead title={t('supplierCapacity.title')} />
            <EmptyState title={t('supplierCapacity.emptyTitle')} text={t('supplierCapacity.emptyText')} />
          </>
        ) : (
          <Lines capacity={capacity} whose={props} />
        )
      }
    </Loaded>
  )
}

function Lines(props: { capacity: Capacity; whose: { supplierId?: number } }) {
  const { t } = useTranslation()
  const name = useName()
  const words = useMeasureWords()
  const { role } = useSession()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [isStating, setIsStating] = useState(false)
  const [offering, setOffering] = useState<LineWeek | null>(null)
  const { capacity } = props
  const line = capacity.lines.find(({ lineId }) => lineId === search.line) ?? capacity.lines[0]!
  const mayChange = role === 'supplier' || role === 'planner'
  const columns = useCapacityColumns({ capacity, line, mayChange, onOffer: setOffering })
  return (
    <>
      <PageHead
        title={t('supplierCapacity.title')}
        note={[
          t('supplierCapacity.note'),
          capacity.version === null
            ? t('supplierCapacity.noPublication')
            : t('supplier.version', { version: capacity.version }),
          t('ui.dataAsOf', { date: capacity.today }),
        ].join(' · ')}
      />
      <Group gap="xs" mb="md" component="search">
        <Select
          size="xs"
          w={220}
          aria-label={t('supplierCapacity.line')}
          allowDeselect={false}
          value={String(line.lineId)}
          onChange={(value) => void navigate({ search: { ...search, line: Number(value) } })}
          data={capacity.lines.map((each) => ({ value: String(each.lineId), label: name(each) }))}
        />
      </Group>
      <Stack gap="md">
        <Panel
          title={t('supplierCapacity.linePanel', { line: name(line) })}
          note={t('supplierCapacity.usualDay', {
            minutes: words.text('available-minutes', line.minutesPerDay),
          })}
          actions={
            mayChange ? (
              <Button onClick={() => setIsStating(true)}>{t('supplierCapacity.stateDowntime')}</Button>
            ) : null
          }
          flush
        >
          <DataTable
            label={t('supplierCapacity.linePanel', { line: name(line) })}
            rows={line.weeks}
            rowKey={({ week }) => week}
            columns={columns}
            maxHeight="60vh"
            minWidth={900}
          />
        </Panel>
        <DowntimeList capacity={capacity} mayChange={mayChange} />
        <SlackOffers {...props.whose} mayChange={mayChange} />
      </Stack>
      {isStating ? (
        <DowntimeForm line={line} today={capacity.today} onClose={() => setIsStating(false)} />
      ) : null}
      {offering ? <SlackForm line={line} week={offering} onClose={() => setOffering(null)} /> : null}
    </>
  )
}
