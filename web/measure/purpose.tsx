import { useTranslation } from 'react-i18next'
import type { Pattern } from '#web/ui/chart/pattern.tsx'
import { useMeasureWords } from './measure.tsx'

export const PURPOSES = [
  'paid',
  'deposit',
  'subscription',
  'intent',
  'model',
  'safety-stock',
  'top-up',
  'excess',
] as const
export type Purpose = (typeof PURPOSES)[number]

/** Rungs keep their textures; what serves no order is plain, in the tone of stock. */
export const PURPOSE_FILL: Record<Purpose, string> = {
  paid: fill('solid'),
  deposit: fill('stripe'),
  subscription: fill('dot'),
  intent: fill('cross'),
  model: fill('outline'),
  'safety-stock': 'var(--history)',
  'top-up': 'var(--line-strong)',
  excess: 'var(--warn)',
}

function fill(pattern: Pattern): string {
  return `url(#fill-${pattern})`
}

export function usePurposeWords(): (purpose: string) => string {
  const { t } = useTranslation()
  return (purpose) => t(`planning.purpose-${purpose as Purpose}`)
}

/** What a quantity is for, as one thin bar; hover and screen readers get the words. */
export function PurposeBar(props: {
  purposes: Readonly<Record<string, number>>
  /** Base unit of the quantities, where it is not that of the part of the screen. */
  unit?: string | undefined
  width?: number
}) {
  const words = usePurposeWords()
  const measures = useMeasureWords()
  const width = props.width ?? 120
  const shown = PURPOSES.filter((purpose) => (props.purposes[purpose] ?? 0) > 0)
  const total = shown.reduce((sum, purpose) => sum + props.purposes[purpose]!, 0)
  if (total === 0) return null
  const text = shown
    .map((purpose) => {
      const units = measures.text(
        'batch-quantity',
        props.purposes[purpose],
        props.unit === undefined ? {} : { unit: props.unit },
      )
      return `${words(purpose)} ${units}`
    })
    .join(' · ')
  let at = 0
  return (
    <svg width={width} height={12} role="img" aria-label={text} style={{ display: 'block' }}>
      <title>{text}</title>
      {shown.map((purpose) => {
        const share = (props.purposes[purpose]! / total) * width
        const x = at
        at += share
        return (
          <rect key={purpose} x={x} y={0} width={share} height={12} style={{ fill: PURPOSE_FILL[purpose] }} />
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

export function PurposeSwatch(props: { of: string }) {
  return (
    <svg width={13} height={13} aria-hidden="true" style={{ flex: 'none' }}>
      <rect
        x={0.5}
        y={0.5}
        width={12}
        height={12}
        rx={2}
        style={{ fill: PURPOSE_FILL[props.of as Purpose], stroke: 'var(--line-strong)' }}
      />
    </svg>
  )
}
