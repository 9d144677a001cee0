import { weekOfDay } from '#planning/demand/week-number'

/** Order lines of one item; see the columns of the ledger's order books. Days are day numbers. */
export interface OrderLines {
  readonly campaignId: readonly (number | null)[]
  readonly needFromDay: readonly number[]
  readonly needToDay: readonly number[]
  readonly isDeposit: readonly boolean[]
  readonly placed: readonly number[]
  readonly cancelled: readonly number[]
  readonly settled: readonly number[]
  readonly openPaid: readonly number[]
  readonly openDeposit: readonly number[]
  readonly openSubscription: readonly number[]
}

export interface KnownFutureScope {
  readonly firstWeek: number
  readonly horizon: number
  /** false: the ledger never hears of shipments, so needs of the past count as met. */
  readonly recordsFulfilment: boolean
  /** How campaigns ship over what is left of their window; absent or another window = evenly. */
  readonly shipWaves?: ReadonlyMap<number, ShipWeights>
}

/** Shares of a campaign's units by week of its ship window, from `fromWeek` on; they add up to 1. */
export interface ShipWeights {
  readonly fromWeek: number
  readonly shares: Float64Array
}

/** Units on the book by need week, gross of what may still cancel, per campaign (null: none). */
export interface KnownFuture {
  readonly campaignId: number | null
  readonly paid: Float64Array
  readonly deposit: Float64Array
  readonly subscription: Float64Array
  /** Units that were due before the first week and have not shipped. */
  readonly overdue: number
}

/**
 * Open orders of one item spread over what is left of their need windows, evenly or in their campaign's ship waves, one
 * entry per campaign.
 *
 * A line whose window has passed is overdue if shipments are recorded, and met otherwise. A window that has begun keeps
 * its open units in its remaining weeks if shipments are recorded, and its even share of each remaining week otherwise.
 */
export function knownFuture(lines: OrderLines, scope: KnownFutureScope): KnownFuture[] {
  const byCampaign = new Map<number | null, MutableKnownFuture>()
  lines.campaignId.forEach((campaignId, k) => {
    const open = lines.openPaid[k]! + lines.openDeposit[k]! + lines.openSubscription[k]!
    if (open <= 0) return
    let known = byCampaign.get(campaignId)
    if (!known) {
      known = emptyFuture(campaignId, scope.horizon)
      byCampaign.set(campaignId, known)
    }
    const waves = campaignId === null ? undefined : scope.shipWaves?.get(campaignId)
    spreadLine(known, lines, k, scope, waves)
  })
  return [...byCampaign.values()]
}

type MutableKnownFuture = { -readonly [Key in keyof KnownFuture]: KnownFuture[Key] }

function emptyFuture(campaignId: number | null, horizon: number): MutableKnownFuture {
  const zeros = () => new Float64Array(horizon)
  return { campaignId, paid: zeros(), deposit: zeros(), subscription: zeros(), overdue: 0 }
}

function spreadLine(
  known: MutableKnownFuture,
  lines: OrderLines,
  k: number,
  scope: KnownFutureScope,
  waves: ShipWeights | undefined,
): void {
  const { firstWeek, horizon, recordsFulfilment } = scope
  const paid = lines.openPaid[k]!
  const deposit = lines.openDeposit[k]!
  const subscription = lines.openSubscription[k]!
  const from = weekOfDay(lines.needFromDay[k]!)
  const to = weekOfDay(lines.needToDay[k]!)
  if (to < firstWeek) {
    if (recordsFulfilment) known.overdue += paid + deposit + subscription
    return
  }
  const begin = Math.max(from, firstWeek)
  const weeks = to - begin + 1
  const open = recordsFulfilment ? 1 : weeks / (to - from + 1)
  const isWaved = waves?.fromWeek === begin && waves.shares.length === weeks
  for (let week = begin; week <= Math.min(to, firstWeek + horizon - 1); week += 1) {
    const share = open * (isWaved ? waves.shares[week - begin]! : 1 / weeks)
    known.paid[week - firstWeek] += paid * share
    known.deposit[week - firstWeek] += deposit * share
    known.subscription[week - firstWeek] += subscription * share
  }
}

/**
 * Orders of one item that materialised, by week of need: placed less cancelled, and of deposits in closed campaigns only
 * what was paid or shipped.
 *
 * @param closedCampaigns campaigns whose balance window is over and whose payments are recorded
 * @returns units per week number
 */
export function materialisedOrders(
  lines: OrderLines,
  closedCampaigns: ReadonlySet<number>,
  endWeek: number,
): Map<number, number> {
  const byWeek = new Map<number, number>()
  lines.campaignId.forEach((campaignId, k) => {
    const isClosed = campaignId !== null && closedCampaigns.has(campaignId)
    const kept =
      lines.isDeposit[k] && isClosed ? lines.settled[k]! : Math.max(0, lines.placed[k]! - lines.cancelled[k]!)
    const from = weekOfDay(lines.needFromDay[k]!)
    const to = weekOfDay(lines.needToDay[k]!)
    for (let week = from; week <= Math.min(to, endWeek - 1); week += 1)
      byWeek.set(week, (byWeek.get(week) ?? 0) + kept / (to - from + 1))
  })
  return byWeek
}
