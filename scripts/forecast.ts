import { createWriteStream, type WriteStream } from 'node:fs'
import { forecastMany } from '#api/forecast/forecast-many'
import { historyOf, type RunSettings } from '#api/forecast/series-chunk'
import { type Forecast, type ForecastProblem, METHODS, type Method } from '#planning/forecast/forecast'
import { forecastFromBookings } from '#planning/forecast/known-orders'
import { dayNumber } from '#planning/time-bucket'
import { faultAt, InputFault, runCommand, writeOutput } from '#scripts/command-line'
import { type Frequency, type StepScale, stepScale } from '#scripts/forecast/bucket-steps'
import { packSeries, type SeriesSpan } from '#scripts/forecast/pack-series'
import { readBookings } from '#scripts/forecast/read-bookings'
import { addedUp, addSums, readHierarchy } from '#scripts/forecast/read-hierarchy'
import { readSeries, type SeriesInput } from '#scripts/forecast/read-series'
import { createSeriesTable } from '#scripts/forecast/series-table'
import {
  forecastHeader,
  forecastRows,
  partRows,
  sumRows,
  sumsHeader,
} from '#scripts/forecast/write-forecasts'

const FREQUENCIES: readonly Frequency[] = ['day', 'week', 'month', 'quarter', 'year', 'other']

const HELP = `
Forecasts demand of many series: mean and quantiles per step ahead.

npm run --silent forecast -- --input series.csv --horizon 28 --frequency day > forecast.csv

  --input FILE        series_id,date,quantity in long form, rows in any order; gzip allowed; - is standard input.
                      Optional column censored (1: sold out, "at least"). Further columns drive demand (price,
                      promotion) and may go on into the future with an empty quantity
  --horizon H         steps ahead
  --frequency F       ${FREQUENCIES.join('|')}; with other, date is a whole number
  --season M          buckets in a season (default: day 7, week 52, month 12, quarter 4, else 1)
  --quantiles LIST    levels between 0 and 1 (default 0.05,0.1,0.2,…,0.9,0.95)
  --missing HOW       unknown (default): a bucket without a row is not known; zero: it had no demand
  --sums LIST         also forecast demand summed over the first steps, for example 7,14
  --sums-out FILE     where the sums go: series_id,steps,mean,q…
  --explain FILE      parts of each mean: series_id,date,rung,mean
  --method NAME       ${METHODS.join('|')}
  --bookings FILE     series_id,need_date,placed_at,quantity,cancelled_at: orders already placed; needs --as-of.
                      Without --input the bookings themselves are the demand
  --as-of DATE        last bucket that is seen; without it each series ends at its own last quantity
  --hierarchy FILE    series_id and one column for each level (product,category,region …): forecasts are also made of
                      the total and of every group, named column=group, and all are made to add up
  --holidays LIST     dates, past and to come, whose demand differs
  --festivals NAME    chinese: learn the effects of Spring Festival, Qingming, Dragon Boat and Mid-Autumn, by the moon
  --workers N         threads (default: all cores); 0 computes in this one
  --out FILE          where the forecast goes (default: standard output)
  --help              this text

Output: series_id,date,mean,q0.05,… sorted by series and date. A series that cannot be forecast is named on standard
error and the rest goes on. Exit 0 on success, 2 on bad usage or input.
`

await runCommand(
  HELP,
  {
    input: { type: 'string' },
    horizon: { type: 'string' },
    frequency: { type: 'string' },
    season: { type: 'string' },
    quantiles: { type: 'string' },
    missing: { type: 'string' },
    sums: { type: 'string' },
    'sums-out': { type: 'string' },
    explain: { type: 'string' },
    method: { type: 'string' },
    bookings: { type: 'string' },
    'as-of': { type: 'string' },
    hierarchy: { type: 'string' },
    holidays: { type: 'string' },
    festivals: { type: 'string' },
    workers: { type: 'string' },
    out: { type: 'string' },
    help: { type: 'boolean' },
  },
  async (values) => {
    const frequency = oneOf('frequency', values.frequency, FREQUENCIES)
    const horizon = wholeNumber('horizon', values.horizon, 1, 10_000)
    const levels = numberList(
      'quantiles',
      values.quantiles ?? '0.05,0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9,0.95',
    )
    if (levels.some((level, k) => !(level > 0 && level < 1) || (k > 0 && level <= levels[k - 1]!)))
      throw new InputFault(`--quantiles ${values.quantiles}: write rising levels between 0 and 1`)
    const sums = values.sums === undefined ? [] : numberList('sums', values.sums)
    if (sums.some((steps) => !Number.isInteger(steps) || steps < 1 || steps > horizon))
      throw new InputFault(
        `--sums ${values.sums}: write whole numbers of steps from 1 to the horizon ${horizon}`,
      )
    if ((values.sums === undefined) !== (values['sums-out'] === undefined))
      throw new InputFault('--sums and --sums-out go together: name the steps and the file')
    const missing = oneOf('missing', values.missing ?? 'unknown', ['unknown', 'zero'] as const)
    const scale = stepScale(frequency)
    const asOf = values['as-of'] === undefined ? null : asOfDay(values['as-of'], frequency)
    if (values.bookings !== undefined && (asOf === null || frequency === 'other'))
      throw new InputFault('--bookings needs --as-of DATE and a frequency with dates')
    if (values.hierarchy !== undefined && values.bookings !== undefined)
      throw new InputFault('--hierarchy and --bookings do not go together: leave one out')
    if (values.input === undefined && values.bookings === undefined)
      throw new InputFault('--input is missing: name the file of series, or - for standard input')
    const input: SeriesInput =
      values.input === undefined
        ? { table: createSeriesTable(1), regressorNames: [], censoredColumn: null }
        : await readSeries(values.input, scale, asOf)
    const settings: RunSettings = {
      bucket: frequency === 'other' ? 'day' : frequency,
      hasDates: frequency !== 'other',
      horizon,
      season:
        values.season === undefined ? defaultSeason(frequency) : wholeNumber('season', values.season, 1, 400),
      quantileLevels: levels,
      sums,
      method: oneOf('method', values.method ?? 'auto', METHODS) as Method,
      holidays:
        values.holidays === undefined
          ? []
          : values.holidays.split(',').map((text) => dateOption('holidays', text)),
      festivals:
        values.festivals === undefined ? null : oneOf('festivals', values.festivals, ['chinese'] as const),
      regressorNames: input.regressorNames,
    }
    const spans = seriesSpans(input, scale, asOf)
    if (spans.length === 0 && values.bookings === undefined)
      throw faultAt({
        file: values.input ?? '-',
        fix: 'holds no series that can be forecast; see the messages above',
      })
    const bottoms = [...spans]
    const summed = values.hierarchy === undefined ? null : await sumsOf(values.hierarchy, input, spans)
    const bookings = values.bookings === undefined ? null : await readBookings(values.bookings)
    const booked = new Set(bookings?.seriesIds)
    const unbooked = spans.filter(({ series }) => !booked.has(input.table.ids[series]!))
    const source = {
      seriesIds: unbooked.map(({ series }) => input.table.ids[series]!),
      pack: (wanted: readonly number[]) =>
        packSeries(
          input,
          wanted.map((i) => unbooked[i]!),
          settings,
          scale,
          missing === 'zero',
        ),
    }
    const workers = values.workers === undefined ? undefined : wholeNumber('workers', values.workers, 0, 256)
    const originOf = new Map(spans.map(({ series, origin }) => [input.table.ids[series]!, origin]))
    const bookedOrigin = asOf === null ? 0 : stepAfter(scale, asOf)
    const sides = {
      sums: openSide(values['sums-out'], sumsHeader(levels)),
      parts: openSide(values.explain, 'series_id,date,rung,mean\n'),
    }
    await writeOutput(
      values.out,
      (async function* () {
        yield forecastHeader(levels)
        const forecasts = forecastMany(source, workers)
        const batches = summed
          ? addedUp(
              forecasts,
              bottoms.map(({ series }) => input.table.ids[series]!),
              summed,
            )
          : merged(forecasts, knownForecasts())
        for await (const batch of batches) {
          let text = ''
          for (const result of batch) {
            if ('problem' in result) {
              process.stderr.write(
                `series ${result.seriesId}: ${result.detail} (${result.problem}); left out\n`,
              )
              continue
            }
            const origin = originOf.get(result.seriesId) ?? bookedOrigin
            text += forecastRows(result, origin, scale)
            sides.sums?.write(sumRows(result))
            sides.parts?.write(partRows(result, origin, scale))
          }
          if (text !== '') yield text
        }
      })(),
    )
    await Promise.all(Object.values(sides).map((side) => side && new Promise((done) => side.end(done))))

    function knownForecasts(): Forecast[] {
      if (!bookings || asOf === null || frequency === 'other') return []
      const spanOf = new Map(spans.map((span) => [input.table.ids[span.series]!, span]))
      return forecastFromBookings({
        seriesIds: bookings.seriesIds,
        bookings: bookings.bookings,
        asOfDay: asOf,
        bucket: frequency,
        horizon,
        quantileLevels: levels,
        sumSteps: sums,
        holidays: settings.holidays,
        history: bookings.seriesIds.map((id) => {
          const span = spanOf.get(id)
          return span
            ? historyOf(packSeries(input, [span], settings, scale, missing === 'zero'), 0).history
            : null
        }),
      })
    }
  },
)

/** Adds the sums of a hierarchy to the series and to the spans; all series must end together. */
async function sumsOf(file: string, input: SeriesInput, spans: SeriesSpan[]) {
  const groups = await readHierarchy(file)
  const origin = spans[0]!.origin
  const other = spans.find((span) => span.origin !== origin)
  if (other)
    throw new InputFault(
      `series ${input.table.ids[other.series]} ends at another date than ${input.table.ids[spans[0]!.series]}; say --as-of DATE, so that sums are of the same steps`,
    )
  const bottoms = spans.map(({ series }) => series)
  const columns = 1 + input.regressorNames.length + (input.censoredColumn === null ? 0 : 1)
  const summed = addSums(input.table, bottoms, groups, { file, valueColumns: columns })
  for (const id of summed.sumIds) {
    const series = input.table.ids.indexOf(id)
    spans.push({ series, first: input.table.entries[series]!.firstStep, origin })
  }
  return summed
}

/** Forecasts of both kinds in the order of their names. */
async function* merged(
  batches: AsyncIterable<(Forecast | ForecastProblem)[]>,
  known: readonly Forecast[],
): AsyncGenerator<(Forecast | ForecastProblem)[]> {
  let next = 0
  for await (const batch of batches) {
    const ordered: (Forecast | ForecastProblem)[] = []
    for (const result of batch) {
      while (next < known.length && known[next]!.seriesId < result.seriesId) ordered.push(known[next++]!)
      ordered.push(result)
    }
    yield ordered
  }
  yield known.slice(next)
}

/** Series that can be forecast, by name; faults go to standard error. */
function seriesSpans({ table }: SeriesInput, scale: StepScale, asOf: number | null): SeriesSpan[] {
  const order = table.ids.map((_, i) => i).sort((a, b) => (table.ids[a]! < table.ids[b]! ? -1 : 1))
  const spans: SeriesSpan[] = []
  for (const series of order) {
    const { fault, firstStep, lastKnown } = table.entries[series]!
    if (fault !== null || lastKnown === Number.NEGATIVE_INFINITY) {
      const reason = fault ?? 'no row holds a quantity'
      process.stderr.write(`series ${table.ids[series]}: ${reason}; left out\n`)
      continue
    }
    const origin = asOf === null ? lastKnown + 1 : Math.max(lastKnown + 1, stepAfter(scale, asOf))
    spans.push({ series, first: firstStep, origin })
  }
  return spans
}

/** First bucket that begins after this day. */
function stepAfter(scale: StepScale, day: number): number {
  let low = -100_000
  let high = 100_000
  if (scale.frequency === 'day' || scale.frequency === 'other') return day + 1
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (scale.dayOf(middle) > day) high = middle
    else low = middle
  }
  return high
}

function asOfDay(text: string, frequency: Frequency): number {
  return frequency === 'other' ? wholeNumber('as-of', text, -1e9, 1e9) : dateOption('as-of', text)
}

function dateOption(option: string, text: string): number {
  try {
    return dayNumber(text.trim())
  } catch {
    throw new InputFault(`--${option} ${text}: write the date as YYYY-MM-DD`)
  }
}

function defaultSeason(frequency: Frequency): number {
  return { day: 7, week: 52, month: 12, quarter: 4, year: 1, other: 1 }[frequency]
}

function oneOf<T extends string>(option: string, text: string | undefined, allowed: readonly T[]): T {
  if (text === undefined || !allowed.includes(text as T))
    throw new InputFault(`--${option} ${text ?? 'is missing'}: write one of ${allowed.join(', ')}`)
  return text as T
}

function wholeNumber(option: string, text: string | undefined, least: number, most: number): number {
  const value = Number(text)
  if (text === undefined || !Number.isInteger(value) || value < least || value > most)
    throw new InputFault(`--${option} ${text ?? 'is missing'}: write a whole number from ${least} to ${most}`)
  return value
}

function numberList(option: string, text: string): number[] {
  return text.split(',').map((part) => {
    const value = Number(part)
    if (part.trim() === '' || Number.isNaN(value))
      throw new InputFault(`--${option} ${text}: ${JSON.stringify(part)} is not a number`)
    return value
  })
}

function openSide(file: string | undefined, header: string): WriteStream | null {
  if (file === undefined) return null
  const stream = createWriteStream(file)
  stream.on('error', (error) => {
    process.stderr.write(`${file}: cannot be written (${error.message}); check the folder\n`)
    process.exit(2)
  })
  stream.write(header)
  return stream
}
