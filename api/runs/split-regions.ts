import type { GroupDemandRow, OwnerDemandRow } from '#db/run-rows'
import { NO_DATA, OBSERVED } from '#planning/demand/demand-history'
import { spreadDeviation } from '#planning/distribution/normal'
import { TOLD_RANGE } from '#planning/forecast/forecast'
import { forecastSeries } from '#planning/forecast/forecast-series'
import { groupDemand, type JointPaths, summedPaths } from '#planning/forecast/joint-demand'
import {
  type FittedPart,
  fitParts,
  lastingShares,
  shareConcentration,
  sharesOf,
  splitPaths,
  splitQuantiles,
} from '#planning/forecast/share-split'
import { addDays } from '#planning/time-bucket'
import { SUM_WEEKS, storedDemand } from './joint-groups.ts'
import type { CalendarDays } from './organic-forecast.ts'

/** Weeks of a region's past that its forecast sees. */
export const REGION_WEEKS = 156
/** Weeks of an owner's past that its share is learned from: two halves of a quarter. */
export const OWNER_WEEKS = 26
/** Weeks of an owner's book: as many as the longest sum that is told. */
export const OWNER_BOOK_WEEKS = Math.max(...SUM_WEEKS)
/** In place of an owner's id: demand without a shop owner, which takes its share like one and is told of nobody. */
export const NOBODY = -1
/** Past weeks kept beside a region, to judge it later. */
const KEPT_WEEKS = 26
/** Units of an owner's sum below which there is nothing to tell. */
const LEAST_TOLD = 0.005

/** Past and book of one region in one base unit. */
export interface RegionDemand {
  /** null: demand without a shop owner or of owners without a region. */
  readonly region: string | null
  /** The last `REGION_WEEKS` weeks, the last one last. */
  readonly history: Float64Array
  /** Open orders and boxes due per week of the horizon, gross. */
  readonly book: Float64Array
  /** One block per owner, in the order of `ids`. */
  readonly owners: {
    readonly ids: Int32Array
    readonly past: Float32Array
    readonly book: Float32Array
  }
}

export interface RegionsInput {
  readonly baseUnit: string
  readonly total: JointPaths
  /** Of the total, per week. */
  readonly onBook: Float64Array
  readonly regions: readonly RegionDemand[]
  readonly levels: readonly number[]
  readonly calendar: CalendarDays
  readonly firstBucket: string
  readonly isLastWeekWhole: boolean
  readonly seed: number
}

export interface RegionsResult {
  readonly regions: readonly GroupDemandRow[]
  readonly owners: readonly OwnerDemandRow[]
}

/** Splits the demand of all items in one base unit among regions, and of each region among its owners. */
export function splitRegions(input: RegionsInput): RegionsResult {
  const { baseUnit, total, regions, levels, seed } = input
  const { horizon } = total
  const fitted = fitParts(
    total.mean,
    input.onBook,
    regions.map((region) => ({ ...forecastRegion(region, input), bookWeight: region.book })),
  )
  const names = regions.map(({ region }) => `region/${region ?? ''}`)
  const wholeWeeks = REGION_WEEKS - (input.isLastWeekWhole ? 0 : 1)
  const concentration = shareConcentration(regions.map(({ history }) => history.subarray(0, wholeWeeks)))
  const paths = splitPaths(
    total,
    fitted.map(({ mean }) => mean),
    names,
    concentration,
    seed,
  )
  const sumWeeks = SUM_WEEKS.filter((weeks) => weeks <= horizon)
  return {
    regions: regions.map(({ region, history }, i) => ({
      baseUnit,
      kind: 'region' as const,
      categoryId: null,
      productId: null,
      region,
      itemCount: null,
      ...storedDemand(groupDemand(paths[i]!, levels, sumWeeks)),
      onBook: Float32Array.from(fitted[i]!.onBook),
      history: Float32Array.from(history.subarray(history.length - KEPT_WEEKS)),
    })),
    owners: regions.flatMap((region, i) => splitOwners(input, region, fitted[i]!, paths[i]!, sumWeeks)),
  }
}

/** A region's own forecast; its past mean where it cannot be forecast. */
function forecastRegion({ region, history }: RegionDemand, input: RegionsInput) {
  const { horizon } = input.total
  const begin = history.findIndex((units) => units > 0)
  const quantity = history.slice(Math.max(0, begin))
  const status = new Uint8Array(quantity.length).fill(OBSERVED)
  if (!input.isLastWeekWhole) {
    quantity[quantity.length - 1] = Number.NaN
    status[status.length - 1] = NO_DATA
  }
  const forecast = forecastSeries(
    {
      seriesId: region ?? '',
      bucket: 'week',
      start: addDays(input.firstBucket, -7 * quantity.length),
      quantity,
      status,
    },
    { horizon, quantileLevels: TOLD_RANGE, ...input.calendar },
  )
  if ('problem' in forecast) {
    const mean = quantity.reduce((sum, units) => sum + (units || 0), 0) / quantity.length
    return {
      mean: new Float64Array(horizon).fill(mean),
      variance: new Float64Array(horizon).fill(mean * mean),
    }
  }
  const perUnit = spreadDeviation(TOLD_RANGE, 1)
  const [low, high] = forecast.quantiles
  return {
    mean: forecast.mean,
    variance: high!.map((units, step) => (perUnit * (units - low![step]!)) ** 2),
  }
}

function splitOwners(
  { baseUnit, levels, seed }: RegionsInput,
  region: RegionDemand,
  fitted: FittedPart,
  paths: JointPaths,
  sumWeeks: readonly number[],
): OwnerDemandRow[] {
  const { ids, past, book } = region.owners
  const count = ids.length
  if (count === 0) return []
  const ofOwner = (i: number) => past.subarray(i * OWNER_WEEKS, (i + 1) * OWNER_WEEKS)
  const half = OWNER_WEEKS / 2
  const sum = (values: ArrayLike<number>, from: number, end: number) => {
    let units = 0
    for (let t = from; t < end; t += 1) units += values[t]!
    return units
  }
  const before = Float64Array.from(ids, (_, i) => sum(ofOwner(i), 0, half))
  const recent = Float64Array.from(ids, (_, i) => sum(ofOwner(i), half, OWNER_WEEKS))
  const shares = lastingShares(before, recent)
  const weekly = shareConcentration(Array.from(ids, (_, i) => ofOwner(i)))
  const quarterly = concentrationOfHalves(before, recent)
  const sums = sumWeeks.map((weeks) => {
    const booked = new Float64Array(count)
    for (let week = 0; week < weeks; week += 1) {
      const weights = sharesOf(
        Array.from(ids, (_, i) => book[i * OWNER_BOOK_WEEKS + week]!),
        [...shares],
      )
      weights.forEach((weight, i) => {
        booked[i]! += weight * fitted.onBook[week]!
      })
    }
    const whole = sum(fitted.mean, 0, weeks)
    const rest = whole - sum(fitted.onBook, 0, weeks)
    const free = sharesOf(
      Array.from(ids, (_, i) => Math.max(0, shares[i]! * whole - booked[i]!)),
      [...shares],
    )
    const means = booked.map((units, i) => units + free[i]! * rest)
    const concentration = Math.min(weekly * weeks, Math.max(weekly, quarterly))
    const quantiles = splitQuantiles(
      summedPaths(paths, weeks),
      sharesOf([...means]),
      Array.from(ids, (id) => `owner/${id}`),
      concentration,
      levels,
      seed,
    )
    return { booked, means, quantiles }
  })
  return Array.from(ids, (shopOwnerId, i) => ({
    shopOwnerId,
    baseUnit,
    sumWeeks: Int32Array.from(sumWeeks),
    pastSums: Float32Array.from(sumWeeks, (weeks) => sum(ofOwner(i), OWNER_WEEKS - weeks, OWNER_WEEKS)),
    onBookSums: Float32Array.from(sums, ({ booked }) => booked[i]!),
    sumMeans: Float32Array.from(sums, ({ means }) => means[i]!),
    sumQuantiles: Float32Array.from(
      levels.flatMap((_, k) => sums.map(({ quantiles }) => quantiles[k * count + i]!)),
    ),
  })).filter(
    ({ shopOwnerId, pastSums, sumMeans }) =>
      shopOwnerId !== NOBODY &&
      (sumMeans.some((units) => units > LEAST_TOLD) || pastSums.some((units) => units > 0)),
  )
}

/** How firm owners' shares of a quarter are, by what the quarter before said of them. */
function concentrationOfHalves(before: Float64Array, recent: Float64Array): number {
  const said = sharesOf([...before])
  const came = sharesOf([...recent])
  let possible = 0
  let strayed = 0
  said.forEach((share, i) => {
    possible += share * (1 - share)
    strayed += (came[i]! - share) ** 2
  })
  return strayed > 0 ? Math.max(1, possible / strayed - 1) : Number.MAX_SAFE_INTEGER
}
