import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { GridLine } from './grid-cells.ts'

export const ROW_HEIGHT = 42
export const HEAD_HEIGHT = 44
export const NAME_WIDTH = 260
export const TOTAL_WIDTH = 104
export const WEEK_WIDTH = 92

/** Row of the headings. */
export const HEAD_ROW = -1
const HEAD_KEY = 'head'

export interface Selection {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

interface Place {
  readonly key: string
  readonly column: number
}

/**
 * Where the keyboard is in the grid and what is selected. Places are kept by line, so that sorting and filtering carry
 * them along; the cell has the focus once the grid has it, and is never under the frozen row or column.
 */
export function useGridPosition(
  lines: readonly GridLine[],
  columnCount: number,
  scroll: RefObject<HTMLElement | null>,
) {
  const [place, setPlace] = useState<Place>({ key: lines[0]?.key ?? HEAD_KEY, column: 0 })
  const [anchor, setAnchor] = useState<Place | null>(null)
  const wantsFocus = useRef(false)
  const [, setAsked] = useState(0)
  const rowOf = (at: Place) =>
    at.key === HEAD_KEY
      ? HEAD_ROW
      : Math.max(
          0,
          lines.findIndex(({ key }) => key === at.key),
        )
  const row = rowOf(place)
  const column = Math.min(place.column, columnCount - 1)
  const other = anchor ? { row: rowOf(anchor), column: anchor.column } : { row, column }
  const selection: Selection = {
    top: Math.max(0, Math.min(row, other.row)),
    bottom: Math.max(row, other.row),
    left: Math.min(column, other.column),
    right: Math.max(column, other.column),
  }
  useLayoutEffect(() => {
    if (!wantsFocus.current || !scroll.current) return
    wantsFocus.current = false
    reveal(scroll.current, row, column)
    scroll.current.querySelector<HTMLElement>(`[data-at="${row}:${column}"]`)?.focus({ preventScroll: true })
  })
  return {
    row,
    column,
    selection,
    /** Brings the focus back to the cell after the next drawing. */
    focus: () => {
      wantsFocus.current = true
      setAsked((before) => before + 1)
    },
    moveTo: (to: { row: number; column: number }, extends_ = false) => {
      const target = {
        key: to.row < 0 ? HEAD_KEY : (lines[Math.min(to.row, lines.length - 1)]?.key ?? HEAD_KEY),
        column: Math.min(Math.max(0, to.column), columnCount - 1),
      }
      if (!extends_) setAnchor(null)
      else if (anchor === null) setAnchor(place)
      setPlace(target)
      wantsFocus.current = true
    },
  }
}

function reveal(scroll: HTMLElement, row: number, column: number) {
  if (row >= 0) {
    const top = row * ROW_HEIGHT
    const room = scroll.clientHeight - HEAD_HEIGHT
    if (top < scroll.scrollTop) scroll.scrollTop = top
    else if (top + ROW_HEIGHT > scroll.scrollTop + room) scroll.scrollTop = top + ROW_HEIGHT - room
  }
  if (column === 0) return
  const left = column === 1 ? 0 : TOTAL_WIDTH + (column - 2) * WEEK_WIDTH
  const width = column === 1 ? TOTAL_WIDTH : WEEK_WIDTH
  const room = scroll.clientWidth - nameWidth(scroll)
  if (left < scroll.scrollLeft) scroll.scrollLeft = left
  else if (left + width > scroll.scrollLeft + room) scroll.scrollLeft = left + width - room
}

function nameWidth(scroll: HTMLElement): number {
  return scroll.querySelector<HTMLElement>('.grid-name')?.offsetWidth ?? NAME_WIDTH
}
