/** A number typed and not yet saved. */
export interface Draft {
  /** null: back to the model. */
  readonly quantity: number | null
  /** The newest override that was seen when the cell was first edited, 0 for none. */
  readonly seen: number
  /** What counted before and what the model said, units. */
  readonly was: number
  readonly model: number
  readonly onBook: number
}

export interface ItemName {
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
}

export interface CellChange {
  readonly itemId: number
  readonly week: string
  readonly draft: Draft | undefined
}

interface Step {
  readonly before: readonly CellChange[]
  readonly after: readonly CellChange[]
}

/** Drafts by item and week, so that neither sorting nor filtering touches them. */
export interface Drafts {
  readonly cells: ReadonlyMap<number, ReadonlyMap<string, Draft>>
  /** Cells that keep their number when a total is spread. */
  readonly held: ReadonlyMap<number, ReadonlySet<string>>
  /** Of every item that was ever edited here. */
  readonly names: ReadonlyMap<number, ItemName>
  readonly undo: readonly Step[]
  readonly redo: readonly Step[]
}

export const NO_DRAFTS: Drafts = {
  cells: new Map(),
  held: new Map(),
  names: new Map(),
  undo: [],
  redo: [],
}

const STEPS = 20

/** One step, however many cells it changes. */
export function changeCells(
  drafts: Drafts,
  changes: readonly CellChange[],
  names: ReadonlyMap<number, ItemName> = new Map(),
): Drafts {
  if (changes.length === 0) return drafts
  const before = changes.map(({ itemId, week }) => ({ itemId, week, draft: draftAt(drafts, itemId, week) }))
  return {
    ...drafts,
    cells: withCells(drafts.cells, changes),
    names: new Map([...drafts.names, ...names]),
    undo: [...drafts.undo, { before, after: changes }].slice(-STEPS),
    redo: [],
  }
}

/** Every cell of the last step gets its own old value back. */
export function undoStep(drafts: Drafts): Drafts {
  const step = drafts.undo.at(-1)
  if (!step) return drafts
  return {
    ...drafts,
    cells: withCells(drafts.cells, step.before),
    undo: drafts.undo.slice(0, -1),
    redo: [...drafts.redo, step],
  }
}

export function redoStep(drafts: Drafts): Drafts {
  const step = drafts.redo.at(-1)
  if (!step) return drafts
  return {
    ...drafts,
    cells: withCells(drafts.cells, step.after),
    undo: [...drafts.undo, step],
    redo: drafts.redo.slice(0, -1),
  }
}

export function draftAt(drafts: Drafts, itemId: number, week: string): Draft | undefined {
  return drafts.cells.get(itemId)?.get(week)
}

export function isHeld(drafts: Drafts, itemId: number, week: string): boolean {
  return drafts.held.get(itemId)?.has(week) ?? false
}

export function holdCells(
  drafts: Drafts,
  cells: readonly { readonly itemId: number; readonly week: string }[],
  hold: boolean,
): Drafts {
  const held = new Map(drafts.held)
  for (const { itemId, week } of cells) {
    const weeks = new Set(held.get(itemId))
    if (hold) weeks.add(week)
    else weeks.delete(week)
    if (weeks.size > 0) held.set(itemId, weeks)
    else held.delete(itemId)
  }
  return { ...drafts, held }
}

/** All drafts are gone, saved or thrown away; what is held stays held. */
export function withoutDrafts(drafts: Drafts): Drafts {
  return { ...NO_DRAFTS, held: drafts.held }
}

export function allDrafts(drafts: Drafts): (CellChange & { readonly draft: Draft })[] {
  return [...drafts.cells].flatMap(([itemId, weeks]) =>
    [...weeks].map(([week, draft]) => ({ itemId, week, draft })),
  )
}

function withCells(cells: Drafts['cells'], changes: readonly CellChange[]): Drafts['cells'] {
  const changed = new Map(cells)
  const ofItems = new Map<number, Map<string, Draft>>()
  for (const { itemId, week, draft } of changes) {
    const weeks = ofItems.get(itemId) ?? new Map(cells.get(itemId))
    if (draft) weeks.set(week, draft)
    else weeks.delete(week)
    ofItems.set(itemId, weeks)
  }
  for (const [itemId, weeks] of ofItems) {
    if (weeks.size > 0) changed.set(itemId, weeks)
    else changed.delete(itemId)
  }
  return changed
}

/** As text for the session's store; steps back are not kept. */
export function writtenDrafts(drafts: Drafts): string {
  const names = new Map([...drafts.names].filter(([itemId]) => drafts.cells.has(itemId)))
  return JSON.stringify({
    cells: allDrafts(drafts),
    held: [...drafts.held].map(([itemId, weeks]) => [itemId, [...weeks]]),
    names: [...names],
  })
}

/** What was written, or no drafts where the text is missing or broken. */
export function readDrafts(text: string | null): Drafts {
  if (text === null) return NO_DRAFTS
  try {
    const { cells, held, names } = JSON.parse(text) as {
      cells: CellChange[]
      held: [number, string[]][]
      names: [number, ItemName][]
    }
    return {
      ...NO_DRAFTS,
      cells: withCells(new Map(), cells),
      held: new Map(held.map(([itemId, weeks]) => [itemId, new Set(weeks)])),
      names: new Map(names),
    }
  } catch {
    return NO_DRAFTS
  }
}
