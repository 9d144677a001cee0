import { describe, expect, test } from 'vitest'
import { checkSequence, type DiscreteInstance } from '#planning/batches/discrete-instance'
import { searchSequence } from '#planning/batches/search-sequence'
import { createRandom } from '#planning/random'
import { PIGMENT_15A, PIGMENT_20A } from './pigment-instances.ts'

function instanceOf(source: {
  changeover: number[][]
  holding: number
  due: number[][]
  periods: number
}): DiscreteInstance {
  return {
    itemCount: source.due.length,
    periodCount: source.periods,
    changeover: Float64Array.from(source.changeover.flat()),
    holdingCost: new Float64Array(source.due.length).fill(source.holding),
    due: source.due.map((dates) => Int32Array.from(dates)),
  }
}

describe('discrete lot sizing with changeovers (LOTSIZELIB, CSPLib problem 58)', () => {
  test.each([
    ['pigment15a', PIGMENT_15A, 1195],
    ['pigment20a', PIGMENT_20A, 1147],
  ])('%s: the published optimum', (_, source, optimum) => {
    const instance = instanceOf(source)
    const search = searchSequence(instance, createRandom(1))
    expect(search.isProven()).toBe(true)
    expect(search.cost()).toBe(optimum)
    expect(checkSequence(instance, search.best() ?? [])).toEqual({ cost: optimum, faults: [] })
  })
})
