import { knownFuture, type ShipWeights } from '#planning/demand/known-future'
import { weekOfDay } from '#planning/demand/week-number'
import { type ShipWave, waveShares } from '#planning/order-policy/stagger'
import type { BoxDemand } from './box-demand.ts'
import type { Company } from './company.ts'
import type { RunCalendar } from './run-calendar.ts'

/** Units of one campaign that leave in another week than an even spread would have them, to be told. */
export interface ShiftedWave {
  /** Weeks from the first planned one that hold most and least. */
  readonly step: number
  readonly fromStep: number
  readonly quantity: number
}

/** Ship waves of one item. */
export interface ItemShipWaves {
  readonly byCampaign: ReadonlyMap<number, ShipWeights>
  readonly shifted: readonly ShiftedWave[]
}

/**
 * In which weeks of their windows the goods of campaigns leave, so that what each supplier has to deliver is level:
 * counted in money beside the orders on the book whose week is given and the boxes of subscriptions.
 */
export function shipWaves(
  company: Company,
  boxes: ReadonlyMap<number, BoxDemand>,
  calendar: RunCalendar,
): Map<number, ItemShipWaves> {
  const { firstWeek, horizon } = calendar
  const scope = { firstWeek, horizon, recordsFulfilment: company.habits.recordsFulfilment }
  const windows = new Map(company.campaigns.map((campaign) => [campaign.campaignId, campaign]))
  const loads = new Map<number, Float64Array>()
  const waves = new Map<number, (ShipWave & { itemId: number; campaignId: number; units: number })[]>()
  for (const { itemId, terms, unitCostMinor } of company.items) {
    const supplierId = terms[0]?.supplierId
    const book = company.orderBooks.get(itemId)
    const box = boxes.get(itemId)
    if (supplierId === undefined || (!book && !box)) continue
    const load = loads.get(supplierId) ?? new Float64Array(horizon)
    loads.set(supplierId, load)
    const cost = Math.max(1, unitCostMinor)
    for (let step = 0; step < horizon; step += 1)
      load[step]! += ((box?.prepaid[step] ?? 0) + (box?.renewing[step] ?? 0)) * cost
    for (const part of book ? knownFuture(book, scope) : []) {
      const window = part.campaignId === null ? undefined : windows.get(part.campaignId)
      const from = window ? Math.max(firstWeek, weekOfDay(window.shipFromDay)) : 0
      const to = window ? weekOfDay(window.shipToDay) : 0
      const units = part.paid.map((paid, step) => paid + part.deposit[step]! + part.subscription[step]!)
      if (window && to > from && to < firstWeek + horizon) {
        const open = units.reduce((sum, each) => sum + each, 0)
        const ofSupplier = waves.get(supplierId) ?? []
        waves.set(supplierId, ofSupplier)
        ofSupplier.push({
          name: `${part.campaignId}/${itemId}`,
          itemId,
          campaignId: part.campaignId!,
          units: open,
          quantity: open * cost,
          earliestBucket: from - firstWeek,
          latestBucket: to - firstWeek,
        })
      } else for (let step = 0; step < horizon; step += 1) load[step]! += units[step]! * cost
    }
  }
  const byItem = new Map<number, { byCampaign: Map<number, ShipWeights>; shifted: ShiftedWave[] }>()
  for (const [supplierId, ofSupplier] of waves) {
    const shares = waveShares(ofSupplier, loads.get(supplierId)!)
    for (const { name, itemId, campaignId, units, earliestBucket } of ofSupplier) {
      const ofItem = byItem.get(itemId) ?? { byCampaign: new Map<number, ShipWeights>(), shifted: [] }
      byItem.set(itemId, ofItem)
      const ofWindow = shares.get(name)!
      ofItem.byCampaign.set(campaignId, { fromWeek: firstWeek + earliestBucket, shares: ofWindow })
      const shifted = shiftedWave(ofWindow, units, earliestBucket)
      if (shifted) ofItem.shifted.push(shifted)
    }
  }
  return byItem
}

function shiftedWave(shares: Float64Array, units: number, earliestBucket: number): ShiftedWave | null {
  const even = 1 / shares.length
  const quantity = Math.round(shares.reduce((sum, share) => sum + Math.max(0, share - even), 0) * units)
  if (quantity === 0) return null
  return {
    step: earliestBucket + shares.indexOf(Math.max(...shares)),
    fromStep: earliestBucket + shares.indexOf(Math.min(...shares)),
    quantity,
  }
}
