import { useTranslation } from 'react-i18next'
import { addDays, type IsoDate, isoWeekLabel } from '#planning/time-bucket'
import { useSession } from '#web/frame/session.tsx'
import type { BucketWords } from '#web/ui/chart/bucket-bars.tsx'

/** `W49` of `2026-W49`. */
export function shortWeek(monday: IsoDate): string {
  return isoWeekLabel(monday).slice(5)
}

/** Month and day without a time zone of the browser: `11-30`. */
export function monthDay(date: IsoDate): string {
  return date.slice(5)
}

export function weekRange(monday: IsoDate): string {
  return `${isoWeekLabel(monday)} (${monthDay(monday)} – ${monthDay(addDays(monday, 6))})`
}

export function weeksFrom(firstMonday: IsoDate, count: number): IsoDate[] {
  return Array.from({ length: count }, (_, week) => addDays(firstMonday, 7 * week))
}

/** Week with its dates, for table cells. */
export function Week(props: { of: IsoDate | null }) {
  const { businessDate } = useSession()
  if (!props.of) return <>–</>
  const label = isoWeekLabel(props.of)
  const isThisYear = label.slice(0, 4) === isoWeekLabel(businessDate).slice(0, 4)
  return (
    <span className="figure" title={weekRange(props.of)} style={{ whiteSpace: 'nowrap' }}>
      {isThisYear ? label.slice(5) : label} <span className="soft">{monthDay(props.of)}</span>
    </span>
  )
}

/** Weeks, named by their Mondays, as the buckets of a chart. */
export function useWeekWords(): BucketWords {
  const { t } = useTranslation()
  return {
    header: t('ui.week'),
    tick: (monday) => `${shortWeek(monday)} ${monthDay(monday)}`,
    full: weekRange,
    cell: (monday) => <Week of={monday} />,
  }
}

/** The name of something in the language of the screen. */
export function useName(): (named: { nameZh: string; nameEn: string }) => string {
  const { i18n } = useTranslation()
  return (named) => (i18n.language === 'en' ? named.nameEn : named.nameZh)
}

export function useUnit(): (baseUnit: string) => string {
  const { t } = useTranslation()
  return (baseUnit) =>
    baseUnit === 'gram'
      ? t('ui.unitGram')
      : baseUnit === 'millilitre'
        ? t('ui.unitMillilitre')
        : baseUnit === 'millimetre'
          ? t('ui.unitMillimetre')
          : t('ui.unitPiece')
}

/** A moment in the business time zone, not the browser's: `2026-06-04 18:00`. */
export function useMoment(): (moment: string | Date) => string {
  const { timeZone } = useSession()
  return (moment) => momentText(moment, timeZone)
}

export function momentText(moment: string | Date, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(moment))
}
