/**
 * One campaign as the ledger knows it at the end of the as-of day: its windows and, per day with entries, units placed,
 * cancelled, settled and signed for. All days are day numbers.
 */
export interface CampaignRecord {
  readonly campaignId: number
  /** Campaigns of one kind learn from one another. */
  readonly kind: string
  readonly category: number
  readonly capQuantity: number | null
  readonly depositFromDay: number
  readonly depositToDay: number
  readonly balanceFromDay: number
  readonly balanceToDay: number
  readonly itemCount: number
  readonly days: readonly number[]
  readonly placed: readonly number[]
  readonly cancelled: readonly number[]
  readonly settled: readonly number[]
  /** Units signed for without a deposit: they bind nobody and are no orders. */
  readonly signed: readonly number[]
}

/** Sums of a campaign's life before and during its balance window. */
export interface CampaignTotals {
  readonly placed: number
  readonly cancelledEarly: number
  readonly cancelledLate: number
  readonly settled: number
  /** Unit-days on the book before the balance window: what early cancellations are measured against. */
  readonly earlyUnitDays: number
}

/** @example campaignTotals(record, record.balanceToDay) // the whole life of a closed campaign */
export function campaignTotals(campaign: CampaignRecord, asOfDay: number): CampaignTotals {
  let placed = 0
  let cancelledEarly = 0
  let cancelledLate = 0
  let settled = 0
  let earlyUnitDays = 0
  const earlyEnd = Math.min(campaign.balanceFromDay, asOfDay + 1)
  campaign.days.forEach((day, k) => {
    placed += campaign.placed[k]!
    settled += campaign.settled[k]!
    if (day < campaign.balanceFromDay) cancelledEarly += campaign.cancelled[k]!
    else cancelledLate += campaign.cancelled[k]!
    const daysOnBook = Math.max(0, earlyEnd - day)
    earlyUnitDays += (campaign.placed[k]! - campaign.cancelled[k]!) * daysOnBook
  })
  return { placed, cancelledEarly, cancelledLate, settled, earlyUnitDays: Math.max(0, earlyUnitDays) }
}

/** Whether a campaign sold out: its placed units reached its cap, so they say "at least". */
export function isSoldOut(campaign: CampaignRecord): boolean {
  if (campaign.capQuantity === null) return false
  const placed = campaign.placed.reduce((sum, units) => sum + units, 0)
  return placed >= campaign.capQuantity
}

/** Day on which the placed units of a campaign that sold out reached its cap. */
export function soldOutDay({ capQuantity, days, placed }: CampaignRecord): number {
  let sum = 0
  const at = placed.findIndex((units) => {
    sum += units
    return sum >= capQuantity!
  })
  return days[at]!
}
