import { useTranslation } from 'react-i18next'
import { AUTHORISATIONS, type Authorisation } from '#planning/demand/rung'
import { addDays, bucketStart, daysBetween } from '#planning/time-bucket'
import { AUTHORISATION_PATTERN, useAuthorisationWords } from '#web/measure/authorisation.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { monthDay, shortWeek, useName, weekRange, weeksFrom } from '#web/measure/words.tsx'
import { Legend } from '#web/ui/chart/frame.tsx'
import { LineSwatch, PatternSwatch } from '#web/ui/chart/pattern.tsx'
import { ScrollRegion } from '#web/ui/scroll-region.tsx'
import { laneOf } from './lanes.ts'
import { type Board, type BoardBatch, loadFraction, loadState } from './line-load.ts'

const WEEK_WIDTH = 122
const LABEL_WIDTH = 168
const LANE_HEIGHT = 42

/** Lines as rows, weeks as columns: batches above, the load of each week in words below. */
export function Gantt(props: {
  board: Board
  chosen: number | undefined
  onChoose: (batchNumber: number) => void
}) {
  const { t } = useTranslation()
  const authorisationWords = useAuthorisationWords()
  const { board } = props
  const { firstBucket, detailWeeks, horizonWeeks } = board.run
  const starts = board.batches.map((batch) => bucketStart(batch.startsOn, 'week'))
  const ends = board.batches.map((batch) => batch.endsOn)
  const first = [firstBucket, ...starts].sort()[0]!
  const last = [addDays(firstBucket, 7 * Math.min(detailWeeks, horizonWeeks) - 1), ...ends].sort().at(-1)!
  const weeks = weeksFrom(first, Math.ceil((daysBetween(first, last) + 1) / 7))
  const used = new Set([
    ...board.batches.map((batch) => batch.lineId),
    ...board.loads.map((load) => load.lineId),
  ])
  return (
    <>
      <div style={{ padding: '0.6rem 0.9rem 0' }}>
        <Legend
          entries={[
            ...AUTHORISATIONS.map((authorisation) => ({
              key: authorisation,
              label: authorisationWords(authorisation),
              mark: <PatternSwatch pattern={AUTHORISATION_PATTERN[authorisation]} />,
            })),
            {
              key: 'changeover',
              label: t('batches.changeover'),
              mark: <LineSwatch color="var(--warn)" thick />,
            },
          ]}
        />
      </div>
      <ScrollRegion label={t('batches.schedule')}>
        <div style={{ minWidth: LABEL_WIDTH + weeks.length * WEEK_WIDTH }}>
          <div className="gantt-head" style={{ gridTemplateColumns: columnsOf(weeks.length) }}>
            <span className="gantt-label">{t('planning.line')}</span>
            {weeks.map((monday) => (
              <span key={monday} title={weekRange(monday)}>
                <strong>{shortWeek(monday)}</strong> <span className="soft">{monthDay(monday)}</span>
              </span>
            ))}
          </div>
          {board.lines
            .filter((line) => used.has(line.lineId))
            .map((line) => (
              <LineRow
                key={line.lineId}
                line={line}
                weeks={weeks}
                batches={board.batches.filter((batch) => batch.lineId === line.lineId)}
                loads={board.loads.filter((load) => load.lineId === line.lineId)}
                chosen={props.chosen}
                onChoose={props.onChoose}
              />
            ))}
        </div>
      </ScrollRegion>
    </>
  )
}

function columnsOf(count: number): string {
  return `${LABEL_WIDTH}px repeat(${count}, minmax(${WEEK_WIDTH}px, 1fr))`
}

function LineRow(props: {
  line: Board['lines'][number]
  weeks: readonly string[]
  batches: readonly BoardBatch[]
  loads: Board['loads']
  chosen: number | undefined
  onChoose: (batchNumber: number) => void
}) {
  const name = useName()
  const { line, weeks } = props
  const lanes = laneOf(props.batches)
  const laneCount = Math.max(1, ...[...lanes.values()].map((lane) => lane + 1))
  return (
    <div
      className="gantt-line"
      style={{
        gridTemplateColumns: columnsOf(weeks.length),
        gridTemplateRows: `${laneCount * LANE_HEIGHT + 4}px 24px`,
      }}
    >
      <div className="gantt-label">
        <strong>{name(line)}</strong>
        <div className="soft clip" style={{ fontSize: '0.75rem' }}>
          {name({ nameZh: line.supplierZh, nameEn: line.supplierEn })}
        </div>
      </div>
      <div className="gantt-track" style={{ gridColumn: `2 / span ${weeks.length}` }}>
        {props.batches.map((batch) => (
          <BatchBar
            key={batch.batchNumber}
            batch={batch}
            lane={lanes.get(batch) ?? 0}
            firstDay={weeks[0]!}
            days={weeks.length * 7}
            isChosen={batch.batchNumber === props.chosen}
            onChoose={props.onChoose}
          />
        ))}
      </div>
      {weeks.map((monday, index) => (
        <LoadCell
          key={monday}
          column={index + 2}
          line={name(line)}
          load={props.loads.find((load) => load.week === monday)}
        />
      ))}
    </div>
  )
}

function BatchBar(props: {
  batch: BoardBatch
  lane: number
  firstDay: string
  days: number
  isChosen: boolean
  onChoose: (batchNumber: number) => void
}) {
  const { t } = useTranslation()
  const name = useName()
  const words = useMeasureWords()
  const { batch } = props
  const from = daysBetween(props.firstDay, batch.startsOn)
  const length = Math.max(1, daysBetween(batch.startsOn, batch.endsOn) + 1)
  const family = name({ nameZh: batch.familyZh, nameEn: batch.familyEn })
  const minutes = batch.setupMinutes + batch.runMinutes
  const label = t('batches.batchLabel', {
    number: batch.batchNumber,
    family,
    quantity: words.text('batch-quantity', batch.quantity),
  })
  return (
    <button
      type="button"
      className={`gantt-batch ${batch.state}${props.isChosen ? ' chosen' : ''}`}
      style={{
        top: 4 + props.lane * LANE_HEIGHT,
        left: `${(from / props.days) * 100}%`,
        width: `calc(${(length / props.days) * 100}% - 2px)`,
      }}
      title={`${label} · ${batch.startsOn} – ${batch.endsOn}`}
      aria-label={label}
      aria-pressed={props.isChosen}
      onClick={() => props.onChoose(batch.batchNumber)}
    >
      <svg width="100%" height={10} aria-hidden="true" preserveAspectRatio="none">
        <rect
          width="100%"
          height={10}
          fill={`url(#fill-${AUTHORISATION_PATTERN[batch.authorisation as Authorisation]})`}
        />
        {minutes > 0 ? (
          <rect
            width={`${(batch.setupMinutes / minutes) * 100}%`}
            height={10}
            style={{ fill: 'var(--warn)', opacity: 0.85 }}
          />
        ) : null}
      </svg>
      <span>
        <Measure of="batch-quantity" value={batch.quantity} /> <span className="soft">{family}</span>
      </span>
    </button>
  )
}

function LoadCell(props: { column: number; line: string; load: Board['loads'][number] | undefined }) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const { load } = props
  if (!load) return <div className="gantt-load" style={{ gridColumn: props.column, gridRow: 2 }} />
  const fraction = loadFraction(load)
  const state = loadState(load)
  const percent = words.text('line-load', fraction)
  const text =
    state === 'overload'
      ? t('batches.overload', { load: percent })
      : state === 'trough'
        ? t('batches.trough', { load: percent })
        : state === 'closed'
          ? t('batches.closed')
          : percent
  return (
    <div
      className={`gantt-load ${state}`}
      style={{ gridColumn: props.column, gridRow: 2 }}
      title={t('batches.loadTitle', {
        line: props.line,
        week: weekRange(load.week),
        load: percent,
        run: words.text('run-minutes', load.runMinutes),
        setup: words.text('setup-minutes', load.setupMinutes),
        available: words.text('available-minutes', load.availableMinutes),
      })}
    >
      <div className="gantt-load-bar" style={{ width: `${Math.min(100, (fraction ?? 0) * 100)}%` }} />
      <span>{text}</span>
    </div>
  )
}
