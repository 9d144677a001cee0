import { useTranslation } from 'react-i18next'
import { AUTHORISATIONS, type Authorisation } from '#planning/demand/rung'
import { AUTHORISATION_PATTERN, useAuthorisationWords } from '#web/measure/authorisation.tsx'
import { useReadableUnit } from '#web/measure/counted-in.tsx'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { useMoment, useWeekWords, weeksFrom } from '#web/measure/words.tsx'
import { BucketBars } from '#web/ui/chart/bucket-bars.tsx'
import type { Publication } from './reply-rows.ts'

type AuthorisedWeek = Readonly<Record<Authorisation, number>> & { readonly week: string }

export function AuthorisationChart(props: { publication: Publication }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const authorisationWords = useAuthorisationWords()
  const moment = useMoment()
  const weekWords = useWeekWords()
  const readable = useReadableUnit()
  const { publication } = props
  const rows = authorisedWeeks(publication)
  const sum = (of: readonly Authorisation[]) =>
    rows.reduce((total, week) => of.reduce((units, one) => units + week[one], total), 0)
  return (
    <BucketBars
      title={t('supplier.chart')}
      unit={readable.word}
      scale={readable.baseUnits}
      asOf={moment(publication.publishedAt)}
      summary={t('supplier.chartSummary', {
        total: words.text('published-quantity', sum(AUTHORISATIONS)),
        make: words.text('published-quantity', sum(['make'])),
      })}
      rows={rows}
      bucket={(week) => week.week}
      words={weekWords}
      series={AUTHORISATIONS.map((authorisation) => ({
        key: authorisation,
        label: authorisationWords(authorisation),
        pattern: AUTHORISATION_PATTERN[authorisation],
        value: (week: AuthorisedWeek) => week[authorisation],
      }))}
      text={(value) => words.text('published-quantity', value)}
      total={t('ui.total')}
      height={210}
    />
  )
}

function authorisedWeeks(publication: Publication): AuthorisedWeek[] {
  const weeks = weeksFrom(publication.firstWeek, publication.weekCount).map((week) => ({
    week,
    make: 0,
    'reserve-and-material': 0,
    'material-only': 0,
    'look-only': 0,
  }))
  const places = new Map(weeks.map((week) => [week.week, week]))
  for (const line of publication.lines) {
    const week = places.get(line.week)
    if (week) week[line.authorisation as Authorisation] += line.quantity
  }
  return weeks
}
