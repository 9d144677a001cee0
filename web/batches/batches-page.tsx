import { Group, Select, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { NoPlanYet } from '#web/frame/no-plan-yet.tsx'
import { SavedViews } from '#web/frame/saved-views.tsx'
import { useSession } from '#web/frame/session.tsx'
import { CountedIn } from '#web/measure/counted-in.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { QuantitySum } from '#web/measure/quantity-sum.tsx'
import { ReportLinks } from '#web/measure/report-links.tsx'
import { useName } from '#web/measure/words.tsx'
import { useTRPC } from '#web/trpc.ts'
import { KeyFigure, KeyFigures, PageHead, Panel } from '#web/ui/panel.tsx'
import { EmptyState, FilteredEmptyState, Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import { BatchCard } from './batch-card.tsx'
import { useBatchColumns } from './batch-columns.tsx'
import { BatchThread } from './batch-thread.tsx'
import { BoardActions } from './board-actions.tsx'
import { CertaintyDial } from './certainty-dial.tsx'
import { DecisionPanel } from './decision-panel.tsx'
import { Gantt } from './gantt.tsx'
import { type Board, loadState } from './line-load.ts'
import { type BatchesSearch, withBatch } from './search-params.ts'
import { StrandGroups } from './strand-groups.tsx'
import { useCards } from './use-cards.ts'
import { WhatIf } from './what-if.tsx'

const route = getRouteApi('/batches')

export function BatchesPage() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const name = useName()
  const session = useSession()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = useQuery({
    ...trpc.batches.board.queryOptions({ supplierId: search.supplierId }),
    placeholderData: (before) => before,
  })
  const choices = useQuery(trpc.demand.choices.queryOptions())
  return (
    <>
      <PageHead
        title={t('batches.title')}
        note={t('batches.note')}
        actions={
          <>
            {query.data && session.role === 'planner' ? <BoardActions board={query.data} /> : null}
            <SavedViews page="/batches" />
            <ReportLinks
              report="batches"
              filter={{ supplierId: search.supplierId, sort: search.sort, desc: search.desc }}
            />
          </>
        }
      />
      <Group gap="xs" mb="md" component="search">
        <Select
          size="xs"
          w={220}
          aria-label={t('planning.supplier')}
          placeholder={t('planning.allSuppliers')}
          clearable
          searchable
          value={search.supplierId === undefined ? null : String(search.supplierId)}
          onChange={(value) =>
            void navigate({ search: { supplierId: value === null ? undefined : Number(value) } })
          }
          data={(choices.data?.suppliers ?? []).map((supplier) => ({
            value: String(supplier.supplierId),
            label: name(supplier),
          }))}
        />
      </Group>
      <Loaded query={query} rows={12}>
        {(board) =>
          board === null ? (
            <NoPlanYet />
          ) : board.batches.length === 0 && board.loads.length === 0 ? (
            search.supplierId === undefined ? (
              <EmptyState title={t('batches.emptyTitle')} text={t('batches.emptyText')} />
            ) : (
              <FilteredEmptyState onClear={() => void navigate({ search: {} })} />
            )
          ) : (
            <BoardView board={board} />
          )
        }
      </Loaded>
    </>
  )
}

function BoardView(props: { board: Board }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const session = useSession()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { board } = props
  const cards = useCards(board.run.planningRunId)
  const columns = useBatchColumns(board, cards)
  const chosen = board.batches.find((batch) => batch.batchNumber === search.batch)
  const show = (next: BatchesSearch) => void navigate({ search: next, replace: true, resetScroll: false })
  const choose = (batch: number | undefined) => show(withBatch(search, batch))
  const move = (batch: number, { lineId: toLine, week: toWeek }: { lineId: number; week: string }) =>
    show(withBatch(search, batch, { toLine, toWeek }))
  const put = (batch: number, toPlace: number) => show(withBatch(search, batch, { toPlace, decide: 'order' }))
  const detailed = board.loads.filter((load) => load.isDetailed)
  return (
    <Stack gap="md">
      <KeyFigures>
        <KeyFigure
          label={words.label('batch-count')}
          value={<Measure of="batch-count" value={board.batches.length} />}
        />
        <KeyFigure
          label={words.label('batch-quantity')}
          value={<QuantitySum of="batch-quantity" parts={board.batches.flatMap(({ items }) => items)} />}
        />
        <KeyFigure
          label={t('batches.overloadWeeks')}
          value={
            <Measure
              of="bucket-count"
              value={detailed.filter((load) => loadState(load) === 'overload').length}
            />
          }
        />
        <KeyFigure
          label={t('batches.troughWeeks')}
          value={
            <Measure
              of="bucket-count"
              value={detailed.filter((load) => loadState(load) === 'trough').length}
            />
          }
        />
        <KeyFigure
          label={words.label('batch-gap')}
          value={<Measure of="batch-gap" value={board.run.batchGapFraction} help />}
        />
      </KeyFigures>
      <CountedIn unit={chosen?.items[0]?.baseUnit ?? 'piece'}>
        {chosen ? <BatchCard board={board} batch={chosen} card={cards.get(chosen.batchNumber)} /> : null}
        {chosen && session.role === 'planner' ? (
          <DecisionPanel key={chosen.batchNumber} board={board} batch={chosen} />
        ) : null}
        {chosen ? (
          <CertaintyDial
            key={`dial ${chosen.batchNumber}`}
            board={board}
            batch={chosen}
            mayDecide={session.role === 'planner'}
          />
        ) : null}
        {chosen ? <BatchThread run={board.run} batch={chosen} onClose={() => choose(undefined)} /> : null}
        {chosen && session.role === 'planner' ? <StrandGroups run={board.run} batch={chosen} /> : null}
      </CountedIn>
      <Panel
        title={t('batches.schedule')}
        note={t('batches.scheduleNote', { count: board.run.detailWeeks, date: board.run.asOf })}
        flush
      >
        <Gantt
          board={board}
          chosen={search.batch}
          target={targetOf(chosen, search)}
          onChoose={choose}
          onMove={session.role === 'planner' ? move : null}
          place={search.decide === 'order' ? search.toPlace : undefined}
          onPlace={put}
        />
      </Panel>
      {board.lines.length > 0 ? <WhatIf key={search.supplierId ?? 'all'} board={board} /> : null}
      <Panel title={t('batches.list')} note={t('ui.rows', { count: board.batches.length })} flush>
        <DataTable
          label={t('batches.list')}
          rows={board.batches}
          rowKey={(batch) => batch.batchNumber}
          columns={columns}
          isChosen={(batch) => batch.batchNumber === search.batch}
          sort={search.sort ? { id: search.sort, desc: search.desc ?? false } : { id: 'dates', desc: false }}
          onSort={(sort) =>
            void navigate({ search: { ...search, sort: sort.id, desc: sort.desc }, replace: true })
          }
          minWidth={1560}
        />
      </Panel>
    </Stack>
  )
}

/** Where the chosen batch would go by the address; null while it stays. */
function targetOf(chosen: Board['batches'][number] | undefined, search: BatchesSearch) {
  if (!chosen || (search.toLine === undefined && search.toWeek === undefined)) return null
  return { lineId: search.toLine ?? chosen.lineId, week: search.toWeek ?? chosen.week }
}
