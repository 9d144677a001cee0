import { useTranslation } from 'react-i18next'
import { type Locale, phraseIn } from '#api/wording/locale'
import { readableUnit } from '#api/wording/readable-unit'
import { AUTHORISATIONS } from '#planning/demand/rung'
import { useAuthorisationWords } from '#web/measure/authorisation.tsx'
import { Measure } from '#web/measure/measure.tsx'
import { useName, Week } from '#web/measure/words.tsx'
import type { Outputs } from '#web/trpc.ts'
import { Chip, type ChipTone } from '#web/ui/panel.tsx'
import type { Column } from '#web/ui/table.tsx'

export type SupplierMaterials = NonNullable<Outputs['supplier']['materials']>
export type MaterialRow = SupplierMaterials['rows'][number]

const TONE: Record<MaterialRow['urgency'], ChipTone> = {
  late: 'bad',
  'this-week': 'warn',
  later: 'note',
  'no-source': 'warn',
  'look-only': 'plain',
  'in-work': 'plain',
}

const SHOWN_ITEMS = 1

/** Whole where the material is counted in pieces; kilograms, litres and metres have a decimal. */
export function materialMeasure(unit: string): 'material-pieces' | 'material-quantity' {
  return readableUnit(unit).decimals === 0 ? 'material-pieces' : 'material-quantity'
}

export function useMaterialColumns(): Column<MaterialRow>[] {
  const { t, i18n } = useTranslation()
  const name = useName()
  const authorisationWords = useAuthorisationWords()
  const unit = (row: MaterialRow) => phraseIn(readableUnit(row.unit).word, i18n.language as Locale)
  const amount = (row: MaterialRow, units: number) => (
    <Measure of={materialMeasure(row.unit)} value={units / readableUnit(row.unit).baseUnits} />
  )
  return [
    {
      id: 'material',
      header: t('supplierMaterials.material'),
      pinned: true,
      wraps: true,
      width: 130,
      sortBy: name,
      cell: (row) => (
        <>
          {name(row)}{' '}
          <span className="soft">
            {row.code} · {unit(row)}
          </span>
        </>
      ),
    },
    {
      id: 'order-by',
      header: t('supplierMaterials.orderBy'),
      sortBy: (row) => row.orderBy,
      cell: (row) => <span className="figure">{row.orderBy ?? '–'}</span>,
    },
    {
      id: 'urgency',
      header: t('supplierMaterials.urgency'),
      help: t('supplierMaterials.urgencyHelp'),
      sortBy: (row) => row.urgency,
      cell: (row) => <Chip tone={TONE[row.urgency]}>{t(`supplierMaterials.urgency-${row.urgency}`)}</Chip>,
    },
    {
      id: 'needed-on',
      header: t('supplierMaterials.neededOn'),
      sortBy: (row) => row.neededOn,
      cell: (row) => (
        <>
          <div className="figure">{row.neededOn}</div>
          <Week of={row.week} />
        </>
      ),
    },
    ...AUTHORISATIONS.map(
      (authorisation): Column<MaterialRow> => ({
        id: authorisation,
        header: authorisationWords(authorisation),
        align: 'end',
        wraps: true,
        width: 66,
        sortBy: (row) => row.quantity[authorisation],
        cell: (row) => amount(row, row.quantity[authorisation]),
      }),
    ),
    {
      id: 'buyable',
      header: t('supplierMaterials.buyable'),
      align: 'end',
      wraps: true,
      width: 70,
      sortBy: (row) => row.buyable,
      cell: (row) => <strong>{amount(row, row.buyable)}</strong>,
    },
    {
      id: 'minimum',
      header: t('supplierMaterials.minimum'),
      align: 'end',
      sortBy: (row) => row.minimumQuantity,
      cell: (row) => amount(row, row.minimumQuantity),
    },
    {
      id: 'items',
      header: t('supplierMaterials.forItems'),
      wraps: true,
      width: 205,
      cell: (row) => (
        <span title={row.items.map(name).join(t('supplierMaterials.between'))}>
          {row.items.slice(0, SHOWN_ITEMS).map(name).join(t('supplierMaterials.between'))}
          {row.items.length > SHOWN_ITEMS ? (
            <span className="soft">
              {' '}
              {t('supplierMaterials.moreItems', {
                total: row.items.length,
                more: row.items.length - SHOWN_ITEMS,
              })}
            </span>
          ) : null}
        </span>
      ),
    },
  ]
}
