import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { measureColumn } from '#web/measure/measure-column.tsx'
import { useName } from '#web/measure/words.tsx'
import { Panel } from '#web/ui/panel.tsx'
import { type Column, DataTable } from '#web/ui/table.tsx'
import { ratioReading } from './ratio-reading.ts'
import type { Basis, RatioRow, Tier, TierRatio } from './ratio-row.ts'

type Row = (TierRatio | RatioRow) & { readonly index: number }

/** Figures behind the bars, each with its range, its weeks and what may be said of it. */
export function RatioTable(props: {
  title: string
  rows: readonly (TierRatio | RatioRow)[]
  withItem?: boolean
}) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const rows = props.rows.map((row, index): Row => ({ ...row, index }))
  const columns: Column<Row>[] = [
    ...(props.withItem
      ? [
          {
            id: 'item',
            header: t('planning.item'),
            pinned: true,
            cell: (row: Row) =>
              'itemId' in row ? (
                <Link className="plain-link" to="/demand/$item" params={{ item: String(row.itemId) }}>
                  {name({ nameZh: row.itemZh ?? '', nameEn: row.itemEn ?? '' })}
                </Link>
              ) : null,
          },
        ]
      : []),
    { id: 'tier', header: t('bullwhip.tier'), cell: (row) => t(`planning.tier-${row.tier as Tier}`) },
    { id: 'basis', header: t('bullwhip.basis'), cell: (row) => t(`bullwhip.${row.basis as Basis}`) },
    measureColumn(words, 'ratio', 'order-variance-ratio', (row) => row.ratio),
    {
      id: 'range',
      header: t('bullwhip.interval'),
      align: 'end',
      cell: (row) =>
        row.ratioLow === null || row.ratioHigh === null ? (
          <Measure of="order-variance-ratio" value={null} />
        ) : (
          <span className="figure">
            {t('bullwhip.fromTo', {
              low: words.text('order-variance-ratio', row.ratioLow),
              high: words.text('order-variance-ratio', row.ratioHigh),
            })}
          </span>
        ),
    },
    {
      id: 'count',
      header: words.label('bucket-count'),
      align: 'end',
      cell: (row) => <Measure of="bucket-count" value={row.bucketCount} />,
    },
    measureColumn(words, 'net-stock', 'net-stock-amplification', (row) => row.netStockAmplification),
    {
      id: 'reading',
      header: t('bullwhip.verdict'),
      cell: (row) => {
        if (row.tier === 'consumer') return null
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
