import { drawGamma, drawPoisson, drawStandardNormal, type Random } from '#planning/random'
import { bucketStartDay } from '#planning/time-bucket'
import type { DemoItem } from './catalogue.ts'
import { seasonFactor } from './season.ts'

/** What consumers truly wanted of one item: the expectation behind it and the draw, by day of the span. */
export interface ConsumerDemand {
  readonly expected: Float64Array
  readonly units: Int32Array
}

/** Expected units per day without knowing the draw: level × season × sales events × life cycle. */
export function expectedDemand(item: DemoItem, eventFactor: Float64Array, firstDay: number): Float64Array {
  const { season } = item.product.range
  return Float64Array.from(eventFactor, (lift, index) => {
    const day = firstDay + index
    return (item.weeklyUnits / 7) * seasonFactor(season, day) * lift * lifeFactor(item, day)
  })
}

/** Share of the ordinary rate: new items climb over about eight weeks, dying ones halve every sixteen. */
function lifeFactor(item: DemoItem, day: number): number {
  if (day < item.launchDay || (item.endDay !== null && day > item.endDay)) return 0
  if (item.pattern === 'dying') return 0.5 ** ((day - item.fadesFromDay) / 112)
  return 1 / (1 + Math.exp(-(day - item.launchDay - 21) / 9))
}

const ERRATIC_SIGMA = 0.95

/** Draws what consumers wanted. Mean over many draws is the expectation for every pattern. */
export function drawDemand(
  random: Random,
  item: DemoItem,
  eventFactor: Float64Array,
  firstDay: number,
): ConsumerDemand {
  const expected = expectedDemand(item, eventFactor, firstDay)
  const units = new Int32Array(expected.length)
  for (let from = 0; from < expected.length; ) {
    const week = bucketStartDay(firstDay + from, 'week')
    const to = Math.min(expected.length, week + 7 - firstDay)
    let mean = 0
    for (let index = from; index < to; index += 1) mean += expected[index]!
    if (mean > 0) drawWeek(random, item.pattern, expected, units, from, to, mean)
    from = to
  }
  return { expected, units }
}

function drawWeek(
  random: Random,
  pattern: DemoItem['pattern'],
  expected: Float64Array,
  units: Int32Array,
  from: number,
  to: number,
  mean: number,
) {
  if (pattern === 'intermittent' || pattern === 'lumpy') {
    const size =
      pattern === 'intermittent'
        ? 1 + drawPoisson(random, 1.1)
        : 1 + drawPoisson(random, drawGamma(random, 0.9, 12.3))
    const meanSize = pattern === 'intermittent' ? 2.1 : 12.07
    if (random() < mean / meanSize) units[pickDay(random, expected, from, to, mean)]! += size
    return
  }
  const sigma = pattern === 'erratic' ? ERRATIC_SIGMA : 0.12
  const level = Math.exp(sigma * drawStandardNormal(random) - (sigma * sigma) / 2)
  for (let index = from; index < to; index += 1) units[index] = drawPoisson(random, expected[index]! * level)
}

function pickDay(random: Random, expected: Float64Array, from: number, to: number, mean: number): number {
  let remaining = random() * mean
  for (let index = from; index < to - 1; index += 1) {
    remaining -= expected[index]!
    if (remaining < 0) return index
  }
  return to - 1
}
