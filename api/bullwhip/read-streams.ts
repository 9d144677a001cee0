import type { PolicyParameters } from '#api/runs/plan-item'
import { USUAL_POLICY } from '#api/runs/smooth-suppliers'
import type { Db, Headwater } from '#db/client'
import { knownEarly, pastDemand, upstreamLeadDays } from '#db/policy-streams'
import { findRun } from '#db/runs'
import type { ShownRun } from '#db/shown-run'
import { weekNumber } from '#planning/demand/week-number'
import {
  type ChainPolicy,
  type DemandStream,
  estimatePolicy,
  fillRateAtStockOf,
  type TierEstimate,
} from '#planning/order-policy/policy-estimate'

/** Two years, or one while nothing has sold longer; the first quarter warms the chain up. */
const SPANS = [104, 52] as const
/** The items that make the money; the rest would not be seen in the sums. */
const MOST_ITEMS = 500
/** Notice beyond the lead time at which an order counts as known early. */
export const EARLY_WEEKS = 3

/** Policies whose estimate is kept: every position of two sliders. */
const MOST_ESTIMATES = 64

/** Past demand of one run, and what policies would have done on it. */
export interface PolicyTrial {
  readonly streams: readonly DemandStream[]
  /** Simulated once for each policy. */
  readonly estimate: (policy: ChainPolicy) => readonly TierEstimate[]
  /** The platform's fill rate with the stock another policy holds. */
  readonly fillRateAtStockOf: (policy: ChainPolicy, held: ChainPolicy) => number | null
}

const kept = new WeakMap<Headwater, { readonly runId: number; readonly trial: PolicyTrial }>()

/** Past demand of a run's items; kept for the run that screens show, so that policies answer at once. */
export async function readTrial(headwater: Headwater, db: Db, run: ShownRun): Promise<PolicyTrial> {
  const known = kept.get(headwater)
  if (known?.runId === run.planningRunId) return known.trial
  const streams = await readStreams(db, run)
  const trial: PolicyTrial = {
    streams,
    estimate: remembered((policy) => estimatePolicy(streams, policy)),
    fillRateAtStockOf: remembered((policy, held) => fillRateAtStockOf(streams, policy, held)),
  }
  kept.set(headwater, { runId: run.planningRunId, trial })
  return trial
}

/** The answer asked for longest ago is forgotten first. */
export function remembered<Policies extends readonly ChainPolicy[], Answer>(
  compute: (...policies: Policies) => Answer,
): (...policies: Policies) => Answer {
  const answers = new Map<string, { readonly answer: Answer }>()
  return (...policies) => {
    const key = policies
      .map((policy) => [policy.gapShare, policy.levellingPeriods, policy.fillRate, policy.isShared].join())
      .join('/')
    const known = answers.get(key) ?? { answer: compute(...policies) }
    answers.delete(key)
    answers.set(key, known)
    if (answers.size > MOST_ESTIMATES) answers.delete(answers.keys().next().value!)
    return known.answer
  }
}

async function readStreams(db: Db, run: ShownRun): Promise<readonly DemandStream[]> {
  const usual = await policyOfRun(db, run.planningRunId)
  const { items, weeks } = await longestDemand(db, run.planningRunId)
  const endWeek = weekNumber(run.firstBucket)
  const early = await knownEarly(
    db,
    items.map(({ itemId, leadTimeWeeks }) => ({ itemId, noticeWeeks: leadTimeWeeks + EARLY_WEEKS })),
    endWeek - weeks,
    endWeek - 1,
  )
  const upstream = await upstreamLeadDays(
    db,
    items.map(({ itemId }) => itemId),
    run.asOf,
  )
  return items.map(({ itemId, unitCostMinor, leadTimeWeeks, history, ...own }): DemandStream => {
    const total = Float64Array.from(history)
    const onBook = early.get(itemId)
    return {
      total,
      known: onBook ? knownPart(total, onBook, endWeek - weeks) : null,
      noticePeriods: leadTimeWeeks + EARLY_WEEKS,
      leadTimePeriods: Math.max(1, leadTimeWeeks),
      upstreamLeadPeriods: [
        protectionWeeks(upstream.get(itemId)?.makingDays),
        protectionWeeks(upstream.get(itemId)?.materialDays),
      ],
      unitCost: unitCostMinor,
      smoothing: {
        gapShare: own.gapShare ?? usual.gapShare,
        levellingPeriods: Math.min(own.levellingWeeks ?? usual.levellingWeeks, EARLY_WEEKS + 1),
      },
    }
  })
}

/** What the run was started with, for suppliers of which it does not say how it smooths. */
async function policyOfRun(db: Db, planningRunId: number): Promise<PolicyParameters> {
  const stored = (await findRun(db, planningRunId))!.parameters as Partial<PolicyParameters>
  return { ...USUAL_POLICY, ...stored }
}

/** Like the platform's: the lead time and the week between two orders. */
function protectionWeeks(leadDays: number | null | undefined): number | null {
  return leadDays == null ? null : Math.ceil(leadDays / 7) + 1
}

async function longestDemand(db: Db, planningRunId: number) {
  for (const weeks of SPANS) {
    const items = await pastDemand(db, planningRunId, weeks, MOST_ITEMS)
    if (items.length > 0) return { items, weeks }
  }
  return { items: [], weeks: SPANS[0] }
}

/** Never more than what came in the end: a cancellation after the notice is not early knowledge. */
function knownPart(
  total: Float64Array,
  onBook: { readonly weeks: readonly number[]; readonly quantities: readonly number[] },
  firstWeek: number,
): Float64Array {
  const known = new Float64Array(total.length)
  onBook.weeks.forEach((week, k) => {
    known[week - firstWeek] = Math.min(total[week - firstWeek]!, onBook.quantities[k]!)
  })
  return known
}
