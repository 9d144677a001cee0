import type { ItemSaid } from '#db/said-and-happened'

export const LONGEST_LAG = 52

/** Levels at which accuracy is judged. */
export const GROUPINGS = ['category', 'product', 'supplier', 'pattern', 'method', 'item'] as const
export type Grouping = (typeof GROUPINGS)[number]

/** The group of an item: an id as text, or a word; null when it belongs to none. */
export function groupKey(item: ItemSaid, by: Grouping): string | null {
  const id = (value: number | null) => (value === null ? null : String(value))
  switch (by) {
    case 'category':
      return id(item.categoryId)
    case 'product':
      return id(item.productId)
    case 'supplier':
      return id(item.supplierId)
    case 'item':
      return id(item.itemId)
    case 'pattern':
      return item.pattern
    case 'method':
      return item.method
  }
}
