import { overriddenRemainder } from '#planning/forecast/override'
import type { Outputs } from '#web/trpc.ts'
import type { Draft } from './grid-drafts.ts'

export type Grid = NonNullable<Outputs['demand']['grid']>
export type GridItem = Grid['rows'][number]
export type StandingOverride = GridItem['overrides'][number]

/** What one cell shows, in whole units, so that what is shown adds up to the total that is shown. */
export interface CellReading {
  /** The number that counts: the draft, else the override, else the model. */
  readonly units: number
  /** Without the draft. */
  readonly standingUnits: number
  readonly model: number
  readonly onBook: number
  readonly standing: StandingOverride | undefined
  readonly draft: Draft | undefined
}

export function readCell(item: GridItem, week: string, step: number, draft: Draft | undefined): CellReading {
  const model = item.model[step] ?? 0
  const onBook = item.onBook[step] ?? 0
  const standing = item.overrides.find((entry) => entry.week === week)
  const standingUnits = Math.round(overriddenUnits(standing, model, onBook))
  const units = draft === undefined ? standingUnits : (draft.quantity ?? Math.round(model))
  return { units, standingUnits, model, onBook, standing, draft }
}

function overriddenUnits(standing: StandingOverride | undefined, model: number, onBook: number): number {
  if (!standing || standing.quantity === null) return model
  return onBook + overriddenRemainder({ scope: standing.scope, quantity: standing.quantity }, onBook)
}

/** The draft that typing this number into a cell leaves; none where it changes nothing. */
export function draftOf(cell: CellReading, quantity: number | null): Draft | undefined {
  const stands = cell.standing?.quantity ?? null
  const isTotal = stands === null || cell.standing?.scope === 'total'
  if (quantity === null ? stands === null : stands !== null && isTotal && quantity === stands)
    return undefined
  if (quantity !== null && stands === null && quantity === cell.model) return undefined
  return {
    quantity,
    seen: cell.draft?.seen ?? cell.standing?.overrideId ?? 0,
    was: cell.standingUnits,
    model: cell.model,
    onBook: cell.onBook,
  }
}

/** One line of the grid: an item, or several items together. */
export type GridLine =
  | { readonly kind: 'item'; readonly key: string; readonly item: GridItem }
  | {
      readonly kind: 'group'
      readonly key: string
      /** null: every item that is shown. */
      readonly category: { readonly nameZh: string; readonly nameEn: string } | 'none' | null
      readonly items: readonly GridItem[]
    }

export function itemLine(item: GridItem): GridLine {
  return { kind: 'item', key: `item-${item.itemId}`, item }
}

/** Lines in the given order of items; with categories, each category's total stands above its items. */
export function gridLines(items: readonly GridItem[], withCategories: boolean): GridLine[] {
  if (!withCategories) return items.map(itemLine)
  const byCategory = new Map<number | null, GridItem[]>()
  for (const item of items) {
    const members = byCategory.get(item.categoryId)
    if (members) members.push(item)
    else byCategory.set(item.categoryId, [item])
  }
  const groups = [...byCategory.entries()].sort(([a], [b]) => (a ?? Infinity) - (b ?? Infinity))
  return [
    { kind: 'group', key: 'all', category: null, items },
    ...groups.flatMap(([categoryId, members]): GridLine[] => {
      const { categoryZh, categoryEn } = members[0]!
      const category =
        categoryZh === null || categoryEn === null
          ? ('none' as const)
          : { nameZh: categoryZh, nameEn: categoryEn }
      return [
        { kind: 'group', key: `category-${categoryId}`, category, items: members },
        ...members.map(itemLine),
      ]
    }),
  ]
}

export function itemsOf(line: GridLine): readonly GridItem[] {
  return line.kind === 'item' ? [line.item] : line.items
}

/** Columns: the name, the total over the weeks, then the weeks. */
export const NAME_COLUMN = 0
export const TOTAL_COLUMN = 1
export const FIRST_WEEK_COLUMN = 2
