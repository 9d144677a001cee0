import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { useTRPC } from '#web/trpc.ts'
import { PageHead, Panel } from '#web/ui/panel.tsx'
import { EmptyState, Loaded } from '#web/ui/state.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'
import { RatioChart } from './ratio-chart.tsx'
import { ratioReading } from './ratio-reading.ts'

export type RatioRow = NonNullable<Outputs['worklist']['orderVariances']>['rows'][number]
export const TIERS = ['consumer', 'platform', 'supplier', 'material-supplier'] as const
export type Tier = (typeof TIERS)[number]

export function BullwhipPage() {
  const { t } = useTranslation()
  const trpc = useTRPC()
  const query = useQuery(trpc.worklist.orderVariances.queryOptions())
  return (
    <>
      <PageHead title={t('bullwhip.title')} note={t('bullwhip.note')} />
      <Loaded query={query} rows={8}>
        {(data) => {
          if (data === null)
            return <EmptyState title={t('planning.noRunTitle')} text={t('planning.noRunText')} />
          const tiers = data.rows.filter((row) => row.itemId === null)
          const items = data.rows.filter((row) => row.itemId !== null && row.ratio !== null)
          if (tiers.length === 0 && items.length === 0)
            return <EmptyState title={t('bullwhip.emptyTitle')} text={t('bullwhip.emptyText')} />
          return (
            <Stack gap="md">
              {tiers.length > 0 ? <RatioChart rows={tiers} asOf={data.run.asOf} /> : null}
              {tiers.length > 0 ? <RatioTable title={t('bullwhip.chart')} rows={inTierOrder(tiers)} /> : null}
              {items.length > 0 ? (
                <RatioTable title={t('bullwhip.itemsTitle')} rows={items} withItem />
              ) : null}
            </Stack>
          )
        }}
      </Loaded>
    </>
  )
}

function inTierOrder(rows: readonly RatioRow[]): RatioRow[] {
  const place = (row: RatioRow) => TIERS.indexOf(row.tier as Tier)
  return [...rows].sort((a, b) => place(a) - place(b) || a.basis.localeCompare(b.basis))
}

function RatioTable(props: { title: string; rows: readonly RatioRow[]; withItem?: boolean }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const rows = props.rows.map((row, index) => ({ ...row, index }))
  const columns: Column<RatioRow & { index: number }>[] = [
    ...(props.withItem
      ? [
          {
            id: 'item',
            header: t('planning.item'),
            pinned: true,
            cell: (row: RatioRow) => (
              <Link className="plain-link" to="/demand/$item" params={{ item: String(row.itemId) }}>
                {name({ nameZh: row.itemZh ?? '', nameEn: row.itemEn ?? '' })}
              </Link>
            ),
          },
        ]
      : []),
    { id: 'tier', header: t('bullwhip.tier'), cell: (row) => t(`planning.tier-${row.tier as Tier}`) },
    { id: 'basis', header: '', cell: (row) => t(row.basis === 'past' ? 'bullwhip.past' : 'bullwhip.plan') },
    {
      id: 'ratio',
      header: words.label('order-variance-ratio'),
      help: words.definition('order-variance-ratio'),
      align: 'end',
      cell: (row) => <Measure of="order-variance-ratio" value={row.ratio} />,
    },
    {
      id: 'range',
      header: t('bullwhip.interval'),
      align: 'end',
      cell: (row) => (
        <>
          <Measure of="order-variance-ratio" value={row.ratioLow} />
          {row.ratioHigh === null ? null : (
            <>
              {' '}
              – <Measure of="order-variance-ratio" value={row.ratioHigh} />
            </>
          )}
        </>
      ),
    },
    {
      id: 'count',
      header: words.label('bucket-count'),
      align: 'end',
      cell: (row) => <Measure of="bucket-count" value={row.bucketCount} />,
    },
    {
      id: 'net-stock',
      header: words.label('net-stock-amplification'),
      help: words.definition('net-stock-amplification'),
      align: 'end',
      cell: (row) => <Measure of="net-stock-amplification" value={row.netStockAmplification} />,
    },
    {
      id: 'reading',
      header: t('bullwhip.verdict'),
      cell: (row) => {
        const reading = ratioReading(row)
        return reading.kind === 'too-few'
          ? `${t('bullwhip.tooFew', { count: row.bucketCount })}${row.bucketCount < 12 ? ` · ${t('bullwhip.warnFew')}` : ''}`
          : t(`bullwhip.${reading.kind}`)
      },
    },
  ]
  return (
    <Panel title={props.title} flush>
      <DataTable label={props.title} rows={rows} columns={columns} rowKey={(row) => row.index} />
    </Panel>
  )
}
