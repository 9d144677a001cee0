import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PeggingTerms } from '#planning/lot-sizing/peg-lots'
import { pegLots } from '#planning/lot-sizing/peg-lots'
import { pegPerishable } from '#planning/lot-sizing/peg-perishable'

const BUCKETS = 8

function terms(shelfLifeBuckets: number): PeggingTerms {
  return {
    bucketCount: BUCKETS,
    holdingCost: 1,
    shelfLifeBuckets,
    latePrice: Float64Array.of(1000, 200, 20, 5),
    shortPrice: Float64Array.of(10_000, 2000, 200, 50),
  }
}

const lot = (bucket: number, quantity: number) => ({ routing: 0, bucket, quantity })

test('shelf life 2: 10 paid in bucket 5 take the older lot of bucket 3, so that 10 more in bucket 7 find the newer', () => {
  const rows = new Float64Array(4 * BUCKETS)
  rows[5] = 10
  rows[2 * BUCKETS + 7] = 10
  const pegged = pegLots(rows, [lot(3, 10), lot(5, 10)], terms(2))
  expect(pegged.pegs.map(({ lot: from, needBucket, quantity }) => [from, needBucket, quantity])).toEqual([
    [1, 7, 10],
    [0, 5, 10],
  ])
  expect(pegged.cost).toBe(10 * 2 + 10 * 2)
})

test('10 of 20 in bucket 4 wait for the lot of bucket 6 when the only fresh lot holds 10', () => {
  const rows = new Float64Array(4 * BUCKETS)
  rows[2 * BUCKETS + 4] = 20
  const pegged = pegPerishable(rows, [lot(1, 50), lot(3, 10), lot(6, 10)], terms(1))
  expect(pegged.cost).toBe(10 * 1 + 10 * 2 * 20 + 50 * 1)
})

/** Most units that can be in time, by augmenting paths over single units. */
function mostInTime(needs: readonly number[], made: readonly number[], shelfLife: number): number {
  const lots = made.flatMap((units, bucket) => new Array<number>(units).fill(bucket))
  const wanted = needs.flatMap((units, bucket) => new Array<number>(units).fill(bucket))
  const takenBy = new Array<number>(lots.length).fill(-1)
  const place = (unit: number, seen: Set<number>): boolean =>
    lots.some((bucket, index) => {
      const age = wanted[unit]! - bucket
      if (age < 0 || age > shelfLife || seen.has(index)) return false
      seen.add(index)
      if (takenBy[index]! >= 0 && !place(takenBy[index]!, seen)) return false
      takenBy[index] = unit
      return true
    })
  return wanted.filter((_, unit) => place(unit, new Set())).length
}

test('as many units as possible are in time, none perished, none pegged twice', () => {
  const units = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: BUCKETS, maxLength: BUCKETS })
  fc.assert(
    fc.property(units, units, fc.integer({ min: 0, max: 4 }), (needs, made, shelfLife) => {
      const rows = new Float64Array(4 * BUCKETS)
      rows.set(needs, 0)
      const lots = made.flatMap((quantity, bucket) => (quantity > 0 ? [lot(bucket, quantity)] : []))
      const { pegs, excess, short } = pegPerishable(rows, lots, terms(shelfLife))
      let inTime = 0
      for (const { lot: from, needBucket, quantity } of pegs) {
        const age = needBucket - lots[from]!.bucket
        expect(age).toBeLessThanOrEqual(shelfLife)
        if (age >= 0) inTime += quantity
      }
      expect(inTime).toBe(mostInTime(needs, made, shelfLife))
      const pegged = pegs.reduce((sum, { quantity }) => sum + quantity, 0)
      const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)
      expect(pegged + sum(excess)).toBe(made.reduce((total, value) => total + value, 0))
      expect(pegged + sum(short)).toBe(needs.reduce((total, value) => total + value, 0))
    }),
    { numRuns: 300, seed: 5 },
  )
})

test('a later class never takes a unit in time from an earlier one', () => {
  const units = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: BUCKETS, maxLength: BUCKETS })
  fc.assert(
    fc.property(units, units, units, fc.integer({ min: 0, max: 3 }), (paid, other, made, shelfLife) => {
      const rows = new Float64Array(4 * BUCKETS)
      rows.set(paid, 0)
      const lots = made.flatMap((quantity, bucket) => (quantity > 0 ? [lot(bucket, quantity)] : []))
      const inTime = () =>
        pegPerishable(rows, lots, terms(shelfLife)).pegs.reduce(
          (sum, peg) =>
            peg.demandClass === 0 && lots[peg.lot]!.bucket <= peg.needBucket ? sum + peg.quantity : sum,
          0,
        )
      const alone = inTime()
      rows.set(other, 2 * BUCKETS)
      expect(inTime()).toBe(alone)
    }),
    { numRuns: 200, seed: 6 },
  )
})
