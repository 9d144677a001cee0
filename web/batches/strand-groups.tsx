import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { usePurposeWords } from '#web/measure/purpose.tsx'
import { shortWeek, useName, Week } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { Panel } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import type { Board, BoardBatch } from './line-load.ts'

type Group = Outputs['batches']['strandGroups'][number]

/** Who is behind the orders of a batch: when they ordered, and through which owners. */
export function StrandGroups(props: { run: Board['run']; batch: BoardBatch }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const name = useName()
  const words = useMeasureWords()
  const purposeWords = usePurposeWords()
  const query = useQuery(
    trpc.batches.strandGroups.queryOptions({
      planningRunId: props.run.planningRunId,
      batchNumber: props.batch.batchNumber,
    }),
  )
  const items = new Map(props.batch.items.map((item) => [item.itemId, item]))
  const itemName = (group: Group) => {
    const item = items.get(group.itemId)
    return item ? name(item) : ''
  }
  const cohort = (groupName: string) =>
    groupName === '*' ? t('batches.otherGroups') : t('batches.cohortOf', { week: shortWeek(groupName) })
  const owners = (groupName: string) =>
    groupName === '*' ? t('batches.otherGroups') : <span translate="no">{groupName}</span>
  return (
    <Panel title={t('batches.groups')} note={t('batches.groupsNote')} flush>
      <Loaded query={query} rows={3}>
        {(groups) =>
          groups.length === 0 ? (
            <EmptyState title={t('batches.noGroups')} />
          ) : (
            <DataTable
              label={t('batches.groups')}
              rows={groups.map((group, index) => ({ ...group, index }))}
              rowKey={(row) => row.index}
              maxHeight="340px"
              columns={[
                { id: 'item', header: t('planning.item'), cell: itemName },
                { id: 'purpose', header: t('batches.strand'), cell: (row) => purposeWords(row.purpose) },
                { id: 'needed', header: t('batches.needed'), cell: (row) => <Week of={row.needWeek} /> },
                {
                  id: 'quantity',
                  header: words.label('batch-quantity'),
                  align: 'end',
                  cell: (row) => <Measure of="batch-quantity" value={row.quantity} />,
                },
                {
                  id: 'cohorts',
                  header: t('batches.cohorts'),
                  wraps: true,
                  cell: (row) => <Parts parts={row.cohorts} label={cohort} />,
                },
                {
                  id: 'owners',
                  header: t('batches.ownerGroups'),
                  wraps: true,
                  cell: (row) => <Parts parts={row.ownerGroups} label={owners} />,
                },
              ]}
            />
          )
        }
      </Loaded>
    </Panel>
  )
}

function Parts(props: { parts: Group['cohorts']; label: (groupName: string) => ReactNode }) {
  return props.parts.map(({ groupName, quantity }) => (
    <div key={groupName}>
      {props.label(groupName)} <Measure of="batch-quantity" value={quantity} />
    </div>
  ))
}
