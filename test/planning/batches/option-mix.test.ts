import fc from 'fast-check'
import { expect, it } from 'vitest'
import { optionMix } from '#planning/batches/option-mix'

it('5 navy M and 7 navy L: 12 navy by both names, L before M', () => {
  const navy = { colour: 'NV', colourZh: '藏青', colourEn: 'navy' }
  expect(
    optionMix([
      { quantity: 5, options: { ...navy, size: 'M' } },
      { quantity: 7, options: { ...navy, size: 'L' } },
    ]),
  ).toEqual([
    { option: 'colour', values: [{ value: 'NV', nameZh: '藏青', nameEn: 'navy', quantity: 12 }] },
    {
      option: 'size',
      values: [
        { value: 'L', nameZh: 'L', nameEn: 'L', quantity: 7 },
        { value: 'M', nameZh: 'M', nameEn: 'M', quantity: 5 },
      ],
    },
  ])
})

it('an option of its own that only looks like a name stands for itself', () => {
  expect(optionMix([{ quantity: 1, options: { labelEn: 'Eco', parts: ['a'] } }])).toMatchObject([
    { option: 'labelEn', values: [{ value: 'Eco' }] },
  ])
})

it('any items that all have a size: the sizes add up to the batch', () => {
  const item = fc.record({
    quantity: fc.nat(500),
    options: fc.record({ size: fc.constantFrom('S', 'M', 'L') }),
  })
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 8 }), (items) => {
      const [sizes] = optionMix(items)
      expect(sizes!.values.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(
        items.reduce((sum, { quantity }) => sum + quantity, 0),
      )
    }),
  )
})
