import { useTranslation } from 'react-i18next'
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { AUTHORISATIONS, type Authorisation } from '#planning/demand/rung'
import { AUTHORISATION_PATTERN, useAuthorisationWords } from '#web/measure/authorisation.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { monthDay, shortWeek, useMoment, Week, weekRange, weeksFrom } from '#web/measure/words.tsx'
import { ChartFrame } from '#web/ui/chart/frame.tsx'
import { PATTERN_STROKE, PatternSwatch, patternFill } from '#web/ui/chart/pattern.tsx'
import { ChartTip } from '#web/ui/chart/tip.tsx'
import { useAxisNumber } from '#web/ui/number.tsx'
import { DataTable } from '#web/ui/table.tsx'
import type { Publication } from './reply-rows.ts'

type AuthorisedWeek = Readonly<Record<Authorisation, number>> & { readonly week: string }

export function AuthorisationChart(props: { publication: Publication }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const authorisationWords = useAuthorisationWords()
  const axis = useAxisNumber()
  const moment = useMoment()
  const { publication } = props
  const weeks = authorisedWeeks(publication)
  const total = (week: AuthorisedWeek) => AUTHORISATIONS.reduce((sum, one) => sum + week[one], 0)
  const all = weeks.reduce((sum, week) => sum + total(week), 0)
  return (
    <ChartFrame
      title={t('supplier.chart')}
      unit={t('ui.unitPiece')}
      asOf={moment(publication.publishedAt)}
      legend={AUTHORISATIONS.map((authorisation) => ({
        key: authorisation,
        label: authorisationWords(authorisation),
        mark: <PatternSwatch pattern={AUTHORISATION_PATTERN[authorisation]} />,
      }))}
      summary={t('supplier.chartSummary', {
        total: words.text('published-quantity', all),
        make: words.text(
          'published-quantity',
          weeks.reduce((sum, week) => sum + week.make, 0),
        ),
      })}
      table={
        <DataTable
          label={t('supplier.chart')}
          rows={weeks}
          rowKey={(week) => week.week}
          maxHeight="320px"
          columns={[
            { id: 'week', header: t('ui.week'), pinned: true, cell: (week) => <Week of={week.week} /> },
            ...AUTHORISATIONS.map((authorisation) => ({
              id: authorisation,
              header: authorisationWords(authorisation),
              align: 'end' as const,
              cell: (week: AuthorisedWeek) => <Measure of="published-quantity" value={week[authorisation]} />,
            })),
            {
              id: 'total',
              header: t('ui.total'),
              align: 'end',
              cell: (week) => <Measure of="published-quantity" value={total(week)} />,
            },
          ]}
        />
      }
    >
      <ResponsiveContainer width="100%" height={210}>
        <BarChart data={weeks} margin={{ top: 6, right: 8, bottom: 0, left: 0 }} barCategoryGap="28%">
          <CartesianGrid vertical={false} />
          <XAxis
            dataKey="week"
            minTickGap={18}
            tickFormatter={(week: string) => `${shortWeek(week)} ${monthDay(week)}`}
          />
          <YAxis width={52} tickFormatter={axis} axisLine={false} tickLine={false} />
          <Tooltip
            cursor={{ fill: 'var(--row-hover)' }}
            isAnimationActive={false}
            content={
              <ChartTip
                title={(week) => weekRange(String(week))}
                rows={(week: AuthorisedWeek) => [
                  ...AUTHORISATIONS.map(
                    (one) => [authorisationWords(one), words.text('published-quantity', week[one])] as const,
                  ),
                  [t('ui.total'), words.text('published-quantity', total(week))] as const,
                ]}
              />
            }
          />
          {AUTHORISATIONS.map((authorisation) => (
            <Bar
              key={authorisation}
              dataKey={authorisation}
              stackId="week"
              fill={patternFill(AUTHORISATION_PATTERN[authorisation])}
              stroke={PATTERN_STROKE[AUTHORISATION_PATTERN[authorisation]]}
              strokeWidth={0.8}
              isAnimationActive={false}
            />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </ChartFrame>
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
