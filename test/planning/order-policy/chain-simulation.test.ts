import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { measureOrderVariance } from '#planning/bullwhip/order-variance'
import { chainSimulator } from '#planning/order-policy/chain-simulation'
import { type ChainStage, PLAIN_STAGE } from '#planning/order-policy/chain-stage'
import { stageService, stockForFillRate } from '#planning/order-policy/stage-measures'
import { createRandom, drawStandardNormal } from '#planning/random'

const stage = (change: Partial<ChainStage>): ChainStage => ({ ...PLAIN_STAGE, ...change })

function normalDemand(periods: number, deviation: number, seed: number): Float64Array {
  const random = createRandom(seed)
  return Float64Array.from({ length: periods }, () =>
    Math.max(0, 100 + deviation * drawStandardNormal(random)),
  )
}

function ratioOf(orders: Float64Array, demand: Float64Array, from = 50): number {
  const measured = measureOrderVariance({
    orders: orders.subarray(from),
    demand: demand.subarray(from),
    bucket: 'week',
    aggregation: 'item',
    replicates: 0,
  })
  return measured.raw?.ratio ?? Number.NaN
}

describe('simulated serial chain', () => {
  it('orders that cannot go negative: 3.88 at CV .1 falls to 3.84 at .2, 3.61 at .3 and 3.01 at .5', () => {
    const periods = 60_000
    const policy = stage({ leadTimePeriods: 4, forecast: { kind: 'moving-average', periods: 5 } })
    const simulate = chainSimulator([policy], periods)
    const seen = [10, 20, 30, 50].map((deviation) => {
      const total = normalDemand(periods, deviation, 11)
      return ratioOf(simulate({ total, known: null, noticePeriods: 0, initialMean: 100 })[0]!.ordered, total)
    })
    // About three standard errors of 60,000 periods.
    ;[3.88, 3.84, 3.61, 3.01].forEach((expected, k) => {
      expect(Math.abs(seen[k]! - expected)).toBeLessThan(0.06)
    })
  })
  it.each([
    [26, 1.344, 1.651],
    [52, 1.381, 1.597],
    [104, 1.407, 1.561],
    [260, 1.434, 1.531],
  ])('a sample of %d of a true 1.48 reads between %d and %d in nine cases of ten', (count, low, high) => {
    const periods = count + 8
    const simulate = chainSimulator(
      [stage({ forecast: { kind: 'moving-average', periods: 5 }, allowsReturns: true })],
      periods,
    )
    const ratios = Array.from({ length: 3000 }, (_, seed) => {
      const total = normalDemand(periods, 10, seed)
      return ratioOf(
        simulate({ total, known: null, noticePeriods: 0, initialMean: 100 })[0]!.ordered,
        total,
        8,
      )
    }).sort((a, b) => a - b)
    expect(Math.abs(ratios[150]! - low)).toBeLessThan(0.015)
    expect(Math.abs(ratios[2850]! - high)).toBeLessThan(0.015)
  })
  it('constant demand is passed on unchanged and stock stays at the safety stock of 7', () => {
    const policy = stage({ leadTimePeriods: 3, safetyStock: { kind: 'units', units: 7 }, gapShare: 0.3 })
    const demand = { total: new Float64Array(20).fill(5), known: null, noticePeriods: 0, initialMean: null }
    const traces = chainSimulator([policy, policy], 20)(demand)
    for (const trace of traces) {
      expect([...trace.ordered].every((units) => Math.abs(units - 5) < 1e-9)).toBe(true)
      expect([...trace.netStock].every((units) => Math.abs(units - 7) < 1e-9)).toBe(true)
    }
  })
  it('levelled known orders with enough notice are never short', () => {
    const total = normalDemand(80, 30, 5)
    const policy = stage({ leadTimePeriods: 3, levellingPeriods: 3, seesKnownOrders: true })
    const simulate = chainSimulator([policy], 80)
    const [trace] = simulate({ total, known: total, noticePeriods: 5, initialMean: null })
    expect(Math.min(...trace!.netStock)).toBeGreaterThan(-1e-9)
  })
  it('every other order day, lots of 50 and a capacity of 300 are obeyed', () => {
    const policy = stage({
      reviewPeriods: 2,
      capacity: 300,
      lotSize: { minimum: 100, multiple: 50, maximum: Number.POSITIVE_INFINITY },
    })
    const [trace] = chainSimulator(
      [policy],
      100,
    )({
      total: normalDemand(100, 40, 3),
      known: null,
      noticePeriods: 0,
      initialMean: 100,
    })
    trace!.ordered.forEach((units, t) => {
      expect(units % 50).toBe(0)
      expect(units).toBeLessThanOrEqual(300)
      if (t % 2 === 1) expect(units).toBe(0)
    })
  })
  it('goods balance at every tier: opening + arrivals − shipments = stock, whatever the chain', () => {
    const anyStage = fc.record({
      leadTimePeriods: fc.integer({ min: 1, max: 4 }),
      gapShare: fc.double({ min: 0.1, max: 1.2, noNaN: true }),
      periods: fc.integer({ min: 1, max: 6 }),
    })
    fc.assert(
      fc.property(fc.array(anyStage, { minLength: 1, maxLength: 3 }), fc.integer(), (drawn, seed) => {
        const stages = drawn.map(({ leadTimePeriods, gapShare, periods }) =>
          stage({ leadTimePeriods, gapShare, forecast: { kind: 'moving-average', periods } }),
        )
        const total = normalDemand(40, 50, seed)
        const traces = chainSimulator(stages, 40)({ total, known: null, noticePeriods: 0, initialMean: 100 })
        traces.forEach((trace, k) => {
          let onHand = 0
          let owed = 0
          for (let t = 0; t < 40; t += 1) {
            const lead = stages[k]!.leadTimePeriods
            const supply = traces[k + 1]?.shipped ?? trace.ordered
            onHand += (t < lead ? 100 : supply[t - lead]!) - trace.shipped[t]!
            owed += trace.received[t]! - trace.shipped[t]!
            expect(onHand).toBeGreaterThan(-1e-6)
            expect(owed).toBeGreaterThan(-1e-6)
            expect(onHand - owed).toBeCloseTo(trace.netStock[t]!, 6)
          }
        })
      }),
      { numRuns: 40 },
    )
  })
})

describe('service', () => {
  const demand = Float64Array.of(100, 120, 90, 0, 110, 80)
  it('short 20 and 10 of 500: fill rate .94, cycle service 3 of 5', () => {
    const netStock = Float64Array.of(5, -20, 3, 3, -10, 0)
    const service = stageService(netStock, demand, { holdingCost: 1, backorderCost: 9 })
    expect(service.fillRate).toBeCloseTo(0.94, 12)
    expect(service.cycleService).toBeCloseTo(0.6, 12)
    expect(service.costPerPeriod).toBeCloseTo((11 + 9 * 30) / 6, 12)
  })
  it('stock that just reaches a fill rate of .98: short 10 in all, so 10 more units', () => {
    expect(stockForFillRate(Float64Array.of(5, -20, 3, 3, -10, 0), demand, 0.98)).toBeCloseTo(10, 6)
  })
  it('under 26 periods there is a figure and an interval but no verdict', () => {
    const total = normalDemand(20, 20, 1)
    const [trace] = chainSimulator(
      [stage({ gapShare: 0.5 })],
      20,
    )({
      total,
      known: null,
      noticePeriods: 0,
      initialMean: 100,
    })
    const measured = measureOrderVariance({
      orders: trace!.ordered,
      demand: total,
      bucket: 'week',
      aggregation: 'item',
      seed: 1,
    })
    expect(measured.verdict).toBe('too-few-buckets')
    expect(measured.raw?.interval?.low).toBeLessThan(measured.raw?.ratio ?? 0)
  })
})
