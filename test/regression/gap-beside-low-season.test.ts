import { expect, it } from 'vitest'
import { NO_DATA, OBSERVED } from '#planning/demand/demand-history'
import { prepareHistory } from '#planning/demand/prepare-history'

it('a gap of a low season beside a low neighbour is filled with demand not below zero', () => {
  const quantity = Float64Array.of(100, 10, 100, 10, 100, 10, 1, Number.NaN, 1, 10, 100, 10)
  const prepared = prepareHistory(
    {
      seriesId: 'low',
      bucket: 'day',
      start: '2026-01-05',
      quantity,
      status: Uint8Array.from(quantity, (value) => (Number.isNaN(value) ? NO_DATA : OBSERVED)),
    },
    2,
    100,
  )
  if ('fault' in prepared) throw new Error(prepared.detail)
  expect(prepared.filled[7]).toBeGreaterThanOrEqual(0)
})
