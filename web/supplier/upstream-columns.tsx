import { useTranslation } from 'react-i18next'
import { Measure } from '#web/measure/measure.tsx'
import { useName, useUnit } from '#web/measure/words.tsx'
import type { Column } from '#web/ui/table.tsx'

interface UpstreamLine {
  readonly materialCode: string
  readonly nameZh: string
  readonly nameEn: string
  readonly unit: string
  readonly sureQuantity: number | null
  readonly authorisedQuantity: number | null
  readonly leadTimeDays: number
}

/** What a line says of its material: the same to the supplier who shares it and to whom it is shared with. */
export function useMaterialColumns(): Column<UpstreamLine>[] {
  const { t } = useTranslation()
  const name = useName()
  const unit = useUnit()
  return [
    {
      id: 'material',
      header: t('upstream.material'),
      cell: (line) => (
        <>
          {name(line)} <span className="soft">{line.materialCode}</span>
        </>
      ),
    },
    {
      id: 'sure',
      header: t('upstream.sure'),
      align: 'end',
      cell: (line) => <Measure of="known-demand" value={line.sureQuantity} />,
    },
    {
      id: 'authorised',
      header: t('upstream.authorised'),
      align: 'end',
      cell: (line) => <Measure of="authorised-quantity" value={line.authorisedQuantity} />,
    },
    { id: 'unit', header: t('upstream.unit'), cell: (line) => unit(line.unit) },
    {
      id: 'lead-time',
      header: t('upstream.leadTimeDays'),
      align: 'end',
      cell: (line) => line.leadTimeDays,
    },
  ]
}
