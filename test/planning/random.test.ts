import { describe, expect, it } from 'vitest'
import { createRandom, drawBinomial, drawGamma, drawPoisson } from '#planning/random'

function meanAndVariance(draw: () => number, count = 40_000) {
  let sum = 0
  let squares = 0
  for (let i = 0; i < count; i += 1) {
    const x = draw()
    sum += x
    squares += x * x
  }
  return { mean: sum / count, variance: squares / count - (sum / count) ** 2 }
}

describe('seeded random draws', () => {
  it('the same seed gives the same stream', () => {
    const a = createRandom(7)
    const b = createRandom(7)
    expect([a(), a(), a()]).toEqual([b(), b(), b()])
  })
  it.each([0.4, 12, 250])('Poisson with mean %d has that mean and variance', (mean) => {
    const random = createRandom(3)
    const seen = meanAndVariance(() => drawPoisson(random, mean))
    // Four standard errors of 40,000 draws.
    expect(Math.abs(seen.mean - mean)).toBeLessThan(4 * Math.sqrt(mean / 40_000))
    expect(Math.abs(seen.variance / mean - 1)).toBeLessThan(0.06)
  })
  it('gamma with shape 0.5 and scale 2 has mean 1 and variance 2', () => {
    const random = createRandom(5)
    const seen = meanAndVariance(() => drawGamma(random, 0.5, 2))
    expect(seen.mean).toBeCloseTo(1, 1)
    expect(Math.abs(seen.variance - 2)).toBeLessThan(0.15)
  })
  it('binomial of 1,000 at 0.3 has mean 300 and variance 210', () => {
    const random = createRandom(9)
    const seen = meanAndVariance(() => drawBinomial(random, 1000, 0.3))
    expect(Math.abs(seen.mean - 300)).toBeLessThan(0.3)
    expect(Math.abs(seen.variance / 210 - 1)).toBeLessThan(0.06)
  })
})
