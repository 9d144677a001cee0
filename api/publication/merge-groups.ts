/** One group of orders: how many orders stand behind its units. */
export interface OrderGroup {
  readonly groupName: string
  readonly quantity: number
  readonly orders: number
}

export const OTHER_GROUPS = '*'

/**
 * Merges groups of fewer than `minimumOrders` orders into one named `*`, and further small groups into it until it is
 * large enough itself, so that neither a group nor what is left of the total reveals fewer orders.
 *
 * @returns groups whose units add up to the input's, largest first; empty when all orders together are too few
 * @example mergeGroups([{ groupName: 'A', quantity: 90, orders: 30 }, { groupName: 'B', quantity: 4, orders: 2 },
 *   { groupName: 'C', quantity: 60, orders: 20 }], 10) // A 90 and * 64
 */
export function mergeGroups(groups: readonly OrderGroup[], minimumOrders: number): OrderGroup[] {
  const total = groups.reduce((sum, { orders }) => sum + orders, 0)
  if (total < minimumOrders) return []
  const ordered = [...groups].sort(
    (a, b) => b.orders - a.orders || (a.groupName < b.groupName ? -1 : a.groupName > b.groupName ? 1 : 0),
  )
  const kept = ordered.filter(({ orders }) => orders >= minimumOrders)
  const merged = ordered.filter(({ orders }) => orders < minimumOrders)
  let mergedOrders = merged.reduce((sum, { orders }) => sum + orders, 0)
  while (mergedOrders > 0 && mergedOrders < minimumOrders && kept.length > 0) {
    const smallest = kept.pop()!
    merged.push(smallest)
    mergedOrders += smallest.orders
  }
  if (merged.length > 0)
    kept.push({
      groupName: OTHER_GROUPS,
      quantity: merged.reduce((sum, { quantity }) => sum + quantity, 0),
      orders: mergedOrders,
    })
  return kept
}
