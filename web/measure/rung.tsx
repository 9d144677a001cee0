import { useTranslation } from 'react-i18next'
import { RUNGS, type Rung } from '#planning/demand/rung'
import type { LegendEntry } from '#web/ui/chart/frame.tsx'
import { type Pattern, PatternSwatch } from '#web/ui/chart/pattern.tsx'

/** Surest is solid; what is not booked yet is only an outline. */
export const RUNG_PATTERN: Record<Rung, Pattern> = {
  paid: 'solid',
  deposit: 'stripe',
  subscription: 'dot',
  intent: 'cross',
  model: 'outline',
}

export function useRungWords(): (rung: Rung) => string {
  const { t } = useTranslation()
  return (rung) => t(`planning.rung-${rung}`)
}

export function useRungLegend(): LegendEntry[] {
  const words = useRungWords()
  return RUNGS.map((rung) => ({
    key: rung,
    label: words(rung),
    mark: <PatternSwatch pattern={RUNG_PATTERN[rung]} />,
  }))
}

/** A thin bar split by rung, for table rows; the numbers stand in the columns beside it. */
export function RungBar(props: { values: Readonly<Record<Rung, number>>; width?: number }) {
  const words = useRungWords()
  const width = props.width ?? 120
  const total = RUNGS.reduce((sum, rung) => sum + Math.max(0, props.values[rung]), 0)
  if (total <= 0) return null
  let at = 0
  const known = RUNGS.filter((rung) => props.values[rung] > 0)
  return (
    <svg
      width={width}
      height={12}
      role="img"
      aria-label={known.map(words).join(' · ')}
      style={{ display: 'block' }}
    >
      {known.map((rung) => {
        const share = (props.values[rung] / total) * width
        const x = at
        at += share
        return (
          <rect key={rung} x={x} y={0} width={share} height={12} fill={`url(#fill-${RUNG_PATTERN[rung]})`} />
        )
      })}
      <rect
        x={0.5}
        y={0.5}
        width={width - 1}
        height={11}
        fill="none"
        style={{ stroke: 'var(--line-strong)' }}
      />
    </svg>
  )
}
