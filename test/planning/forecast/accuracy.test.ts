import { array, assert, integer, property, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  accuracyFigures,
  addAccuracy,
  naiveForecast,
  naiveScale,
  noAccuracy,
} from '#planning/forecast/accuracy'
import { forecastValueAdded, NEUTRAL_ZONE, studentQuantile } from '#planning/forecast/value-added'

const units = integer({ min: 0, max: 1_000_000 })
const pairs = array(tuple(units, units), { minLength: 1, maxLength: 60 })

function figures(said: number[], happened: number[], scale = 1) {
  const sums = noAccuracy()
  addAccuracy(
    sums,
    {
      said: Float64Array.from(said),
      happened: Float64Array.from(happened),
      quantiles: null,
      naiveScale: scale,
    },
    [],
    null,
  )
  return accuracyFigures(sums)
}

describe('accuracy', () => {
  it('the example: bias 0, WAPE .2, MASE .5', () => {
    expect(figures([8, 12], [10, 10], 4)).toMatchObject({ bias: 0, wape: 0.2, mase: 0.5 })
  })

  it('is |bias| at most WAPE, and a perfect forecast has neither', () => {
    assert(
      property(pairs, (weeks) => {
        const result = figures(
          weeks.map(([said]) => said),
          weeks.map(([, happened]) => happened),
        )
        if (result.bias === null) return
        expect(Math.abs(result.bias)).toBeLessThanOrEqual(result.wape! + 1e-9)
        const actuals = weeks.map(([, happened]) => happened)
        expect(figures(actuals, actuals).wape).toBe(0)
      }),
    )
  })

  it('leaves out weeks without data or without a forecast, and says nothing when none is left', () => {
    expect(figures([5, 9, Number.NaN], [Number.NaN, 10, 4])).toMatchObject({ seriesBuckets: 1, wape: 0.1 })
    expect(figures([5], [Number.NaN])).toMatchObject({ bias: null, wape: null, mase: null, coverage: null })
  })

  it('a series whose history never moved has no MASE instead of an infinite one', () => {
    expect(figures([5], [4], 0)).toMatchObject({ mase: null, wape: 0.25 })
  })

  it('coverage counts weeks at the edge of the range as inside', () => {
    const sums = noAccuracy()
    addAccuracy(
      sums,
      {
        said: Float64Array.of(5, 5, 5),
        happened: Float64Array.of(2, 8, 9),
        quantiles: [new Float64Array(3).fill(2), new Float64Array(3).fill(8)],
        naiveScale: 1,
      },
      [0.1, 0.9],
      [0.1, 0.9],
    )
    expect(accuracyFigures(sums).coverage).toBeCloseTo(2 / 3)
  })

  it('quantile loss of the median alone is the absolute error', () => {
    const sums = noAccuracy()
    addAccuracy(
      sums,
      {
        said: Float64Array.of(8),
        happened: Float64Array.of(10),
        quantiles: [Float64Array.of(8)],
        naiveScale: 1,
      },
      [0.5],
      [0.5, 0.5],
    )
    expect(accuracyFigures(sums).quantileLoss).toBeCloseTo(0.2)
  })

  it('levels that do not match the quantiles are refused with both numbers', () => {
    const series = {
      said: Float64Array.of(1),
      happened: Float64Array.of(1),
      quantiles: [Float64Array.of(1)],
      naiveScale: 1,
    }
    expect(() => addAccuracy(noAccuracy(), series, [0.1, 0.9], [0.1, 0.9])).toThrow(/2 levels, got 1/)
  })

  it('the naive forecast is the last observed value; its scale the mean step', () => {
    expect(naiveScale(Float64Array.of(4, 8, 6), 3)).toBe(3)
    expect(naiveScale(Float64Array.of(4), 1)).toBe(0)
    expect(naiveForecast(Float64Array.of(4, 8, Number.NaN), 3)).toBe(8)
    expect(naiveForecast(new Float64Array(0), 0)).toBeNaN()
  })
})

describe('the six-week oracle', () => {
  const happened = Float64Array.of(100, 120, 90, 0, 110, 80)
  const said = Float64Array.of(110, 100, 100, 10, 100, 90)
  const scale = naiveScale(Float64Array.of(90, 100, 110, 95, 105, 95), 6)
  const p10 = Float64Array.of(80, 80, 80, 0, 80, 60)
  const p90 = Float64Array.of(140, 130, 130, 30, 130, 115)
  const scored = (quantiles: Float64Array[], levels: number[]) => {
    const sums = noAccuracy()
    const range = [levels[0]!, levels.at(-1)!] as const
    addAccuracy(sums, { said, happened, quantiles, naiveScale: scale }, levels, range)
    return accuracyFigures(sums)
  }

  it('WAPE .14, bias +.02, MASE 1.060606 on a scale of 11, coverage 1', () => {
    expect(scale).toBe(11)
    const result = scored([p10, said, p90], [0.1, 0.5, 0.9])
    expect(result.wape).toBeCloseTo(0.14, 10)
    expect(result.bias).toBeCloseTo(0.02, 10)
    expect(result.mase).toBeCloseTo(1.060606, 6)
    expect(result.coverage).toBe(1)
  })

  it('weighted quantile loss .048, .14 and .07 by level, .086 on average', () => {
    expect(scored([p10], [0.1]).quantileLoss).toBeCloseTo(0.048, 10)
    expect(scored([said], [0.5]).quantileLoss).toBeCloseTo(0.14, 10)
    expect(scored([p90], [0.9]).quantileLoss).toBeCloseTo(0.07, 10)
    expect(scored([p10, said, p90], [0.1, 0.5, 0.9]).quantileLoss).toBeCloseTo(0.086, 10)
  })

  it('the naive forecast has a WAPE of .57: 43 points of value added', () => {
    const naive = Float64Array.of(95, 100, 120, 90, 0, 110)
    const errors = (of: Float64Array) => of.map((units, week) => Math.abs(units - happened[week]!))
    const { steps } = forecastValueAdded(
      [
        { stage: 'naive', absoluteError: errors(naive) },
        { stage: 'model', absoluteError: errors(said) },
      ],
      happened,
    )
    expect(steps!.map(({ wape }) => wape)).toEqual([expect.closeTo(0.57, 10), expect.closeTo(0.14, 10)])
    expect(steps![1]!.gain).toBeCloseTo(0.43, 10)
  })
})

describe('forecast value added', () => {
  const happened = new Float64Array(10).fill(100)
  const stage = (name: string, error: (week: number) => number) => ({
    stage: name,
    absoluteError: Float64Array.from({ length: 10 }, (_, week) => error(week)),
  })

  it('fewer than six weeks say nothing', () => {
    expect(forecastValueAdded([], new Float64Array(3)).steps).toBeNull()
  })

  it('a steady gain is better, its loss worse, and a wobble neutral', () => {
    const { steps } = forecastValueAdded(
      [
        stage('naive', (week) => 40 + week),
        stage('model', (week) => 30 + week),
        stage('owners', (week) => 30 + week + (week % 2 === 0 ? 9 : -8)),
        stage('planner', (week) => 50 + week),
      ],
      happened,
    )
    expect(steps!.map(({ verdict }) => verdict)).toEqual([null, 'better', 'neutral', 'worse'])
    expect(steps![1]!.gain).toBeCloseTo(0.1)
  })

  it('a gain inside the neutral zone is neutral however steady', () => {
    const { steps } = forecastValueAdded(
      [stage('naive', () => 40), stage('model', () => 40 - 100 * NEUTRAL_ZONE * 0.9)],
      happened,
    )
    expect(steps![1]!.verdict).toBe('neutral')
  })

  it('the gains of the stairs add up to the distance from first to last', () => {
    assert(
      property(
        array(array(units, { minLength: 8, maxLength: 8 }), { minLength: 2, maxLength: 5 }),
        (stages) => {
          const { steps } = forecastValueAdded(
            stages.map((errors, at) => ({ stage: String(at), absoluteError: Float64Array.from(errors) })),
            new Float64Array(8).fill(1000),
          )
          const gains = steps!.slice(1).reduce((sum, { gain }) => sum + gain!, 0)
          expect(gains).toBeCloseTo(steps![0]!.wape - steps!.at(-1)!.wape, 6)
        },
      ),
    )
  })

  it.each([
    [0.95, 5, 2.015],
    [0.95, 9, 1.833],
    [0.975, 20, 2.086],
  ])('Student quantile at %f with %d degrees of freedom is %f', (level, degrees, value) => {
    expect(studentQuantile(level, degrees)).toBeCloseTo(value, 2)
  })
})
