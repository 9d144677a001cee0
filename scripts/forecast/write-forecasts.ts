import type { Forecast } from '#planning/forecast/forecast'
import type { StepScale } from '#scripts/forecast/bucket-steps'

/** Short and exact enough: six significant digits, four decimals at most from 1 upwards. */
export function numberText(value: number): string {
  const size = Math.abs(value)
  if (value === 0) return '0'
  if (size >= 1e11) return String(Math.round(value))
  if (size >= 1) return String(Math.round(value * 1e4) / 1e4)
  return String(Number(value.toPrecision(6)))
}

export function idText(id: string): string {
  return /[",\r\n]/.test(id) ? `"${id.replaceAll('"', '""')}"` : id
}

export function forecastHeader(levels: readonly number[]): string {
  return `series_id,date,mean${levels.map((level) => `,q${level}`).join('')}\n`
}

/** Rows of one forecast, one per step from `origin`. */
export function forecastRows(forecast: Forecast, origin: number, scale: StepScale): string {
  const id = idText(forecast.seriesId)
  let text = ''
  forecast.mean.forEach((mean, h) => {
    text += `${id},${scale.textOf(origin + h)},${numberText(mean)}`
    for (const values of forecast.quantiles) text += `,${numberText(values[h]!)}`
    text += '\n'
  })
  return text
}

export function sumsHeader(levels: readonly number[]): string {
  return `series_id,steps,mean${levels.map((level) => `,q${level}`).join('')}\n`
}

export function sumRows({ seriesId, sums }: Forecast): string {
  return sums
    .map(
      ({ steps, mean, quantiles }) =>
        `${idText(seriesId)},${steps},${numberText(mean)}${Array.from(quantiles, (value) => `,${numberText(value)}`).join('')}\n`,
    )
    .join('')
}

/** Parts of each mean, adding up to what is written of it: rungs, the model's own split by its effects where it has them. */
export function partRows(forecast: Forecast, origin: number, scale: StepScale): string {
  const id = idText(forecast.seriesId)
  const parts: [string, Float64Array][] = []
  for (const [rung, values] of Object.entries(forecast.byRung)) {
    if (rung === 'model' && forecast.effects)
      for (const [effect, part] of Object.entries(forecast.effects)) parts.push([`model:${effect}`, part])
    else parts.push([rung, values])
  }
  let text = ''
  for (let h = 0; h < forecast.mean.length; h += 1) {
    const written = addingUp(
      parts.map(([, values]) => values[h]!),
      forecast.mean[h]!,
    )
    parts.forEach(([name], k) => {
      text += `${id},${scale.textOf(origin + h)},${name},${written[k]}\n`
    })
  }
  return text
}

/** Parts as written; the largest takes what rounding leaves. */
function addingUp(parts: readonly number[], total: number): string[] {
  const texts = parts.map(numberText)
  let largest = 0
  parts.forEach((part, k) => {
    if (Math.abs(part) > Math.abs(parts[largest]!)) largest = k
  })
  let rest = Number(numberText(total))
  texts.forEach((text, k) => {
    if (k !== largest) rest -= Number(text)
  })
  texts[largest] = String(Number(rest.toPrecision(12)))
  return texts
}
