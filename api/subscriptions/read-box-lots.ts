import { boxesOfPlans, contentByWeek } from '#api/runs/box-demand'
import { drive } from '#api/solver/drive'
import { createHighsSolver } from '#api/solver/highs-solver'
import { type BoxItem, boxItems, boxWeekdays } from '#db/box-supply'
import { boxSwapRules, type NamedSwapRule } from '#db/box-swaps'
import type { Caller, Headwater } from '#db/client'
import { businessSettings } from '#db/runs'
import { shownRun } from '#db/shown-run'
import { boxPlans, subscriptionCohorts, subscriptionWeeks } from '#db/subscriptions'
import { scheduledSupply } from '#db/supply'
import { PERISHABLE_DAYS } from '#planning/batches/box-calendar'
import {
  type ArrivingLot,
  type ComingBox,
  type LotFruit,
  lotsIntoBoxes,
  type OtherDemand,
} from '#planning/batches/box-lots'
import { keepsValue, type SwapRule } from '#planning/batches/box-swap'
import { proposeSwaps } from '#planning/batches/propose-swaps'
import { mondayOfWeek, weekOfDay } from '#planning/demand/week-number'
import { dayNumber, isoDate } from '#planning/time-bucket'

/** Weeks whose boxes are packed from what is planned. */
const WEEKS = 4
const DAYS = 7 * WEEKS
/** Day of a week, counted from Monday, on which buyers without a box are served. */
const OTHERS_WEEKDAY = 3

/** °C tried for every fruit instead of what the ripening table assumes. */
export interface TriedTemperatures {
  readonly transportAt?: number | undefined
  readonly warehouseAt?: number | undefined
  readonly homeAt?: number | undefined
}

export type LotKind = 'on-hand' | 'on-order' | 'planned'
type KnownLot = ArrivingLot & { readonly kind: LotKind }
type PlanBox = ComingBox & { readonly subscriptionPlanId: number }

interface BoxInputs {
  readonly asOf: string
  readonly items: readonly BoxItem[]
  readonly lots: readonly KnownLot[]
  readonly boxes: readonly PlanBox[]
  readonly others: readonly OtherDemand[]
  readonly rules: readonly NamedSwapRule[]
}

/** Which lots of the shown run go into which coming boxes; null before the first run or where no box holds a perishable. */
export async function readBoxLots(headwater: Headwater, caller: Caller, tried: TriedTemperatures) {
  const inputs = await headwater.asCaller(caller, readInputs)
  if (!inputs || inputs.boxes.length === 0) return null
  const firstDay = dayNumber(inputs.asOf) + 1
  const span = { firstDay, lastDay: firstDay + DAYS - 1 }
  const solver = createHighsSolver()
  try {
    const fruits = inputs.items.map((item) => lotFruit(item, tried))
    const plan = await drive(lotsIntoBoxes(fruits, inputs.lots, inputs.boxes, inputs.others, span), solver)
    const { lots, boxes } = plan
    const rules = inputs.boxes.map(({ subscriptionPlanId }) =>
      inputs.rules.filter((rule) => rule.subscriptionPlanId === subscriptionPlanId).flatMap(usableRule),
    )
    const swaps = proposeSwaps(fruits, inputs.lots, inputs.boxes, plan, rules, firstDay)
    return {
      asOf: inputs.asOf,
      lastDay: isoDate(span.lastDay),
      items: inputs.items.map(({ itemId, code, nameZh, nameEn, baseUnit }) => ({
        itemId,
        code,
        nameZh,
        nameEn,
        baseUnit,
      })),
      lots: lots.map((lot, at) => {
        const { fruit, kind, quantity, arrivalDay } = inputs.lots[at]!
        const { readyDay, lastDay, ...parted } = lot
        return {
          ...parted,
          itemId: Number(fruit),
          kind,
          quantity,
          arrivesOn: arrivalDay === null ? null : isoDate(arrivalDay),
          readyOn: isoDate(readyDay),
          lastOn: isoDate(lastDay),
        }
      }),
      boxes: boxes.map(({ parts, missing, emptyDays }, at) => {
        const { subscriptionPlanId, packDay, count } = inputs.boxes[at]!
        return {
          subscriptionPlanId,
          boxOn: isoDate(packDay),
          count,
          parts: parts.map(({ lot, pieces, slot, readyDay, lastDay }) => ({
            lot,
            pieces,
            eatFrom: isoDate(Math.max(slot.firstDay, readyDay)),
            eatTo: isoDate(Math.min(slot.lastDay, lastDay)),
          })),
          missing: missing.map(({ fruit, pieces }) => ({ itemId: Number(fruit), pieces })),
          emptyDays: emptyDays.map(({ day, boxes: without }) => ({ date: isoDate(day), boxes: without })),
          wanted: swaps[at]!.wanted.map(({ fruit, ...pieces }) => ({ itemId: Number(fruit), ...pieces })),
          swaps: swaps[at]!.swaps.map(({ fruit, replacedBy, ...counts }) => ({
            itemId: Number(fruit),
            replacedByItemId: Number(replacedBy),
            ...counts,
          })),
          left: swaps[at]!.left.map(({ fruit, pieces }) => ({ itemId: Number(fruit), pieces })),
        }
      }),
    }
  } finally {
    await solver.close()
  }
}

async function readInputs(db: Parameters<typeof shownRun>[0]): Promise<BoxInputs | null> {
  const run = await shownRun(db)
  if (!run) return null
  const { timeZone } = await businessSettings(db)
  const asOfDay = dayNumber(run.asOf)
  const firstWeek = weekOfDay(asOfDay + 1)
  const all = { asOf: run.asOf, ledgerVersion: run.ledgerVersion, timeZone, itemIds: null }
  const plans = boxesOfPlans(
    {
      boxPlans: await boxPlans(db),
      cohorts: await subscriptionCohorts(db, all),
      boxWeeks: await subscriptionWeeks(db, all),
    },
    { firstWeek, horizon: WEEKS + 1 },
  )
  const rules = await boxSwapRules(db)
  const held = plans.flatMap(({ plan }) => plan.contents.map(({ itemId }) => itemId))
  const items = await boxItems(db, run, {
    itemIds: [...new Set([...held, ...rules.map(({ replacedByItemId }) => replacedByItemId)])],
    weeks: WEEKS + 1,
    mostDays: PERISHABLE_DAYS,
  })
  const perishable = new Set(items.map(({ itemId }) => itemId))
  const weekdays = await boxWeekdays(db)
  const boxes = plans.flatMap(({ plan, boxes: due }) => {
    const contents = contentByWeek(plan.contents)
    return Array.from({ length: WEEKS + 1 }, (_, step): PlanBox => {
      const week = firstWeek + step
      const held = contents(week).filter(({ itemId }) => perishable.has(itemId))
      return {
        subscriptionPlanId: plan.planId,
        packDay: mondayOfWeek(week) + (weekdays.get(plan.planId) ?? 1) - 1,
        count: Math.round(due.prepaid[step]! + due.renewing[step]! + due.joining[step]!),
        days: 7 * plan.cadenceWeeks,
        contents: held.map(({ itemId, quantity }) => ({ fruit: String(itemId), quantity })),
      }
    }).filter(
      ({ packDay, count, contents: held }) =>
        packDay > asOfDay && packDay <= asOfDay + DAYS && count > 0 && held.length > 0,
    )
  })
  boxes.sort((a, b) => a.packDay - b.packDay || a.subscriptionPlanId - b.subscriptionPlanId)
  const scheduled = await scheduledSupply(db, { ...all, itemIds: [...perishable] })
  return {
    asOf: run.asOf,
    items,
    lots: items.flatMap((item) => lotsOf(item, scheduled, dayNumber(run.firstBucket), asOfDay)),
    boxes,
    rules,
    others: items.flatMap((item) => otherDemand(item, boxes, dayNumber(run.firstBucket), asOfDay)),
  }
}

/** A rule whose value is within its tolerance, as planning takes it. */
function usableRule(rule: NamedSwapRule): SwapRule[] {
  const { piecesPerPiece, mostPerBox, valueToleranceFraction, priceMinor, replacedByPriceMinor } = rule
  const prices = { replaced: priceMinor, given: replacedByPriceMinor }
  if (mostPerBox === 0 || !keepsValue(rule, prices, valueToleranceFraction)) return []
  return [
    { fruit: String(rule.itemId), replacedBy: String(rule.replacedByItemId), piecesPerPiece, mostPerBox },
  ]
}

/** On hand, on order by day of arrival, and planned: early enough to be ripe by the Monday of the week they serve. */
function lotsOf(
  item: BoxItem,
  scheduled: Awaited<ReturnType<typeof scheduledSupply>>,
  firstMonday: number,
  asOfDay: number,
): KnownLot[] {
  const fruit = String(item.itemId)
  const onOrder = scheduled
    .filter(({ itemId }) => itemId === item.itemId)
    .flatMap(({ days, quantities }) =>
      days.map((day, at) => ({ arrivalDay: Math.max(day, asOfDay + 1), quantity: quantities[at]! })),
    )
  const planned = item.planned.map((quantity, week) => ({
    arrivalDay: firstMonday + 7 * week - item.ripeningDays,
    quantity,
  }))
  return [
    { fruit, kind: 'on-hand' as const, quantity: item.onHand, arrivalDay: null },
    ...onOrder.map((lot) => ({ ...lot, fruit, kind: 'on-order' as const })),
    ...planned.map((lot) => ({ ...lot, fruit, kind: 'planned' as const })),
  ].filter(({ quantity, arrivalDay }) => quantity > 0 && (arrivalDay ?? 0) <= asOfDay + DAYS)
}

/** Expected demand of each week less what its boxes take; of the days before the first planned week their share. */
function otherDemand(
  item: BoxItem,
  boxes: readonly PlanBox[],
  firstMonday: number,
  asOfDay: number,
): OtherDemand[] {
  const fruit = String(item.itemId)
  const inBoxes = (from: number, to: number) =>
    boxes
      .filter(({ packDay }) => packDay >= from && packDay < to)
      .flatMap(({ count, contents }) =>
        contents.map((held) => (held.fruit === fruit ? count * held.quantity : 0)),
      )
      .reduce((sum, units) => sum + units, 0)
  const before = {
    day: asOfDay + 1,
    demand: ((item.demand[0] ?? 0) * (firstMonday - 1 - asOfDay)) / 7,
    boxed: inBoxes(asOfDay + 1, firstMonday),
  }
  const weeks = item.demand.map((demand, week) => {
    const monday = firstMonday + 7 * week
    return { day: monday + OTHERS_WEEKDAY, demand, boxed: inBoxes(monday, monday + 7) }
  })
  return [before, ...weeks]
    .map(({ day, demand, boxed }) => ({ fruit, day, quantity: Math.max(0, Math.round(demand - boxed)) }))
    .filter(({ day, quantity }) => quantity > 0 && day <= asOfDay + DAYS)
}

function lotFruit(item: BoxItem, tried: TriedTemperatures): LotFruit {
  const { transportDays, ripeningDays, shelfLifeDays, ripening } = item
  const fruit = {
    fruit: String(item.itemId),
    transportDays,
    ripeningDays,
    shelfLifeDays,
    unitCost: Math.max(1, item.unitCostMinor),
  }
  if (ripening === null) return fruit
  const { daysAtReference, referenceCelsius, q10 } = ripening
  return {
    ...fruit,
    ripensBy: {
      profile: { daysAtReference, referenceCelsius, q10 },
      transportCelsius: tried.transportAt ?? ripening.transportCelsius,
      warehouseCelsius: tried.warehouseAt ?? ripening.warehouseCelsius,
      homeCelsius: tried.homeAt ?? ripening.homeCelsius,
    },
  }
}
