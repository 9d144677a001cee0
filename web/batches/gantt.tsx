import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { AUTHORISATIONS } from '#planning/demand/rung'
import { addDays, bucketStart, daysBetween } from '#planning/time-bucket'
import { AUTHORISATION_PATTERN, useAuthorisationWords } from '#web/measure/authorisation.tsx'
import { Measure, useMeasureWords } from '#web/measure/measure.tsx'
import { monthDay, shortWeek, useName, weekRange, weeksFrom } from '#web/measure/words.tsx'
import { Legend } from '#web/ui/chart/frame.tsx'
import { LineSwatch, PatternSwatch } from '#web/ui/chart/pattern.tsx'
import { ScrollRegion } from '#web/ui/scroll-region.tsx'
import { BatchBar, type Shift } from './batch-bar.tsx'
import { type Board, type BoardBatch, loadFraction, loadState } from './line-load.ts'
import { type WeekBox, weekBoxes } from './week-boxes.ts'
import { placeWithin } from './week-order.ts'

const WEEK_WIDTH = 122
const LABEL_WIDTH = 168
const LANE_HEIGHT = 36

/** Lines as rows, weeks as columns: batches above, the load of each week in words below. */
export function Gantt(props: {
  board: Board
  chosen: number | undefined
  /** Where the chosen batch is about to go. */
  target: { readonly lineId: number; readonly week: string } | null
  onChoose: (batchNumber: number) => void
  /** null: only looked at. */
  onMove: ((batchNumber: number, to: { lineId: number; week: string }) => void) | null
  /** Place within its week to which the chosen batch is about to go. */
  place: number | undefined
  onPlace: (batchNumber: number, place: number) => void
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
  const lines = board.lines.filter((line) => used.has(line.lineId))
  const shift = (batchNumber: number, by: Shift) => {
    const batch = board.batches.find((each) => each.batchNumber === batchNumber)!
    if (by.places !== 0) {
      const place = (batchNumber === props.chosen ? props.place : undefined) ?? batch.sequenceInWeek
      props.onPlace(batchNumber, placeWithin(board, batch, place + by.places))
      return
    }
    const from = batchNumber === props.chosen && props.target ? props.target : batch
    const place = lines.findIndex(({ lineId }) => lineId === from.lineId)
    const week = board.weeks.indexOf(from.week) + by.weeks
    props.onMove!(batchNumber, {
      lineId: by.lineId ?? lines[Math.min(lines.length - 1, Math.max(0, place + by.lines))]!.lineId,
      week: board.weeks[Math.min(board.weeks.length - 1, Math.max(0, week))]!,
    })
  }
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
      {props.onMove ? (
        <Text size="xs" className="soft" px="md" pb={6}>
          {t('batches.dragHint')}
        </Text>
      ) : null}
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
          {lines.map((line) => (
            <LineRow
              key={line.lineId}
              line={line}
              weeks={weeks}
              batches={board.batches.filter((batch) => batch.lineId === line.lineId)}
              loads={board.loads.filter((load) => load.lineId === line.lineId)}
              chosen={props.chosen}
              carried={board.carried.filter((carried) => carried.lineId === line.lineId)}
              target={props.target?.lineId === line.lineId ? props.target.week : null}
              onChoose={props.onChoose}
              onShift={props.onMove === null ? null : shift}
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
  carried: Board['carried']
  loads: Board['loads']
  chosen: number | undefined
  /** Week in which a batch is about to be put on this line. */
  target: string | null
  onChoose: (batchNumber: number) => void
  onShift: ((batchNumber: number, shift: Shift) => void) | null
}) {
  const name = useName()
  const { line, weeks } = props
  const boxes = weekBoxes(props.batches, props.carried, weeks)
  const laneCount = Math.max(1, ...boxes.map(({ lane }) => lane + 1))
  return (
    <div
      className="gantt-line"
      data-line={line.lineId}
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
      <div
        className="gantt-track"
        data-weeks={weeks.length}
        style={{ gridColumn: `2 / span ${weeks.length}` }}
      >
        {props.target === null ? null : (
          <div
            className="gantt-target"
            aria-hidden="true"
            style={{
              left: `${(weeks.indexOf(props.target) / weeks.length) * 100}%`,
              width: `${100 / weeks.length}%`,
            }}
          />
        )}
        {boxes.map((box) =>
          box.kind === 'batch' ? (
            <BatchBar
              key={box.batch.batchNumber}
              batch={box.batch}
              lane={box.lane}
              laneHeight={LANE_HEIGHT}
              firstWeek={box.firstWeek}
              weekSpan={box.weekSpan}
              weekCount={weeks.length}
              monday={weeks[box.firstWeek]!}
              isChosen={box.batch.batchNumber === props.chosen}
              onChoose={props.onChoose}
              onShift={props.onShift}
            />
          ) : (
            <CarriedBar key={box.carried.key} box={box} weekCount={weeks.length} />
          ),
        )}
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

/** Kept from an earlier run: it takes its minutes and cannot be moved here. */
function CarriedBar(props: { box: Extract<WeekBox, { kind: 'carried' }>; weekCount: number }) {
  const { t } = useTranslation()
  const name = useName()
  const words = useMeasureWords()
  const { carried, lane, firstWeek } = props.box
  const item = carried.items.map(name).join(', ')
  const label = t('batches.carriedLabel', {
    quantity: words.text('batch-quantity', carried.quantity, { unit: carried.items[0]?.baseUnit ?? 'piece' }),
    item,
    state: t(`planning.batch-${carried.state}`),
  })
  return (
    <div
      className="gantt-batch carried"
      role="img"
      aria-label={label}
      title={`${label} · ${t('batches.carried')}`}
      style={{
        top: 3 + lane * LANE_HEIGHT,
        height: LANE_HEIGHT - 4,
        left: `calc(${(firstWeek / props.weekCount) * 100}% + 1px)`,
        width: `calc(${100 / props.weekCount}% - 3px)`,
      }}
    >
      <span>
        <Measure of="batch-quantity" unit={carried.items[0]?.baseUnit ?? 'piece'} value={carried.quantity} />{' '}
        <span className="soft">{item}</span>
      </span>
    </div>
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
