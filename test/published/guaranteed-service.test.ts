import { describe, expect, it } from 'vitest'
import { normalQuantile } from '#planning/distribution/normal'
import { guaranteedService, type ServiceStage } from '#planning/order-policy/guaranteed-service'

const stage = (name: string, change: Partial<ServiceStage>): ServiceStage => ({
  name,
  processingTime: 1,
  holdingCost: 1,
  demandDeviation: 0,
  promisedServiceTime: null,
  externalServiceTime: 0,
  deliversTo: [],
  ...change,
})

/** Snyder & Shen 2019, figure 6.14: digital camera chain; customers wait `promised` periods. */
function camera(promised: number): ServiceStage[] {
  const times = [2, 3, 2, 4, 2, 3, 6, 4, 3, 2]
  const costs = [0.01, 0.03, 0.04, 0.06, 0.12, 0.13, 0.2, 0.08, 0.04, 0.5]
  const next = ['2', '3', '5', '5', '6', '10', '10', '10', '10', '']
  return times.map((processingTime, k) =>
    stage(String(k + 1), {
      processingTime,
      holdingCost: costs[k]!,
      deliversTo: next[k] ? [next[k]!] : [],
      ...(k === 9 ? { demandDeviation: 10, promisedServiceTime: promised } : {}),
    }),
  )
}

describe('guaranteed service, Snyder & Shen 2019', () => {
  it('example 6.3, serial: 2√2 with service times 0, 0, 1', () => {
    const solved = guaranteedService(
      [
        stage('3', { holdingCost: 2, externalServiceTime: 1, deliversTo: ['2'] }),
        stage('2', { holdingCost: 4, processingTime: 0, deliversTo: ['1'] }),
        stage('1', { holdingCost: 7, demandDeviation: 1, promisedServiceTime: 1 }),
      ],
      1,
    )
    expect(solved.cost).toBeCloseTo(2.828427, 6)
    expect(solved.stages.map((one) => one.serviceTime)).toEqual([0, 0, 1])
  })
  it('example 6.5, tree: 2√2 + √6 + 3 = 8.277917', () => {
    const solved = guaranteedService(
      [
        stage('1', { processingTime: 2, externalServiceTime: 1, deliversTo: ['3'] }),
        stage('3', { holdingCost: 2, deliversTo: ['2', '4'] }),
        stage('2', { holdingCost: 3, demandDeviation: 1, promisedServiceTime: 0 }),
        stage('4', { holdingCost: 3, demandDeviation: 1, promisedServiceTime: 1 }),
      ],
      1,
    )
    expect(solved.cost).toBeCloseTo(2 * Math.SQRT2 + Math.sqrt(6) + 3, 10)
  })
  it('problem 6.7, serial: everything at the end, 160√5 = 357.770876', () => {
    const solved = guaranteedService(
      [
        stage('3', { holdingCost: 2, externalServiceTime: 1, deliversTo: ['2'] }),
        stage('2', { holdingCost: 3, deliversTo: ['1'] }),
        stage('1', { holdingCost: 4, processingTime: 2, demandDeviation: 10, promisedServiceTime: 0 }),
      ],
      4,
    )
    expect(solved.cost).toBeCloseTo(160 * Math.sqrt(5), 8)
  })
  it('figure 6.14: 18.824004 with service times 0 3 5 4 7 0 0 0 0 2', () => {
    const solved = guaranteedService(camera(2), normalQuantile(0.95))
    expect(solved.cost).toBeCloseTo(18.824004, 6)
    expect(solved.stages.map((one) => one.serviceTime)).toEqual([0, 3, 5, 4, 7, 0, 0, 0, 0, 2])
  })
  it('figure 6.14, stock everywhere: 22.316131; all of it at the end: 28.489701', () => {
    const z = normalQuantile(0.95)
    const everywhere = camera(2).map((one) =>
      one.promisedServiceTime === null ? { ...one, promisedServiceTime: 0 } : one,
    )
    expect(guaranteedService(everywhere, z).cost).toBeCloseTo(22.316131, 6)
    const dearBefore = camera(2).map((one) =>
      one.deliversTo.length > 0 ? { ...one, holdingCost: 1e9 } : one,
    )
    expect(guaranteedService(dearBefore, z).cost).toBeCloseTo(28.489701, 6)
  })
  it('the longer customers wait, the less stock: 26.52 at once, 9.72 after 6 periods, 0 after 14', () => {
    const waits = [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 13, 14]
    const costs = waits.map((wait) =>
      Number(guaranteedService(camera(wait), normalQuantile(0.95)).cost.toFixed(6)),
    )
    expect(costs).toEqual([
      26.519625, 25.017251, 18.824004, 17.213201, 15.378966, 12.468689, 9.719829, 3.257882, 1.917382,
      0.232617, 0.164485, 0,
    ])
  })
  it('the answer does not depend on the order in which stages are listed', () => {
    const turned = guaranteedService(camera(3).reverse(), normalQuantile(0.95))
    expect(turned.cost).toBeCloseTo(17.213201, 6)
  })
  it('empty network, unknown stage and cycle are refused', () => {
    expect(() => guaranteedService([], 1)).toThrow('network must hold at least one stage; got 0')
    expect(() => guaranteedService([stage('a', { deliversTo: ['b'] })], 1)).toThrow(
      'a: deliversTo must name a stage; got b',
    )
    const ring = [
      stage('a', { deliversTo: ['b'] }),
      stage('b', { deliversTo: ['c'] }),
      stage('c', { deliversTo: ['a'] }),
    ]
    expect(() => guaranteedService(ring, 1)).toThrow('network must be a tree without cycles')
  })
})
