import { expect, it } from 'vitest'
import { measureColumn, reportTable, textColumn } from '#api/reports/report'

interface Row {
  readonly code: string
  readonly known: number
  readonly kind: 'late' | 'shortage'
}

const KIND = { late: '延误', shortage: '缺货' }
const columns = [
  textColumn<Row>('code', ['编码', 'Code'], (row) => row.code),
  measureColumn<Row>('known', 'known-demand', (row) => row.known),
  { ...textColumn<Row>('kind', ['类别', 'Kind'], (row) => KIND[row.kind]), sortBy: (row: Row) => row.kind },
]
const rows: Row[] = [
  { code: 'A', known: 0.2, kind: 'shortage' },
  { code: 'B', known: 0.4, kind: 'late' },
  { code: 'C', known: 0.3, kind: 'shortage' },
]
const sorted = (sort: string, desc: boolean) =>
  [
    ...(reportTable(['表', 'Table'], columns, rows, 'zh-CN', { sort, desc }).rows as Iterable<
      readonly unknown[]
    >),
  ].map(([code]) => code)

it('a file sorted by a figure goes by the figure itself, as the screen does, not by what rounding leaves of it', () => {
  expect(sorted('known', true)).toEqual(['B', 'C', 'A'])
})

it('a file sorted by a kind goes by the key that the screen sorts by, not by its word', () => {
  expect(sorted('kind', false)).toEqual(['B', 'A', 'C'])
})
