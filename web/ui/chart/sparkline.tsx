/** History as a line and what follows as a shaded line, on one scale. Decorative: the numbers stand beside it. */
export function Sparkline(props: {
  past: readonly (number | null)[]
  future: readonly number[]
  width?: number
  height?: number
}) {
  const width = props.width ?? 110
  const height = props.height ?? 24
  const values = [...props.past, ...props.future]
  const highest = Math.max(1, ...values.map((value) => value ?? 0))
  const step = values.length > 1 ? width / (values.length - 1) : 0
  const point = (value: number, index: number) =>
    `${(index * step).toFixed(1)} ${(height - 2 - (value / highest) * (height - 4)).toFixed(1)}`
  let past = ''
  for (const [index, value] of props.past.entries())
    if (value !== null)
      past += `${past === '' || props.past[index - 1] === null ? 'M' : 'L'}${point(value, index)}`
  const offset = props.past.length
  const future = props.future
    .map((value, index) => `${index === 0 ? 'M' : 'L'}${point(value, index + offset)}`)
    .join('')
  return (
    <svg width={width} height={height} aria-hidden="true" style={{ display: 'block' }}>
      {props.future.length > 1 ? (
        <path
          d={`${future}L${width} ${height}L${(offset * step).toFixed(1)} ${height}Z`}
          style={{ fill: 'var(--band-outer)', opacity: 0.45 }}
        />
      ) : null}
      <path d={past} fill="none" style={{ stroke: 'var(--history)', strokeWidth: 1.4 }} />
      <path d={future} fill="none" style={{ stroke: 'var(--series-1)', strokeWidth: 1.6 }} />
    </svg>
  )
}
