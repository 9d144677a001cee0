import { describe, expect, it } from 'vitest'
import { readWholeNumber } from '#web/ui/whole-number.ts'

describe('a whole number as people write it', () => {
  it.each([
    ['0', 0],
    ['1234', 1234],
    ['1,234', 1234],
    ['1 234', 1234],
    ['1\u00a0234', 1234],
    ['1\u202f234\u202f567', 1_234_567],
    ['1，234', 1234],
    ['１２３', 123],
    ['1,234.00', 1234],
    ['12.0', 12],
    ['1234.000', 1234],
    [' 7 ', 7],
    ['+7', 7],
    ['-0', 0],
    ['2147483647', 2_147_483_647],
  ])('%j is %d', (text, value) => {
    expect(readWholeNumber(text)).toEqual({ value })
  })
  it.each([
    ['', 'not-a-number'],
    ['12 pcs', 'not-a-number'],
    ['1e3', 'not-a-number'],
    ['#N/A', 'not-a-number'],
    ['1.2.3', 'not-a-number'],
    ['1,23', 'ambiguous'],
    ['1,234 567', 'ambiguous'],
    ['12,34,567', 'ambiguous'],
    ['1.234', 'ambiguous'],
    ['1.5', 'not-whole'],
    ['0.125', 'not-whole'],
    ['-3', 'negative'],
    ['−3', 'negative'],
    ['2147483648', 'too-large'],
  ])('%j is refused: %s', (text, fault) => {
    expect(readWholeNumber(text)).toEqual({ fault })
  })
})
