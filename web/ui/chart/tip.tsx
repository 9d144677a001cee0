/** Contents of a chart's hover box; recharts passes `active`, `label` and `payload`. */
export function ChartTip<Row>(props: {
  title: (label: string | number) => string
  rows: (row: Row) => readonly (readonly [label: string, value: string])[]
  active?: boolean
  label?: string | number
  payload?: readonly { readonly payload?: Row }[]
}) {
  const row = props.payload?.[0]?.payload
  if (!props.active || row === undefined) return null
  return (
    <div className="chart-tip">
      <strong>{props.title(props.label ?? '')}</strong>
      <table>
        <tbody>
          {props.rows(row).map(([label, value]) => (
            <tr key={label}>
              <td>{label}</td>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
