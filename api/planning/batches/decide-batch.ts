import { apportion } from '#planning/quantity'
import type { IsoDate } from '#planning/time-bucket'
import type { ScheduledBatch, ScheduleFloor, SchedulePeg } from './batch-schedule.ts'

/** What a planner decides about batches of one plan. Whoever decides makes what results firm: the next plan keeps it. */
export type BatchDecision =
  | { readonly kind: 'move'; readonly batchNumber: number; readonly lineId: number; readonly week: IsoDate }
  | {
      readonly kind: 'split'
      readonly batchNumber: number
      /** Number of the batch that takes the part split off. */
      readonly newNumber: number
      /** Units split off, taken from the items in proportion; what is needed last goes. */
      readonly quantity: number
      readonly week: IsoDate
    }
  | {
      readonly kind: 'resize'
      readonly batchNumber: number
      /** Whole units of each item of the batch, >= 0; an item left out keeps its units. */
      readonly items: readonly { readonly itemId: number; readonly quantity: number }[]
    }
  | { readonly kind: 'merge'; readonly batchNumber: number; readonly into: number }
  | {
      readonly kind: 'create'
      readonly newNumber: number
      readonly itemId: number
      readonly quantity: number
      readonly lineId: number
      readonly week: IsoDate
    }
  | {
      readonly kind: 'order'
      readonly batchNumber: number
      /** All batches of its line and week in the sequence in which they are to be made. */
      readonly order: readonly number[]
    }
  | { readonly kind: 'firm'; readonly batchNumber: number }
  /** Back to the plan: the next run may change it. */
  | { readonly kind: 'give-back'; readonly batchNumber: number }

/** Why a decision cannot stand. */
export type DecisionProblem =
  | { readonly kind: 'unknown-batch'; readonly batchNumber: number }
  | { readonly kind: 'number-taken'; readonly batchNumber: number }
  | { readonly kind: 'released'; readonly batchNumber: number }
  | { readonly kind: 'no-routing'; readonly itemId: number; readonly lineId: number }
  | { readonly kind: 'week-outside'; readonly week: IsoDate }
  | { readonly kind: 'other-order'; readonly batchNumber: number }
  | { readonly kind: 'other-family'; readonly batchNumber: number; readonly into: number }
  | { readonly kind: 'same-batch'; readonly batchNumber: number }
  | {
      readonly kind: 'quantity'
      readonly lowest: number
      readonly highest: number
      readonly quantity: number
    }

export type Decided =
  | { readonly batches: readonly ScheduledBatch[]; readonly problem: null }
  | { readonly batches: null; readonly problem: DecisionProblem }

/** Largest batch that can be asked for: quantities are stored as 32-bit integers. */
const LARGEST_QUANTITY = 2_147_483_647

/**
 * Applies one decision to a plan. Units and what they are for are kept, except that `create` and a larger batch add
 * units that nobody waits for yet, and a smaller batch gives up what is least sure first. A batch that is released can no longer be decided about.
 *
 * @param weeks Mondays in which a batch may be put
 * @returns the plan after the decision, ordered by batch number, or why it cannot stand; `batches` is not changed
 * @example decideBatch([], { kind: 'firm', batchNumber: 1 }, [], floor).problem // { kind: 'unknown-batch', batchNumber: 1 }
 */
export function decideBatch(
  batches: readonly ScheduledBatch[],
  decision: BatchDecision,
  weeks: readonly IsoDate[],
  floor: ScheduleFloor,
): Decided {
  const problem = problemOf(batches, decision, weeks, floor)
  if (problem) return { batches: null, problem }
  if (decision.kind === 'create') return kept(batches, [], [created(decision, floor)])
  const batch = found(batches, decision.batchNumber)!
  switch (decision.kind) {
    case 'move':
      return kept(
        batches,
        [batch],
        [{ ...atNoPlace(batch), lineId: decision.lineId, week: decision.week, state: 'firm' }],
      )
    case 'firm':
      return kept(batches, [batch], [{ ...batch, state: 'firm' }])
    case 'give-back':
      return kept(batches, [batch], [{ ...atNoPlace(batch), state: 'planned' }])
    case 'order':
      return inOrder(batches, batch, decision.order)
    case 'merge': {
      const into = found(batches, decision.into)!
      return kept(batches, [batch, into], [merged(batch, into)])
    }
    case 'resize':
      return kept(batches, [batch], [resized(batch, decision.items)])
    case 'split':
      return kept(batches, [batch], splitBatch(batch, decision))
  }
}

function problemOf(
  batches: readonly ScheduledBatch[],
  decision: BatchDecision,
  weeks: readonly IsoDate[],
  floor: ScheduleFloor,
): DecisionProblem | null {
  if ('newNumber' in decision && found(batches, decision.newNumber))
    return { kind: 'number-taken', batchNumber: decision.newNumber }
  if ('week' in decision && !weeks.includes(decision.week))
    return { kind: 'week-outside', week: decision.week }
  if (decision.kind === 'create')
    return (
      outside(decision.quantity, 1, LARGEST_QUANTITY) ?? missingRouting([decision], decision.lineId, floor)
    )
  const batch = found(batches, decision.batchNumber)
  if (!batch) return { kind: 'unknown-batch', batchNumber: decision.batchNumber }
  if (batch.state === 'released') return { kind: 'released', batchNumber: batch.batchNumber }
  switch (decision.kind) {
    case 'move':
      return missingRouting(batch.items, decision.lineId, floor)
    case 'split':
      return outside(decision.quantity, 1, batchQuantity(batch) - 1)
    case 'resize':
      return resizeProblem(batch, decision.items)
    case 'order':
      return orderProblem(batches, batch, decision.order)
    case 'merge':
      return mergeProblem(batches, batch, decision.into, floor)
    default:
      return null
  }
}

function resizeProblem(
  batch: ScheduledBatch,
  items: Extract<BatchDecision, { kind: 'resize' }>['items'],
): DecisionProblem | null {
  const stranger = items.find(({ itemId }) => !batch.items.some((own) => own.itemId === itemId))
  if (stranger) return { kind: 'no-routing', itemId: stranger.itemId, lineId: batch.lineId }
  for (const { quantity } of items) {
    const problem = outside(quantity, 0, LARGEST_QUANTITY)
    if (problem) return problem
  }
  return outside(batchQuantity(resized(batch, items)), 1, LARGEST_QUANTITY)
}

function orderProblem(
  batches: readonly ScheduledBatch[],
  batch: ScheduledBatch,
  order: readonly number[],
): DecisionProblem | null {
  const inWeek = batches.filter(({ lineId, week }) => lineId === batch.lineId && week === batch.week)
  const isSame =
    order.length === inWeek.length && inWeek.every(({ batchNumber }) => order.includes(batchNumber))
  if (!isSame) return { kind: 'other-order', batchNumber: batch.batchNumber }
  const states = order.map((batchNumber) => found(batches, batchNumber)!.state)
  const pushed = states.findIndex(
    (state, at) => state === 'released' && states[at - 1] !== 'released' && at > 0,
  )
  return pushed < 0 ? null : { kind: 'released', batchNumber: order[pushed]! }
}

function inOrder(
  batches: readonly ScheduledBatch[],
  batch: ScheduledBatch,
  order: readonly number[],
): Decided {
  const before = order.map((batchNumber) => found(batches, batchNumber)!)
  const after = before.map((each, at): ScheduledBatch => {
    const state = each === batch ? 'firm' : each.state
    return { ...each, state, place: each.state === 'released' ? each.place : at + 1 }
  })
  return kept(batches, before, after)
}

/** Back to the place that the plan gives it. */
function atNoPlace({ place: _, ...batch }: ScheduledBatch): ScheduledBatch {
  return batch
}

function mergeProblem(
  batches: readonly ScheduledBatch[],
  batch: ScheduledBatch,
  into: number,
  floor: ScheduleFloor,
): DecisionProblem | null {
  const { batchNumber } = batch
  if (batchNumber === into) return { kind: 'same-batch', batchNumber }
  const target = found(batches, into)
  if (!target) return { kind: 'unknown-batch', batchNumber: into }
  if (target.state === 'released') return { kind: 'released', batchNumber: into }
  if (target.familyId !== batch.familyId) return { kind: 'other-family', batchNumber, into }
  return missingRouting(batch.items, target.lineId, floor)
}

function missingRouting(
  items: readonly { readonly itemId: number }[],
  lineId: number,
  floor: ScheduleFloor,
): DecisionProblem | null {
  const item = items.find(({ itemId }) => !floor.routings.get(itemId)?.has(lineId))
  return item ? { kind: 'no-routing', itemId: item.itemId, lineId } : null
}

function outside(quantity: number, lowest: number, highest: number): DecisionProblem | null {
  const isInside = Number.isInteger(quantity) && quantity >= lowest && quantity <= highest
  return isInside ? null : { kind: 'quantity', lowest, highest, quantity }
}

function created(decision: Extract<BatchDecision, { kind: 'create' }>, floor: ScheduleFloor): ScheduledBatch {
  const { newNumber, itemId, quantity, lineId, week } = decision
  return {
    batchNumber: newNumber,
    lineId,
    familyId: floor.items.get(itemId)!.familyId,
    week,
    state: 'firm',
    items: [{ itemId, quantity }],
    pegs: [{ itemId, purpose: 'excess', needWeek: null, quantity }],
  }
}

function merged(batch: ScheduledBatch, into: ScheduledBatch): ScheduledBatch {
  const quantities = new Map<number, number>()
  for (const { itemId, quantity } of [...into.items, ...batch.items])
    quantities.set(itemId, (quantities.get(itemId) ?? 0) + quantity)
  return {
    ...into,
    state: 'firm',
    items: [...quantities].map(([itemId, quantity]) => ({ itemId, quantity })),
    pegs: [...into.pegs, ...batch.pegs],
  }
}

/** What a smaller batch gives up, in this order: what nobody waits for, then the least sure demand. */
const GIVEN_UP = ['excess', 'top-up', 'safety-stock', 'model', 'intent', 'subscription', 'deposit', 'paid']

function resized(
  batch: ScheduledBatch,
  items: Extract<BatchDecision, { kind: 'resize' }>['items'],
): ScheduledBatch {
  const wanted = new Map(items.map(({ itemId, quantity }) => [itemId, quantity]))
  const pegs: SchedulePeg[] = []
  for (const { itemId, quantity } of batch.items) {
    const target = wanted.get(itemId) ?? quantity
    let tooMany = Math.max(0, quantity - target)
    const leastSureFirst = batch.pegs
      .filter((peg) => peg.itemId === itemId)
      .sort(
        (a, b) =>
          GIVEN_UP.indexOf(a.purpose) - GIVEN_UP.indexOf(b.purpose) ||
          (b.needWeek ?? '9999').localeCompare(a.needWeek ?? '9999'),
      )
    for (const peg of leastSureFirst) {
      const given = Math.min(tooMany, peg.quantity)
      tooMany -= given
      if (given < peg.quantity) pegs.push({ ...peg, quantity: peg.quantity - given })
    }
    if (target > quantity)
      pegs.push({ itemId, purpose: 'excess', needWeek: null, quantity: target - quantity })
  }
  return {
    ...batch,
    state: 'firm',
    items: batch.items
      .map((item) => ({ ...item, quantity: wanted.get(item.itemId) ?? item.quantity }))
      .filter(({ quantity }) => quantity > 0),
    pegs,
  }
}

function splitBatch(
  batch: ScheduledBatch,
  { newNumber, quantity, week }: Extract<BatchDecision, { kind: 'split' }>,
): ScheduledBatch[] {
  const total = batchQuantity(batch)
  const parts = apportion(batch.items.map((item) => (item.quantity * quantity) / total))
  const off: SchedulePeg[] = []
  const stays: SchedulePeg[] = []
  batch.items.forEach(({ itemId }, at) => {
    let wanted = parts[at]!
    const lastNeededFirst = batch.pegs
      .filter((peg) => peg.itemId === itemId)
      .sort((a, b) => (b.needWeek ?? '9999').localeCompare(a.needWeek ?? '9999'))
    for (const peg of lastNeededFirst) {
      const taken = Math.min(wanted, peg.quantity)
      wanted -= taken
      if (taken > 0) off.push({ ...peg, quantity: taken })
      if (taken < peg.quantity) stays.push({ ...peg, quantity: peg.quantity - taken })
    }
  })
  const items = (share: (quantity: number, at: number) => number) =>
    batch.items
      .map((item, at) => ({ ...item, quantity: share(item.quantity, at) }))
      .filter((item) => item.quantity > 0)
  return [
    { ...batch, state: 'firm', items: items((units, at) => units - parts[at]!), pegs: stays },
    {
      ...atNoPlace(batch),
      batchNumber: newNumber,
      week,
      state: 'firm',
      items: items((_, at) => parts[at]!),
      pegs: off,
    },
  ]
}

function kept(
  batches: readonly ScheduledBatch[],
  before: readonly ScheduledBatch[],
  after: readonly ScheduledBatch[],
): Decided {
  return {
    batches: [...batches.filter((batch) => !before.includes(batch)), ...after].sort(
      (a, b) => a.batchNumber - b.batchNumber,
    ),
    problem: null,
  }
}

function found(batches: readonly ScheduledBatch[], batchNumber: number): ScheduledBatch | undefined {
  return batches.find((batch) => batch.batchNumber === batchNumber)
}

export function batchQuantity(batch: ScheduledBatch): number {
  return batch.items.reduce((sum, { quantity }) => sum + quantity, 0)
}
