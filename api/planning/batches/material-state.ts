import { dayNumber, type IsoDate, isoDate } from '#planning/time-bucket'

/** Material of which is known what is there and what arrives. */
export interface KnownMaterial {
  readonly materialId: number
  /** day numbers ascending, material units */
  readonly arrivals: readonly { readonly day: number; readonly quantity: number }[]
  /** day from which an order placed now is there; null when no source is known */
  readonly boughtFromDay: number | null
  /** material units in one unit, by item */
  readonly perUnit: ReadonlyMap<number, number>
}

/** A batch that takes material on the day on which it starts. */
export interface MaterialTaker {
  readonly batchNumber: number
  readonly startsOn: IsoDate
  readonly items: readonly { readonly itemId: number; readonly quantity: number }[]
}

export type MaterialState =
  /** nothing is said of any of its materials */
  | { readonly kind: 'not-stated' }
  | { readonly kind: 'there' }
  /** to be ordered: it can still be there in time */
  | { readonly kind: 'to-buy'; readonly materialId: number }
  /** `until` is the first day on which all of it is there; null when that day is not known */
  | { readonly kind: 'missing'; readonly materialId: number; readonly until: IsoDate | null }

/**
 * Whether the material of each batch is there when it starts. Batches take in the order in which they start; one that
 * finds too little takes what is there and waits for the rest. The material that comes last speaks for the batch.
 *
 * @example materialStates([{ batchNumber: 1, startsOn: '1970-01-02', items: [{ itemId: 7, quantity: 10 }] }], [{ materialId: 3,
 *   arrivals: [{ day: 0, quantity: 10 }, { day: 9, quantity: 10 }], boughtFromDay: null, perUnit: new Map([[7, 2]]) }])
 *   // batch 1: missing until 1970-01-10
 */
export function materialStates(
  batches: readonly MaterialTaker[],
  materials: readonly KnownMaterial[],
): Map<number, MaterialState> {
  const taken = new Map<number, number>()
  const states = new Map<number, MaterialState>()
  const ordered = [...batches].sort(
    (a, b) => a.startsOn.localeCompare(b.startsOn) || a.batchNumber - b.batchNumber,
  )
  for (const batch of ordered) {
    let state: MaterialState = { kind: 'not-stated' }
    for (const material of materials) {
      const needed = batch.items.reduce(
        (sum, { itemId, quantity }) => sum + quantity * (material.perUnit.get(itemId) ?? 0),
        0,
      )
      if (needed === 0) continue
      const before = taken.get(material.materialId) ?? 0
      taken.set(material.materialId, before + needed)
      state = later(state, stateOf(material, before + needed, dayNumber(batch.startsOn)))
    }
    states.set(batch.batchNumber, state)
  }
  return states
}

function stateOf(material: KnownMaterial, wanted: number, startDay: number): MaterialState {
  let there = 0
  let day: number | null = null
  for (const arrival of material.arrivals) {
    there += arrival.quantity
    if (there >= wanted - 1e-6) {
      day = arrival.day
      break
    }
  }
  if (day !== null && day <= startDay) return { kind: 'there' }
  const { materialId, boughtFromDay } = material
  if (boughtFromDay !== null && boughtFromDay <= startDay) return { kind: 'to-buy', materialId }
  const days = [day, boughtFromDay].filter((each) => each !== null)
  return { kind: 'missing', materialId, until: days.length > 0 ? isoDate(Math.min(...days)) : null }
}

const WEIGHT = { 'not-stated': 0, there: 1, 'to-buy': 2, missing: 3 } as const

/** The state that holds the batch back longer. */
function later(a: MaterialState, b: MaterialState): MaterialState {
  if (WEIGHT[a.kind] !== WEIGHT[b.kind]) return WEIGHT[a.kind] > WEIGHT[b.kind] ? a : b
  if (a.kind === 'missing' && b.kind === 'missing') return (b.until ?? '9999') > (a.until ?? '9999') ? b : a
  return a
}
