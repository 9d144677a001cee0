import { forecastMany } from '#api/forecast/forecast-many'
import type { RunSettings } from '#api/forecast/series-chunk'
import type { Method } from '#planning/forecast/forecast'
import { addBucketsDay, isoDate } from '#planning/time-bucket'
import { LEVELS, type Outcome, type Panel } from '#scripts/bench/forecast/panel'

/** Our forecasts of a panel from one origin, seeing nothing after it but the drivers. */
export async function ownForecasts(
  panel: Panel,
  cut: number,
  method: Method,
  sums: readonly number[],
): Promise<Outcome[]> {
  const { horizon } = panel
  const series = panel.series.filter(({ values }) => hasPast(values.subarray(0, values.length - cut)))
  const settings: RunSettings = {
    bucket: panel.bucket,
    hasDates: panel.hasDates,
    horizon,
    season: panel.season,
    quantileLevels: LEVELS,
    sums,
    method,
    holidays: [],
    festivals: null,
    regressorNames: panel.regressorNames,
  }
  const outcomes: Outcome[] = []
  const source = {
    seriesIds: series.map(({ id }) => id),
    pack: (wanted: readonly number[]) => {
      const chosen = wanted.map((i) => series[i]!)
      const offsets = new Int32Array(chosen.length + 1)
      chosen.forEach(({ values }, i) => {
        offsets[i + 1] = offsets[i]! + values.length - cut
      })
      const values = new Float64Array(offsets[chosen.length]!)
      const status = chosen.some((one) => one.status) ? new Uint8Array(values.length) : null
      const regressors = panel.regressorNames.map(
        () => new Float64Array(values.length + horizon * chosen.length),
      )
      chosen.forEach((one, i) => {
        const end = one.values.length - cut
        values.set(one.values.subarray(0, end), offsets[i]!)
        status?.set(one.status?.subarray(0, end) ?? [], offsets[i]!)
        regressors.forEach((column, r) => {
          const part = one.regressors[r]!.subarray(0, end + horizon)
          column.set(part, offsets[i]! + i * horizon)
        })
      })
      return {
        settings,
        seriesIds: chosen.map(({ id }) => id),
        starts: chosen.map(({ startDay }) => isoDate(panel.hasDates ? startDay : addBucketsDay(0, 'day', 0))),
        offsets,
        values,
        status,
        regressors,
      }
    },
  }
  let k = 0
  for await (const batch of forecastMany(source))
    for (const result of batch) {
      const { values, id } = series[k++]!
      if ('problem' in result) continue
      const end = values.length - cut
      outcomes.push({
        seriesId: id,
        history: values.subarray(0, end),
        actual: values.subarray(end, end + horizon),
        mean: result.mean,
        quantiles: result.quantiles,
        sums: new Map(result.sums.map((sum) => [sum.steps, sum.quantiles])),
      })
    }
  return outcomes
}

export function hasPast(values: Float64Array): boolean {
  let known = 0
  for (const value of values) if (!Number.isNaN(value)) known += 1
  return known >= 2
}
