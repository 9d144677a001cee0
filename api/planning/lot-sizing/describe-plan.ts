import type {
  BatchLineItem,
  BatchPeg,
  BatchPlan,
  BindingConstraint,
  LineLoad,
  PlannedBatch,
  Shortage,
  StockPeg,
} from './batch-plan.ts'
import { DEMAND_CLASSES } from './batch-planning-request.ts'
import { roomFor } from './fill-shortages.ts'
import { pegLots } from './peg-lots.ts'
import type { PlanningState } from './planning-state.ts'

/** Batches, loads, pegs and named shortages of the lots placed. */
export function describePlan(
  state: PlanningState,
  overload: Float64Array,
): Pick<BatchPlan, 'batches' | 'lineLoads' | 'stockPegs' | 'shortages'> {
  const { request } = state
  const gathered = new Map<
    string,
    { batch: Omit<PlannedBatch, 'items' | 'runMinutes' | 'setupMinutes'>; items: BatchLineItem[] }
  >()
  const stockPegs: StockPeg[] = []
  const shortages: Shortage[] = []
  const add = (line: number, bucket: number, item: number, isFirm: boolean, entry: BatchLineItem) => {
    const { family } = request.items[item]
    const key = `${line}|${bucket}|${family >= 0 ? family : `item ${item}`}|${isFirm}`
    const found = gathered.get(key)
    if (found) found.items.push(entry)
    else gathered.set(key, { batch: { line, bucket, family, isFirm }, items: [entry] })
  }
  request.items.forEach((item, index) => {
    const supplies = state.supplies[index]
    const frozenFrom = supplies.length - state.frozenLots[index].length
    const frozenPegs: BatchPeg[][] = state.frozenLots[index].map(() => [])
    for (const peg of state.net[index].pegs) {
      const demandClass = DEMAND_CLASSES[peg.demandClass]
      const { arrivesInBucket } = supplies[peg.source]
      if (peg.source >= frozenFrom)
        frozenPegs[peg.source - frozenFrom].push({
          kind: 'demand',
          demandClass,
          needBucket: peg.needBucket,
          quantity: peg.quantity,
        })
      else
        stockPegs.push({
          item: index,
          source: peg.source === 0 ? 'stock' : 'open-order',
          arrivesInBucket,
          demandClass,
          needBucket: peg.needBucket,
          quantity: peg.quantity,
        })
      if (arrivesInBucket > peg.needBucket)
        shortages.push({
          item: index,
          demandClass,
          needBucket: peg.needBucket,
          quantity: peg.quantity,
          servedInBucket: arrivesInBucket,
          because: bindingConstraint(state, index, peg.needBucket),
        })
    }
    state.frozenLots[index].forEach((lot, position) => {
      const unused = state.net[index].unused[frozenFrom + position]
      if (unused > 0) frozenPegs[position].push({ kind: 'excess', quantity: unused })
      const routing = item.routings.find((candidate) => candidate.line === lot.line)
      add(lot.line, lot.bucket, index, true, {
        item: index,
        quantity: lot.quantity,
        runMinutes: (routing?.minutesPerUnit ?? 0) * lot.quantity,
        setupMinutes: routing?.setupMinutes ?? 0,
        pegs: frozenPegs[position],
      })
    })
    const pegged = pegLots(state.net[index].rows, state.lots[index], state.terms[index])
    const lotPegs: BatchPeg[][] = state.lots[index].map(() => [])
    for (const peg of pegged.pegs) {
      const demandClass = DEMAND_CLASSES[peg.demandClass]
      lotPegs[peg.lot].push({
        kind: 'demand',
        demandClass,
        needBucket: peg.needBucket,
        quantity: peg.quantity,
      })
      const { bucket } = state.lots[index][peg.lot]
      if (bucket > peg.needBucket)
        shortages.push({
          item: index,
          demandClass,
          needBucket: peg.needBucket,
          quantity: peg.quantity,
          servedInBucket: bucket,
          because: bindingConstraint(state, index, peg.needBucket),
        })
    }
    for (let row = 0; row < pegged.short.length; row += 1) {
      if (pegged.short[row] <= 1e-9) continue
      const needBucket = row % state.bucketCount
      shortages.push({
        item: index,
        demandClass: DEMAND_CLASSES[(row - needBucket) / state.bucketCount],
        needBucket,
        quantity: pegged.short[row],
        servedInBucket: null,
        because: bindingConstraint(state, index, needBucket),
      })
    }
    state.lots[index].forEach((lot, position) => {
      const routing = item.routings[lot.routing]
      const excess = pegged.excess[position]
      const needed = lot.quantity - excess
      const { minimum, multiple } = item.lotRule
      const forced = Math.min(
        excess,
        Math.max(0, Math.ceil(Math.max(needed, minimum) / multiple - 1e-9) * multiple - needed),
      )
      if (forced > 1e-9) lotPegs[position].push({ kind: 'top-up', quantity: forced })
      if (excess - forced > 1e-9) lotPegs[position].push({ kind: 'excess', quantity: excess - forced })
      add(routing.line, lot.bucket, index, false, {
        item: index,
        quantity: lot.quantity,
        runMinutes: routing.minutesPerUnit * lot.quantity,
        setupMinutes: routing.setupMinutes,
        pegs: lotPegs[position],
      })
    })
  })
  const opened = new Set<string>()
  const batches = [...gathered.values()]
    .sort((a, b) => Number(b.batch.isFirm) - Number(a.batch.isFirm))
    .map(({ batch, items }): PlannedBatch => {
      const campaign = `${batch.line}|${batch.bucket}|${batch.family}`
      const paysMajor = batch.family >= 0 && !opened.has(campaign)
      opened.add(campaign)
      return {
        ...batch,
        items,
        runMinutes: items.reduce((sum, entry) => sum + entry.runMinutes, 0),
        setupMinutes:
          items.reduce((sum, entry) => sum + entry.setupMinutes, 0) +
          (paysMajor ? request.families[batch.family].setupMinutes : 0),
      }
    })
    .sort((a, b) => a.bucket - b.bucket || a.line - b.line || a.family - b.family)
  return { batches, lineLoads: lineLoads(state, batches, overload), stockPegs, shortages }
}

function lineLoads(
  state: PlanningState,
  batches: readonly PlannedBatch[],
  overload: Float64Array,
): LineLoad[] {
  const run = new Float64Array(state.load.length)
  const setup = new Float64Array(state.load.length)
  for (const batch of batches) {
    run[batch.line * state.bucketCount + batch.bucket] += batch.runMinutes
    setup[batch.line * state.bucketCount + batch.bucket] += batch.setupMinutes
  }
  return state.request.lines.flatMap((line, index) =>
    Array.from({ length: state.bucketCount }, (_, bucket) => {
      const cell = index * state.bucketCount + bucket
      const capacityMinutes = line.capacityMinutes[bucket]
      const beyond = Math.max(0, run[cell] + setup[cell] - capacityMinutes)
      return {
        line: index,
        bucket,
        runMinutes: run[cell],
        setupMinutes: setup[cell],
        capacityMinutes,
        overtimeMinutes: Math.min(beyond, line.overtimeMinutes[bucket]),
        overloadMinutes: overload[cell],
      }
    }),
  )
}

/** Why a need is not met in time: what would have to give first. */
function bindingConstraint(state: PlanningState, itemIndex: number, needBucket: number): BindingConstraint {
  const item = state.request.items[itemIndex]
  const first = state.firstBucket[itemIndex]
  if (item.routings.length === 0) return { kind: 'no-routing' }
  if (needBucket < first) {
    const arrival = item.materialArrivesInBucket ?? 0
    if (arrival > state.request.fences.frozenBuckets)
      return { kind: 'material', material: item.material ?? item.key, arrivesInBucket: arrival }
    return { kind: 'frozen-fence', untilBucket: first }
  }
  const { minimum, multiple, maximum } = item.lotRule
  let tightest = { line: item.routings[0].line, bucket: needBucket, free: Number.POSITIVE_INFINITY }
  let roomiest = 0
  const oldest = Math.max(first, needBucket - state.terms[itemIndex].shelfLifeBuckets)
  for (let bucket = needBucket; bucket >= oldest; bucket -= 1)
    for (let routing = 0; routing < item.routings.length; routing += 1) {
      const lot = state.lots[itemIndex].find((own) => own.bucket === bucket && own.routing === routing)
      const { line, setupMinutes, minutesPerUnit } = item.routings[routing]
      const extra = lot && minutesPerUnit > 0 ? setupMinutes / minutesPerUnit : 0
      const room = roomFor(state, itemIndex, routing, bucket) + extra
      if (lot && lot.quantity + multiple > maximum) continue
      if (room > roomiest) roomiest = room
      if (room < tightest.free) tightest = { line, bucket, free: room }
    }
  if (tightest.free === Number.POSITIVE_INFINITY) return { kind: 'maximum-quantity', maximum }
  const smallest = Math.max(minimum, multiple)
  if (roomiest < smallest && (roomiest < multiple || minimum === 0))
    return { kind: 'capacity', line: tightest.line, bucket: tightest.bucket }
  if (roomiest < smallest) return { kind: 'minimum-quantity', minimum }
  const inGroup = state.request.minimumGroups.find((group) => group.items.includes(itemIndex))
  if (inGroup && inGroup.minimumQuantity > minimum)
    return { kind: 'minimum-quantity', minimum: inGroup.minimumQuantity }
  return minimum > multiple ? { kind: 'minimum-quantity', minimum } : { kind: 'price' }
}
