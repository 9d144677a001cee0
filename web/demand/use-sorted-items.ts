import {
  createSortedRowModel,
  rowSortingFeature,
  sortFns,
  type ColumnDef as TableColumn,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import { compareValues, type Sort } from '#web/ui/table.tsx'
import { type GridItem, readCell } from './grid-cells.ts'

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel(), sortFns })

/** Items in the order of a column. Drafts do not count: a row must not jump away under the hands. */
export function useSortedItems(
  items: readonly GridItem[],
  weeks: readonly string[],
  sort: Sort,
  name: (item: GridItem) => string,
): readonly GridItem[] {
  // biome-ignore lint/correctness/useExhaustiveDependencies: names change with the language, which draws the page anew
  const columns = useMemo(() => {
    const standing = (item: GridItem, step: number) => readCell(item, weeks[step]!, step, undefined).units
    const column = (
      id: string,
      accessorFn: (item: GridItem) => string | number,
    ): TableColumn<typeof features, GridItem> => ({ id, accessorFn, sortFn: compareValues })
    return [
      column('item', name),
      column('forecast', (item) => weeks.reduce((sum, _, step) => sum + standing(item, step), 0)),
      ...weeks.map((week, step) => column(week, (item) => standing(item, step))),
    ]
  }, [weeks])
  const sorting = useMemo(
    () => (columns.some(({ id }) => id === sort.id) ? [{ id: sort.id, desc: sort.desc }] : []),
    [columns, sort.id, sort.desc],
  )
  const table = useTable({
    features,
    columns,
    data: items as GridItem[],
    state: { sorting },
    getRowId: (item: GridItem) => String(item.itemId),
  })
  const { rows } = table.getRowModel()
  return useMemo(() => rows.map(({ original }) => original), [rows])
}
