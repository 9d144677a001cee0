import type { Outputs } from '#web/trpc.ts'
import { patternFill } from '#web/ui/chart/pattern.tsx'

type Cause = NonNullable<Outputs['bullwhip']['causes']>['rows'][number]['cause']

/** Fills in the order of the stack; seven that stay apart in grey. */
const FILL: Record<Cause, string> = {
  demand: patternFill('outline'),
  'forecast-updating': patternFill('solid'),
  'lead-time': patternFill('stripe'),
  promotions: patternFill('dot'),
  batching: patternFill('cross'),
  'shortage-gaming': 'var(--series-4)',
  unexplained: 'var(--panel)',
}

export const CAUSES = Object.keys(FILL) as Cause[]

export function causeFill(cause: Cause): string {
  return FILL[cause]
}

export function CauseSwatch(props: { cause: Cause }) {
  return (
    <svg width={13} height={13} aria-hidden="true" style={{ flex: 'none' }}>
      <rect x={0.5} y={0.5} width={12} height={12} rx={2} fill={FILL[props.cause]} stroke="var(--ink-soft)" />
    </svg>
  )
}
