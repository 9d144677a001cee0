import type { UnitCount } from '#web/measure/unit-choice.tsx'
import type { Publication } from './reply-rows.ts'

/** Base units of what is published, the most common first. */
export function publishedUnits(publication: Publication): UnitCount[] {
  const counts = new Map<string, number>()
  for (const { baseUnit } of publication.items) counts.set(baseUnit, (counts.get(baseUnit) ?? 0) + 1)
  return [...counts]
    .map(([unit, itemCount]) => ({ unit, itemCount }))
    .sort((a, b) => b.itemCount - a.itemCount || a.unit.localeCompare(b.unit))
}

/** The lines of items counted in one base unit: what a total may add. */
export function countedIn(publication: Publication, unit: string): Publication {
  const items = publication.items.filter(({ baseUnit }) => baseUnit === unit)
  const counted = new Set(items.map(({ itemId }) => itemId))
  return { ...publication, items, lines: publication.lines.filter(({ itemId }) => counted.has(itemId)) }
}
