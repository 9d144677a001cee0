import { describe, expect, it } from 'vitest'
import { addError, calibrate, calibrationEvidence, errorQuantile } from '#planning/forecast/calibration'

const none = [[], [], [], [], [], [], [], []]

describe('ranges learned from past errors', () => {
  it('errors about zero count with their opposites: 1, 1, 1 lie at −1 and 1', () => {
    const { bands } = calibrate({ linear: [[1, 1, 1], ...none.slice(1)], logarithmic: none })
    expect(Array.from(bands[0]!.errors)).toEqual([-1, -1, -1, 1, 1, 1])
  })

  it('a shop closed on the days looked back on leaves the days of one band far below: no reason to foresee tenfold sales', () => {
    const evidence = calibrationEvidence()
    for (let k = 0; k < 200; k += 1)
      for (const step of [1, 2, 3, 4, 5, 6, 7, 8])
        addError(evidence.logarithmic, step, step > 4 ? -20 : ((k % 21) - 10) / 8)
    const calibration = calibrate(evidence)
    expect(errorQuantile(calibration, 6, 0.9)).toBeLessThan(2)
    expect(errorQuantile(calibration, 6, 0.1)).toBeGreaterThanOrEqual(-6)
  })
})
