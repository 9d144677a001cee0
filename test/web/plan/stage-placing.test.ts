import fc from 'fast-check'
import { expect, it } from 'vitest'
import { placeStock, type StagesRead } from '#web/plan/stage-placing.ts'

const jacket: StagesRead = {
  serviceFraction: 0.95,
  makingDays: 30,
  transportDays: 5,
  unitCostMinor: 26_000,
  dailyDeviation: 10,
  holdingFractionPerWeek: 0.25 / 52,
  materials: [
    { materialId: 1, code: 'DOWN', nameZh: '绒', nameEn: 'Down', days: 20, unitCostMinor: 9000 },
    { materialId: 2, code: 'ZIP', nameZh: '拉链', nameEn: 'Zip', days: 70, unitCostMinor: 300 },
  ],
}

it('a cheap zip that takes 70 days waits as zips: 1.645 × 10 × √70 = 138 of them, and promises at once', () => {
  const zip = placeStock(jacket, 0).stages.find(({ name }) => name === '2')!
  expect(zip.promisedDays).toBeLessThanOrEqual(20)
  expect(zip.aloneStock).toBeCloseTo(1.6448536 * 10 * Math.sqrt(70), 4)
  expect(zip.aloneCost).toBeCloseTo((zip.aloneStock * 300 * 0.25) / 52, 6)
})

it('the cheapest placing costs no more than each on its own or all at the end, less the longer customers wait, and nothing in the end', () => {
  fc.assert(
    fc.property(
      fc.record({
        makingDays: fc.integer({ min: 0, max: 40 }),
        transportDays: fc.integer({ min: 0, max: 20 }),
        days: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 4 }),
        unitCostMinor: fc.integer({ min: 1, max: 1000 }),
        wait: fc.integer({ min: 0, max: 60 }),
      }),
      ({ days, wait, ...drawn }) => {
        const read = {
          ...jacket,
          ...drawn,
          materials: days.map((each, k) => ({
            ...jacket.materials[0]!,
            materialId: k + 1,
            days: each,
            unitCostMinor: 10 * k,
          })),
        }
        const placed = placeStock(read, Math.min(wait, placeStock(read, 0).longestWait))
        expect(placed.best).toBeLessThanOrEqual(placed.alone + 1e-6)
        expect(placed.best).toBeLessThanOrEqual(placed.allAtEnd + 1e-6)
        expect(placed.best).toBeLessThanOrEqual(placeStock(read, 0).best + 1e-6)
        expect(placeStock(read, placed.longestWait).best).toBeCloseTo(0, 6)
      },
    ),
    { numRuns: 60 },
  )
})
