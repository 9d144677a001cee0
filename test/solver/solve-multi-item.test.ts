import { afterAll, describe, expect, test } from 'vitest'
import { createHighsSolver } from '#api/solver/highs-solver'
import { solveDiscrete } from '#api/solver/solve-discrete'
import { solveMultiItem } from '#api/solver/solve-multi-item'
import { exactSingleItem } from '#planning/lot-sizing/exact-single-item'
import { checkLotSizes, type MultiItemInstance } from '#planning/lot-sizing/multi-item-instance'
import { createRandom } from '#planning/random'

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

describe('one item, exactly', () => {
  test.each([
    [210, 0, 1380],
    [150, 0, 1640],
    [150, 20, 1700],
    [145.5, 20.5, 1730],
  ])('90, 120, 80, 70 at capacity %d and setup time %d cost %d', (capacity, setupTime, cost) => {
    const instance = instanceOf(capacity, setupTime)
    const plan = exactSingleItem(instance)
    if (plan === null || plan === 'infeasible') throw new Error('the programme holds')
    expect(plan.cost).toBe(cost)
    expect(checkLotSizes(instance, plan.production, plan.setups)).toEqual({ cost, faults: [] })
  })

  test('demand that cannot be made in time is infeasible; half a unit of capacity and two items are left to the solver', () => {
    expect(exactSingleItem(instanceOf(95, 10))).toBe('infeasible')
    expect(exactSingleItem(instanceOf(150.5))).toBeNull()
    expect(exactSingleItem({ ...instanceOf(150), itemCount: 2 })).toBeNull()
  })

  test('a thousand times the units cost a thousand times the holding, in a programme no larger', () => {
    const small = exactSingleItem({ ...instanceOf(150), holdingCost: Float64Array.of(2000) })
    const large = exactSingleItem({
      ...instanceOf(150_000),
      demand: Float64Array.of(90_000, 120_000, 80_000, 70_000),
    })
    expect(large).toMatchObject({ cost: (small as { cost: number }).cost })
  })

  test('whole lots are as cheap as any: the solver agrees', async () => {
    const random = createRandom(7)
    for (let round = 0; round < 6; round += 1) {
      const instance = {
        ...instanceOf(40 + Math.floor(random() * 30), Math.floor(random() * 10)),
        bucketCount: 8,
        setupCost: Float64Array.of(10 + Math.floor(random() * 200)),
        unitTime: Float64Array.of(1),
        demand: Float64Array.from({ length: 8 }, () => Math.floor(random() * 40)),
      }
      instance.capacity = new Float64Array(8).fill(instance.capacity[0]!)
      const exact = exactSingleItem(instance)
      const { plan } = await solveMultiItem(instance, { seconds: 20, gap: 0 }, solvers)
      if (exact === 'infeasible') expect(plan).toBeNull()
      else expect(plan?.cost).toBeCloseTo((exact as { cost: number }).cost, 4)
    }
  })
})

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
