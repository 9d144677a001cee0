import { describe, expect, it } from 'vitest'
import { orderCauses } from '#api/runs/order-causes'
import type { OrderStream } from '#api/runs/order-streams'
import { runCalendar } from '#api/runs/run-calendar'
import { runOrderVariance } from '#api/runs/run-order-variance'
import type { BatchRow, ForecastRow } from '#db/run-rows'

const WEEKS = 52
const calendar = runCalendar('2026-05-31', 13, 13)
const wave = (level: number, swing: number, length = WEEKS) =>
  Float64Array.from({ length }, (_, week) => level + swing * Math.sin(week * 2.1))

function stream(itemId: number, change: Partial<OrderStream> = {}): OrderStream {
  return {
    itemId,
    supplierId: 1,
    unitCostMinor: 100,
    leadTimeWeeks: 3,
    demand: wave(100, 10),
    ordered: wave(100, 20),
    netStock: null,
    promotionUplift: new Float64Array(WEEKS),
    isShort: new Uint8Array(WEEKS),
    ...change,
  }
}
const past = (streams: readonly OrderStream[]) =>
  runOrderVariance(streams, [], [], [], new Map(), calendar).find(
    ({ tier, basis, itemId }) => tier === 'platform' && basis === 'past' && itemId === null,
  )!

describe('order variance of a run', () => {
  it('orders swing twice as far as demand: ratio 4 over 52 weeks, with an interval', () => {
    const row = past([stream(1)])
    expect(row.ratio).toBeCloseTo(4, 9)
    expect(row.bucketCount).toBe(52)
    expect(row.ratioLow).toBeLessThanOrEqual(4)
  })
  it('net stock from counts: swings three times as far, so 9, over the weeks that have a count', () => {
    const netStock = wave(300, 30)
    netStock.fill(Number.NaN, 0, 30)
    expect(past([stream(1, { netStock })]).netStockAmplification).toBeCloseTo(9, 1)
    netStock.fill(Number.NaN, 0, 45)
    expect(past([stream(1, { netStock })]).netStockAmplification).toBeNull()
  })
  it('batches are held against the demand of what they make, not against all items', () => {
    const forecasts = [1, 2].map(
      (itemId) =>
        ({ itemId, mean: Float32Array.from(wave(100, itemId === 1 ? 10 : 0, 13)) }) as unknown as ForecastRow,
    )
    const made = wave(100, 30, 13)
    const batches = [...made].map(
      (quantity, step) =>
        ({
          week: new Date(Date.UTC(2026, 5, 1 + 7 * step)).toISOString().slice(0, 10),
          lines: [{ itemId: 1, quantity }],
        }) as unknown as BatchRow,
    )
    const cost = new Map([
      [1, 100],
      [2, 100_000],
    ])
    const rows = runOrderVariance([], forecasts, [], batches, cost, calendar)
    const supplier = rows.find(({ tier }) => tier === 'supplier')!
    expect(supplier.ratio).toBeCloseTo(9, 3)
    expect(supplier.bucketCount).toBe(13)
  })
})

describe('causes of a run', () => {
  it('of the company first, then of each supplier; the parts of the only supplier are those of the company', () => {
    const rows = orderCauses([stream(1), stream(2)])
    expect([...new Set(rows.map(({ supplierId }) => supplierId))]).toEqual([null, 1])
    const sum = (supplierId: number | null) =>
      rows.filter((row) => row.supplierId === supplierId).reduce((all, { ratio }) => all + ratio, 0)
    expect(sum(null)).toBeCloseTo(4, 9)
    expect(sum(1)).toBeCloseTo(sum(null), 9)
  })
  it('under 26 weeks nothing is said', () => {
    expect(orderCauses([stream(1, { demand: wave(100, 10, 20), ordered: wave(100, 20, 20) })])).toEqual([])
  })
})
