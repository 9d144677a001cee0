import { describe, expect, it } from 'vitest'
import type { Company } from '#api/runs/company'
import { driftExceptions } from '#api/runs/forecast-drift'
import { causeText } from '#api/wording/exception-cause'
import type { ForecastRow } from '#db/run-rows'
import { OBSERVED } from '#planning/demand/demand-history'
import { addDays } from '#planning/time-bucket'

const START = '2026-01-05'
const WEEKS = 10
const told = Array.from({ length: WEEKS }, (_, week) => ({
  week: addDays(START, 7 * week),
  planningRunId: 1,
  position: week,
  firstBucket: START,
  horizonWeeks: 52,
  quantileLevels: [0.5],
}))
const company = {
  items: [{ itemId: 1, unitCostMinor: 300, priceMinor: 1000 }],
} as unknown as Company
const forecast = {
  itemId: 1,
  historyStart: START,
  history: new Float32Array(WEEKS).fill(60),
  historyStatus: new Uint8Array(WEEKS).fill(OBSERVED),
  leadTimeWeeks: 4,
} as unknown as ForecastRow
const found = (said: number) =>
  driftExceptions(company, [forecast], told, new Map([[1, new Array(WEEKS).fill(said)]]))

describe('forecast drift', () => {
  it('10 weeks of 100 said and 60 sold: 40 a week too much over 4 weeks of lead time, at cost', () => {
    expect(found(100)).toEqual([
      {
        kind: 'drift',
        itemId: 1,
        supplierId: null,
        productionLineId: null,
        week: null,
        quantity: 160,
        moneyAtRiskMinor: 48_000,
        cause: 'forecast-too-high',
        parameters: { weeks: 10, said: 1000, happened: 600 },
      },
    ])
  })

  it('too little said is valued at the price of the sales not made', () => {
    expect(found(30)).toMatchObject([{ cause: 'forecast-too-low', quantity: 120, moneyAtRiskMinor: 120_000 }])
  })

  it('a forecast that is about right, and an item nobody forecast before, are no drift', () => {
    expect(found(62)).toEqual([])
    expect(driftExceptions(company, [forecast], told, new Map())).toEqual([])
  })

  it('says how much in words', () => {
    expect(causeText({ ...found(100)[0]!, lineZh: null, lineEn: null }, 'en')).toBe(
      'Too high over 10 weeks: 1,000 forecast, 600 happened.',
    )
  })
})
