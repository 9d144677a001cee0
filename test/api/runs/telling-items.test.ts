import { expect, it } from 'vitest'
import { tellingItems } from '#api/runs/group-demand'
import { errorDependence } from '#planning/forecast/error-dependence'
import { createRandom, drawStandardNormal } from '#planning/random'

const WEEKS = 150
const ITEMS_OF_A_UNIT = 30

/** Pieces err together, goods by weight each by itself, with errors of a thousand times as many units. */
function twoUnits(gramsPerKilogram: number) {
  const random = createRandom(3)
  const draw = () => Float64Array.from({ length: WEEKS }, () => drawStandardNormal(random))
  const shared = draw()
  return (['gram', 'piece'] as const).flatMap((baseUnit, unit) =>
    Array.from({ length: ITEMS_OF_A_UNIT }, (_, at) => ({
      item: {
        seriesId: `${baseUnit}${at}`,
        baseUnit,
        category: unit,
        product: -1,
        mean: [],
        quantiles: [],
      },
      errors: {
        innovations: draw().map((own, week) =>
          baseUnit === 'piece' ? Math.SQRT1_2 * (own + shared[week]!) : own,
        ),
        deviation: baseUnit === 'gram' ? 10 * gramsPerKilogram : 10,
      },
    })),
  )
}

const learned = (gramsPerKilogram: number) => {
  const { past, groups } = tellingItems(twoUnits(gramsPerKilogram), 1)
  return errorDependence(past, groups)
}

it('how items err together is the same whether some are counted in grams or in kilograms', () => {
  const [grams, kilograms] = [learned(1000), learned(1)]
  expect(grams.category).toBeCloseTo(kilograms.category, 6)
  expect(grams.all).toBeCloseTo(kilograms.all, 6)
  // Half of what pieces err is shared, nothing of the rest: over pairs within a category a quarter.
  expect(grams.all + grams.category).toBeCloseTo(0.25, 1)
})
