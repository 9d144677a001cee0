import {
  createSortedRowModel,
  rowSortingFeature,
  sortFns,
  type ColumnDef as TableColumn,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useDensity } from './density.ts'
import { IconDown, IconUp } from './icon.tsx'
import { usePrinting } from './printing.ts'
import { useRowKeys } from './row-keys.ts'
import { ScrollRegion } from './scroll-region.tsx'

export interface Column<Row> {
  readonly id: string
  readonly header: string
  /** Second, smaller line of the heading. */
  readonly headerNote?: string
  /** Shown on hover of the heading: what the number means. */
  readonly help?: string
  readonly cell: (row: Row) => ReactNode
  /** Makes the column sortable; null sorts last. */
  readonly sortBy?: (row: Row) => number | string | null
  readonly align?: 'start' | 'end' | 'center'
  readonly width?: number
  readonly pinned?: boolean
  /** Long text may break into lines; everything else stays on one. */
  readonly wraps?: boolean
}

export interface Sort {
  readonly id: string
  readonly desc: boolean
}

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns,
})

/** Pixels. */
const ROW_HEIGHT = { comfortable: 36, compact: 28 } as const
const VIRTUAL_FROM = 120

/** A table with sticky heading, sorting and, when it is long, only the visible rows in the page. */
export function DataTable<Row extends object>(props: {
  label: string
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string | number
  sort?: Sort | null
  onSort?: (sort: Sort) => void
  isChosen?: (row: Row) => boolean
  /** Makes rows a list for the keyboard: arrows move, other keys come here. */
  onRowKey?: (row: Row, event: KeyboardEvent<HTMLTableRowElement>) => void
  totalRow?: ReactNode
  maxHeight?: string
  /** px, of a long table whose rows have more than one line */
  rowHeight?: number
  minWidth?: number
}) {
  const columns = useMemo(
    () =>
      props.columns.map(
        (column): TableColumn<typeof features, Row> => ({
          id: column.id,
          header: column.header,
          accessorFn: (row: Row) => column.sortBy?.(row) ?? undefined,
          enableSorting: column.sortBy !== undefined,
          sortUndefined: 'last',
          sortFn: compareValues,
        }),
      ),
    [props.columns],
  )
  const sorting = useMemo(() => (props.sort ? [{ ...props.sort }] : []), [props.sort])
  const table = useTable({
    features,
    columns,
    data: props.rows as Row[],
    state: { sorting },
    getRowId: (row: Row) => String(props.rowKey(row)),
  })
  const rows = table.getRowModel().rows
  const density = useDensity()
  const rowHeight = props.rowHeight ?? ROW_HEIGHT[density]
  const scroll = useRef<HTMLElement>(null)
  const isPrinting = usePrinting()
  const isVirtual = rows.length > VIRTUAL_FROM && !isPrinting
  const virtualizer = useVirtualizer({
    count: rows.length,
    enabled: isVirtual,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: heights are measured anew when they change
  useEffect(() => virtualizer.measure(), [rowHeight])
  const shown = isVirtual
    ? virtualizer.getVirtualItems().map((item) => ({ row: rows[item.index]!, index: item.index }))
    : rows.map((row, index) => ({ row, index }))
  const before = isVirtual ? (shown[0]?.index ?? 0) * rowHeight : 0
  const after = isVirtual ? (rows.length - 1 - (shown.at(-1)?.index ?? rows.length - 1)) * rowHeight : 0
  const keys = useRowKeys(scroll, rows.length)
  return (
    <ScrollRegion
      ref={scroll}
      label={props.label}
      style={{ maxHeight: isPrinting ? undefined : props.maxHeight }}
    >
      <table
        className="data-table"
        aria-rowcount={rows.length + 1}
        style={{ minWidth: isPrinting ? undefined : props.minWidth }}
      >
        <thead>
          <tr>
            {props.columns.map((column) => (
              <HeaderCell key={column.id} column={column} sort={props.sort ?? null} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 ? <Spacer height={before} columns={props.columns.length} /> : null}
          {shown.map(({ row, index }) => (
            <tr
              key={row.id}
              aria-rowindex={index + 2}
              className={props.isChosen?.(row.original) ? 'chosen' : undefined}
              style={isVirtual ? { height: rowHeight } : undefined}
              {...(props.onRowKey ? keys(index, (event) => props.onRowKey?.(row.original, event)) : {})}
            >
              {props.columns.map((column) => (
                <td
                  key={column.id}
                  className={`${column.align ?? 'start'}${column.pinned ? ' pinned' : ''}${column.wraps ? ' wraps' : ''}`}
                  style={widthOf(column)}
                >
                  {column.cell(row.original)}
                </td>
              ))}
            </tr>
          ))}
          {after > 0 ? <Spacer height={after} columns={props.columns.length} /> : null}
          {props.totalRow}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function Spacer(props: { height: number; columns: number }) {
  return (
    <tr>
      <td colSpan={props.columns} style={{ height: props.height, padding: 0, border: 0 }} />
    </tr>
  )
}

/** A cell that wraps keeps its width, or a table wider than its frame would leave it one word a line. */
function widthOf({ width, wraps }: { readonly width?: number; readonly wraps?: boolean }) {
  if (width === undefined) return undefined
  return wraps ? { minWidth: width, maxWidth: width } : { maxWidth: width }
}

function HeaderCell<Row>(props: {
  column: Column<Row>
  sort: Sort | null
  onSort: ((sort: Sort) => void) | undefined
}) {
  const { t } = useTranslation()
  const { column, sort, onSort } = props
  const isSorted = sort?.id === column.id
  const direction = isSorted ? (sort.desc ? 'descending' : 'ascending') : undefined
  const isNumeric = column.align === 'end'
  return (
    <th
      scope="col"
      className={`${column.align ?? 'start'}${column.pinned ? ' pinned' : ''}${column.wraps ? ' wraps' : ''}`}
      aria-sort={direction}
      title={column.help}
      style={column.width ? { width: column.width } : undefined}
    >
      {column.sortBy && onSort ? (
        <button
          type="button"
          aria-label={t('ui.sortBy', { column: column.header })}
          onClick={() => onSort({ id: column.id, desc: isSorted ? !sort.desc : isNumeric })}
        >
          {column.header}
          {isSorted ? sort.desc ? <IconDown size={12} /> : <IconUp size={12} /> : null}
        </button>
      ) : (
        <>
          {column.header}
          {column.headerNote ? <span className="head-note">{column.headerNote}</span> : null}
        </>
      )}
    </th>
  )
}

/** Texts by the Chinese order, numbers by size. */
export function compareValues(
  a: { getValue: (id: string) => unknown },
  b: { getValue: (id: string) => unknown },
  id: string,
): number {
  const left = a.getValue(id)
  const right = b.getValue(id)
  if (typeof left === 'string' && typeof right === 'string') return left.localeCompare(right, 'zh-CN')
  return Number(left) - Number(right)
}
