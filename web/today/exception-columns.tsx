import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useCauseWords } from '#web/measure/cause.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { measureColumn } from '#web/measure/measure-column.tsx'
import { useName, Week } from '#web/measure/words.tsx'
import { NameWithCode } from '#web/ui/name-with-code.tsx'
import { Chip, type ChipTone } from '#web/ui/panel.tsx'
import type { Column } from '#web/ui/table.tsx'
import type { Exception as Row } from './handling.tsx'
import type { Kind } from './search-params.ts'

const TONE: Record<Kind, ChipTone> = {
  shortage: 'bad',
  late: 'bad',
  surplus: 'warn',
  overload: 'warn',
  drift: 'note',
  'reply-missing': 'note',
  data: 'plain',
}

/** What an exception is about: its item, else its line, else its supplier. */
export function useSubject(): (row: Row) => string {
  const name = useName()
  return (row) =>
    row.itemZh !== null && row.itemEn !== null
      ? name({ nameZh: row.itemZh, nameEn: row.itemEn })
      : row.lineZh !== null && row.lineEn !== null
        ? name({ nameZh: row.lineZh, nameEn: row.lineEn })
        : row.supplierZh !== null && row.supplierEn !== null
          ? name({ nameZh: row.supplierZh, nameEn: row.supplierEn })
          : '–'
}

/** `actions`: what may be done about a row; absent where nothing may. */
export function useExceptionColumns(actions: ((row: Row) => ReactNode) | null): Column<Row>[] {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const causeWords = useCauseWords()
  const subject = useSubject()
  return [
    {
      id: 'kind',
      header: t('today.kind'),
      sortBy: (row) => row.kind,
      cell: (row) => <Chip tone={TONE[row.kind as Kind]}>{t(`today.kind-${row.kind as Kind}`)}</Chip>,
    },
    {
      id: 'subject',
      header: t('today.subject'),
      pinned: true,
      width: 260,
      sortBy: subject,
      cell: (row) => (
        <NameWithCode
          name={
            row.itemId === null ? (
              subject(row)
            ) : (
              <Link className="plain-link" to="/demand/$item" params={{ item: String(row.itemId) }}>
                {subject(row)}
              </Link>
            )
          }
          code={row.itemCode}
        />
      ),
    },
    measureColumn(words, 'money', 'money-at-risk', (row) => row.moneyAtRiskMinor, { isSortable: true }),
    {
      id: 'quantity',
      header: words.label('exception-quantity'),
      align: 'end',
      sortBy: (row) => row.quantity,
      cell: (row) => <Measure of="exception-quantity" unit={row.baseUnit ?? 'piece'} value={row.quantity} />,
    },
    { id: 'week', header: t('ui.week'), sortBy: (row) => row.week, cell: (row) => <Week of={row.week} /> },
    {
      id: 'cause',
      header: t('today.cause'),
      width: 230,
      wraps: true,
      cell: (row) => (
        <>
          {causeWords(row)}
          {row.snoozedUntil !== null ? (
            <div className="soft">
              {t('today.snoozedUntil', { date: row.snoozedUntil, reason: row.handlingReason ?? '–' })}
            </div>
          ) : null}
        </>
      ),
    },
    {
      id: 'suggestion',
      header: t('today.suggestion'),
      width: 180,
      wraps: true,
      cell: (row) => <Suggestion row={row} />,
    },
    ...(actions ? [{ id: 'actions', header: t('today.actions'), cell: actions }] : []),
  ]
}

function Suggestion(props: { row: Row }) {
  const { t } = useTranslation()
  const { row } = props
  const text = t(`today.suggest-${row.kind as Kind}`)
  if ((row.kind === 'shortage' || row.kind === 'late') && row.itemCode !== null)
    return (
      <Link className="plain-link" to="/plan" search={{ search: row.itemCode }}>
        {text}
      </Link>
    )
  if (row.kind === 'overload')
    return (
      <Link className="plain-link" to="/batches" search={{ supplierId: row.supplierId ?? undefined }}>
        {text}
      </Link>
    )
  if (row.itemId !== null)
    return (
      <Link className="plain-link" to="/demand/$item" params={{ item: String(row.itemId) }}>
        {text}
      </Link>
    )
  return <>{text}</>
}
