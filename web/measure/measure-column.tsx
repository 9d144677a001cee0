import type { MeasureKey } from '#planning/measures'
import type { Column } from '#web/ui/table.tsx'
import { Measure, type MeasureWords } from './measure.tsx'

/** A column of one measure under its own name, with its definition as help. */
export function measureColumn<Row>(
  words: MeasureWords,
  id: string,
  of: MeasureKey,
  value: (row: Row) => number | null | undefined,
  { isSortable = false }: { readonly isSortable?: boolean } = {},
): Column<Row> {
  return {
    id,
    header: words.label(of),
    help: words.definition(of),
    align: 'end',
    cell: (row) => <Measure of={of} value={value(row)} />,
    ...(isSortable ? { sortBy: (row: Row) => value(row) ?? null } : {}),
  }
}
