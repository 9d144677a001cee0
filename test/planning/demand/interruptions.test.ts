import { describe, expect, it } from 'vitest'
import { interruptions } from '#planning/demand/interruptions'
import type { Bucket } from '#planning/time-bucket'

/** Demand about twenty a bucket, none in the spells [first, count]. */
function selling(length: number, ...spells: readonly (readonly [number, number])[]): number[] {
  return Array.from({ length }, (_, t) =>
    spells.some(([first, count]) => t >= first && t < first + count) ? 0 : 18 + (t % 5),
  )
}

function interrupted(y: readonly number[], bucket: Bucket = 'day'): number[] {
  const found = interruptions(Float64Array.from(y), bucket)
  return found ? Array.from(found).flatMap((is, t) => (is ? [t] : [])) : []
}

describe('interruptions', () => {
  it('four days without demand among a hundred that sell are one', () => {
    expect(interrupted(selling(104, [60, 4]))).toEqual([60, 61, 62, 63])
  })

  it('two days are none, nor is a spell that still lasts', () => {
    expect(interrupted(selling(104, [60, 2]))).toEqual([])
    expect(interrupted(selling(104, [100, 4]))).toEqual([])
  })

  it('demand that came back as a trickle did not come back', () => {
    expect(interrupted([...selling(100, [90, 10]), 1, 1, 1])).toEqual([])
  })

  it('where single days without demand are common, a spell may be chance', () => {
    const days = selling(104, [60, 4]).map((value, t) => (t % 20 === 7 ? 0 : value))
    expect(interrupted(days)).toEqual([])
  })

  it('a fortnight that is closed every year is a season; one more spell between is not', () => {
    expect(interrupted(selling(900, [200, 14], [565, 14], [720, 8]))).toEqual([
      720, 721, 722, 723, 724, 725, 726, 727,
    ])
  })

  it('a fifth of all buckets and more within spells are how the series sells', () => {
    expect(interrupted(selling(50, [10, 4], [20, 4], [30, 4]))).toEqual([])
  })

  it('a bucket not known neither ends nor lengthens a spell', () => {
    const days = selling(104, [60, 4])
    days[61] = Number.NaN
    expect(interrupted(days)).toEqual([60, 62, 63])
    days[62] = Number.NaN
    expect(interrupted(days)).toEqual([])
  })
})
