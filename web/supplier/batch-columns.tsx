import { useTranslation } from 'react-i18next'
import { AuthorisationChip } from '#web/measure/authorisation.tsx'
import { DeadlineText, FillBar, OptionValues, ReplyChip, useOptionLabel } from '#web/measure/batch-facts.tsx'
import { MaterialChip } from '#web/measure/material.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { measureColumn } from '#web/measure/measure-column.tsx'
import { QuantitySum } from '#web/measure/quantity-sum.tsx'
import { monthDay, useName, Week } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { Chip, type ChipTone } from '#web/ui/panel.tsx'
import type { Column } from '#web/ui/table.tsx'

export type SupplierBatches = NonNullable<Outputs['supplier']['batches']>
export type SupplierBatch = SupplierBatches['batches'][number]

const TONE: Record<SupplierBatch['state'], ChipTone> = {
  planned: 'plain',
  firm: 'note',
  released: 'good',
  received: 'plain',
}

export function useSupplierBatchColumns(today: string): Column<SupplierBatch>[] {
  const optionLabel = useOptionLabel()
  const { t } = useTranslation()
  const words = useMeasureWords()
  const name = useName()
  const lineName = (batch: SupplierBatch) => name({ nameZh: batch.lineNameZh, nameEn: batch.lineNameEn })
  return [
    {
      id: 'batch',
      header: t('supplierBatches.batch'),
      pinned: true,
      sortBy: (batch) => batch.code,
      cell: (batch) => <span className="figure">{batch.code}</span>,
    },
    {
      id: 'week',
      header: t('ui.week'),
      sortBy: (batch) => batch.startsOn ?? batch.week,
      cell: (batch) => <Week of={batch.week} />,
    },
    {
      id: 'dates',
      header: t('supplierBatches.dates'),
      cell: (batch) =>
        batch.startsOn && batch.endsOn ? (
          <span className="figure">
            {monthDay(batch.startsOn)} – {monthDay(batch.endsOn)}
          </span>
        ) : (
          '–'
        ),
    },
    { id: 'line', header: t('planning.line'), sortBy: lineName, cell: lineName },
    {
      id: 'items',
      header: t('supplierBatches.items'),
      wraps: true,
      cell: (batch) =>
        batch.items.map((item) => (
          <div key={item.itemId} style={{ minWidth: '14rem' }}>
            {name(item)} <span className="soft">{item.code}</span> ×{' '}
            <Measure of="batch-quantity" unit={item.baseUnit ?? 'piece'} value={item.quantity} />
          </div>
        )),
    },
    {
      id: 'quantity',
      header: words.label('batch-quantity'),
      align: 'end',
      sortBy: (batch) => batch.quantity,
      cell: (batch) => (
        <strong>
          <QuantitySum of="batch-quantity" parts={batch.items} />
        </strong>
      ),
    },
    {
      id: 'received',
      header: words.label('received-quantity'),
      align: 'end',
      sortBy: (batch) => batch.receivedQuantity,
      cell: (batch) => (
        <Measure
          of="received-quantity"
          unit={batch.items[0]?.baseUnit ?? 'piece'}
          value={batch.receivedQuantity}
        />
      ),
    },
    {
      id: 'authorisation',
      header: t('supplier.authorisation'),
      sortBy: (batch) => batch.authorisation,
      cell: (batch) => <AuthorisationChip of={batch.authorisation} />,
    },
    {
      id: 'state',
      header: t('supplierBatches.state'),
      sortBy: (batch) => batch.state,
      cell: (batch) => <Chip tone={TONE[batch.state]}>{t(`supplierBatches.state-${batch.state}`)}</Chip>,
    },
    {
      id: 'material',
      header: t('supplierMaterials.material'),
      cell: (batch) => <MaterialChip of={batch.material} />,
    },
    {
      id: 'fill',
      header: words.label('fill-of-minimum'),
      help: words.definition('fill-of-minimum'),
      sortBy: (batch) => (batch.batchMinimum ? batch.quantity / batch.batchMinimum : null),
      cell: (batch) =>
        batch.batchMinimum === null ? (
          '–'
        ) : (
          <FillBar quantity={batch.quantity} minimum={batch.batchMinimum} />
        ),
    },
    {
      id: 'mix',
      header: t('supplierBatches.mix'),
      wraps: true,
      cell: (batch) =>
        batch.optionMix.length === 0
          ? '–'
          : batch.optionMix.map(({ option, values }) => (
              <div key={option} style={{ minWidth: '14rem' }}>
                <span className="soft">{optionLabel(option)}</span>
                <OptionValues values={values} total={batch.quantity} />
              </div>
            )),
    },
    { id: 'reply', header: t('supplierBatches.reply'), cell: (batch) => <ReplyChip of={batch.reply} /> },
    {
      id: 'deadline',
      header: t('batches.deadline'),
      sortBy: (batch) => batch.deadline?.on ?? null,
      cell: (batch) => (batch.deadline === null ? '–' : <DeadlineText of={batch.deadline} today={today} />),
    },
    measureColumn(words, 'run-minutes', 'run-minutes', (batch) => batch.runMinutes, { isSortable: true }),
    measureColumn(words, 'setup-minutes', 'setup-minutes', (batch) => batch.setupMinutes, {
      isSortable: true,
    }),
  ]
}
