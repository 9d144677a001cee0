import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { authorisationRank } from '#planning/demand/rung'
import { AuthorisationChip } from '#web/measure/authorisation.tsx'
import { DeadlineText, ReplyChip, useFillText } from '#web/measure/batch-facts.tsx'
import { MaterialChip } from '#web/measure/material.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { PurposeBar } from '#web/measure/purpose.tsx'
import { QuantitySum } from '#web/measure/quantity-sum.tsx'
import { monthDay, shortWeek, useName } from '#web/measure/words.tsx'
import { Chip } from '#web/ui/panel.tsx'
import type { Column } from '#web/ui/table.tsx'
import { useChangeoverWords } from './changeover-words.ts'
import type { Board, BoardBatch } from './line-load.ts'
import type { Card } from './use-cards.ts'

export function useBatchColumns(board: Board, cards: ReadonlyMap<number, Card>): Column<BoardBatch>[] {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const fillText = useFillText()
  const name = useName()
  const changeoverWords = useChangeoverWords()
  const lines = new Map(board.lines.map((line) => [line.lineId, line]))
  const lineName = (batch: BoardBatch) => {
    const line = lines.get(batch.lineId)
    return line ? name(line) : ''
  }
  return [
    {
      id: 'batch',
      header: t('batches.list'),
      pinned: true,
      sortBy: (batch) => batch.batchNumber,
      cell: (batch) => (
        <Link
          className="plain-link"
          to="/batches"
          search={({ make: _, decide: __, ...before }) => ({ ...before, batch: batch.batchNumber })}
          resetScroll
        >
          {t('batches.batch', { number: batch.batchNumber })}
        </Link>
      ),
    },
    {
      id: 'dates',
      header: t('batches.dates'),
      sortBy: (batch) => batch.startsOn,
      cell: (batch) => (
        <span style={{ whiteSpace: 'nowrap' }}>
          {shortWeek(batch.week)}{' '}
          <span className="soft">
            {monthDay(batch.startsOn)} – {monthDay(batch.endsOn)}
          </span>
        </span>
      ),
    },
    { id: 'line', header: t('planning.line'), sortBy: lineName, cell: lineName },
    {
      id: 'items',
      header: t('batches.items'),
      width: 220,
      cell: (batch) => (
        <div className="clip">
          {batch.items[0] ? name(batch.items[0]) : name({ nameZh: batch.familyZh, nameEn: batch.familyEn })}
          {batch.items.length > 1 ? (
            <span className="soft">
              {' '}
              {t('batches.moreItems', { total: batch.items.length, more: batch.items.length - 1 })}
            </span>
          ) : null}
        </div>
      ),
    },
    {
      id: 'quantity',
      header: words.label('batch-quantity'),
      align: 'end',
      sortBy: (batch) => batch.quantity,
      cell: (batch) => <QuantitySum of="batch-quantity" parts={batch.items} />,
    },
    {
      id: 'authorisation',
      header: t('batches.authorisation'),
      sortBy: (batch) => authorisationRank(batch.authorisation),
      cell: (batch) => <AuthorisationChip of={batch.authorisation} />,
    },
    {
      id: 'state',
      header: t('batches.state'),
      sortBy: (batch) => batch.state,
      cell: (batch) => t(`planning.batch-${batch.state as 'planned' | 'firm' | 'released'}`),
    },
    {
      id: 'reply',
      header: t('batches.reply'),
      cell: (batch) => {
        const card = cards.get(batch.batchNumber)
        return card ? <ReplyChip of={card.reply} /> : '–'
      },
    },
    {
      id: 'deadline',
      header: t('batches.deadline'),
      sortBy: (batch) => cards.get(batch.batchNumber)?.deadline?.on ?? null,
      cell: (batch) => {
        const card = cards.get(batch.batchNumber)
        return card ? <DeadlineText of={card.deadline} today={board.run.asOf} /> : '–'
      },
    },
    {
      id: 'material',
      header: t('batches.material'),
      cell: (batch) => {
        const card = cards.get(batch.batchNumber)
        return card ? <MaterialChip of={card.material} /> : '–'
      },
    },
    {
      id: 'minimum',
      header: words.label('fill-of-minimum'),
      help: words.definition('fill-of-minimum'),
      align: 'end',
      cell: (batch) =>
        batch.minimumQuantity > 0 ? (
          <>
            {batch.quantity < batch.minimumQuantity ? (
              <Chip tone="warn">{t('batches.belowMinimum')}</Chip>
            ) : null}{' '}
            <span className="figure">{fillText(batch.quantity / batch.minimumQuantity)}</span>{' '}
            <span className="soft">
              /{' '}
              <Measure of="minimum-quantity" unit={batch.items[0]?.baseUnit} value={batch.minimumQuantity} />
            </span>
          </>
        ) : (
          <span className="soft">{t('batches.noMinimum')}</span>
        ),
    },
    {
      id: 'serves',
      header: t('batches.serves'),
      cell: (batch) => <PurposeBar purposes={batch.purposes} unit={batch.items[0]?.baseUnit} width={90} />,
    },
    {
      id: 'changeover',
      header: words.label('setup-minutes'),
      align: 'end',
      sortBy: (batch) => batch.setupMinutes,
      cell: (batch) => <Measure of="setup-minutes" value={batch.setupMinutes} />,
    },
    {
      id: 'changeover-from',
      header: t('batches.changeoverBefore'),
      cell: (batch) => changeoverWords(batch),
    },
  ]
}
