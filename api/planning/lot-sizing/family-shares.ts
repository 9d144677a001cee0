import type { ItemBound } from './item-bound.ts'
import type { PlanningState } from './planning-state.ts'

/** Rounds without a gain after which a family's target comes nearer, and by how much. */
const PATIENCE = 6
const NEARER = 0.7
const FIRST_REACH = 0.04
const LEAST_REACH = 1e-6
const MEMORY = 0.5

/** How the items of every family share its setup; moved so that the lower bound rises. */
export type FamilyShares = {
  /** money each item pays beside its own setup, [routing × bucketCount + bucket] by item */
  readonly shares: readonly Float64Array[]
  /** Makes the shares of every campaign add up to its setup at these prices. Call after prices moved. */
  fit(minutePrice: Float64Array): void
  /** Adds the minutes of the families' setups, as the items use them, to the load. */
  addLoad(bounds: readonly ItemBound[], load: Float64Array): void
  /** Moves the shares towards the items that set up. */
  move(bounds: readonly ItemBound[], familyValue: Float64Array): void
  /** Tells what price moves alone change about each family's value, so that its target keeps its meaning. */
  shift(change: Float64Array): void
  /** Keeps the present shares for a later return to them. */
  keep(): void
  restore(): void
}

type Campaign = { readonly family: number; readonly cell: number; readonly members: Member[] }
type Member = { readonly item: number; readonly own: number }

/**
 * Shares of family setups as multipliers: the shares of one campaign (family × line × bucket) always add up to its
 * setup, so that no campaign is ever opened for less. They move by a projected subgradient, each family with a
 * Polyak step of its own towards a target just above its best value.
 *
 * @example createFamilyShares(state).fit(minutePrice) // a setup of 300, two items: 150 each until they move
 */
export function createFamilyShares(state: PlanningState): FamilyShares {
  const { bucketCount, request } = state
  const { items, families } = request
  const shares = items.map(({ routings }) => new Float64Array(routings.length * bucketCount))
  const steps = items.map(({ routings }) => new Float64Array(routings.length * bucketCount))
  const campaigns = listCampaigns()
  const total = new Float64Array(campaigns.length)
  const kept = shares.map((values) => Float64Array.from(values))
  const keptTotal = Float64Array.from(total)
  const best = new Float64Array(families.length).fill(Number.NEGATIVE_INFINITY)
  const reach = new Float64Array(families.length).fill(FIRST_REACH)
  const unimproved = new Int32Array(families.length)

  return {
    shares,
    fit: (minutePrice) => {
      campaigns.forEach(({ family, cell, members }, index) => {
        const { setupCost, setupMinutes } = families[family]
        const wanted = setupCost + minutePrice[cell] * setupMinutes
        if (total[index] > 0) {
          const factor = wanted / total[index]
          if (factor !== 1) for (const { item, own } of members) shares[item][own] *= factor
        } else for (const { item, own } of members) shares[item][own] = wanted / members.length
        total[index] = wanted
      })
    },
    addLoad: (bounds, load) => {
      campaigns.forEach(({ family, cell, members }, index) => {
        if (total[index] <= 0) return
        let used = 0
        for (const { item, own } of members) if (bounds[item].setups[own]) used += shares[item][own]
        load[cell] += (families[family].setupMinutes * used) / total[index]
      })
    },
    move: (bounds, familyValue) => {
      const length = new Float64Array(families.length)
      for (const { family, members } of campaigns) {
        let setups = 0
        for (const { item, own } of members) setups += bounds[item].setups[own]
        const mean = setups / members.length
        for (const { item, own } of members) {
          const part = bounds[item].setups[own] - mean + MEMORY * steps[item][own]
          steps[item][own] = part
          length[family] += part * part
        }
      }
      const moves = Float64Array.from(families, (_, family) => {
        const value = familyValue[family]
        if (best[family] === Number.NEGATIVE_INFINITY || value > best[family] + 1e-9 * Math.abs(value)) {
          best[family] = value
          unimproved[family] = 0
        } else if (++unimproved[family] >= PATIENCE) {
          reach[family] = Math.max(LEAST_REACH, reach[family] * NEARER)
          unimproved[family] = 0
        }
        const target = best[family] + reach[family] * Math.abs(best[family])
        return length[family] > 0 ? (target - value) / length[family] : 0
      })
      campaigns.forEach(({ family, members }, index) => {
        if (moves[family] <= 0) return
        for (const { item, own } of members) shares[item][own] += moves[family] * steps[item][own]
        project(shares, members, total[index])
      })
    },
    shift: (change) => {
      for (let family = 0; family < families.length; family += 1) best[family] += change[family]
    },
    keep: () => {
      shares.forEach((values, item) => {
        kept[item].set(values)
      })
      keptTotal.set(total)
    },
    restore: () => {
      shares.forEach((values, item) => {
        values.set(kept[item])
        steps[item].fill(0)
      })
      total.set(keptTotal)
      best.fill(Number.NEGATIVE_INFINITY)
    },
  }

  function listCampaigns(): Campaign[] {
    const known = new Map<number, Campaign>()
    items.forEach(({ family, routings }, item) => {
      if (family < 0) return
      routings.forEach(({ line }, routing) => {
        for (let bucket = 0; bucket < bucketCount; bucket += 1) {
          const cell = line * bucketCount + bucket
          const key = family * state.load.length + cell
          const campaign = known.get(key) ?? { family, cell, members: [] }
          campaign.members.push({ item, own: routing * bucketCount + bucket })
          known.set(key, campaign)
        }
      })
    })
    return [...known.values()]
  }
}

/** Moves the members' shares to the nearest ones >= 0 that add up to `total` (projection on a simplex). */
function project(shares: readonly Float64Array[], members: readonly Member[], total: number): void {
  const sorted = members.map(({ item, own }) => shares[item][own]).sort((a, b) => b - a)
  let sum = 0
  let level = 0
  for (let count = 1; count <= sorted.length; count += 1) {
    sum += sorted[count - 1]
    const candidate = (sum - total) / count
    if (sorted[count - 1] > candidate) level = candidate
  }
  for (const { item, own } of members) shares[item][own] = Math.max(0, shares[item][own] - level)
}
