import { afterAll, describe, expect, test } from 'vitest'
import { createHighsSolver } from '#api/solver/highs-solver'
import { solveDiscrete } from '#api/solver/solve-discrete'
import { solveMultiItem } from '#api/solver/solve-multi-item'
import { checkLotSizes, type MultiItemInstance } from '#planning/lot-sizing/multi-item-instance'

const solvers = [createHighsSolver(), createHighsSolver()] as const
afterAll(async () => {
  await Promise.all(solvers.map((solver) => solver.close()))
})

function instanceOf(capacity: number, setupTime = 0): MultiItemInstance {
  return {
    itemCount: 1,
    bucketCount: 4,
    capacity: new Float64Array(4).fill(capacity),
    unitTime: Float64Array.of(1),
    setupTime: Float64Array.of(setupTime),
    setupCost: Float64Array.of(500),
    holdingCost: Float64Array.of(2),
    demand: Float64Array.of(90, 120, 80, 70),
  }
}

describe('capacitated lot sizing on HiGHS', () => {
  test.each([
    [210, 0, 1380],
    [150, 0, 1640],
    [150, 20, 1700],
  ])(
    '90, 120, 80, 70 at capacity %d and setup time %d cost %d, proven',
    async (capacity, setupTime, cost) => {
      const instance = instanceOf(capacity, setupTime)
      const solution = await solveMultiItem(instance, { seconds: 20, gap: 0 }, solvers)
      expect(solution.plan?.cost).toBeCloseTo(cost, 6)
      expect(solution.lowerBound).toBeCloseTo(cost, 3)
      expect(solution.stoppedBy).toBe('proven')
      const { production, setups } = solution.plan ?? {
        production: new Float64Array(),
        setups: new Uint8Array(),
      }
      expect(checkLotSizes(instance, production, setups)).toEqual({ cost: solution.plan?.cost, faults: [] })
    },
  )

  test('a capacity of 80 in the first bucket cannot make 90: infeasible, and bucket 0 is named', async () => {
    const solution = await solveMultiItem(instanceOf(80), { seconds: 20, gap: 0 }, solvers)
    expect(solution).toMatchObject({ plan: null, stoppedBy: 'infeasible', overloadedBucket: 0 })
  })

  test('capacity 92 covers the units but not a setup of 10 in each bucket: infeasible all the same', async () => {
    const solution = await solveMultiItem(instanceOf(92, 10), { seconds: 20, gap: 0 }, solvers)
    expect(solution).toMatchObject({ plan: null, stoppedBy: 'infeasible' })
  })

  test('an abort returns at once with what is known', async () => {
    const stop = new AbortController()
    stop.abort()
    const solution = await solveMultiItem(
      instanceOf(150),
      { seconds: 20, gap: 0, signal: stop.signal },
      solvers,
    )
    expect(solution.lowerBound).toBeLessThanOrEqual(1640)
  })

  test('two units due in the first period have no sequence', async () => {
    const solution = await solveDiscrete(
      {
        itemCount: 1,
        periodCount: 2,
        changeover: Float64Array.of(0),
        holdingCost: Float64Array.of(1),
        due: [Int32Array.of(0, 0)],
      },
      { seconds: 5, gap: 0 },
      solvers[0],
    )
    expect(solution).toMatchObject({ sequence: null, stoppedBy: 'infeasible' })
  })
})
