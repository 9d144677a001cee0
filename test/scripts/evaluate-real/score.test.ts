import { describe, expect, it } from 'vitest'
import { repeatedForecast } from '#scripts/evaluate-real/baselines'
import { demandClass } from '#scripts/evaluate-real/demand-class'
import { originDates } from '#scripts/evaluate-real/evaluate-set'
import { meanQuantileLoss, ScoreBoard } from '#scripts/evaluate-real/score'

const levels = [0.1, 0.5, 0.9]
const point = (mean: number[], lead: number[] = [0, 0, 0]) => ({
  mean,
  quantiles: null,
  leadTimeQuantiles: lead,
})

describe('figures of an evaluation', () => {
  it('bias 1/4 and WAPE 3/4: forecasts 3, 2 against 1, 3 miss by 2 and 1 of 4 and lean by 1', () => {
    const board = new ScoreBoard(levels)
    board.add('smooth', 10, point([3, 2]), [1, 3], 2)
    const figures = board.figures('all')!
    expect(figures.bias).toBe(0.25)
    expect(figures.wape).toBe(0.75)
    expect(figures.totalWape).toBe(0.75)
  })

  it('errors of two items that cancel out count per item, not in the weekly total', () => {
    const board = new ScoreBoard(levels)
    board.add('smooth', 10, point([3]), [1], 1)
    board.add('lumpy', 10, point([1]), [3], 1)
    expect(board.figures('all')!.wape).toBe(1)
    expect(board.figures('all')!.totalWape).toBe(0)
    expect(board.figures('lumpy')!.bias).toBeCloseTo(-2 / 3, 12)
  })

  it('the same week forecast from two origins is not added up', () => {
    const board = new ScoreBoard(levels)
    board.add('smooth', 10, point([3, 3]), [1, 3], 1)
    board.add('smooth', 11, point([1]), [3], 1)
    expect(board.figures('all')!.totalWape).toBeCloseTo((2 + 0 + 2) / 7, 12)
  })

  it('quantile loss of 2, 4, 8 against 5 at 10, 50, 90 %: 2 (.1·3 + .5·1 + .1·3) / 3', () => {
    expect(meanQuantileLoss([2, 4, 8], levels, 5)).toBeCloseTo((2 * (0.3 + 0.5 + 0.3)) / 3, 12)
  })

  it('an outcome on the border of the 80 % range is inside it', () => {
    const board = new ScoreBoard(levels)
    board.add('smooth', 10, point([5], [2, 4, 8]), [8], 1)
    board.add('smooth', 10, point([5], [2, 4, 8]), [9], 1)
    expect(board.figures('all')!.leadTimeCoverage80).toBe(0.5)
  })

  it('without demand there is no share to give', () => {
    const board = new ScoreBoard(levels)
    board.add('new', 10, point([1]), [0], 1)
    expect(board.figures('all')!.wape).toBe(null)
  })
})

describe('naive forecasts', () => {
  const given = { horizon: 3, leadWeeks: 2, levels: [0, 0.5, 1] }

  it('the naive repeats the last week; its errors over two weeks spread its sum', () => {
    // 2,4,6,8: sums of two weeks after each origin less twice the last value: 10−4, 14−8.
    const forecast = repeatedForecast([2, 4, 6, 8], 1, given)!
    expect(forecast.mean).toEqual([8, 8, 8])
    expect(forecast.leadTimeQuantiles).toEqual([22, 22, 22])
  })

  it('the seasonal naive repeats the weeks one season before', () => {
    expect(repeatedForecast([1, 2, 3, 4], 4, given)!.mean).toEqual([1, 2, 3])
  })

  it('nothing is said when the week to repeat is unknown', () => {
    expect(repeatedForecast([1, 2], 52, given)).toBe(null)
    expect(repeatedForecast([1, Number.NaN], 1, given)).toBe(null)
  })
})

describe('demand classes', () => {
  const weeks = (pattern: number[], times: number) => Array.from({ length: times }, () => pattern).flat()

  it('every week alike is smooth; every week, sizes 1 and 9 (CV² 16/25) is erratic', () => {
    expect(demandClass(weeks([4], 20))).toBe('smooth')
    expect(demandClass(weeks([1, 9], 10))).toBe('erratic')
  })
  it('every other week alike is intermittent, with sizes 1 and 9 lumpy', () => {
    expect(demandClass(weeks([4, 0], 10))).toBe('intermittent')
    expect(demandClass(weeks([1, 0, 9, 0], 5))).toBe('lumpy')
  })
  it('twelve weeks since the first sale are new, whatever came before', () => {
    expect(demandClass([...weeks([0], 40), ...weeks([4], 12)])).toBe('new')
    expect(demandClass([])).toBe('new')
  })
  it('weeks without data do not count', () => {
    expect(demandClass(weeks([4, Number.NaN], 13))).toBe('smooth')
  })
})

describe('origins', () => {
  it('are Sundays four weeks apart; the last leaves eight whole weeks before the end of the data', () => {
    // The last whole week of 2010-12-09, a Thursday, ends on 2010-12-05.
    expect(originDates('2009-12-01', '2010-12-09', { origins: 3, horizonWeeks: 8 })).toEqual([
      '2010-08-15',
      '2010-09-12',
      '2010-10-10',
    ])
  })
  it('leave half a year of history before the first', () => {
    expect(originDates('2010-03-01', '2010-12-09', { origins: 9, horizonWeeks: 8 })).toEqual([
      '2010-09-12',
      '2010-10-10',
    ])
  })
})
