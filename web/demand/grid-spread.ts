import { type Spread, spreadTotal } from '#planning/forecast/spread-total'
import {
  type CellReading,
  draftOf,
  FIRST_WEEK_COLUMN,
  type GridItem,
  type GridLine,
  itemsOf,
  readCell,
  TOTAL_COLUMN,
} from './grid-cells.ts'
import { type CellChange, type Drafts, draftAt, isHeld } from './grid-drafts.ts'

export interface SpreadTarget {
  readonly line: GridLine
  readonly column: number
  readonly total: number
}

export interface SpreadRow {
  readonly item: GridItem
  readonly week: string
  readonly cell: CellReading
  readonly isHeld: boolean
  /** null where the total cannot be spread. */
  readonly after: number | null
}

/** What each cell under an edited total would become; held cells stay. */
export function previewSpread(
  target: SpreadTarget,
  weeks: readonly string[],
  drafts: Drafts,
  keepsChanged: boolean,
): { readonly answer: Spread; readonly rows: readonly SpreadRow[] } {
  const steps =
    target.column === TOTAL_COLUMN ? weeks.map((_, step) => step) : [target.column - FIRST_WEEK_COLUMN]
  const cells = itemsOf(target.line).flatMap((item) =>
    steps.map((step) => {
      const week = weeks[step]!
      const cell = readCell(item, week, step, draftAt(drafts, item.itemId, week))
      const isChanged = cell.draft !== undefined || (cell.standing?.quantity ?? null) !== null
      return {
        item,
        week,
        cell,
        isHeld: isHeld(drafts, item.itemId, week) || (keepsChanged && isChanged),
      }
    }),
  )
  const answer = spreadTotal(
    target.total,
    cells.map(({ cell, isHeld: held }) => ({
      model: cell.model,
      held: held ? cell.units : null,
      least: Math.ceil(cell.onBook),
    })),
  )
  const rows = cells.map((row, index) => ({
    ...row,
    after: answer.kind === 'spread' ? answer.quantities[index]! : null,
  }))
  return { answer, rows }
}

/** The drafts that a spread leaves in its free cells. */
export function spreadChanges(rows: readonly SpreadRow[]): CellChange[] {
  return rows.flatMap(({ item, week, cell, isHeld: held, after }) =>
    held || after === null || after === cell.draft?.quantity
      ? []
      : [{ itemId: item.itemId, week, draft: draftOf(cell, after) }],
  )
}
