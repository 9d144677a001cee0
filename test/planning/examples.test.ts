import { describe, expect, test } from 'vitest'
import { decimalsOf, docExamples, plain, runExample, toldValue } from '#test/support/doc-examples'

/** Fewer would mean that examples are no longer found, or no longer say what comes out. */
const FEWEST_CHECKED = 140

/** Same shape, numbers as near as the digits told; a list or an object may go on beyond what is told. */
function agrees(value: unknown, told: unknown, decimals: number): boolean {
  if (typeof told === 'number')
    return typeof value === 'number' && Math.abs(value - told) <= 10 ** -decimals * 1.0001
  if (Array.isArray(told))
    return Array.isArray(value) && told.every((each, at) => agrees(value[at], each, decimals))
  if (told !== null && typeof told === 'object')
    return (
      value !== null &&
      typeof value === 'object' &&
      Object.entries(told).every(([key, each]) =>
        agrees((value as Record<string, unknown>)[key], each, decimals),
      )
    )
  return Object.is(value, told)
}

const examples = docExamples()
let checked = 0

describe('examples in the docstrings of the engine', () => {
  for (const module of new Set(examples.map((each) => each.module)))
    test(`${module}: what is said to come out comes out`, async () => {
      for (const example of examples.filter((each) => each.module === module)) {
        const run = await runExample(example)
        if (run === undefined || example.expected === null) continue
        const told = toldValue(example.expected)
        if (told.kind === 'prose') continue
        checked += 1
        const value = plain(run.value)
        const isSame = agrees(value, told.value, Math.min(9, decimalsOf(example.expected)))
        expect(isSame, `${example.code} // ${example.expected}; got ${JSON.stringify(value)}`).toBe(true)
      }
    })

  test(`at least ${FEWEST_CHECKED} examples are executed and compared`, () => {
    expect(checked).toBeGreaterThanOrEqual(FEWEST_CHECKED)
  })
})
