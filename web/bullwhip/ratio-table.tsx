import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { useName } from '#web/measure/words.tsx'
import { Panel } from '#web/ui/panel.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'
import type { RatioRow, Tier } from './bullwhip-page.tsx'
import { ratioReading } from './ratio-reading.ts'

export function RatioTable(props: { title: string; rows: readonly RatioRow[]; withItem?: boolean }) {
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
