import { businessDate } from '#api/context'
import { Refusal } from '#api/errors'
import { campaignProgress } from '#db/campaign-progress'
import type { Caller, Headwater } from '#db/client'
import { type LineCalendar, lineCalendars } from '#db/production-lines'
import {
  type PlannedLoad,
  type PromisedItem,
  type PromisedMaterial,
  type PromisedRouting,
  plannedLoads,
  promisedItems,
  promisedMaterials,
  promisedRoutings,
} from '#db/promise-inputs'
import { shownRun } from '#db/shown-run'
import {
  checkPromise,
  freeMinutes,
  type PromiseConstraint,
  type PromiseLine,
} from '#planning/certainty/promise-check'
import { addDays, bucketStart, dayNumber, isoDate } from '#planning/time-bucket'

/** Days beyond the promise that are searched for an earliest date. */
const SEARCHED_DAYS = 182

export interface PromiseInput {
  readonly campaignId: number
  readonly quantity: number
  /** Last day of arrival that still keeps the promise; the end of the ship window when absent. */
  readonly by?: string | undefined
  /** Day on which the quantity is known; the cut-off, or today once it has passed, when absent. */
  readonly from?: string | undefined
}

/** Can it be made and shipped by then? Each supplier makes its share of the mix; the slowest decides. */
export async function checkCampaignPromise(
  headwater: Headwater,
  caller: Caller,
  input: PromiseInput,
  now: Date,
) {
  return headwater.asCaller(caller, async (db) => {
    const run = await shownRun(db)
    const asOf = run?.asOf ?? businessDate(now)
    const campaign = (await campaignProgress(db, asOf)).find((each) => each.campaignId === input.campaignId)
    if (!campaign) throw new Refusal('not-found', `There is no campaign ${input.campaignId}.`)
    const by = input.by ?? campaign.shipTo
    const from = input.from ?? laterOf(campaign.depositTo, asOf)
    if (from < asOf) throw new Refusal('invalid-input', `from must be ${asOf} or later; got ${from}.`)
    if (by < from) throw new Refusal('invalid-input', `by must be ${from} or later; got ${by}.`)
    if (by > addDays(asOf, 3660))
      throw new Refusal('invalid-input', `by must be within ten years; got ${by}.`)
    const items = await promisedItems(db, input.campaignId, asOf)
    const itemIds = items.map(({ itemId }) => itemId)
    const firstDay = bucketStart(from, 'week')
    const dayCount = dayNumber(by) - dayNumber(firstDay) + SEARCHED_DAYS
    const known = {
      routings: await promisedRoutings(db, itemIds),
      materials: await promisedMaterials(db, itemIds),
      calendars: await lineCalendars(db, firstDay, dayCount),
      loads: run ? await plannedLoads(db, run.planningRunId, input.campaignId) : [],
    }
    const mixed = withMix(items)
    const suppliers = [...new Set(mixed.map(({ supplierId }) => supplierId))].map((supplierId) => {
      const group = mixed.filter((item) => item.supplierId === supplierId)
      const share = group.reduce((sum, item) => sum + item.mix, 0)
      const quantity = input.quantity * share
      const materials = distinctMaterials(known.materials, group)
      const check = checkPromise({
        quantity,
        fromDay: dayNumber(from),
        byDay: dayNumber(by),
        leadTimeDays: Math.max(...group.map((item) => item.leadTimeDays)),
        transportDays: Math.max(...group.map((item) => item.transportDays)),
        materials,
        lines: linesOf(group, share, known),
      })
      const shown = (constraint: PromiseConstraint) => {
        const material = materials.find((each) => each.code === constraint.name)
        return {
          kind: constraint.kind,
          nameZh: material?.nameZh ?? null,
          nameEn: material?.nameEn ?? null,
          earliest: dateOrNull(constraint.earliestDay),
        }
      }
      return {
        supplierId: group[0]!.supplierId,
        nameZh: group[0]!.supplierNameZh,
        nameEn: group[0]!.supplierNameEn,
        quantity,
        canBeKept: check.canBeKept,
        earliest: dateOrNull(check.earliestDay),
        earliestWithOvertime: dateOrNull(check.earliestDayWithOvertime),
        earliestWhenDeferring: dateOrNull(check.earliestDayWhenDeferring),
        // Of the whole campaign, when the mix stays as it is.
        quantityByDate: Number.isFinite(check.quantityByDay) ? Math.floor(check.quantityByDay / share) : null,
        binding: shown(check.binding),
        constraints: check.constraints.map(shown),
      }
    })
    suppliers.sort((a, b) => (b.earliest ?? '9999').localeCompare(a.earliest ?? '9999'))
    return { asOf, from, by, quantity: input.quantity, suppliers }
  })
}

type MixedItem = PromisedItem & { readonly mix: number }

/** Shares of the campaign's units; even before anything is booked. */
function withMix(items: readonly PromisedItem[]): MixedItem[] {
  const weights = items.map((item) => Math.max(0, item.standing))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return items
    .map((item, k) => ({ ...item, mix: total > 0 ? weights[k]! / total : 1 / items.length }))
    .filter((item) => item.mix > 0)
}

function distinctMaterials(
  materials: readonly PromisedMaterial[],
  group: readonly MixedItem[],
): PromisedMaterial[] {
  const used = new Set(group.map(({ itemId }) => itemId))
  const byCode = new Map<string, PromisedMaterial>()
  for (const material of materials) if (used.has(material.itemId)) byCode.set(material.code, material)
  return [...byCode.values()]
}

/** Lines of the supplier that can make every item of the group, with the minutes the plan leaves free. */
function linesOf(
  group: readonly MixedItem[],
  share: number,
  known: {
    readonly routings: readonly PromisedRouting[]
    readonly calendars: readonly LineCalendar[]
    readonly loads: readonly PlannedLoad[]
  },
): PromiseLine[] {
  const supplierId = group[0]!.supplierId
  const lines: PromiseLine[] = []
  for (const calendar of known.calendars) {
    if (calendar.supplierId !== supplierId) continue
    const routings = group.map((item) =>
      known.routings.find((each) => each.itemId === item.itemId && each.lineId === calendar.lineId),
    )
    if (routings.some((routing) => routing === undefined)) continue
    const unitMinutes = group.reduce(
      (sum, item, k) => sum + (item.mix / share) * routings[k]!.runMinutesPerUnit,
      0,
    )
    const setupMinutes =
      Math.max(...routings.map((routing) => routing!.familySetupMinutes)) +
      routings.reduce((sum, routing) => sum + routing!.setupMinutes, 0)
    const taken = (isDeferring: boolean) =>
      known.loads
        .filter((load) => load.lineId === calendar.lineId)
        .map((load) => ({
          firstDay: dayNumber(load.week),
          minutes: Math.max(
            0,
            load.plannedMinutes - load.ownMinutes - (isDeferring ? load.deferrableMinutes : 0),
          ),
        }))
    const free = freeMinutes(calendar, taken(false))
    lines.push({
      unitMinutes,
      setupMinutes,
      days: calendar.days,
      freeMinutes: free,
      overtimeMinutes: calendar.overtimeMinutes,
      deferrableMinutes: freeMinutes(calendar, taken(true)).map((minutes, k) => minutes - free[k]!),
    })
  }
  return lines
}

function laterOf(one: string, other: string): string {
  return one < other ? other : one
}

function dateOrNull(day: number | null): string | null {
  return day === null ? null : isoDate(day)
}
