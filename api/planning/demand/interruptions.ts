import type { Bucket } from '#planning/time-bucket'

/** Buckets without demand in a row below which a spell is no interruption. */
const SHORTEST_SPELL = 3
/** Largest share of buckets without demand outside of spells, and largest share of buckets within spells. */
const LARGEST_RARE_SHARE = 0.02
const LARGEST_SPELL_SHARE = 0.2
/** Spells as long as this are expected by chance at most this often in the whole history. */
const LARGEST_CHANCE = 0.01
/** Buckets after a spell whose mean tells whether demand came back, and its least share of the mean of all. */
const BUCKETS_AFTER = 3
const LEAST_RETURN = 0.25
const BUCKETS_IN_YEAR: Readonly<Record<Bucket, number>> = {
  day: 365,
  week: 52,
  month: 12,
  quarter: 4,
  year: 1,
}

/**
 * Spells without demand in a series that otherwise nearly always sells, with demand back afterwards: a shop closed for
 * a fortnight, a supplier that did not deliver. They tell of the interruption, not of demand. What comes each year at the
 * same time is a season and stays, as does a spell that still lasts.
 *
 * @param y demand per bucket, >= 0; NaN is skipped
 * @returns 1 for each bucket of an interruption; null where there is none
 * @example interruptions(Float64Array.of(…fifty days that sell, 0, 0, 0, 0, …five that sell), 'day') // 1 for the four zeros
 */
export function interruptions(y: Float64Array, bucket: Bucket): Uint8Array | null {
  const spells = spellsOf(y)
  if (spells.length === 0) return null
  const inSpell = new Uint8Array(y.length)
  for (const [first, last] of spells) for (let t = first; t <= last; t += 1) if (y[t] === 0) inSpell[t] = 1
  let open = 0
  let empty = 0
  let total = 0
  let away = 0
  y.forEach((value, t) => {
    if (Number.isNaN(value)) return
    if (inSpell[t]) away += 1
    else {
      open += 1
      total += value
      if (value === 0) empty += 1
    }
  })
  if (empty > LARGEST_RARE_SHARE * open || away > LARGEST_SPELL_SHARE * (open + away)) return null
  const isRare = (length: number) => open * ((empty + 1) / open) ** length <= LARGEST_CHANCE
  const year = BUCKETS_IN_YEAR[bucket]
  const interrupted = new Uint8Array(y.length)
  let found = false
  for (const [first, last] of spells) {
    const isBack = meanAfter(y, last) >= (LEAST_RETURN * total) / open
    const isYearly = [-year, year].some((shift) => isMostlyEmpty(y, first + shift, last + shift))
    if (!isBack || isYearly || !isRare(last - first + 1)) continue
    found = true
    for (let t = first; t <= last; t += 1) interrupted[t] = inSpell[t]!
  }
  return found ? interrupted : null
}

/** First and last bucket of each spell without demand that ended; buckets not known neither end nor lengthen one. */
function spellsOf(y: Float64Array): [number, number][] {
  const spells: [number, number][] = []
  let first = -1
  let last = -1
  let length = 0
  y.forEach((value, t) => {
    if (Number.isNaN(value)) return
    if (value === 0) {
      if (length === 0) first = t
      last = t
      length += 1
      return
    }
    if (length >= SHORTEST_SPELL) spells.push([first, last])
    length = 0
  })
  return spells
}

function meanAfter(y: Float64Array, last: number): number {
  let sum = 0
  let known = 0
  for (let t = last + 1; t < y.length && known < BUCKETS_AFTER; t += 1) {
    if (Number.isNaN(y[t]!)) continue
    sum += y[t]!
    known += 1
  }
  return known > 0 ? sum / known : 0
}

/** Whether half of these buckets or more, as far as they are known, show no demand. */
function isMostlyEmpty(y: Float64Array, first: number, last: number): boolean {
  let known = 0
  let empty = 0
  for (let t = Math.max(0, first); t <= Math.min(last, y.length - 1); t += 1) {
    if (Number.isNaN(y[t]!)) continue
    known += 1
    if (y[t] === 0) empty += 1
  }
  return known > 0 && 2 * empty >= known
}
