import { type KeyboardEvent, type PointerEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'

const WIDTH = 720
const HEIGHT = 170
const GROUND = 128
const BLOCK = 22
const BINS = 44
/** Positions that Page Up and Page Down turn. */
const LEAP = 5

/**
 * 50 dots, one for each equally likely outcome, over the block of what is paid for, and a line at what is made. Turned
 * by dragging and by keys; which dots are covered is told by fill, not by colour alone.
 */
export function DialDots(props: {
  label: string
  valueText: string
  outcomes: readonly number[]
  paid: number
  make: number
  bestMake: number
  /** Position of what is made, 0 … 50. */
  position: number
  makes: readonly number[]
  onTurn: (position: number) => void
}) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const highest = Math.max(props.make, props.bestMake, ...props.outcomes, 1)
  const x = (units: number) => 10 + (units / (highest * 1.04)) * (WIDTH - 20)
  const last = props.makes.length - 1
  const turn = (position: number) => props.onTurn(Math.min(last, Math.max(0, position)))
  const turnTo = (event: PointerEvent) => {
    const { left, width } = box.current!.getBoundingClientRect()
    const units = ((((event.clientX - left) / width) * WIDTH - 10) / (WIDTH - 20)) * highest * 1.04
    const away = props.makes.map((make) => Math.abs(make - units))
    turn(away.indexOf(Math.min(...away)))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const to = KEYS[event.key]?.(props.position, last)
    if (to === undefined) return
    event.preventDefault()
    turn(to)
  }
  const { dots, radius } = stackedDots(props.outcomes, x)
  return (
    <div
      ref={box}
      className="dial"
      role="slider"
      tabIndex={0}
      aria-label={props.label}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={props.position}
      aria-valuetext={props.valueText}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        turnTo(event)
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) turnTo(event)
      }}
    >
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width="100%" aria-hidden="true">
        {dots.map((dot) => (
          <circle
            key={dot.key}
            cx={dot.x}
            cy={dot.y}
            r={radius}
            className={dot.units <= props.make ? 'dial-dot covered' : 'dial-dot'}
          />
        ))}
        {props.paid > 0 ? (
          <rect
            x={x(0)}
            y={GROUND}
            width={x(props.paid) - x(0)}
            height={BLOCK}
            style={{ fill: 'url(#fill-solid)' }}
          />
        ) : null}
        <rect
          x={x(0)}
          y={GROUND}
          width={Math.max(0, x(props.make) - x(0))}
          height={BLOCK}
          className="dial-made"
        />
        <line x1={x(0)} x2={WIDTH - 10} y1={GROUND} y2={GROUND} className="dial-ground" />
        <path d={`M${x(props.bestMake)} ${GROUND + BLOCK} l-6 12 h12 z`} className="dial-best">
          <title>{t('batches.dialBest')}</title>
        </path>
        <line x1={x(props.make)} x2={x(props.make)} y1={4} y2={GROUND + BLOCK} className="dial-line" />
      </svg>
    </div>
  )
}

const KEYS: Readonly<Record<string, (position: number, last: number) => number>> = {
  ArrowRight: (position) => position + 1,
  ArrowUp: (position) => position + 1,
  ArrowLeft: (position) => position - 1,
  ArrowDown: (position) => position - 1,
  PageUp: (position) => position + LEAP,
  PageDown: (position) => position - LEAP,
  Home: () => 0,
  End: (_, last) => last,
}

/** Dots of nearly the same amount stand on one another. */
function stackedDots(outcomes: readonly number[], x: (units: number) => number) {
  const column = (WIDTH - 20) / BINS
  const heights = new Map<number, number>()
  const placed = outcomes.map((units, key) => {
    const bin = Math.floor((x(units) - 10) / column)
    const level = heights.get(bin) ?? 0
    heights.set(bin, level + 1)
    return { key, units, bin, level }
  })
  const radius = Math.min(column / 2 - 0.5, (GROUND - 8) / (2 * Math.max(1, ...heights.values())))
  return {
    radius,
    dots: placed.map(({ key, units, bin, level }) => ({
      key,
      units,
      x: 10 + (bin + 0.5) * column,
      y: GROUND - radius * (2 * level + 1) - 1,
    })),
  }
}
