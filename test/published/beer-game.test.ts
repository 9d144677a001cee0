import { describe, expect, it } from 'vitest'
import { BENCHMARK_PLAYER, beerGame, HUMAN_PLAYER } from '#planning/order-policy/beer-game'

const demand = Float64Array.from({ length: 36 }, (_, week) => (week < 4 ? 4 : 8))

describe('beer game, 36 weeks, demand 4 then 8', () => {
  it('benchmark: 46 + 50 + 54 + 54 = 204', () => {
    expect(beerGame(demand, BENCHMARK_PLAYER).map((stage) => stage.cost)).toEqual([46, 50, 54, 54])
  })
  it('anchoring rule: 280.268 + 627.408 + 885.627 + 686.175 = 2479.478', () => {
    const stages = beerGame(demand, HUMAN_PLAYER)
    expect(stages.map((stage) => Number(stage.cost.toFixed(3)))).toEqual([280.268, 627.408, 885.627, 686.175])
    expect(stages.map((stage) => Number(Math.max(...stage.orders).toFixed(2)))).toEqual([
      10.99, 16.48, 25.12, 30.79,
    ])
    expect(stages.map((stage) => 1 + stage.orders.indexOf(Math.max(...stage.orders)))).toEqual([
      13, 16, 18, 20,
    ])
  })
})
