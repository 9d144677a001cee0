import { describe, expect, it } from 'vitest'
import {
  METHOD_NAMES,
  methodText,
  PATTERN_NAMES,
  patternName,
  reasonText,
} from '#api/wording/forecast-method'
import { OBSERVED } from '#planning/demand/demand-history'
import { type ForecastReason, METHODS } from '#planning/forecast/forecast'
import { forecastSeries } from '#planning/forecast/forecast-series'
import { wordFaults } from '#test/support/screen-faults'

function weekly(quantity: readonly number[]) {
  return {
    seriesId: 'tea',
    bucket: 'week' as const,
    start: '2023-01-02' as const,
    quantity: Float64Array.from(quantity),
    status: new Uint8Array(quantity.length).fill(OBSERVED),
  }
}

const HISTORIES = {
  steady: weekly(Array.from({ length: 120 }, (_, week) => 90 + 20 * Math.sin(week / 8) + ((week * 7) % 5))),
  short: weekly(Array.from({ length: 30 }, (_, week) => 40 + ((week * 11) % 9))),
  rare: weekly(Array.from({ length: 80 }, (_, week) => (week % 6 === 0 ? 3 + (week % 4) : 0))),
  constant: weekly(new Array(20).fill(12)),
  none: weekly(new Array(30).fill(0)),
}

describe('wording of forecasts', () => {
  it.each(METHODS)('%s: every part of the method and every reason has words in both languages', (method) => {
    for (const history of Object.values(HISTORIES)) {
      const forecast = forecastSeries(history, { horizon: 8, method, holidays: [19_000, 19_355] })
      if ('problem' in forecast) {
        expect([method, forecast.problem]).toEqual(['regression', 'nothing-to-regress-on'])
        continue
      }
      for (const part of forecast.method.split(' + '))
        expect(METHOD_NAMES).toHaveProperty([part.replace(/\(.*\)$/, '')])
      for (const reason of forecast.reasons) {
        expect(wordFaults(reasonText(reason, 'zh-CN'), 'zh-CN')).toEqual([])
        expect(wordFaults(reasonText(reason, 'en'), 'en')).toEqual([])
      }
    }
  })
  it('equal parts are counted: Theta + ETS(A,N,N) + ETS(A,N,N)', () => {
    expect(methodText('Theta + ETS(A,N,N) + ETS(A,N,N)', 'zh-CN')).toBe('Theta 法 + 指数平滑 ETS(A,N,N) × 2')
  })
  it('a reason tells its figures: a demand every 2.49 weeks', () => {
    const reason: ForecastReason = {
      kind: 'demand-pattern',
      pattern: 'intermittent',
      demandInterval: 2.49,
      sizeVariation: 0.2,
    }
    expect(reasonText(reason, 'zh-CN')).toBe(
      '需求类型“间歇”：平均每 2.49 周有一次需求，数量变异系数平方为 0.20。',
    )
  })
  it('every pattern has its name; an unknown one is a dash, never a code', () => {
    for (const pattern of Object.keys(PATTERN_NAMES))
      expect(patternName(pattern, 'zh-CN')).toMatch(/^[\u4e00-\u9fff]+$/)
    expect(patternName('bimodal-rare', 'en')).toBe('–')
  })
})
