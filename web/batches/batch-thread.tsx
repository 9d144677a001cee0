import { CloseButton, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { AuthorisationChip } from '#web/measure/authorisation.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { PurposeSwatch, usePurposeWords } from '#web/measure/purpose.tsx'
import { useName, Week } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { Chip, KeyFigure, Panel } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { DataTable } from '#web/ui/table.tsx'
import type { Board, BoardBatch } from './line-load.ts'

type Strand = Outputs['batches']['strands'][number]

/** A batch unravelled: every strand of demand and stock it is made for. */
export function BatchThread(props: { run: Board['run']; batch: BoardBatch; onClose: () => void }) {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const words = useMeasureWords()
  const name = useName()
  const { batch } = props
  const query = useQuery(
    trpc.batches.strands.queryOptions({
      planningRunId: props.run.planningRunId,
      batchNumber: batch.batchNumber,
    }),
  )
  return (
    <Panel
      title={`${t('batches.thread')}: ${t('batches.batch', { number: batch.batchNumber })} · ${name({ nameZh: batch.familyZh, nameEn: batch.familyEn })}`}
      note={t('batches.threadNote')}
      actions={<CloseButton aria-label={t('ui.close')} onClick={props.onClose} />}
      flush
    >
      <Group gap="xl" p="sm" px="md" align="flex-start">
        <KeyFigure
          label={words.label('batch-quantity')}
          value={<Measure of="batch-quantity" value={batch.quantity} />}
        />
        <KeyFigure
          label={words.label('minimum-quantity')}
          value={<Measure of="minimum-quantity" value={batch.minimumQuantity || null} />}
        />
        <KeyFigure
          label={words.label('run-minutes')}
          value={<Measure of="run-minutes" value={batch.runMinutes} />}
        />
        <KeyFigure
          label={words.label('setup-minutes')}
          value={<Measure of="setup-minutes" value={batch.setupMinutes} />}
        />
        <Stack gap={4}>
          <Text size="xs" className="soft">
            {batch.startsOn} – {batch.endsOn}
          </Text>
          <Group gap={6}>
            <AuthorisationChip of={batch.authorisation} />
            <Chip>{t(`planning.batch-${batch.state as 'planned' | 'firm' | 'released'}`)}</Chip>
          </Group>
        </Stack>
      </Group>
      <Loaded query={query} rows={4}>
        {(strands) =>
          strands.length === 0 ? (
            <EmptyState title={t('batches.noStrands')} />
          ) : (
            <Strands strands={strands} total={batch.quantity} />
          )
        }
      </Loaded>
    </Panel>
  )
}

function Strands(props: { strands: readonly Strand[]; total: number }) {
  const { t } = useTranslation()
  const name = useName()
  const words = useMeasureWords()
  const purposeWords = usePurposeWords()
  const rows = props.strands.map((strand, index) => ({ ...strand, index }))
  return (
    <DataTable
      label={t('batches.thread')}
      rows={rows}
      rowKey={(row) => row.index}
      maxHeight="340px"
      columns={[
        {
          id: 'item',
          header: t('planning.item'),
          cell: (row) => (
            <Link className="plain-link" to="/demand/$item" params={{ item: String(row.itemId) }}>
              {name(row)}
            </Link>
          ),
        },
        {
          id: 'purpose',
          header: t('batches.strand'),
          cell: (row) => (
            <span style={{ display: 'inline-flex', gap: 8, alignItems: 'center' }}>
              <PurposeSwatch of={row.purpose} />
              {purposeWords(row.purpose)}
              {row.campaignId !== null && row.campaign ? (
                <Link
                  className="plain-link"
                  to="/campaigns/$campaign"
                  params={{ campaign: String(row.campaignId) }}
                >
                  {name(row.campaign)}
                </Link>
              ) : null}
            </span>
          ),
        },
        { id: 'needed', header: t('batches.needed'), cell: (row) => <Week of={row.needWeek} /> },
        {
          id: 'quantity',
          header: words.label('batch-quantity'),
          align: 'end',
          cell: (row) => <Measure of="batch-quantity" value={row.quantity} />,
        },
        {
          id: 'share',
          header: '',
          width: 160,
          cell: (row) => (
            <div className="share-bar" aria-hidden="true">
              <div style={{ width: `${Math.min(100, (row.quantity / props.total) * 100)}%` }} />
            </div>
          ),
        },
      ]}
      totalRow={
        <tr className="total">
          <td colSpan={3}>{t('ui.total')}</td>
          <td className="end">
            <Measure of="batch-quantity" value={rows.reduce((sum, row) => sum + row.quantity, 0)} />
          </td>
          <td />
        </tr>
      }
    />
  )
}
