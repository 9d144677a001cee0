import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Authorisation } from '#planning/demand/rung'
import { daysBetween } from '#planning/time-bucket'
import { AUTHORISATION_PATTERN } from '#web/measure/authorisation.tsx'
import { QuantitySum, useQuantitySum } from '#web/measure/quantity-sum.tsx'
import { useName } from '#web/measure/words.tsx'
import { useChangeoverWords } from './changeover-words.ts'
import { type BoardBatch, barId } from './line-load.ts'

/** Pixels that a pointer may tremble in a click. */
const STILL = 6

export interface Shift {
  /** Weeks later, negative for earlier. */
  readonly weeks: number
  /** The line it is dropped on; null for its own. */
  readonly lineId: number | null
  /** Lines further down, negative for up. */
  readonly lines: number
  /** Places later within its week, negative for earlier. */
  readonly places: number
}

/** A batch in its week: the box is the week, the strip inside the days on which it is made. */
export function BatchBar(props: {
  batch: BoardBatch
  lane: number
  laneHeight: number
  /** Mondays of the first and of the last week it touches, as places on the chart. */
  firstWeek: number
  weekSpan: number
  weekCount: number
  monday: string
  isChosen: boolean
  onChoose: (batchNumber: number) => void
  onShift: ((batchNumber: number, shift: Shift) => void) | null
}) {
  const { t } = useTranslation()
  const name = useName()
  const sum = useQuantitySum()
  const changeoverWords = useChangeoverWords()
  const { batch, onShift } = props
  const drag = useDrag((shift) => onShift?.(batch.batchNumber, shift), onShift !== null)
  const item = batch.items[0]
    ? name(batch.items[0])
    : name({ nameZh: batch.familyZh, nameEn: batch.familyEn })
  const family = name({ nameZh: batch.familyZh, nameEn: batch.familyEn })
  const label = t('batches.batchLabel', {
    number: batch.batchNumber,
    item,
    quantity: sum('batch-quantity', batch.items),
  })
  const days = props.weekSpan * 7
  const from = daysBetween(props.monday, batch.startsOn)
  const length = Math.max(1, daysBetween(batch.startsOn, batch.endsOn) + 1)
  const minutes = batch.setupMinutes + batch.runMinutes
  const onKeyDown = (event: KeyboardEvent) => {
    const shift = event.shiftKey ? KEYS[event.key] : event.altKey ? PLACE_KEYS[event.key] : undefined
    if (!shift || !onShift) return
    event.preventDefault()
    onShift(batch.batchNumber, { ...STAYS, ...shift })
  }
  return (
    <button
      type="button"
      id={barId(batch.batchNumber)}
      className={`gantt-batch ${batch.state}${props.isChosen ? ' chosen' : ''}`}
      style={{
        top: 3 + props.lane * props.laneHeight,
        height: props.laneHeight - 4,
        left: `calc(${(props.firstWeek / props.weekCount) * 100}% + 1px)`,
        width: `calc(${(props.weekSpan / props.weekCount) * 100}% - 3px)`,
        transform: drag.offset ? `translate(${drag.offset.x}px, ${drag.offset.y}px)` : undefined,
        zIndex: drag.offset ? 4 : undefined,
      }}
      title={`${label} · ${family} · ${batch.startsOn} – ${batch.endsOn} · ${changeoverWords(batch)}`}
      aria-label={`${label}, ${t(`planning.batch-${batch.state}`)}`}
      aria-pressed={props.isChosen}
      aria-keyshortcuts="Shift+ArrowLeft Shift+ArrowRight Shift+ArrowUp Shift+ArrowDown Alt+ArrowUp Alt+ArrowDown"
      onClick={() => {
        if (!drag.hasMoved()) props.onChoose(batch.batchNumber)
      }}
      onKeyDown={onKeyDown}
      {...drag.handlers}
    >
      <svg width="100%" height={8} aria-hidden="true" preserveAspectRatio="none">
        <rect
          x={percent(from / days)}
          width={percent(length / days)}
          height={8}
          fill={`url(#fill-${AUTHORISATION_PATTERN[batch.authorisation as Authorisation]})`}
        />
        {minutes > 0 ? (
          <rect
            x={percent(from / days)}
            width={percent(((length / days) * batch.setupMinutes) / minutes)}
            height={8}
            style={{ fill: 'var(--warn)', opacity: 0.85 }}
          />
        ) : null}
      </svg>
      <span>
        <QuantitySum of="batch-quantity" parts={batch.items} /> <span className="soft">{item}</span>
      </span>
    </button>
  )
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)}%`
}

const STAYS: Shift = { weeks: 0, lineId: null, lines: 0, places: 0 }
/** With Shift: another week or line. */
const KEYS: Readonly<Record<string, Partial<Shift>>> = {
  ArrowLeft: { weeks: -1 },
  ArrowRight: { weeks: 1 },
  ArrowUp: { lines: -1 },
  ArrowDown: { lines: 1 },
}
/** With Alt: another place within the week. */
const PLACE_KEYS: Readonly<Record<string, Partial<Shift>>> = {
  ArrowUp: { places: -1 },
  ArrowDown: { places: 1 },
}

/** Dragging with any pointer; the end says how many weeks and onto which line. */
function useDrag(onEnd: (shift: Shift) => void, isEnabled: boolean) {
  const [offset, setOffset] = useState<{ x: number; y: number } | null>(null)
  const start = useRef<{ x: number; y: number } | null>(null)
  const moved = useRef(false)
  const away = (event: PointerEvent) => ({
    x: event.clientX - (start.current?.x ?? event.clientX),
    y: event.clientY - (start.current?.y ?? event.clientY),
  })
  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (!isEnabled || event.button !== 0) return
      start.current = { x: event.clientX, y: event.clientY }
      moved.current = false
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (!start.current) return
      const to = away(event)
      if (!moved.current && Math.hypot(to.x, to.y) < STILL) return
      if (!moved.current) event.currentTarget.setPointerCapture(event.pointerId)
      moved.current = true
      setOffset(to)
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const bar = event.currentTarget
      const to = away(event)
      start.current = null
      setOffset(null)
      if (!moved.current) return
      const weekWidth = bar.parentElement!.clientWidth / Number(bar.parentElement!.dataset.weeks)
      onEnd({ ...STAYS, weeks: Math.round(to.x / weekWidth), lineId: lineUnder(event, bar) })
    },
    onPointerCancel: () => {
      start.current = null
      setOffset(null)
    },
  }
  return { offset, handlers, hasMoved: () => moved.current }
}

function lineUnder(event: PointerEvent, bar: HTMLElement): number | null {
  const under = document
    .elementsFromPoint(event.clientX, event.clientY)
    .filter((element) => !bar.contains(element))
    .map((element) => element.closest<HTMLElement>('[data-line]'))
    .find((row) => row !== null)
  return under ? Number(under.dataset.line) : null
}
