import { type KeyboardEvent, type RefObject, useEffect, useRef } from 'react'

interface RowProps {
  readonly tabIndex: number
  readonly 'data-row': number
  readonly onFocus: () => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLTableRowElement>) => void
}

/**
 * Rows as one tab stop: up, down, Home and End move between the rows in the page. When the focused row goes away, the
 * one that takes its place is focused.
 */
export function useRowKeys(scroll: RefObject<HTMLElement | null>, rowCount: number) {
  const current = useRef(0)
  const hasFocus = useRef(false)
  const focus = (index: number) =>
    scroll.current?.querySelector<HTMLElement>(`tr[data-row="${index}"]`)?.focus({ preventScroll: false })
  useEffect(() => {
    if (!hasFocus.current || document.activeElement !== document.body || rowCount === 0) return
    focus(Math.min(current.current, rowCount - 1))
  })
  return (index: number, onKey: (event: KeyboardEvent<HTMLTableRowElement>) => void): RowProps => ({
    tabIndex: index === Math.min(current.current, rowCount - 1) ? 0 : -1,
    'data-row': index,
    onFocus: () => {
      current.current = index
      hasFocus.current = true
    },
    onKeyDown: (event) => {
      if (event.target !== event.currentTarget) return
      const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: rowCount - 1 }[event.key]
      if (to === undefined) return onKey(event)
      event.preventDefault()
      focus(to)
    },
  })
}
