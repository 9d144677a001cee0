import type { DiscreteInstance, DiscreteSequence } from './discrete-instance.ts'

/**
 * Best arrangement of what stands in the given periods, all others kept: exact, by a dynamic programme over how
 * many of each kind are placed and what was made last. With every period given it solves the whole problem.
 *
 * @param periods ascending; together they must hold all units of their items between the first and the last of them
 * @param mostStates gives up (null) when the programme would need more
 * @returns cost before and after as a difference (<= 0), the sequence being changed in place; null = given up
 */
export function reoptimisePositions(
  instance: DiscreteInstance,
  sequence: DiscreteSequence,
  periods: Int32Array,
  mostStates: number,
): number | null {
  const { itemCount, periodCount, changeover, holdingCost, due } = instance
  const kinds: number[] = []
  const counts: number[] = []
  for (const period of periods) {
    const kind = kinds.indexOf(sequence[period])
    if (kind >= 0) counts[kind] += 1
    else {
      kinds.push(sequence[period])
      counts.push(1)
    }
  }
  const kindCount = kinds.length
  const lasts = kindCount + 1
  const radix = new Int32Array(kindCount + 1)
  radix[0] = 1
  for (let kind = 0; kind < kindCount; kind += 1) {
    const size = radix[kind] * (counts[kind] + 1)
    if (size * lasts > mostStates) return null
    radix[kind + 1] = size
  }
  const codes = radix[kindCount]
  const first = periods[0]
  const before = new Int32Array(itemCount)
  let beforeItem = -1
  for (let period = 0; period < first; period += 1)
    if (sequence[period] >= 0) {
      before[sequence[period]] += 1
      beforeItem = sequence[period]
    }
  const gapFirst = new Int32Array(periods.length + 1).fill(-1)
  const fixedBefore = new Int32Array(periods.length + 1).fill(-1)
  fixedBefore[0] = beforeItem
  let position = 0
  let recent = beforeItem
  for (let period = first; period < periodCount; period += 1) {
    if (position < periods.length && period === periods[position]) {
      fixedBefore[position] = recent
      position += 1
      continue
    }
    if (sequence[period] < 0) continue
    if (gapFirst[position] < 0) gapFirst[position] = sequence[period]
    recent = sequence[period]
    if (position === periods.length) break
  }
  const cost = new Float64Array(codes * lasts).fill(Number.POSITIVE_INFINITY)
  const cameLast = new Int8Array(codes * lasts).fill(-1)
  const cameKind = new Int8Array(codes * lasts).fill(-1)
  cost[kindCount] = 0
  const digits = new Int32Array(kindCount)
  const change = (from: number, to: number) => (from < 0 || to < 0 ? 0 : changeover[from * itemCount + to])
  let level = 0
  for (let code = 0; code < codes - 1; code += 1) {
    const period = periods[level]
    const gap = level > 0 ? gapFirst[level] : -1
    for (let kind = 0; kind < kindCount; kind += 1) {
      if (digits[kind] >= counts[kind]) continue
      const item = kinds[kind]
      let holding = 0
      if (item >= 0) {
        const date = due[item][before[item] + digits[kind]]
        if (date < period) continue
        holding = holdingCost[item] * (date - period)
      }
      const nextBase = (code + radix[kind]) * lasts
      for (let last = 0; last < lasts; last += 1) {
        const reached = cost[code * lasts + last]
        if (reached === Number.POSITIVE_INFINITY) continue
        const lastItem = last === kindCount ? (level > 0 ? previousFixed(level) : beforeItem) : kinds[last]
        let total = reached + holding
        let nextLast = kind
        if (gap >= 0) {
          total += change(lastItem, gap) + change(fixedBefore[level], item)
          if (item < 0) nextLast = kindCount
        } else {
          total += change(lastItem, item)
          if (item < 0) nextLast = last
        }
        if (total < cost[nextBase + nextLast]) {
          cost[nextBase + nextLast] = total
          cameLast[nextBase + nextLast] = last
          cameKind[nextBase + nextLast] = kind
        }
      }
    }
    for (let kind = 0; kind < kindCount; kind += 1) {
      if (digits[kind] < counts[kind]) {
        digits[kind] += 1
        level += 1
        break
      }
      level -= digits[kind]
      digits[kind] = 0
    }
  }
  const end = (codes - 1) * lasts
  let bestLast = -1
  let best = Number.POSITIVE_INFINITY
  for (let last = 0; last < lasts; last += 1) {
    const lastItem = last === kindCount ? previousFixed(periods.length) : kinds[last]
    const total = cost[end + last] + change(lastItem, gapFirst[periods.length])
    if (total < best) {
      best = total
      bestLast = last
    }
  }
  if (bestLast < 0) return null
  const old = costOfPresent()
  if (best > old + 1e-9) return null
  let code = codes - 1
  let last = bestLast
  for (let index = periods.length - 1; index >= 0; index -= 1) {
    const state = code * lasts + last
    const kind = cameKind[state]
    sequence[periods[index]] = kinds[kind]
    last = cameLast[state]
    code -= radix[kind]
  }
  return best - old

  /** The fixed item made last before the level, seen from the period before it (the gap not yet passed). */
  function previousFixed(at: number): number {
    return fixedBefore[at - 1]
  }

  function costOfPresent(): number {
    const made = Int32Array.from(before)
    let total = 0
    let lastItem = beforeItem
    for (let index = 0; index < periods.length; index += 1) {
      const item = sequence[periods[index]]
      if (index > 0 && gapFirst[index] >= 0) {
        total += change(lastItem, gapFirst[index])
        lastItem = fixedBefore[index]
      }
      if (item < 0) continue
      total += holdingCost[item] * (due[item][made[item]] - periods[index]) + change(lastItem, item)
      made[item] += 1
      lastItem = item
    }
    return total + change(lastItem, gapFirst[periods.length])
  }
}
