import { type ChainStage, requireChain } from './chain-stage.ts'
import { knownAt, levellingWindow, type StageScratch, stageOrders } from './stage-orders.ts'

/** Consumer demand of one item by need period. */
export interface ConsumerDemand {
  /** All demand, units per period. */
  readonly total: Float64Array
  /** The part known early, by need period, each at most the total; null = nothing is known early. */
  readonly known: Float64Array | null
  /** Periods of notice of the known part, whole, >= 0. */
  readonly noticePeriods: number
  /** Mean demand per period before the first one; null = mean of the first 13 periods. The known share is theirs. */
  readonly initialMean: number | null
}

/** What happened at one stage, period by period. The arrays belong to the simulator and are reused by its next call. */
export interface StageTrace {
  /** Orders received: consumer demand at the first stage. */
  readonly received: Float64Array
  /** Orders placed at the end of the period. */
  readonly ordered: Float64Array
  /** On hand − backorders after demand. */
  readonly netStock: Float64Array
  /** The part of net stock that is there only because levelled known orders were made before their need, >= 0. */
  readonly earlyStock: Float64Array
  /** Units that left the stage. */
  readonly shipped: Float64Array
}

/** Periods whose mean starts a simulation when no mean is given. */
const STARTING_PERIODS = 13

/**
 * A simulator of one serial chain, to be run over many items. Per period: receive, see demand, backorder what is
 * short, order at the end; the next stage sees that order in the same period. The last stage's supplier always
 * delivers. Orders depend on positions only, so they are computed stage by stage upwards, then goods flow down.
 *
 * @param periods length of every demand series to come, >= 1
 * @throws RangeError naming the stage, the field, its range and the value seen
 * @example chainSimulator([{ ...PLAIN_STAGE, leadTimePeriods: 2 }], 104)(demand)[0].ordered
 */
export function chainSimulator(stages: readonly ChainStage[], periods: number) {
  requireChain(stages)
  const series = () => new Float64Array(periods)
  const scratch: StageScratch = { summed: series(), newest: series(), next: series(), booked: series() }
  const traces = stages.map(() => ({
    received: series(),
    ordered: series(),
    netStock: series(),
    earlyStock: series(),
    shipped: series(),
    spot: series(),
    spotOrders: series(),
    knownOrders: series(),
    pipeline: series(),
  }))
  const consumerSpot = series()

  return function simulate(demand: ConsumerDemand): readonly StageTrace[] {
    const { total, known } = demand
    if (total.length !== periods)
      throw new RangeError(`demand must have ${periods} periods; got ${total.length}`)
    if (known && known.length !== periods)
      throw new RangeError(`known must have ${periods} periods; got ${known.length}`)
    const initialMean = demand.initialMean ?? firstMean(total)
    const initialKnownConsumer = knownMean(demand)
    for (let t = 0; t < periods; t += 1) consumerSpot[t] = total[t] - (known ? known[t] : 0)
    let notice = known ? demand.noticePeriods : 0
    let spotIn: Float64Array = consumerSpot
    let knownIn = known
    const startStocks = stages.map((stage, index) => {
      const trace = traces[index]
      const isKnown = knownIn !== null && stage.seesKnownOrders && notice > 0
      for (let t = 0; t < periods; t += 1) trace.received[t] = spotIn[t] + (knownIn ? knownIn[t] : 0)
      const initialKnown = isKnown ? initialKnownConsumer : 0
      const startStock = stageOrders(
        stage,
        {
          spot: isKnown ? spotIn : trace.received,
          known: isKnown ? knownIn : null,
          noticePeriods: notice,
          consumer: isKnown ? consumerSpot : total,
          initialSpot: initialMean - initialKnown,
          initialKnown,
          spotOrders: trace.spotOrders,
          knownOrders: trace.knownOrders,
        },
        scratch,
      )
      for (let t = 0; t < periods; t += 1) trace.ordered[t] = trace.spotOrders[t] + trace.knownOrders[t]
      const window = isKnown && notice >= stage.leadTimePeriods ? levellingWindow(stage, notice) : 1
      const levelled = isKnown && notice >= stage.leadTimePeriods ? knownIn : null
      for (let t = 0; t < periods; t += 1)
        trace.earlyStock[t] = levelled ? earlyStock(levelled, t + 1, window, initialKnown) : 0
      const early = fillPipeline(trace.pipeline, stage, {
        known: levelled,
        window,
        spotMean: initialMean - initialKnown,
        knownMean: initialKnown,
      })
      spotIn = isKnown ? trace.spotOrders : trace.ordered
      knownIn = isKnown ? trace.knownOrders : null
      notice = isKnown ? Math.max(0, notice - stage.leadTimePeriods - (window - 1)) : 0
      return startStock + early
    })
    for (let index = stages.length - 1; index >= 0; index -= 1)
      moveGoods(traces[index], {
        deliveries: index + 1 < stages.length ? traces[index + 1].shipped : traces[index].ordered,
        leadTimePeriods: stages[index].leadTimePeriods,
        startStock: startStocks[index],
      })
    return traces
  }
}

/** Goods ordered before the first period; returns the early stock that levelling would already have built up. */
function fillPipeline(
  pipeline: Float64Array,
  stage: ChainStage,
  given: { known: Float64Array | null; window: number; spotMean: number; knownMean: number },
): number {
  const { known, window, spotMean, knownMean } = given
  for (let t = 0; t < Math.min(stage.leadTimePeriods, pipeline.length); t += 1) {
    let due = known ? 0 : knownMean
    if (known)
      for (let step = 0; step < window; step += 1) due += knownAt(known, t + step, knownMean) / window
    pipeline[t] = spotMean + due
  }
  return known ? earlyStock(known, 0, window, knownMean) : 0
}

/** Units made for the known orders of period `from` and later before that period begins: (W − s)/W of the s-th ahead. */
function earlyStock(known: Float64Array, from: number, window: number, knownMean: number): number {
  let units = 0
  for (let ahead = 1; ahead < window; ahead += 1)
    units += ((window - ahead) / window) * knownAt(known, from + ahead - 1, knownMean)
  return units
}

function moveGoods(
  trace: StageTrace & { readonly pipeline: Float64Array },
  {
    deliveries,
    leadTimePeriods,
    startStock,
  }: { deliveries: Float64Array; leadTimePeriods: number; startStock: number },
): void {
  const { received, netStock, shipped, pipeline } = trace
  let net = startStock
  for (let t = 0; t < received.length; t += 1) {
    const arriving = t < leadTimePeriods ? pipeline[t] : deliveries[t - leadTimePeriods]
    const available = Math.max(net, 0) + arriving
    const asked = Math.max(-net, 0) + received[t]
    shipped[t] = Math.min(asked, available)
    net += arriving - received[t]
    netStock[t] = net
  }
}

/** Mean of known demand per period where none is given: the share of the first periods, at the starting level. */
export function knownMean({ total, known, initialMean }: ConsumerDemand): number {
  const startMean = firstMean(total)
  return known && startMean > 0 ? ((initialMean ?? startMean) * firstMean(known)) / startMean : 0
}

function firstMean(series: Float64Array): number {
  const count = Math.min(STARTING_PERIODS, series.length)
  let sum = 0
  for (let t = 0; t < count; t += 1) sum += series[t]
  return sum / count
}
