import { type Lot, pegLots } from './peg-lots.ts'
import { type PlanningState, placeItem, removeItem, totalCost } from './planning-state.ts'

/**
 * Puts units that no lot serves in time into the cheapest free minutes, by extending a lot or starting one,
 * as long as that lowers the cost of the plan. Promised paid demand is tried first.
 *
 * @returns whether anything changed
 */
export function fillShortages(state: PlanningState, item: number): boolean {
  let changed = false
  const givenUp = new Set<number>()
  for (let attempt = 0; attempt < 2 * state.bucketCount; attempt += 1) {
    const missing = firstMissing(state, item, givenUp)
    if (!missing) return changed
    if (serve(state, item, missing)) changed = true
    else givenUp.add(missing.row)
  }
  return changed
}

type Missing = { readonly row: number; readonly bucket: number; readonly units: number }

/** The first need that no lot serves in time; one served late counts too, as free minutes before it may be cheaper. */
function firstMissing(state: PlanningState, item: number, givenUp: ReadonlySet<number>): Missing | null {
  const { rows } = state.net[item]
  const lots = state.lots[item]
  const { pegs } = pegLots(rows, lots, state.terms[item])
  const inTime = new Float64Array(rows.length)
  for (const { lot, demandClass, needBucket, quantity } of pegs)
    if (lots[lot].bucket <= needBucket) inTime[demandClass * state.bucketCount + needBucket] += quantity
  for (let row = 0; row < rows.length; row += 1) {
    const units = rows[row] - inTime[row]
    if (units > 1e-9 && !givenUp.has(row)) return { row, bucket: row % state.bucketCount, units }
  }
  return null
}

function serve(state: PlanningState, itemIndex: number, missing: Missing): boolean {
  const item = state.request.items[itemIndex]
  const { multiple, minimum, maximum } = item.lotRule
  const before = totalCost(state)
  const original = removeItem(state, itemIndex)
  let bestLots: Lot[] | null = null
  let bestCost = before - 1e-6
  const oldest = Math.max(
    state.firstBucket[itemIndex],
    missing.bucket - state.terms[itemIndex].shelfLifeBuckets,
  )
  const candidates: { bucket: number; routing: number; rank: number }[] = []
  for (let bucket = oldest; bucket < state.bucketCount; bucket += 1)
    for (let routing = 0; routing < item.routings.length; routing += 1)
      candidates.push({
        bucket,
        routing,
        rank: bucket <= missing.bucket ? missing.bucket - bucket : 2 * (bucket - missing.bucket),
      })
  candidates.sort((a, b) => a.rank - b.rank)
  let tried = 0
  for (const { bucket, routing } of candidates) {
    if (tried >= 6) break
    const existing = original.find((lot) => lot.bucket === bucket && lot.routing === routing)
    const others = original.filter((lot) => lot !== existing)
    placeItem(state, itemIndex, others)
    const room = roomFor(state, itemIndex, routing, bucket)
    removeItem(state, itemIndex)
    const wanted = Math.max(minimum, (existing?.quantity ?? 0) + missing.units)
    const quantity = Math.min(
      Math.ceil(wanted / multiple - 1e-9) * multiple,
      Math.floor(Math.min(room, maximum) / multiple + 1e-9) * multiple,
    )
    if (quantity < minimum || quantity <= (existing?.quantity ?? 0)) continue
    tried += 1
    const lots = [...others, { routing, bucket, quantity }]
    placeItem(state, itemIndex, lots)
    const cost = totalCost(state)
    removeItem(state, itemIndex)
    if (cost < bestCost) {
      bestCost = cost
      bestLots = lots
    }
  }
  placeItem(state, itemIndex, bestLots ?? original)
  return bestLots !== null
}

/** Units that still fit into a line and bucket beside what is placed, the item's and family's setup taken off. */
export function roomFor(
  state: PlanningState,
  itemIndex: number,
  routingIndex: number,
  bucket: number,
): number {
  const item = state.request.items[itemIndex]
  const routing = item.routings[routingIndex]
  const cell = routing.line * state.bucketCount + bucket
  const isOpen = item.family < 0 || state.campaignItems[item.family * state.load.length + cell] > 0
  const familyMinutes = isOpen ? 0 : state.request.families[item.family].setupMinutes
  const free =
    state.capacity[cell] + state.overtime[cell] - state.load[cell] - routing.setupMinutes - familyMinutes
  if (free <= 0) return 0
  return routing.minutesPerUnit > 0 ? free / routing.minutesPerUnit + 1e-9 : Number.MAX_SAFE_INTEGER
}
