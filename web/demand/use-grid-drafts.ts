import { useEffect, useMemo, useState } from 'react'
import {
  type CellChange,
  changeCells,
  type Drafts,
  holdCells,
  type ItemName,
  readDrafts,
  redoStep,
  undoStep,
  withoutDrafts,
  writtenDrafts,
} from './grid-drafts.ts'

/** Drafts of one user, kept through reload and a new sign-in until the tab is closed. */
export function useGridDrafts(user: string) {
  const store = `headwater-demand-grid-${user}`
  const [drafts, setDrafts] = useState<Drafts>(() => readDrafts(sessionStorage.getItem(store)))
  useEffect(() => {
    if (drafts.cells.size === 0 && drafts.held.size === 0) return sessionStorage.removeItem(store)
    sessionStorage.setItem(store, writtenDrafts(drafts))
  }, [drafts, store])
  const deeds = useMemo(
    () => ({
      change: (changes: readonly CellChange[], names: ReadonlyMap<number, ItemName>) =>
        setDrafts((before) => changeCells(before, changes, names)),
      undo: () => setDrafts(undoStep),
      redo: () => setDrafts(redoStep),
      hold: (cells: readonly { itemId: number; week: string }[], hold: boolean) =>
        setDrafts((before) => holdCells(before, cells, hold)),
      clear: () => setDrafts(withoutDrafts),
    }),
    [],
  )
  return { drafts, ...deeds }
}
