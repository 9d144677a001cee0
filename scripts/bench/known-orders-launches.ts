import { lifeCycleCurve } from '#planning/forecast/life-cycle'
import { type LookAlikeScale, lookAlikeWeights } from '#planning/forecast/look-alike'
import { dayNumber } from '#planning/time-bucket'
import { readRows } from './known-orders-data.ts'

interface Life {
  readonly launchDay: number
  readonly lastDay: number
  readonly share: number[]
}

export interface LaunchLine {
  readonly chosen: string
  readonly launches: number
  /** Mean absolute error of a week's share of the whole life, in thousandths. */
  readonly meanCurve: number
  readonly ours: number
  readonly gain: number
  readonly rmseGain: number
}

const ALIKE: LookAlikeScale = {
  differentLabel: 1,
  seasonDays: Number.POSITIVE_INFINITY,
  memoryDays: Number.POSITIVE_INFINITY,
  floor: 0,
}
const CANDIDATES: readonly [string, LookAlikeScale][] = [
  ['all launches alike', ALIKE],
  ['season ± 90 days', { ...ALIKE, seasonDays: 90, floor: 0.3 }],
]

/**
 * Each launch is forecast on its first day from what was seen of earlier ones: the peer is the mean curve of completed
 * lives. Launches 41–100 (in order) choose between the candidates, 101–170 are reported.
 */
export function benchLaunches(): LaunchLine {
  const lives = readLives()
  const early = CANDIDATES.map(([, scale]) => errorsOf(lives, 40, 100, scale))
  const best = early.reduce((at, result, i) => (result.ours < early[at]!.ours ? i : at), 0)
  const [chosen, scale] = CANDIDATES[best]!
  const late = errorsOf(lives, 100, lives.length, scale)
  return {
    chosen,
    launches: late.launches,
    meanCurve: 1000 * late.peer,
    ours: 1000 * late.ours,
    gain: 1 - late.ours / late.peer,
    rmseGain: 1 - Math.sqrt(late.oursSquared / late.peerSquared),
  }
}

function readLives(): Life[] {
  const bySku = new Map<string, Life>()
  for (const row of readRows('dell-lifecycles/dell_weekly_orders.csv.gz')) {
    const life = bySku.get(row.SKU_ID!) ?? {
      launchDay: dayNumber(row.first_week!),
      lastDay: dayNumber(row.last_week!),
      share: [],
    }
    life.share[Number(row.week_no) - 1] = Number(row.share)
    bySku.set(row.SKU_ID!, life)
  }
  return [...bySku.entries()]
    .sort(([idA, a], [idB, b]) => a.launchDay - b.launchDay || (idA < idB ? -1 : 1))
    .map(([, life]) => life)
}

function errorsOf(lives: readonly Life[], from: number, to: number, scale: LookAlikeScale) {
  let ours = 0
  let peer = 0
  let oursSquared = 0
  let peerSquared = 0
  let weeks = 0
  let launches = 0
  for (const life of lives.slice(from, to)) {
    const complete = lives.filter((other) => other.lastDay < life.launchDay)
    if (complete.length < 5) continue
    launches += 1
    const curve = launchCurve(lives, life, scale)
    life.share.forEach((share, week) => {
      const meanShare = complete.reduce((sum, other) => sum + (other.share[week] ?? 0), 0) / complete.length
      const error = (curve[week] ?? 0) - share
      ours += Math.abs(error)
      oursSquared += error * error
      peer += Math.abs(meanShare - share)
      peerSquared += (meanShare - share) ** 2
      weeks += 1
    })
  }
  return { ours: ours / weeks, peer: peer / weeks, oursSquared, peerSquared, launches }
}

function launchCurve(lives: readonly Life[], life: Life, scale: LookAlikeScale): Float64Array {
  const attributes = ({ launchDay }: Life) => ({ labels: [], measures: [], launchDay })
  const earlier = lives.filter((other) => other.launchDay + 7 <= life.launchDay)
  const weights = lookAlikeWeights(attributes(life), earlier.map(attributes), scale)
  return lifeCycleCurve(
    earlier.map((other, i) => ({
      orders: other.share.slice(0, Math.floor((life.launchDay - other.launchDay) / 7)),
      isComplete: other.lastDay < life.launchDay,
      weight: weights[i]!,
    })),
    3,
  )
}
