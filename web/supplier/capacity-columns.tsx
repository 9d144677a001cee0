import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { addDays } from '#planning/time-bucket'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { measureColumn } from '#web/measure/measure-column.tsx'
import { Week } from '#web/measure/words.tsx'
import { Chip, type ChipTone } from '#web/ui/panel.tsx'
import type { Column } from '#web/ui/table.tsx'
import type { Capacity, Line, LineWeek } from './capacity-page.tsx'

const TONE: Record<LineWeek['state'], ChipTone> = {
  closed: 'plain',
  trough: 'note',
  normal: 'good',
  overload: 'bad',
  unknown: 'plain',
}

export function useCapacityColumns(options: {
  capacity: Capacity
  line: Line
  mayChange: boolean
  onOffer: (week: LineWeek) => void
}): Column<LineWeek>[] {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { capacity, line } = options
  const saidOf = ({ week }: LineWeek) =>
    capacity.downtimes.filter(
      (each) => each.lineId === line.lineId && each.firstDay <= addDays(week, 6) && each.lastDay >= week,
    )
  const offerOf = ({ week }: LineWeek) =>
    capacity.offers.find((offer) => offer.lineId === line.lineId && offer.week === week)
  return [
    { id: 'week', header: t('ui.week'), pinned: true, cell: ({ week }) => <Week of={week} /> },
    {
      id: 'available',
      header: t('supplierCapacity.available'),
      align: 'end',
      cell: (week) => <Measure of="available-minutes" value={week.availableMinutes} />,
    },
    {
      id: 'planned',
      header: t('supplierCapacity.planned'),
      help: t('supplierCapacity.plannedHelp'),
      align: 'end',
      cell: (week) => <Measure of="run-minutes" value={week.plannedMinutes} />,
    },
    {
      id: 'published',
      header: t('supplierCapacity.published'),
      help: t('supplierCapacity.publishedHelp'),
      align: 'end',
      cell: (week) => <Measure of="run-minutes" value={week.publishedMinutes} />,
    },
    {
      id: 'free',
      header: t('supplierCapacity.free'),
      align: 'end',
      cell: (week) => <Measure of="available-minutes" value={week.freeMinutes} />,
    },
    measureColumn(words, 'load', 'line-load', (week) => week.loadFraction),
    {
      id: 'state',
      header: t('supplierCapacity.state'),
      cell: (week) => <Chip tone={TONE[week.state]}>{t(`supplierCapacity.state-${week.state}`)}</Chip>,
    },
    {
      id: 'said',
      header: t('supplierCapacity.statement'),
      wraps: true,
      cell: (week) =>
        saidOf(week).map((each) => (
          <div key={each.lineDowntimeId} translate="no">
            {each.reason}
          </div>
        )),
    },
    {
      id: 'offer',
      header: t('supplierCapacity.offer'),
      cell: (week) => {
        const offer = offerOf(week)
        if (offer)
          return (
            <>
              <Measure of="available-minutes" value={offer.minutes} /> ·{' '}
              <Measure of="price-break" value={offer.priceBreakFraction} />
            </>
          )
        return options.mayChange && week.state === 'trough' ? (
          <Button size="compact-xs" variant="light" onClick={() => options.onOffer(week)}>
            {t('supplierCapacity.offerSlack')}
          </Button>
        ) : null
      },
    },
  ]
}
