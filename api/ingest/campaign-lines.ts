import type { StagedLines } from './demand-lines.ts'
import { Rejected } from './rejected.ts'
import type { RowReader, RowValues } from './row-reader.ts'

const WINDOWS = [
  ['deposit_from', 'deposit_to'],
  ['balance_from', 'balance_to'],
  ['ship_from', 'ship_to'],
  ['deposit_from', 'ship_to'],
] as const

/** Windows must end no earlier than they begin, and goods ship no earlier than deposits are taken. */
export function campaignLines(reader: RowReader) {
  const fields = [
    'campaign',
    'campaign_kind',
    'name_zh',
    'name_en',
    'items',
    'reference_price',
    'deposit_share',
    'threshold_quantity',
    'cap_quantity',
    ...new Set(WINDOWS.slice(0, 3).flat()),
  ]
  const convert = (line: number, values: RowValues): StagedLines => {
    for (const [from, to] of WINDOWS)
      if ((values[to] as string) < (values[from] as string)) {
        reader.refuse(
          line,
          to,
          values[to] ?? null,
          new Rejected('date-before', { other: String(values[from]) }),
        )
        return []
      }
    return [[line, ...fields.map((field) => values[field] ?? null)]]
  }
  return { convert, isEventFile: () => false, hasKeys: () => true }
}
