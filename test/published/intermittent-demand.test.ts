import { describe, expect, it } from 'vitest'
import { demandPattern } from '#planning/demand/demand-pattern'
import {
  aggregateDisaggregate,
  croston,
  crostonState,
  shaleBoylanJohnston,
  smoothedLevel,
  syntetosBoylan,
  teunterSyntetosBabai,
} from '#planning/forecast/intermittent'

const y = Float64Array.of(0, 2, 0, 0, 3, 0, 1, 0, 0, 0, 4, 0)

describe('intermittent demand 0 2 0 0 3 0 1 0 0 0 4 0, α = .1', () => {
  it('Croston: size 2.191, interval 2.281, mean .9605436212', () => {
    expect(crostonState(y, 0.1)!.size).toBeCloseTo(2.191, 10)
    expect(crostonState(y, 0.1)!.interval).toBeCloseTo(2.281, 10)
    expect(croston(y, 0.1)).toBeCloseTo(0.9605436212, 10)
  })
  it('Syntetos–Boylan .9125164402', () => expect(syntetosBoylan(y, 0.1)).toBeCloseTo(0.9125164402, 10))
  it('Shale–Boylan–Johnston .9099886938', () =>
    expect(shaleBoylanJohnston(y, 0.1)).toBeCloseTo(0.9099886938, 10))
  it('Teunter–Syntetos–Babai .5077566560', () =>
    expect(teunterSyntetosBabai(y, 0.1, 0.1)).toBeCloseTo(0.507756656, 9))
  it('its probability of demand: .231746534, times the size of Croston', () =>
    expect(teunterSyntetosBabai(y, 0.1, 0.1) / crostonState(y, 0.1)!.size).toBeCloseTo(0.231746534, 9))
  it('ADIDA over 3 buckets, sums 2 3 1 4: .7303333333', () =>
    expect(aggregateDisaggregate(y, 0.1)).toBeCloseTo(0.7303333333, 10))
  it('R help page: Croston of 1 0 0 0 2 0 0 is .8461538', () =>
    expect(croston(Float64Array.of(1, 0, 0, 0, 2, 0, 0), 0.1)).toBeCloseTo(0.8461538, 7))
  it('pattern: interval 3, squared variation .2 (population)', () => {
    const { pattern, demandInterval, sizeVariation } = demandPattern(y)
    expect(pattern).toBe('intermittent')
    expect(demandInterval).toBe(3)
    expect(sizeVariation).toBeCloseTo(0.2, 12)
  })
  it('simple smoothing α .3 of 3 5 4 6: 4.404', () =>
    expect(smoothedLevel([3, 5, 4, 6], 0.3)).toBeCloseTo(4.404, 12))
})
