import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { readChain } from '#scripts/simulate/read-chain'

const chain = { demand: [10, 12, 9, 14, 11, 8], tiers: [{ leadTimePeriods: 2 }] }
const read = (change: object) => () => readChain('chain.json', { ...chain, ...change }, undefined)

describe('simulate, input', () => {
  it('fills in defaults: order-up-to on a moving average of 5, holding 1, backorder 9, nothing per order', () => {
    const input = read({})()
    expect(input.stages[0]).toMatchObject({
      name: 'tier 1',
      gapShare: 1,
      forecast: { kind: 'moving-average', periods: 5 },
      allowsReturns: false,
    })
    expect(input.costs).toEqual([{ holdingCost: 1, backorderCost: 9, orderCost: 0 }])
  })
  it.each([
    [{ tiers: [] }, 'tiers, value []: must be a list [ … ] that is not empty'],
    [{ tiers: [{ leadTimePeriods: 0 }] }, 'leadTimePeriods, value 0: must be a number >= 1 and whole'],
    [{ tiers: [{ leadTimePeriods: 1, holdingCost: -1 }] }, 'holdingCost, value -1: must be a number >= 0'],
    [
      { tiers: [{ leadTimePeriods: 1, policy: { kind: 'min-max' } }] },
      'order-up-to, proportional-order-up-to',
    ],
    [{ tiers: [{ leadTime: 1 }] }, 'tiers[0].leadTime: is not a field'],
    [{ demand: [1, null] }, 'demand[1], value null: must be a number >= 0'],
    [{ known: { noticePeriods: 2, share: 1.5 } }, 'known.share, value 1.5: must be a number in [0, 1]'],
    [
      { known: { noticePeriods: 2, quantity: [1, 1, 1, 1, 1, 9] } },
      'must be at most the demand of that period, 8',
    ],
    [{ warmUp: 5 }, 'must leave at least 2 of the 6 periods'],
  ])('%j is refused', (change, message) => {
    expect(read(change)).toThrow(message)
  })
})

describe('simulate, command', () => {
  const run = (args: string[], input = '') =>
    spawnSync('node', ['--disable-warning=ExperimentalWarning', 'scripts/simulate.ts', ...args], {
      input,
      encoding: 'utf8',
    })
  it('β = .5 on two items from standard input: every tier and item reports its ratio', () => {
    const demand = ['A', 'B'].map((item, k) => ({
      item,
      demand: Array.from({ length: 40 }, (_, t) => 50 + ((t * (7 + k)) % 11)),
    }))
    const policy = '{"kind":"proportional-order-up-to","gapShare":0.5,"forecast":{"kind":"constant"}}'
    const done = run(['--input', '-', '--policy', policy], JSON.stringify({ ...chain, demand }))
    expect(done.stderr).toBe('')
    expect(done.status).toBe(0)
    const result = JSON.parse(done.stdout)
    expect(result.items.map((one: { item: string }) => one.item)).toEqual(['A', 'B'])
    expect(result.tiers[0].orderVarianceRatio).toBeLessThan(1)
    expect(result.tiers[0].aggregation).toBe('company')
  })
  it('a missing input is bad usage: exit 2', () => {
    const done = run([])
    expect(done.status).toBe(2)
    expect(done.stderr).toContain('--input is missing')
  })
})
