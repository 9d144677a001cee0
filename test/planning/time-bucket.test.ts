import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addBucketsDay,
  bucketStart,
  bucketsBetween,
  dayNumber,
  isoDate,
  isoWeekLabel,
} from '#planning/time-bucket'

describe('time buckets', () => {
  it.each([
    ['2027-01-01', '2026-W53'],
    ['2024-12-30', '2025-W01'],
    ['2021-01-03', '2020-W53'],
  ])('%s lies in ISO week %s', (date, label) => expect(isoWeekLabel(date)).toBe(label))

  it('2027-01-01 lies in the week of Monday 2026-12-28', () => {
    expect(bucketStart('2027-01-01', 'week')).toBe('2026-12-28')
  })
  it('30 February is refused', () => {
    expect(() => dayNumber('2026-02-30')).toThrow('date must exist in the calendar; got 2026-02-30')
  })
  it('a day number and its date are inverse from year 1600 to 2400', () => {
    fc.assert(
      fc.property(fc.integer({ min: -135_140, max: 157_000 }), (day) => dayNumber(isoDate(day)) === day),
    )
  })
  it('adding n buckets moves n buckets away', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 30_000 }),
        fc.constantFrom('day', 'week', 'month', 'quarter', 'year'),
        fc.integer({ min: -60, max: 60 }),
        (day, bucket, count) => {
          const start = bucketStart(isoDate(day), bucket)
          const later = isoDate(addBucketsDay(dayNumber(start), bucket, count))
          return bucketsBetween(start, later, bucket) === count
        },
      ),
    )
  })
})
