import { knownFuture, type ShipWeights } from '#planning/demand/known-future'
import { weekOfDay } from '#planning/demand/week-number'
import { type ShipWave, waveShares } from '#planning/order-policy/stagger'
import { addToGroup } from './add-to-group.ts'
import type { BoxDemand } from './box-demand.ts'
import { spreadStillToCome, type UnitsToCome } from './campaign-demand.ts'
import type { Company } from './company.ts'
import type { RunCalendar } from './run-calendar.ts'

/** Units of one campaign that leave in another week than an even spread would have them, to be told. */
export interface ShiftedWave {
  /** Weeks from the first planned one that hold most and least. */
  readonly step: number
  readonly fromStep: number
  readonly quantity: number
}

/** Demand of each item outside the order books. */
interface Ahead {
  readonly boxes: ReadonlyMap<number, BoxDemand>
  readonly stillToCome: ReadonlyMap<number, readonly UnitsToCome[]>
}

/** Ship waves of one item. */
export interface ItemShipWaves {
  readonly byCampaign: ReadonlyMap<number, ShipWeights>
  readonly shifted: readonly ShiftedWave[]
}

/**
 * In which weeks of their windows the goods of campaigns leave, what they will still bring included, so that what each
 * supplier has to deliver is level: counted in money beside the orders on the book whose week is given and the boxes of
 * subscriptions.
 */
export function shipWaves(
  company: Company,
  { boxes, stillToCome }: Ahead,
  calendar: RunCalendar,
): Map<number, ItemShipWaves> {
  const { firstWeek, horizon } = calendar
  const scope = { firstWeek, horizon, recordsFulfilment: company.habits.recordsFulfilment }
  const windows = new Map(
    company.campaigns.flatMap(({ campaignId, shipFromDay, shipToDay }) => {
      const earliestBucket = Math.max(firstWeek, weekOfDay(shipFromDay)) - firstWeek
      const latestBucket = weekOfDay(shipToDay) - firstWeek
      const hasChoice = latestBucket > earliestBucket && latestBucket < horizon
      return hasChoice ? [[campaignId, { earliestBucket, latestBucket }] as const] : []
    }),
  )
  const loads = new Map<number, Float64Array>()
  const waves = new Map<number, (ShipWave & { itemId: number; campaignId: number; units: number })[]>()
  for (const { itemId, terms, unitCostMinor } of company.items) {
    const supplierId = terms[0]?.supplierId
    const book = company.orderBooks.get(itemId)
    const box = boxes.get(itemId)
    const toCome = stillToCome.get(itemId) ?? []
    if (supplierId === undefined || (!book && !box && toCome.length === 0)) continue
    const load = loads.get(supplierId) ?? new Float64Array(horizon)
    loads.set(supplierId, load)
    const cost = Math.max(1, unitCostMinor)
    for (let step = 0; step < horizon; step += 1)
      load[step]! += ((box?.prepaid[step] ?? 0) + (box?.renewing[step] ?? 0)) * cost
    const leaving = new Map<number, number>()
    const spread = (campaignId: number | null, units: Float64Array) => {
      if (campaignId !== null && windows.has(campaignId))
        leaving.set(
          campaignId,
          units.reduce((sum, each) => sum + each, leaving.get(campaignId) ?? 0),
        )
      else for (let step = 0; step < horizon; step += 1) load[step]! += units[step]! * cost
    }
    for (const { campaignId, paid, deposit, subscription } of book ? knownFuture(book, scope) : [])
      spread(
        campaignId,
        paid.map((units, step) => units + deposit[step]! + subscription[step]!),
      )
    for (const part of toCome) spread(part.campaignId, spreadStillToCome([part], NO_WAVES, calendar).mean)
    for (const [campaignId, units] of leaving)
      addToGroup(waves, supplierId, {
        name: `${campaignId}/${itemId}`,
        itemId,
        campaignId,
        units,
        quantity: units * cost,
        ...windows.get(campaignId)!,
      })
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

const NO_WAVES: ReadonlyMap<number, ShipWeights> = new Map()

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
