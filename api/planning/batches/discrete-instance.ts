/** One machine, one unit per period, due dates, sequence-dependent changeovers (pigment sequencing problem). */
export type DiscreteInstance = {
  readonly itemCount: number
  readonly periodCount: number
  /** money from item to item, [from × itemCount + to] */
  readonly changeover: Float64Array
  /** money per unit and period early */
  readonly holdingCost: Float64Array
  /** due periods of each item's units, ascending; a unit made in its due period is on time */
  readonly due: readonly Int32Array[]
}

/** Item made in each period, −1 where nothing is. */
export type DiscreteSequence = Int32Array

/**
 * Cost of a sequence: units serve an item's due dates in order; a changeover is paid between consecutive items
 * made, across idle periods too; the first setup is free. The checker of sequences.
 */
export function checkSequence(
  instance: DiscreteInstance,
  sequence: ArrayLike<number>,
): { readonly cost: number; readonly faults: readonly string[] } {
  const made = new Int32Array(instance.itemCount)
  const faults: string[] = []
  let cost = 0
  let last = -1
  for (let period = 0; period < instance.periodCount; period += 1) {
    const item = sequence[period]
    if (item < 0) continue
    const due = instance.due[item]?.[made[item]]
    if (due === undefined) {
      faults.push(`period ${period}: item ${item} is not wanted any more`)
      continue
    }
    if (due < period) faults.push(`period ${period}: item ${item} was due in ${due}`)
    cost += instance.holdingCost[item] * Math.max(0, due - period)
    if (last >= 0) cost += instance.changeover[last * instance.itemCount + item]
    made[item] += 1
    last = item
  }
  for (let item = 0; item < instance.itemCount; item += 1)
    if (made[item] < instance.due[item].length)
      faults.push(`item ${item}: ${instance.due[item].length - made[item]} units not made`)
  return { cost, faults }
}

/**
 * A sequence built from the last period backwards: among the units that may still be made so late, the one whose
 * changeover and holding cost least. Null when some unit finds no period: then no sequence exists.
 *
 * @param holdingWeight how much the holding cost of making another unit wait counts against the changeover
 */
export function buildSequence(instance: DiscreteInstance, holdingWeight: number): DiscreteSequence | null {
  const { itemCount, periodCount, due, changeover, holdingCost } = instance
  const left = Int32Array.from(due, (dates) => dates.length)
  const sequence = new Int32Array(periodCount).fill(-1)
  let next = -1
  for (let period = periodCount - 1; period >= 0; period -= 1) {
    let best = -1
    let bestCost = Number.POSITIVE_INFINITY
    for (let item = 0; item < itemCount; item += 1) {
      if (left[item] === 0 || due[item][left[item] - 1] < period) continue
      const cost = (next >= 0 ? changeover[item * itemCount + next] : 0) - holdingWeight * holdingCost[item]
      if (cost >= bestCost) continue
      bestCost = cost
      best = item
    }
    if (best < 0) continue
    sequence[period] = best
    left[best] -= 1
    next = best
  }
  return left.some((units) => units > 0) ? null : sequence
}

/**
 * Lower bound in closed form: holding if changeovers were free (dearest units latest) plus, for every item but one,
 * its cheapest changeover.
 */
export function simpleSequenceBound(instance: DiscreteInstance): number {
  const { itemCount, periodCount, due, changeover, holdingCost } = instance
  const left = Int32Array.from(due, (dates) => dates.length)
  let bound = 0
  for (let period = periodCount - 1; period >= 0; period -= 1) {
    let dearest = -1
    for (let item = 0; item < itemCount; item += 1)
      if (left[item] > 0 && due[item][left[item] - 1] >= period)
        if (dearest < 0 || holdingCost[item] > holdingCost[dearest]) dearest = item
    if (dearest < 0) continue
    left[dearest] -= 1
    bound += holdingCost[dearest] * (due[dearest][left[dearest]] - period)
  }
  const wanted = due.flatMap((dates, item) => (dates.length > 0 ? [item] : []))
  const entries = wanted.map((item) =>
    wanted.reduce(
      (least, from) => (from === item ? least : Math.min(least, changeover[from * itemCount + item])),
      Number.POSITIVE_INFINITY,
    ),
  )
  if (entries.length > 1) bound += entries.reduce((sum, entry) => sum + entry, 0) - Math.max(...entries)
  return bound
}
