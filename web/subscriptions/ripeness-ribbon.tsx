import { useTranslation } from 'react-i18next'
import { isoDate } from '#planning/time-bucket'
import { monthDay, useName } from '#web/measure/words.tsx'
import { PATTERN_STROKE, type Pattern, patternFill } from '#web/ui/chart/pattern.tsx'
import { ScrollRegion } from '#web/ui/scroll-region.tsx'
import { shortened } from '#web/ui/shortened.ts'
import type { PackedFruit, RipenessCalendar } from './box-fruits.ts'

const DAY_WIDTH = 32
const ROW_HEIGHT = 26
const NAME_WIDTH = 250
const HEAD_HEIGHT = 22
/** Half-width characters that stand beside the day of the box. */
const LONGEST_NAME = 32

/** One row per fruit and box, one column per day: ripening at home, ripe; the last row marks days without anything ripe. */
export function RipenessRibbon(props: { calendar: RipenessCalendar; summary: string }) {
  const { t } = useTranslation()
  const name = useName()
  const { fruits, firstDay, spanDays, emptyDays } = props.calendar
  const height = HEAD_HEIGHT + ROW_HEIGHT * (fruits.length + 1)
  const left = (day: number) => NAME_WIDTH + DAY_WIDTH * (day - firstDay)
  const empty = new Set(emptyDays)
  return (
    <ScrollRegion label={t('subscriptions.ribbon')}>
      <svg width={NAME_WIDTH + DAY_WIDTH * spanDays} height={height} role="img" aria-label={props.summary}>
        {Array.from({ length: spanDays }, (_, day) => day).map((day) => (
          <text
            key={day}
            x={left(firstDay + day) + 2}
            y={14}
            fontSize={10}
            style={{ fill: 'var(--ink-soft)' }}
          >
            {day % 7 === 0 ? monthDay(isoDate(firstDay + day)) : isoDate(firstDay + day).slice(8)}
          </text>
        ))}
        {fruits.map((packed, row) => (
          <g key={packed.key} transform={`translate(0 ${HEAD_HEIGHT + ROW_HEIGHT * row})`}>
            <text x={0} y={17} fontSize={12} style={{ fill: 'var(--ink)' }}>
              <title>{name(packed.delivery)}</title>
              {monthDay(packed.delivery.boxOn)} {shortened(name(packed.delivery), LONGEST_NAME)}
            </text>
            {stretches(packed).map(({ pattern, from, to }) => {
              const first = Math.max(from, firstDay)
              const last = Math.min(to, firstDay + spanDays - 1)
              return last < first ? null : (
                <rect
                  key={pattern}
                  x={left(first)}
                  y={4}
                  width={DAY_WIDTH * (last - first + 1) - 2}
                  height={ROW_HEIGHT - 8}
                  style={{ fill: patternFill(pattern), stroke: PATTERN_STROKE[pattern] }}
                />
              )
            })}
          </g>
        ))}
        <g transform={`translate(0 ${HEAD_HEIGHT + ROW_HEIGHT * fruits.length})`}>
          <text x={0} y={17} fontSize={12} fontWeight={600} style={{ fill: 'var(--ink)' }}>
            {t('subscriptions.nothingRipe')}
          </text>
          {Array.from({ length: spanDays }, (_, day) => firstDay + day)
            .filter((day) => empty.has(isoDate(day)))
            .map((day) => (
              <rect
                key={day}
                x={left(day)}
                y={4}
                width={DAY_WIDTH - 2}
                height={ROW_HEIGHT - 8}
                style={{ fill: patternFill('cross'), stroke: PATTERN_STROKE.cross }}
              />
            ))}
        </g>
      </svg>
    </ScrollRegion>
  )
}

function stretches({ dates, fruit }: PackedFruit): { pattern: Pattern; from: number; to: number }[] {
  return [
    { pattern: 'outline', from: fruit.boxDay, to: dates.readyDay - 1 },
    { pattern: 'solid', from: dates.readyDay, to: dates.lastDay },
  ]
}
