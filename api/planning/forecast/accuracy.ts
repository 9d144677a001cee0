/**
 * What was said of one series beside what happened, bucket by bucket. Arrays have one value per bucket.
 * `happened` is NaN where there is nothing to compare with: no data, or sold out.
 */
export interface ScoredSeries {
  readonly said: Float64Array
  readonly happened: Float64Array
  /** One array per level, or null when only a mean was said. */
  readonly quantiles: readonly Float64Array[] | null
  /** Mean absolute error of the naive forecast over the history before, units; 0 when there is none. */
  readonly naiveScale: number
}

/** Sums over series and buckets, from which figures of any group follow. */
export interface AccuracySums {
  seriesBuckets: number
  said: number
  happened: number
  absoluteError: number
  /** Σ |error| / naive scale, over the buckets of series that have a scale. */
  scaledError: number
  scaledBuckets: number
  /** Σ over buckets of the mean over levels of twice the pinball loss, units. */
  quantileLoss: number
  quantileHappened: number
  quantileBuckets: number
  insideBuckets: number
}

/** Figures of one group; null where nothing can be said. Error is forecast − actual. */
export interface AccuracyFigures {
  /** Series × buckets compared. */
  readonly seriesBuckets: number
  readonly said: number
  readonly happened: number
  /** Σ error / Σ actual. */
  readonly bias: number | null
  /** Σ |error| / Σ actual. */
  readonly wape: number | null
  /** Mean of |error| / naive scale of the series. */
  readonly mase: number | null
  /** Twice the pinball loss, mean over levels, summed over buckets / Σ actual: about the CRPS as a share of demand. */
  readonly quantileLoss: number | null
  /** Share of buckets whose actual lay between the lowest and the highest of `rangeLevels`. */
  readonly coverage: number | null
}

export function noAccuracy(): AccuracySums {
  return {
    seriesBuckets: 0,
    said: 0,
    happened: 0,
    absoluteError: 0,
    scaledError: 0,
    scaledBuckets: 0,
    quantileLoss: 0,
    quantileHappened: 0,
    quantileBuckets: 0,
    insideBuckets: 0,
  }
}

/**
 * Adds one series to the sums of a group.
 *
 * Buckets where `said` or `happened` is NaN do not count. A range is inclusive at both ends.
 *
 * @param levels      of `series.quantiles`, 0 … 1, rising
 * @param rangeLevels the two levels that enclose the range judged by coverage; both among `levels`
 * @param buckets     only these count, `from` up to but without `to`; all of them by default
 * @throws RangeError when lengths differ or a range level is missing
 * Source: Hyndman & Koehler 2006 (MASE, eq. 6 per series); Gneiting & Raftery 2007, eq. 41 (pinball).
 * @example
 * const sums = noAccuracy()
 * addAccuracy(sums, { said: Float64Array.of(8, 12), happened: Float64Array.of(10, 10), quantiles: null, naiveScale: 4 }, [], null)
 * accuracyFigures(sums) // bias 0, wape 0.2, mase 0.5
 */
export function addAccuracy(
  sums: AccuracySums,
  series: ScoredSeries,
  levels: readonly number[],
  rangeLevels: readonly [low: number, high: number] | null,
  buckets: readonly [from: number, to: number] = [0, series.said.length],
): void {
  const { said, happened, quantiles, naiveScale } = series
  if (said.length !== happened.length)
    throw new RangeError(`said and happened must be equally long, got ${said.length} and ${happened.length}`)
  if (quantiles !== null && quantiles.length !== levels.length)
    throw new RangeError(`quantiles must have ${levels.length} levels, got ${quantiles.length}`)
  const low = rangeLevels ? levels.indexOf(rangeLevels[0]) : -1
  const high = rangeLevels ? levels.indexOf(rangeLevels[1]) : -1
  if (quantiles !== null && (low < 0 || high < 0))
    throw new RangeError(
      `range levels must be among the levels ${levels.join(', ')}, got ${rangeLevels?.join(', ')}`,
    )
  for (let t = buckets[0]; t < buckets[1]; t += 1) {
    const actual = happened[t]
    const error = said[t] - actual
    if (!Number.isFinite(error)) continue
    sums.seriesBuckets += 1
    sums.said += said[t]
    sums.happened += actual
    sums.absoluteError += Math.abs(error)
    if (naiveScale > 0) {
      sums.scaledError += Math.abs(error) / naiveScale
      sums.scaledBuckets += 1
    }
    if (quantiles === null || !Number.isFinite(quantiles[0][t])) continue
    sums.quantileBuckets += 1
    sums.quantileHappened += actual
    sums.quantileLoss += bucketQuantileLoss(quantiles, levels, t, actual)
    if (actual >= quantiles[low][t] && actual <= quantiles[high][t]) sums.insideBuckets += 1
  }
}

export function accuracyFigures(sums: Readonly<AccuracySums>): AccuracyFigures {
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : null)
  return {
    seriesBuckets: sums.seriesBuckets,
    said: sums.said,
    happened: sums.happened,
    bias: share(sums.said - sums.happened, sums.happened),
    wape: share(sums.absoluteError, sums.happened),
    mase: share(sums.scaledError, sums.scaledBuckets),
    quantileLoss: share(sums.quantileLoss, sums.quantileHappened),
    coverage: share(sums.insideBuckets, sums.quantileBuckets),
  }
}

function bucketQuantileLoss(
  quantiles: readonly Float64Array[],
  levels: readonly number[],
  bucket: number,
  actual: number,
): number {
  let loss = 0
  for (let level = 0; level < levels.length; level += 1) {
    const gap = actual - quantiles[level][bucket]
    loss += 2 * (gap >= 0 ? levels[level] * gap : (levels[level] - 1) * gap)
  }
  return loss / levels.length
}

/**
 * Mean absolute difference between neighbouring observed buckets: the in-sample error of the naive forecast.
 *
 * @param history units per bucket, NaN where nothing was observed
 * @param end     buckets before this one count
 * @returns units; 0 when no two neighbours were observed
 * @example naiveScale(Float64Array.of(4, 8, 6), 3) // 3
 */
export function naiveScale(history: Float64Array, end: number): number {
  let sum = 0
  let count = 0
  for (let t = 1; t < Math.min(end, history.length); t += 1) {
    const step = Math.abs(history[t] - history[t - 1])
    if (!Number.isFinite(step)) continue
    sum += step
    count += 1
  }
  return count > 0 ? sum / count : 0
}

/**
 * The last observed value before a bucket: what the naive forecast says of every later one.
 *
 * @returns units, NaN when nothing was observed before
 * @example naiveForecast(Float64Array.of(4, 8, Number.NaN), 3) // 8
 */
export function naiveForecast(history: Float64Array, origin: number): number {
  for (let t = Math.min(origin, history.length) - 1; t >= 0; t -= 1)
    if (Number.isFinite(history[t])) return history[t]
  return Number.NaN
}
