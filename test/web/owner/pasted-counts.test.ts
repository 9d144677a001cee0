import { describe, expect, test } from 'vitest'
import { pastedCounts } from '#web/owner/pasted-counts.ts'

const tagOf = (word: string) => ({ 干性: 'dry', 'Mixed skin': 'mixed', oily: 'oily' })[word]

describe('a pasted list of counts', () => {
  test('tabs, commas, colons and spaces part tag and count; thousands may have a comma', () => {
    expect([...pastedCounts('干性 120\nMixed skin\t1,250\noily：7\n\n', tagOf).counts]).toEqual([
      ['dry', 120],
      ['mixed', 1250],
      ['oily', 7],
    ])
  })

  test('a line that cannot be read is named and nothing is taken', () => {
    for (const line of ['敏感 40', 'oily', 'oily many', 'oily -3'])
      expect(pastedCounts(`干性 120\n${line}`, tagOf)).toEqual({ counts: new Map(), fault: line })
  })
})
