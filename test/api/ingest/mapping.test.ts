import { describe, expect, it } from 'vitest'
import type { ImportKind } from '#api/ingest/import-field'
import { parseMapping } from '#api/ingest/mapping'
import { rowReader } from '#api/ingest/row-reader'

const read = (kind: ImportKind, mapping: object, header: string[], ...rows: string[][]) => {
  const reader = rowReader(
    { line: 1, cells: header },
    {
      kind,
      mapping: parseMapping({ kind, ...mapping }, kind),
      timeZone: 'Asia/Shanghai',
      latest: '2026-07-01',
      isSheet: false,
    },
  )
  const values = rows.map((cells, at) => {
    const found = reader.read({ line: at + 2, cells })
    return found !== null && typeof found === 'object' ? { ...found } : found
  })
  return { values, faults: reader.takeFaults() }
}

/** Reads one `sold_at` by a rule from the columns a and b. */
const soldAt = (rule: unknown, a: string, b = '') => {
  const { values, faults } = read(
    'owner-sales',
    { fields: { item: { constant: 'I1' }, quantity: { constant: '1' }, sold_at: rule } },
    ['a', 'b'],
    [a, b],
  )
  return faults.length > 0 ? faults[0]?.fault : (values[0] as { sold_at: string }).sold_at
}

describe('dates by mapping', () => {
  const cases: readonly [string, unknown, string, string, string][] = [
    ['day first', { column: 'a', format: 'DD/MM/YYYY HH:mm' }, '03/04/2026 07:05', '', '2026-04-03 07:05:00'],
    [
      'month first, short year, afternoon',
      { column: 'a', format: 'M/D/YY h:mm A' },
      '4/3/26 7:05 pm',
      '',
      '2026-04-03 19:05:00',
    ],
    [
      'hours of two digits in a format need two digits',
      { column: 'a', format: 'M/D/YY hh:mm A' },
      '4/3/26 7:05 PM',
      '',
      'not-a-date',
    ],
    ['month by name', { column: 'a', format: 'D MMM YYYY' }, '3 Apr 2026', '', '2026-04-03 00:00:00'],
    [
      'arrival − lead time: 10 March − 41 days = 28 January',
      { column: 'a', minusDays: 'b' },
      '2026-03-10',
      '41',
      '2026-01-28 00:00:00',
    ],
    [
      'a day later, into the next year',
      { column: 'a', plusDays: 1 },
      '2025-12-31 08:00',
      '',
      '2026-01-01 08:00:00',
    ],
    [
      'from year, month name and day',
      { year: { constant: '2026' }, month: 'a', day: 'b' },
      'February',
      '28',
      '2026-02-28 00:00:00',
    ],
    [
      'parts that make no day',
      { year: { constant: '2026' }, month: 'a', day: 'b' },
      'February',
      '30',
      'date-impossible',
    ],
    [
      'a month that is none',
      { year: { constant: '2026' }, month: 'a', day: 'b' },
      'Smarch',
      '3',
      'not-a-date',
    ],
    ['a lead time that is no number', { column: 'a', minusDays: 'b' }, '2026-03-10', 'x', 'not-a-number'],
    [
      'an instant in UTC is told in business time: 20:30 + 8 h',
      'a',
      '2026-03-10T20:30:00Z',
      '',
      '2026-03-11 04:30:00',
    ],
    ['an instant with offset: 20:30 + 3 h + 8 h', 'a', '2026-03-10 20:30-03:00', '', '2026-03-11 07:30:00'],
    ['Chinese', 'a', '2026年3月1日 9:05', '', '2026-03-01 09:05:00'],
    ['eight digits', 'a', '20260301', '', '2026-03-01 00:00:00'],
    ['29 February of 2025', 'a', '2025-02-29', '', 'date-impossible'],
  ]
  it.each(cases)('%s', (_, rule, a, b, expected) => {
    expect(soldAt(rule, a, b)).toBe(expected)
  })
})

describe('values by mapping', () => {
  const item = (rule: unknown, a: string, b = '') =>
    (
      read(
        'stock',
        {
          emptyValues: ['NULL'],
          fields: {
            item: rule,
            location: { constant: 'W' },
            counted_at: { constant: '2026-01-01' },
            on_hand: { constant: '1' },
          },
        },
        ['a', 'b'],
        [a, b],
      ).values[0] as { item: string } | null
    )?.item
  it('columns, constants, the first that is there, joined ones, replaced ones', () => {
    expect(item('a', ' x ')).toBe('x')
    expect(item({ firstOf: ['a', 'b'] }, 'NULL', 'y')).toBe('y')
    expect(item({ join: [{ constant: 'room' }, 'a', 'b'], separator: '/' }, 'x', 'y')).toBe('room/x/y')
    expect(item({ column: 'a', values: { x: 'long x' } }, 'x')).toBe('long x')
    expect(item({ column: 'a', values: { x: 'long x' }, otherwise: 'rest' }, 'z')).toBe('rest')
  })
  it('only when all conditions hold; an empty required field is a fault', () => {
    expect(item({ column: 'a', when: { column: 'b', equals: '1' } }, 'x', '1')).toBe('x')
    expect(
      item(
        {
          column: 'a',
          when: [
            { column: 'b', equals: '1' },
            { column: 'a', matches: '^y' },
          ],
        },
        'x',
        '1',
      ),
    ).toBeUndefined()
  })
  it('texts of spreadsheets: ="00123" is 00123, \'=a is =a', () => {
    expect(item('a', '="00123"')).toBe('00123')
    expect(item('a', "'=a")).toBe('=a')
  })
  it('filters leave rows out without a fault', () => {
    const fields = {
      item: 'a',
      location: { constant: 'W' },
      counted_at: { constant: '2026-01-01' },
      on_hand: 'b',
    }
    const { values, faults } = read(
      'stock',
      {
        filters: [
          { column: 'a', matches: '^\\d{5}' },
          { column: 'b', notOneOf: ['0'] },
        ],
        fields,
      },
      ['a', 'b'],
      ['POST', 'x'],
      ['12345', '0'],
      ['12345A', '7'],
    )
    expect([values[0], values[1], (values[2] as { on_hand: number }).on_hand, faults]).toEqual([
      'left-out',
      'left-out',
      7,
      [],
    ])
  })
})

describe('mappings that are wrong', () => {
  const refusal = (mapping: unknown) => {
    try {
      parseMapping(mapping, 'stock')
      return null
    } catch (error) {
      return (error as Error).message
    }
  }
  it('are refused with the path of the mistake', () => {
    expect(refusal({ kind: 'stock', fields: { itm: 'a' } })).toContain(
      'fields.itm: not a field of stock; use item',
    )
    expect(refusal({ kind: 'items', fields: {} })).toContain('it is for items, the import is stock')
    expect(refusal({ kind: 'stock', fields: {}, delimitor: ';' })).toContain('delimitor')
    expect(refusal({ kind: 'stock', fields: { item: { column: 'a', constant: 'b' } } })).toContain(
      'fields.item',
    )
    expect(refusal({ kind: 'stock', fields: { counted_at: { column: 'a', format: 'DD/MM' } } })).toContain(
      'fields.counted_at',
    )
    expect(refusal({ kind: 'stock', fields: {}, filters: [{ column: 'a', matches: '(' }] })).toContain(
      'filters.0.matches',
    )
    expect(refusal('text')).toContain('mapping')
  })
  it('a column that the file does not have is named', () => {
    expect(() => read('stock', { fields: { item: 'nowhere' } }, ['a'])).toThrow('the file has: a')
  })
})
