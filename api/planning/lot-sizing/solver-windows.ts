import { createRandom } from '#planning/random'
import { type BatchModelScope, batchModel } from './batch-model.ts'
import type { BatchPlanningRequest, BatchWork } from './batch-planning-request.ts'
import { reachesMinimum } from './group-minimums.ts'
import { withOneLine } from './one-line.ts'
import type { Lot } from './peg-lots.ts'
import {
  createPlanningState,
  type PlanningState,
  placeItem,
  removeItem,
  startEmpty,
  totalCost,
} from './planning-state.ts'
import type { SolverDialogue } from './solver-request.ts'

/** Columns of the first windows, which a solver settles in a fraction of a second, and of the largest. */
const SMALLEST_WINDOW = 300
const LARGEST_WINDOW = 400
const GROWTH = 1.3
/** Columns of the largest group that is asked for as one. */
const LARGEST_GROUP = 2000
/** Times that a group is asked for, as long as it saved so much of the cost the time before. */
const GROUP_PASSES = 2
const WORTH_ASKING_AGAIN = 0.001
/** Columns up to which the whole plan is proven by branch and bound, and up to which by its linear relaxation. */
const PROOF_COLUMNS = 3200
const RELAXATION_COLUMNS = 20_000
/** Reach of a window's needs, in buckets; what is served from farther now stays possible. */
const EARLY_BUCKETS = 8
const LATE_BUCKETS = 3
const WINDOW_GAP = 0.02
const GROUP_GAP = 0.005
const PROOF_GAP = 0.002
/** Windows in a row without a gain after which they grow: at least so many, and one for so many items. */
const LEAST_PATIENCE = 3
const ITEMS_PER_WINDOW = 10

/**
 * Fix-and-optimise on batches: the lots of some items, in all buckets or in a few, are left to the solver while
 * everything else stays; what it finds is taken over when it keeps every rule and lowers the cost. Items that must
 * reach a minimum together come first and as one, since none of them can leave a bucket alone. A plan small
 * enough is asked for whole at the end, a larger one for its linear relaxation: either proves what could still be saved.
 *
 * @returns money; no plan costs less; −Infinity when nothing was proven
 * Source: Helber & Sahling 2010, International Journal of Production Economics 123(2), 247–256.
 */
export function* improveWithSolver(
  state: PlanningState,
  work: Pick<BatchWork, 'solverQuestions' | 'solverNodes'>,
  seed: number,
  shouldStop: () => boolean,
): SolverDialogue<number> {
  const { bucketCount, request } = state
  const random = createRandom(seed)
  const inGroup = new Set(request.minimumGroups.flatMap(({ items }) => items))
  const movable = request.items.flatMap(({ routings }, item) =>
    routings.length > 0 &&
    (inGroup.has(item) || state.slushyQuantity[item] || state.net[item].rows.some((units) => units > 0))
      ? [item]
      : [],
  )
  if (movable.length === 0) return Number.NEGATIVE_INFINITY
  let question = 0
  let groups = groupScopes()
  for (let pass = 0; pass < GROUP_PASSES; pass += 1) {
    const gaining: BatchModelScope[] = []
    for (const scope of groups) {
      if (question === work.solverQuestions || shouldStop()) break
      question += 1
      const before = totalCost(state)
      yield* askWindow(scope, GROUP_GAP, work.solverNodes)
      if (totalCost(state) < (1 - WORTH_ASKING_AGAIN) * before) gaining.push(scope)
    }
    groups = gaining
  }
  let unimproved = 0
  let windowColumns = SMALLEST_WINDOW
  for (; question < work.solverQuestions && windowColumns <= LARGEST_WINDOW; question += 1) {
    if (shouldStop()) return Number.NEGATIVE_INFINITY
    const before = totalCost(state)
    const scope = chooseWindow()
    yield* askWindow(scope, WINDOW_GAP, work.solverNodes)
    const share = scope.items.length / movable.length
    unimproved = totalCost(state) < (1 - WINDOW_GAP * share) * before ? 0 : unimproved + 1
    if (unimproved < Math.max(LEAST_PATIENCE, movable.length / ITEMS_PER_WINDOW)) continue
    unimproved = 0
    windowColumns *= GROWTH
  }
  return shouldStop() ? Number.NEGATIVE_INFINITY : yield* proveWhole()

  /** Asks for the whole plan, with all lines taken for one where it is too large, or for its linear relaxation. */
  function* proveWhole(): SolverDialogue<number> {
    const size = columnsOf(movable, 0, bucketCount, bucketCount, bucketCount)
    const isSmall = size <= PROOF_COLUMNS
    const isSmallOnOneLine = size / request.lines.length <= PROOF_COLUMNS && request.previousPlan.length === 0
    if (!isSmall && !isSmallOnOneLine && size > RELAXATION_COLUMNS) return Number.NEGATIVE_INFINITY
    const proven = isSmall || !isSmallOnOneLine ? state : emptyState(withOneLine(request))
    const whole = batchModel(proven, {
      items: movable,
      fromBucket: 0,
      toBucket: bucketCount,
      earlyBuckets: bucketCount,
      lateBuckets: bucketCount,
    })
    const { isInteger, ...relaxation } = whole.model
    const answer = yield isSmall || isSmallOnOneLine
      ? {
          model: whole.model,
          ...(isSmall ? { start: whole.start } : {}),
          relativeGap: PROOF_GAP,
          nodeLimit: work.solverNodes,
          isProof: true,
        }
      : { model: relaxation, relativeGap: 0 }
    if (isSmall && (answer.status === 'optimal' || answer.status === 'stopped'))
      takeOver(state, movable, whole.readLots(answer.columnValues))
    if (!('bound' in answer)) return Number.NEGATIVE_INFINITY
    const isMovable = new Set(movable)
    const outside = state.itemCost.reduce((sum, cost, item) => (isMovable.has(item) ? sum : sum + cost), 0)
    return answer.bound * whole.moneyUnit + outside
  }

  function* askWindow(scope: BatchModelScope, relativeGap: number, nodeLimit: number): SolverDialogue<void> {
    const { model, start, readLots } = batchModel(state, scope)
    const answer = yield { model, start, relativeGap, nodeLimit }
    if (answer.status === 'optimal' || answer.status === 'stopped')
      takeOver(state, scope.items, readLots(answer.columnValues))
  }

  /** The largest groups that leave some items out, each as a window over all buckets. */
  function groupScopes(): BatchModelScope[] {
    const isMovable = new Set(movable)
    const partial = request.minimumGroups
      .map(({ items }) => items.filter((item) => isMovable.has(item)))
      .filter((items) => items.length > 0 && items.length < movable.length)
    return partial
      .filter((items, position) => {
        const own = new Set(items)
        return !partial.some(
          (other, place) =>
            (other.length > items.length || (other.length === items.length && place < position)) &&
            other.filter((item) => own.has(item)).length === items.length,
        )
      })
      .map((items) => ({
        items,
        fromBucket: 0,
        toBucket: bucketCount,
        earlyBuckets: bucketCount,
        lateBuckets: LATE_BUCKETS,
      }))
      .filter(({ items }) => columnsOf(items, 0, bucketCount, bucketCount, LATE_BUCKETS) <= LARGEST_GROUP)
  }

  /** Members of a family, or items at random, in all buckets or in a stretch of them: as many as a model bears. */
  function chooseWindow(): BatchModelScope {
    const width = random() < 0.5 ? bucketCount : Math.min(bucketCount, 4 + Math.floor(random() * 5))
    const fromBucket = Math.floor(random() * (bucketCount - width + 1))
    const toBucket = fromBucket + width
    const order = shuffled(movable)
    const { family } = request.items[order[0]]
    const own = request.minimumGroups.filter(
      ({ items }) => items.length < movable.length && items.includes(order[0]),
    )
    const kind = random()
    const group = own[Math.floor(random() * own.length)]
    const mates = new Set(kind < 0.5 && group ? group.items : [])
    if (kind < 0.8 && family >= 0 && mates.size === 0)
      for (const item of movable) if (request.items[item].family === family) mates.add(item)
    order.sort((a, b) => Number(mates.has(b)) - Number(mates.has(a)))
    const items: number[] = []
    let columns = 0
    for (const item of order) {
      columns += columnsOf([item], fromBucket, toBucket, EARLY_BUCKETS, LATE_BUCKETS)
      if (columns > windowColumns && items.length > 0) break
      items.push(item)
    }
    return { items, fromBucket, toBucket, earlyBuckets: EARLY_BUCKETS, lateBuckets: LATE_BUCKETS }
  }

  function shuffled(values: readonly number[]): number[] {
    const order = values.slice()
    for (let index = order.length - 1; index > 0; index -= 1) {
      const other = Math.floor(random() * (index + 1))
      ;[order[index], order[other]] = [order[other], order[index]]
    }
    return order
  }

  /** Columns that the items bring, about. */
  function columnsOf(items: readonly number[], from: number, to: number, early: number, late: number) {
    let columns = 0
    for (const item of items) {
      const { routings } = request.items[item]
      const { rows } = state.net[item]
      const isMade = new Uint8Array(bucketCount).fill(1, Math.max(from, state.firstBucket[item]), to)
      for (const lot of state.lots[item]) isMade[lot.bucket] = 1
      for (const made of isMade) columns += 2 * made * routings.length
      for (let row = 0; row < rows.length; row += 1) {
        if (rows[row] <= 0) continue
        const need = row % bucketCount
        for (let made = Math.max(0, need - early); made <= Math.min(bucketCount - 1, need + late); made += 1)
          columns += isMade[made] * routings.length
      }
    }
    return columns
  }
}

function emptyState(request: BatchPlanningRequest): PlanningState {
  const state = createPlanningState(request)
  startEmpty(state)
  return state
}

/** Puts lots in place of the items' present ones when that keeps every rule and lowers the cost. */
function takeOver(state: PlanningState, items: readonly number[], lots: readonly Lot[][]): boolean {
  const before = totalCost(state)
  const old = items.map((item) => removeItem(state, item))
  items.forEach((item, position) => {
    placeItem(state, item, lots[position].slice())
  })
  if (totalCost(state) < before - 1e-6 && isWithinRules(state)) return true
  for (const item of items) removeItem(state, item)
  items.forEach((item, position) => {
    placeItem(state, item, old[position])
  })
  return false
}

function isWithinRules(state: PlanningState): boolean {
  for (let cell = 0; cell < state.load.length; cell += 1)
    if (state.load[cell] > (state.capacity[cell] + state.overtime[cell]) * (1 + 1e-9) + 1e-6) return false
  for (const group of state.request.minimumGroups)
    for (let bucket = 0; bucket < state.bucketCount; bucket += 1)
      if (!reachesMinimum(state, group, bucket)) return false
  return state.lots.every((lots, item) => {
    const { minimum, maximum } = state.request.items[item].lotRule
    return lots.every(({ quantity }) => quantity >= minimum - 1e-9 && quantity <= maximum + 1e-9)
  })
}
