import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import { useMeasureWords } from '#web/measure/measure.tsx'
import { monthDay, shortWeek, weekRange } from '#web/measure/words.tsx'
import { IconDown, IconUp } from '#web/ui/icon.tsx'
import type { Sort } from '#web/ui/table.tsx'
import {
  type CellReading,
  FIRST_WEEK_COLUMN,
  type GridItem,
  type GridLine,
  itemLine,
  NAME_COLUMN,
  readCell,
  TOTAL_COLUMN,
} from './grid-cells.ts'
import { type Drafts, draftAt } from './grid-drafts.ts'
import { type EditEnd, GridEditor } from './grid-editor.tsx'
import { GridRow } from './grid-row.tsx'
import {
  HEAD_HEIGHT,
  HEAD_ROW,
  NAME_WIDTH,
  ROW_HEIGHT,
  type Selection,
  TOTAL_WIDTH,
  type useGridPosition,
  WEEK_WIDTH,
} from './use-grid-position.ts'

export interface GridCell {
  readonly line: GridLine
  readonly column: number
}

export interface GridDeeds {
  readonly onType: (cell: GridCell, quantity: number) => void
  readonly onReset: (selection: Selection) => void
  readonly onHold: (selection: Selection) => void
  readonly onPaste: (selection: Selection, text: string) => void
  readonly onUndo: () => void
  readonly onRedo: () => void
  readonly onOpen: (line: GridLine) => void
}

/** An editable grid by the WAI-ARIA pattern: one tab stop, arrows inside, only the visible rows in the page. */
export function GridTable(props: {
  lines: readonly GridLine[]
  weeks: readonly string[]
  drafts: Drafts
  isEditable: boolean
  sort: Sort
  onSort: (sort: Sort) => void
  deeds: GridDeeds
  scroll: RefObject<HTMLDivElement | null>
  position: ReturnType<typeof useGridPosition>
  onSay: (message: string | null) => void
}) {
  const { t } = useTranslation()
  const { lines, weeks, drafts, isEditable, deeds, scroll, position } = props
  const columnCount = weeks.length + FIRST_WEEK_COLUMN
  const [editing, setEditing] = useState<string | null>(null)
  const { row, column, selection } = position
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    overscan: 8,
    // The row with the focus stays in the page, or the focus would be lost by scrolling.
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range)
      return row < 0 || row >= lines.length || shown.includes(row) ? shown : [...shown, row]
    },
  })
  const readings = useReadings(weeks, drafts)
  const { moveTo } = position
  const mayEdit = isEditable && row >= 0 && column > NAME_COLUMN
  const startEdit = (text: string | null) => {
    if (!mayEdit) return
    setEditing(text ?? String(unitsAt(readings, lines[row]!, column)))
  }
  const endEdit = (end: EditEnd) => {
    setEditing(null)
    if (end === 'stay') return
    const by = { down: [1, 0], up: [-1, 0], right: [0, 1], left: [0, -1] }[end] as [number, number]
    moveTo({ row: Math.max(0, row + by[0]), column: Math.max(TOTAL_COLUMN, column + by[1]) })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (editing !== null) return
    const { key } = event
    const isControl = event.ctrlKey || event.metaKey
    const page = Math.max(1, Math.floor(((scroll.current?.clientHeight ?? 0) - HEAD_HEIGHT) / ROW_HEIGHT) - 1)
    const last = lines.length - 1
    const moves: Record<string, { row: number; column: number }> = {
      ArrowDown: { row: Math.min(last, row + 1), column },
      ArrowUp: { row: Math.max(HEAD_ROW, row - 1), column },
      ArrowRight: { row, column: column + 1 },
      ArrowLeft: { row, column: column - 1 },
      Home: { row: isControl ? 0 : row, column: 0 },
      End: { row: isControl ? last : row, column: columnCount - 1 },
      PageDown: { row: Math.min(last, Math.max(0, row) + page), column },
      PageUp: { row: Math.max(0, row - page), column },
    }
    const to = moves[key]
    if (to && !(isControl && key.startsWith('Arrow')) && !event.altKey) {
      event.preventDefault()
      return moveTo(event.shiftKey ? { ...to, row: Math.max(0, to.row) } : to, event.shiftKey)
    }
    const isTaken = onOtherKey(key, isControl, event.shiftKey, event.altKey)
    if (isTaken) event.preventDefault()
  }
  const onOtherKey = (key: string, isControl: boolean, isShift: boolean, isAlt: boolean): boolean => {
    if (isControl && key.toLowerCase() === 'z') return act(isShift ? deeds.onRedo : deeds.onUndo)
    if (isControl && key.toLowerCase() === 'y') return act(deeds.onRedo)
    if (isControl || isAlt) return false
    if (row === HEAD_ROW && (key === 'Enter' || key === ' ')) return act(() => sortBy(column))
    if (key === 'Enter' && column === NAME_COLUMN && row >= 0) return act(() => deeds.onOpen(lines[row]!))
    if (key === 'Enter' || key === 'F2') return act(() => startEdit(null))
    if (!mayEdit) return false
    if (/^[0-9０-９]$/.test(key)) return act(() => startEdit(key.normalize('NFKC')))
    if (key === 'Delete' || key === 'Backspace') return act(() => deeds.onReset(selection))
    if (key.toLowerCase() === 'l') return act(() => deeds.onHold(selection))
    return false
  }
  const sortBy = (of: number) => {
    const id = columnId(of, weeks)
    props.onSort({ id, desc: props.sort.id === id ? !props.sort.desc : of !== NAME_COLUMN })
  }
  const onMouse = (event: MouseEvent<HTMLDivElement>, extends_: boolean) => {
    const at = placeOf(event.target)
    const isSame = at?.row === row && at.column === column
    if (!at || (isSame && (editing !== null || extends_))) return
    if (at.row === HEAD_ROW) return
    // What is being typed is taken before the keyboard goes elsewhere.
    if (editing !== null && document.activeElement instanceof HTMLElement) document.activeElement.blur()
    moveTo(at, extends_)
  }
  const onCopy = (event: ClipboardEvent<HTMLDivElement>) => {
    if (editing !== null || row < 0) return
    event.preventDefault()
    event.clipboardData.setData('text/plain', copiedText(readings, lines, selection))
  }
  const onPaste = (event: ClipboardEvent<HTMLDivElement>) => {
    if (editing !== null || !isEditable || row < 0) return
    event.preventDefault()
    deeds.onPaste(selection, event.clipboardData.getData('text/plain'))
  }
  const width = NAME_WIDTH + TOTAL_WIDTH + weeks.length * WEEK_WIDTH
  return (
    <div className="grid-scroll" ref={scroll}>
      <table
        className="grid-table"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: an editable table is a grid (WAI-ARIA)
        role="grid"
        aria-label={t('grid.title')}
        aria-rowcount={lines.length + 1}
        aria-colcount={columnCount}
        aria-multiselectable
        aria-readonly={!isEditable}
        style={{ width }}
        onKeyDown={onKeyDown}
        onMouseDown={(event) => event.button === 0 && onMouse(event, event.shiftKey)}
        onMouseMove={(event) => event.buttons === 1 && onMouse(event, true)}
        onDoubleClick={(event) => placeOf(event.target)?.row !== HEAD_ROW && startEdit(null)}
        onCopy={onCopy}
        onPaste={onPaste}
      >
        <thead className="grid-head">
          <GridHead
            weeks={weeks}
            sort={props.sort}
            tabColumn={row === HEAD_ROW ? column : null}
            onSort={(of) => {
              moveTo({ row: HEAD_ROW, column: of })
              sortBy(of)
            }}
          />
        </thead>
        <tbody style={{ height: lines.length * ROW_HEIGHT }}>
          {virtualizer.getVirtualItems().map(({ index }) => {
            const line = lines[index]
            if (!line) return null
            const isHere = index === row
            const isSelected = index >= selection.top && index <= selection.bottom
            const reading = readings(line)
            return (
              <GridRow
                key={line.key}
                line={line}
                row={index}
                top={index * ROW_HEIGHT}
                cells={reading.cells}
                units={reading.units}
                held={line.kind === 'item' ? drafts.held.get(line.item.itemId) : undefined}
                weeks={weeks}
                tabColumn={isHere ? column : null}
                selectedFrom={isSelected ? selection.left : null}
                selectedTo={isSelected ? selection.right : null}
                editColumn={isHere && editing !== null ? column : null}
                editor={
                  isHere && editing !== null ? (
                    <GridEditor
                      label={t('grid.newValue')}
                      start={editing}
                      onFault={props.onSay}
                      onCancel={() => {
                        setEditing(null)
                        position.focus()
                      }}
                      onCommit={(quantity, end) => {
                        deeds.onType({ line, column }, quantity)
                        const isSpread = line.kind === 'group' || column === TOTAL_COLUMN
                        if (!isSpread || end === 'stay') return endEdit(end)
                        setEditing(null)
                        position.focus()
                      }}
                    />
                  ) : null
                }
              />
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function GridHead(props: {
  weeks: readonly string[]
  sort: Sort
  tabColumn: number | null
  onSort: (column: number) => void
}) {
  const { t } = useTranslation()
  const words = useMeasureWords()
  const headings = [
    { text: t('planning.item'), note: null, title: undefined },
    {
      text: t('ui.total'),
      note: t('grid.weekCount', { count: props.weeks.length }),
      title: words.label('forecast'),
    },
    ...props.weeks.map((week) => ({ text: shortWeek(week), note: monthDay(week), title: weekRange(week) })),
  ]
  return (
    <tr aria-rowindex={1} className="grid-row">
      {headings.map((heading, column) => {
        const isSorted = props.sort.id === columnId(column, props.weeks)
        return (
          <th
            key={column}
            scope="col"
            className={`grid-cell${column === NAME_COLUMN ? ' grid-name' : column === TOTAL_COLUMN ? ' total' : ''}`}
            aria-colindex={column + 1}
            aria-sort={isSorted ? (props.sort.desc ? 'descending' : 'ascending') : 'none'}
            data-at={`${HEAD_ROW}:${column}`}
            tabIndex={props.tabColumn === column ? 0 : -1}
            title={heading.title}
            onClick={() => props.onSort(column)}
          >
            <span className="grid-units">
              {isSorted ? props.sort.desc ? <IconDown size={12} /> : <IconUp size={12} /> : null}
              {heading.text}
            </span>
            {heading.note ? <span className="grid-note">{heading.note}</span> : null}
          </th>
        )
      })}
    </tr>
  )
}

/** What the address calls a column; weeks by their Mondays, so that a link keeps its meaning. */
export function columnId(column: number, weeks: readonly string[]): string {
  return column === NAME_COLUMN
    ? 'item'
    : column === TOTAL_COLUMN
      ? 'forecast'
      : weeks[column - FIRST_WEEK_COLUMN]!
}

interface LineReading {
  readonly cells: readonly CellReading[] | null
  readonly units: readonly number[]
}

/** Reads lines, each once while neither it nor its drafts change, so that rows are not drawn in vain. */
function useReadings(weeks: readonly string[], drafts: Drafts): (line: GridLine) => LineReading {
  const known = useRef(
    new Map<string, { line: unknown; drafts: unknown; weeks: unknown; reading: LineReading }>(),
  )
  return useMemo(() => {
    const readItem = (item: GridItem): LineReading => {
      const cells = weeks.map((week, step) => readCell(item, week, step, draftAt(drafts, item.itemId, week)))
      return { cells, units: cells.map(({ units }) => units) }
    }
    // Sums of what is already read of the items: an edit reads one item anew, not all of its group.
    const readGroup = (items: readonly GridItem[]): LineReading => {
      const sums = weeks.map(() => 0)
      for (const item of items)
        for (const [step, units] of read(itemLine(item)).units.entries()) sums[step]! += units
      return { cells: null, units: sums }
    }
    const read = (line: GridLine): LineReading => {
      const source = line.kind === 'item' ? line.item : line.items
      const itsDrafts = line.kind === 'item' ? drafts.cells.get(line.item.itemId) : drafts.cells
      const before = known.current.get(line.key)
      if (before && before.line === source && before.drafts === itsDrafts && before.weeks === weeks)
        return before.reading
      const reading = line.kind === 'item' ? readItem(line.item) : readGroup(line.items)
      known.current.set(line.key, { line: source, drafts: itsDrafts, weeks, reading })
      return reading
    }
    return read
  }, [weeks, drafts])
}

function unitsAt(readings: (line: GridLine) => LineReading, line: GridLine, column: number): number {
  const { units } = readings(line)
  return column === TOTAL_COLUMN
    ? units.reduce((sum, each) => sum + each, 0)
    : units[column - FIRST_WEEK_COLUMN]!
}

function copiedText(
  readings: (line: GridLine) => LineReading,
  lines: readonly GridLine[],
  { top, bottom, left, right }: Selection,
): string {
  const rows = lines.slice(top, bottom + 1).map((line) => {
    const cells: string[] = []
    for (let column = left; column <= right; column += 1)
      cells.push(
        column === NAME_COLUMN
          ? line.kind === 'item'
            ? line.item.code
            : ''
          : String(unitsAt(readings, line, column)),
      )
    return cells.join('\t')
  })
  return rows.join('\n')
}

function placeOf(target: EventTarget): { row: number; column: number } | null {
  const at = target instanceof Element ? target.closest<HTMLElement>('[data-at]')?.dataset.at : undefined
  if (at === undefined) return null
  const [row, column] = at.split(':').map(Number)
  return { row: row!, column: column! }
}

function act(deed: () => void): true {
  deed()
  return true
}
