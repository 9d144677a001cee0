import { type NumberFault, readWholeNumber } from '#web/ui/whole-number.ts'
import { draftOf, FIRST_WEEK_COLUMN, type GridLine, readCell } from './grid-cells.ts'
import { type CellChange, type Drafts, draftAt } from './grid-drafts.ts'

/** What one save takes. */
export const MOST_CELLS = 2000

export type PasteRule = NumberFault | 'is-total' | 'outside'

/** A cell of a pasted block that cannot be taken. */
export interface PasteFault {
  /** Row of the block, from 1. */
  readonly row: number
  readonly line: GridLine | undefined
  readonly week: string | undefined
  readonly text: string
  readonly rule: PasteRule
}

export type PasteAnswer =
  | { readonly kind: 'taken'; readonly changes: readonly CellChange[]; readonly read: number }
  | { readonly kind: 'faults'; readonly faults: readonly PasteFault[] }
  | { readonly kind: 'too-many'; readonly cells: number }

/** A spreadsheet's text: lines of cells apart by tabs, the last line feed belonging to the last line. */
export function blockOf(text: string): string[][] {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n')
  return lines.map((line) => line.split('\t').map((cell) => cell.replace(/^"(.*)"$/, '$1')))
}

/**
 * Checks every cell of a block laid over the grid from its upper left cell; with one that cannot be taken nothing is. An
 * empty cell leaves what is there. A single value fills the whole selection.
 */
export function pasteBlock(
  block: readonly (readonly string[])[],
  target: {
    readonly lines: readonly GridLine[]
    readonly weeks: readonly string[]
    readonly top: number
    readonly left: number
    readonly height: number
    readonly width: number
  },
  drafts: Drafts,
): PasteAnswer {
  const isSingle = block.length === 1 && block[0]!.length === 1
  const laid = isSingle
    ? Array.from({ length: target.height }, () => Array.from({ length: target.width }, () => block[0]![0]!))
    : block
  const cells = laid.flatMap((texts, row) =>
    texts.map((text, column) => ({ text: text.trim(), row, column })),
  )
  const written = cells.filter(({ text }) => text !== '')
  if (written.length > MOST_CELLS) return { kind: 'too-many', cells: written.length }
  const faults: PasteFault[] = []
  const changes: CellChange[] = []
  for (const { text, row, column } of written) {
    const line = target.lines[target.top + row]
    const step = target.left + column - FIRST_WEEK_COLUMN
    const week = target.weeks[step]
    const read = readWholeNumber(text)
    const rule: PasteRule | null =
      line === undefined || (week === undefined && step >= 0)
        ? 'outside'
        : line.kind === 'group' || week === undefined
          ? 'is-total'
          : 'fault' in read
            ? read.fault
            : null
    if (rule !== null || line?.kind !== 'item' || week === undefined || 'fault' in read) {
      faults.push({ row: row + 1, line, week, text, rule: rule ?? 'outside' })
      continue
    }
    const { item } = line
    const cell = readCell(item, week, step, draftAt(drafts, item.itemId, week))
    changes.push({ itemId: item.itemId, week, draft: draftOf(cell, read.value) })
  }
  return faults.length > 0 ? { kind: 'faults', faults } : { kind: 'taken', changes, read: written.length }
}
