import { mergeGroups, OTHER_GROUPS } from '#api/publication/merge-groups'
import type { Db } from '#db/client'
import { businessSettings } from '#db/runs'
import type { ShownRun } from '#db/shown-run'
import { type OpenOrderGroup, openOrderGroups } from '#db/strand-groups'
import { apportion } from '#planning/quantity'
import { batchStrands, type Strand } from './batch-strands.ts'
import { readSchedule } from './read-schedule.ts'

export interface StrandPart {
  /** `*`: groups too small to be shown, and orders of no group. */
  readonly groupName: string
  readonly quantity: number
}

/** Who is behind each strand of a batch that serves orders; both breakdowns add up to the strand. */
export async function readStrandGroups(db: Db, run: ShownRun, batchNumber: number) {
  const { batches } = await readSchedule(db, run)
  const batch = batches.find((each) => each.batchNumber === batchNumber)
  if (!batch) return []
  const { timeZone, minimumGroupSize } = await businessSettings(db)
  const strands = (await batchStrands(db, run, batch)).filter(isOrder)
  const itemIds = [...new Set(strands.map(({ itemId }) => itemId))]
  const groups = await openOrderGroups(db, { ...run, timeZone, itemIds })
  return strands.map((strand) => {
    const behind = groupsBehind(strand, groups)
    const parts = (kind: OpenOrderGroup['groupKind']) =>
      strandParts(
        strand,
        behind.filter(({ groupKind }) => groupKind === kind),
        minimumGroupSize,
      )
    const { itemId, purpose, needWeek, campaignId, quantity } = strand
    return {
      itemId,
      purpose,
      needWeek,
      campaignId,
      quantity,
      cohorts: parts('cohort').sort((a, b) => order(a, b, (part) => part.groupName)),
      ownerGroups: parts('owner-group'),
    }
  })
}

type OrderStrand = Strand & {
  readonly purpose: 'paid' | 'deposit' | 'subscription'
  readonly needWeek: string
}

function isOrder(strand: Strand): strand is OrderStrand {
  return ['paid', 'deposit', 'subscription'].includes(strand.purpose) && strand.needWeek !== null
}

/** Orders of the item and campaign wanted in the week of the strand; where none are, those whose week is over. */
function groupsBehind(strand: OrderStrand, groups: readonly OpenOrderGroup[]): OpenOrderGroup[] {
  const own = groups.filter(
    ({ itemId, campaignId, ...group }) =>
      itemId === strand.itemId && campaignId === strand.campaignId && group[strand.purpose] > 0,
  )
  const wanted = own.filter(
    ({ firstWeek, lastWeek }) => firstWeek <= strand.needWeek && strand.needWeek <= lastWeek,
  )
  return wanted.length > 0 ? wanted : own.filter(({ lastWeek }) => lastWeek < strand.needWeek)
}

function strandParts(
  { purpose, quantity }: OrderStrand,
  behind: readonly OpenOrderGroup[],
  minimumOrders: number,
): StrandPart[] {
  const sums = new Map<string, { groupName: string; quantity: number; orders: number }>()
  for (const group of behind) {
    const groupName = group.groupName ?? OTHER_GROUPS
    const sum = sums.get(groupName) ?? { groupName, quantity: 0, orders: 0 }
    sums.set(groupName, {
      groupName,
      quantity: sum.quantity + group[purpose],
      orders: sum.orders + group.orders,
    })
  }
  const merged = mergeGroups([...sums.values()], minimumOrders)
  if (merged.length === 0) return [{ groupName: OTHER_GROUPS, quantity }]
  const total = merged.reduce((sum, group) => sum + group.quantity, 0)
  const units = apportion(merged.map((group) => (quantity * group.quantity) / total))
  const parts = new Map<string, number>()
  for (const [at, { groupName }] of merged.entries())
    parts.set(groupName, (parts.get(groupName) ?? 0) + units[at]!)
  return [...parts]
    .map(([groupName, quantityOfGroup]) => ({ groupName, quantity: quantityOfGroup }))
    .filter((part) => part.quantity > 0)
}

function order<Part extends StrandPart>(a: Part, b: Part, key: (part: Part) => string): number {
  if ((a.groupName === OTHER_GROUPS) !== (b.groupName === OTHER_GROUPS))
    return a.groupName === OTHER_GROUPS ? 1 : -1
  return key(a).localeCompare(key(b))
}
