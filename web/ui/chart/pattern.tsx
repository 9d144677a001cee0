/** Fills that stay apart in grey: each series has its own texture besides its colour. */
export const PATTERNS = ['solid', 'stripe', 'dot', 'cross', 'outline'] as const
export type Pattern = (typeof PATTERNS)[number]

export function patternFill(pattern: Pattern): string {
  return `url(#fill-${pattern})`
}

/** Once per page; charts and legends refer to it. Colours are theme variables, so they follow light and dark. */
export function PatternDefinitions() {
  return (
    <svg width={0} height={0} aria-hidden="true" style={{ position: 'absolute' }}>
      <defs>
        <pattern id="fill-solid" width={8} height={8} patternUnits="userSpaceOnUse">
          <rect width={8} height={8} style={{ fill: 'var(--series-1)' }} />
        </pattern>
        <pattern
          id="fill-stripe"
          width={6}
          height={6}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width={6} height={6} style={{ fill: 'var(--series-2)' }} />
          <rect width={2} height={6} style={{ fill: 'var(--panel)' }} />
        </pattern>
        <pattern id="fill-dot" width={6} height={6} patternUnits="userSpaceOnUse">
          <rect width={6} height={6} style={{ fill: 'var(--series-3)' }} />
          <circle cx={3} cy={3} r={1.3} style={{ fill: 'var(--panel)' }} />
        </pattern>
        <pattern
          id="fill-cross"
          width={7}
          height={7}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width={7} height={7} style={{ fill: 'var(--panel)' }} />
          <path d="M0 0H7M0 0V7" style={{ stroke: 'var(--series-4)', strokeWidth: 3.2 }} />
        </pattern>
        <pattern
          id="fill-outline"
          width={5}
          height={5}
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-45)"
        >
          <rect width={5} height={5} style={{ fill: 'var(--panel)' }} />
          <path d="M0 2.500H5" style={{ stroke: 'var(--series-5)', strokeWidth: 1.3 }} />
        </pattern>
      </defs>
    </svg>
  )
}

export const PATTERN_STROKE: Record<Pattern, string> = {
  solid: 'var(--series-1)',
  stripe: 'var(--series-2)',
  dot: 'var(--series-3)',
  cross: 'var(--series-4)',
  outline: 'var(--series-5)',
}

/** Legend mark of a patterned series. */
export function PatternSwatch(props: { pattern: Pattern; size?: number }) {
  const size = props.size ?? 13
  return (
    <svg width={size} height={size} aria-hidden="true" style={{ flex: 'none' }}>
      <rect
        x={0.5}
        y={0.5}
        width={size - 1}
        height={size - 1}
        rx={2}
        fill={patternFill(props.pattern)}
        stroke={PATTERN_STROKE[props.pattern]}
      />
    </svg>
  )
}

/** Legend mark of a line or a plain band. */
export function LineSwatch(props: { color: string; dashed?: boolean; thick?: boolean }) {
  return (
    <svg width={18} height={13} aria-hidden="true" style={{ flex: 'none' }}>
      <line
        x1={1}
        x2={17}
        y1={6.5}
        y2={6.5}
        stroke={props.color}
        strokeWidth={props.thick ? 9 : 2}
        strokeDasharray={props.dashed ? '4 3' : undefined}
      />
    </svg>
  )
}
