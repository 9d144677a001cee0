import { createRandom, drawBeta, type Random, seedFor } from '#planning/random'
import { bucketStartDay } from '#planning/time-bucket'
import type { DemoItem } from './catalogue.ts'
import type { DemoOptions, HistorySpan } from './demo-options.ts'
import { clockText, dateText, IMPORTS } from './ledger-book.ts'
import type { DemoOwner } from './shop-owners.ts'
import type { TableRows } from './table-rows.ts'
import type { UnitFlow } from './unit-flow.ts'

interface Plan {
  readonly planId: number
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly cadenceWeeks: number
  readonly priceMinor: number
  readonly share: number
  readonly boxesPerPayment: number
  /** Chance to leave at a renewal: beta-distributed over subscribers, fixed for each (shifted beta-geometric). */
  readonly churnAlpha: number
  readonly churnBeta: number
  /** What a box of the n-th week holds. */
  content(week: number): readonly DemoItem[]
  /** Item, what may stand in for it piece by piece, and by how much their prices may differ. */
  readonly swaps?: readonly (readonly [item: DemoItem, replacedBy: DemoItem, tolerance: number])[]
}

export interface SubscriptionTruth {
  readonly planCode: string
  readonly started: number
  readonly alive: number
  readonly churnAlpha: number
  readonly churnBeta: number
}

const WEDNESDAY = 2

function plansFor(items: readonly DemoItem[]): Plan[] {
  const first = (prefix: string, position = 0) =>
    items.filter((item) => item.product.range.prefix === prefix)[position]!
  const mango = first('MG')
  const kiwi = first('KW')
  const standIns: readonly (readonly [DemoItem, DemoItem | undefined, number])[] = [
    [mango, first('MG', 2), 0.1],
    [mango, first('KW', 3), 0.2],
    [kiwi, first('KW', 4), 0.1],
  ]
  // A small company has too few fruits for some of them.
  const swaps = standIns.flatMap(([item, replacedBy, tolerance]) =>
    replacedBy ? [[item, replacedBy, tolerance] as const] : [],
  )
  return [
    {
      planId: 1,
      code: 'FRUIT-WEEKLY',
      zh: '每周鲜果箱',
      en: 'Weekly fruit box',
      cadenceWeeks: 1,
      priceMinor: 4900,
      share: 0.55,
      boxesPerPayment: 4,
      churnAlpha: 0.9,
      churnBeta: 4.2,
      content: (week) => (week % 2 === 0 ? [mango] : [kiwi]),
      swaps,
    },
    {
      planId: 2,
      code: 'FRUIT-DUO',
      zh: '双周芒果猕猴桃双拼箱',
      en: 'Fortnightly mango and kiwi duo',
      cadenceWeeks: 2,
      priceMinor: 9200,
      share: 0.25,
      boxesPerPayment: 1,
      churnAlpha: 0.8,
      churnBeta: 9,
      content: () => [mango, kiwi],
      swaps,
    },
    {
      planId: 3,
      code: 'CARE-MONTHLY',
      zh: '月度护肤补充装',
      en: 'Monthly skincare refill',
      cadenceWeeks: 4,
      priceMinor: 10_200,
      share: 0.2,
      boxesPerPayment: 3,
      churnAlpha: 0.9,
      churnBeta: 4,
      content: () => [first('SK', 0)],
    },
  ]
}

/** Weeks ahead of as-of for which the boxes are already composed. */
const COMPOSED_WEEKS = 30

/** Writes plans, box contents, subscriptions and their events; boxes delivered add to the flow of units. */
export function writeSubscriptions(
  rows: TableRows,
  options: DemoOptions,
  span: HistorySpan,
  items: readonly DemoItem[],
  sampleOwner: (random: Random, tag: string | undefined) => DemoOwner,
  flow: UnitFlow,
): SubscriptionTruth[] {
  const plans = plansFor(items)
  for (const plan of plans) addPlan(rows, plan, span)
  const total = Math.min(300_000, Math.round(options.entries * 0.0032))
  let subscriptionId = 0
  const truths: SubscriptionTruth[] = []
  for (const plan of plans) {
    const started = Math.round(total * plan.share)
    let alive = 0
    for (let index = 0; index < started; index += 1) {
      subscriptionId += 1
      const random = createRandom(seedFor(options.seed, `subscription ${subscriptionId}`))
      const owner = sampleOwner(random, undefined)
      alive += writeSubscription(rows, random, plan, subscriptionId, owner, span, flow) ? 1 : 0
    }
    truths.push({
      planCode: plan.code,
      started,
      alive,
      churnAlpha: plan.churnAlpha,
      churnBeta: plan.churnBeta,
    })
  }
  return truths
}

function addPlan(rows: TableRows, plan: Plan, span: HistorySpan): void {
  rows.add('subscription_plan', {
    subscription_plan_id: plan.planId,
    code: plan.code,
    name_zh: plan.zh,
    name_en: plan.en,
    cadence_weeks: plan.cadenceWeeks,
    price_minor: plan.priceMinor,
  })
  for (const [index, [item, replacedBy, tolerance]] of (plan.swaps ?? []).entries())
    rows.add('box_swap_rule', {
      subscription_plan_id: plan.planId,
      item_id: item.itemId,
      replaced_by_item_id: replacedBy.itemId,
      pieces_per_piece: 1,
      most_per_box: 1,
      value_tolerance_fraction: tolerance,
      rank: index + 1,
    })
  const isSteady = plan.content(0)[0] === plan.content(1)[0]
  const weeks = Math.ceil((span.asOfDay - span.firstDay) / 7) + COMPOSED_WEEKS
  for (let week = 0; week < (isSteady ? 1 : weeks); week += 1)
    for (const item of plan.content(week))
      rows.add('box_content', {
        subscription_plan_id: plan.planId,
        valid_from: dateText(span.firstDay + 7 * week),
        item_id: item.itemId,
        quantity: 1,
      })
}

/** Lives through one subscription, box by box; true when it is alive at as-of. */
function writeSubscription(
  rows: TableRows,
  random: Random,
  plan: Plan,
  subscriptionId: number,
  owner: DemoOwner,
  span: HistorySpan,
  flow: UnitFlow,
): boolean {
  // Start days grow denser towards today: the programme is growing.
  const startDay = span.firstDay + Math.floor((span.lastDay - span.firstDay) * Math.sqrt(random()))
  const firstBoxDay = bucketStartDay(startDay + 6, 'week') + WEDNESDAY
  const churn = drawBeta(random, plan.churnAlpha, plan.churnBeta)
  const boxes = random() < 0.06 ? 2 : 1
  const isPrepaid = plan.boxesPerPayment > 1
  let prepaidTo: number | null = null
  const events: { kind: string; day: number; week: number | null }[] = [
    { kind: 'started', day: startDay, week: null },
  ]
  const tell = (kind: string, day: number, week: number | null = null) => {
    if (day <= span.lastDay) events.push({ kind, day, week })
  }
  const step = 7 * plan.cadenceWeeks
  let boxDay = firstBoxDay
  let isAlive = true
  for (let box = 0; ; ) {
    if (box > 0 && box % plan.boxesPerPayment === 0) {
      const decisionDay = boxDay - step + 3
      if (decisionDay > span.lastDay) break
      if (random() < churn) {
        tell('cancelled', decisionDay)
        isAlive = false
        break
      }
      if (isPrepaid) tell('renewed', decisionDay)
    }
    if (isPrepaid && box % plan.boxesPerPayment === 0) prepaidTo = boxDay + step * (plan.boxesPerPayment - 1)
    if (boxDay > span.lastDay + 14) break
    const monday = boxDay - WEDNESDAY
    const fate = random()
    if (fate < 0.035) {
      tell('skipped', monday - 3, monday)
      if (prepaidTo !== null) prepaidTo += step
    } else if (fate < 0.045) {
      const pausedFor = plan.cadenceWeeks * (2 + Math.floor(random() * 4))
      tell('paused', monday - 3)
      tell('resumed', monday - 3 + 7 * pausedFor)
      if (prepaidTo !== null) prepaidTo += 7 * pausedFor
      boxDay += 7 * pausedFor - step
    } else {
      box += 1
      if (boxDay <= span.lastDay) {
        tell('delivered', boxDay, monday)
        for (const item of plan.content(Math.round((monday - span.firstDay) / 7)))
          flow.addBox(item.itemId, boxDay, boxes)
      }
    }
    boxDay += step
  }
  rows.add('subscription', {
    subscription_id: subscriptionId,
    code: `SUB${String(subscriptionId).padStart(6, '0')}`,
    subscription_plan_id: plan.planId,
    shop_owner_id: owner.shopOwnerId,
    customer_hash: Math.floor(random() * 2 ** 48)
      .toString(16)
      .padStart(12, '0'),
    started_on: dateText(startDay),
    first_box_on: dateText(firstBoxDay),
    boxes_per_delivery: boxes,
    prepaid_to: prepaidTo === null ? null : dateText(prepaidTo),
  })
  for (const event of events)
    rows.add('subscription_event', {
      subscription_id: subscriptionId,
      ledger_version: IMPORTS.subscriptions.importId,
      kind: event.kind,
      occurred_on: dateText(event.day),
      known_at: `${dateText(event.day)} ${clockText(75_600)}`,
      week: event.week === null ? null : dateText(event.week),
    })
  return isAlive
}
