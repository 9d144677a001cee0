import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ChangeoverBetween,
  type SequenceCost,
  type SequenceJob,
  sequenceCost,
  sequenceWeek,
} from '#planning/batches/sequence-week'

const DAYS = [0, 1, 2, 3, 4].map((day) => ({ day, minutes: 100 }))
const START = { standing: null, minutesBefore: 0, days: DAYS, minutePrice: 1 }
const between =
  (minutes: readonly (readonly number[])[]): ChangeoverBetween =>
  (from, to) => ({ setupMinutes: minutes[from === null ? 0 : from + 1]![to]!, setupCost: 0 })
const job = (family: number, minutes: number, dues: SequenceJob['dues'] = []): SequenceJob => ({
  family,
  minutes,
  dues,
  place: null,
})
const [RED, BLUE, GREEN] = [0, 1, 2]
/** Rows: nothing known, from red, from blue, from green. */
const DYES = between([
  [30, 30, 30],
  [0, 60, 40],
  [10, 0, 50],
  [20, 15, 0],
])

const anyWeek = fc
  .record({
    families: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 9 }),
    minutes: fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 9, maxLength: 9 }),
    dues: fc.array(
      fc.array(
        fc.record({
          priority: fc.constantFrom(0, 1, 2) as fc.Arbitrary<0 | 1 | 2>,
          day: fc.integer({ min: -2, max: 5 }),
          weight: fc.integer({ min: 0, max: 9 }),
        }),
        { maxLength: 2 },
      ),
      { minLength: 9, maxLength: 9 },
    ),
    matrix: fc.array(fc.array(fc.integer({ min: 0, max: 80 }), { minLength: 7, maxLength: 7 }), {
      minLength: 8,
      maxLength: 8,
    }),
    standing: fc.option(fc.integer({ min: 0, max: 6 }), { nil: null }),
    minutesBefore: fc.integer({ min: 0, max: 200 }),
  })
  .map(({ families, minutes, dues, matrix, standing, minutesBefore }) => ({
    jobs: families.map((family, at) => job(family, minutes[at]!, dues[at])),
    start: { ...START, standing, minutesBefore },
    changeover: between(matrix),
  }))

function permutations<Value>(values: readonly Value[]): Value[][] {
  if (values.length < 2) return [[...values]]
  return values.flatMap((value, at) =>
    permutations([...values.slice(0, at), ...values.slice(at + 1)]).map((rest) => [value, ...rest]),
  )
}

function compare(a: SequenceCost, b: SequenceCost): number {
  const part = a.findIndex((value, at) => Math.abs(value - b[at]!) > 1e-6)
  return part < 0 ? 0 : a[part]! - b[part]!
}

describe('the order of a week', () => {
  test('blue stands on the line: blue, red, green is the short way, 0 + 10 + 40 minutes', () => {
    const jobs = [job(RED, 50), job(GREEN, 50), job(BLUE, 50)]
    const start = { ...START, standing: BLUE }
    expect(sequenceWeek(jobs, start, DYES)).toEqual([2, 0, 1])
    expect(sequenceCost([2, 0, 1], jobs, start, DYES)).toEqual([0, 0, 50])
  })

  test('a paid promise that leaves on Monday goes first, whatever changeovers that costs; a deposit gives way to it', () => {
    const deposit = job(RED, 60, [{ priority: 1, day: 0, weight: 100 }])
    const paid = job(GREEN, 40, [{ priority: 0, day: 0, weight: 1 }])
    const jobs = [deposit, job(BLUE, 60), paid]
    const start = { ...START, standing: BLUE }
    expect(sequenceWeek(jobs, start, DYES)[0]).toBe(2)
    expect(sequenceWeek([deposit, job(BLUE, 60), job(GREEN, 60)], start, DYES)[0]).toBe(0)
  })

  test('other demand waits for a shorter changeover unless its lateness costs more', () => {
    const late = (weight: number) => [job(RED, 85, [{ priority: 2, day: 0, weight }]), job(BLUE, 90)]
    const start = { ...START, standing: BLUE }
    expect(sequenceWeek(late(30), start, DYES)).toEqual([1, 0])
    expect(sequenceWeek(late(90), start, DYES)).toEqual([0, 1])
  })

  test('places by hand keep their order and the rest goes where it costs least', () => {
    const jobs = [{ ...job(RED, 50), place: 2 }, { ...job(GREEN, 50), place: 1 }, job(BLUE, 50)]
    expect(sequenceWeek(jobs, { ...START, standing: BLUE }, DYES)).toEqual([2, 1, 0])
  })

  test('two batches of one family whose due days mislead stay as listed when that is cheaper', () => {
    const paid = job(RED, 13, [{ priority: 0, day: 0, weight: 1 }])
    const soon = job(RED, 0, [{ priority: 2, day: 0, weight: 1 }])
    const start = { ...START, minutesBefore: 15 }
    const slow: ChangeoverBetween = () => ({ setupMinutes: 80, setupCost: 0 })
    const cost = (order: readonly number[]) => sequenceCost(order, [soon, paid], start, slow)
    expect(compare(cost(sequenceWeek([soon, paid], start, slow)), cost([0, 1]))).toBeLessThanOrEqual(0)
  })

  test('every batch once, never dearer than as listed, and the same again', () => {
    fc.assert(
      fc.property(anyWeek, ({ jobs, start, changeover }) => {
        const order = sequenceWeek(jobs, start, changeover)
        expect([...order].sort((a, b) => a - b)).toEqual(jobs.map((_, at) => at))
        const listed = jobs.map((_, at) => at)
        const cost = (given: readonly number[]) => sequenceCost(given, jobs, start, changeover)
        expect(compare(cost(order), cost(listed))).toBeLessThanOrEqual(0)
        expect(sequenceWeek(jobs, start, changeover)).toEqual(order)
      }),
      { numRuns: 300 },
    )
  })

  test('up to 7 families are as cheap as the cheapest of all orders', () => {
    fc.assert(
      fc.property(anyWeek, ({ jobs, start, changeover }) => {
        const single = jobs.filter(
          ({ family }, at) => jobs.findIndex((each) => each.family === family) === at,
        )
        const cost = (given: readonly number[]) => sequenceCost(given, single, start, changeover)
        const best = permutations(single.map((_, at) => at))
          .map(cost)
          .reduce((least, each) => (compare(each, least) < 0 ? each : least))
        expect(compare(cost(sequenceWeek(single, start, changeover)), best)).toBe(0)
      }),
      { numRuns: 150 },
    )
  })

  test('a price of 0 and a week without days are refused', () => {
    expect(() => sequenceWeek([], { ...START, minutePrice: 0 }, DYES)).toThrow(
      'minutePrice must be above 0; got 0',
    )
    expect(() => sequenceWeek([], { ...START, days: [] }, DYES)).toThrow(RangeError)
  })
})
