import { type ConsumerDemand, knownMean } from './chain-simulation.ts'
import { knownAt } from './stage-orders.ts'

/** When and up to what a stage orders, by what is known beyond its protection period; the last entry holds beyond. */
export interface AdvanceLevels {
  readonly reorderPoint: readonly number[]
  readonly orderUpTo: readonly number[]
}

/**
 * One stage ordering by advance information: at the end of each period, position = net stock + on order − known demand
 * of the protection period; at or below s(o) it orders up to S(o), o being what is known of the period after.
 *
 * @param leadTimePeriods demand periods between placing an order and its serving demand, whole, >= 1
 * @returns the trace of the stage, which starts at the level that the policy orders up to
 * Source: Gallego & Özer 2001, Management Science 47(10).
 * @example simulateAdvance(demand, { reorderPoint: [4], orderUpTo: [18] }, 1).ordered
 */
export function simulateAdvance(demand: ConsumerDemand, levels: AdvanceLevels, leadTimePeriods: number) {
  if (!(Number.isInteger(leadTimePeriods) && leadTimePeriods >= 1))
    throw new RangeError(`leadTimePeriods must be whole and >= 1; got ${leadTimePeriods}`)
  const { total, known, noticePeriods } = demand
  const length = total.length
  const series = () => new Float64Array(length)
  const trace = { received: total, ordered: series(), netStock: series(), shipped: series() }
  const beyond = known ? knownMean(demand) : 0
  const seen = (period: number, now: number) =>
    known && period - now <= noticePeriods ? knownAt(known, period, beyond) : 0
  const level = (of: readonly number[], units: number) =>
    of[Math.min(of.length - 1, Math.max(0, Math.round(units)))]!
  const due = (now: number) => {
    let units = 0
    for (let period = now + 1; period <= now + leadTimePeriods; period += 1) units += seen(period, now)
    return units
  }
  let net = level(levels.orderUpTo, seen(leadTimePeriods, -1)) + due(-1)
  let onOrder = 0
  for (let t = 0; t < length; t += 1) {
    const arriving = t >= leadTimePeriods ? trace.ordered[t - leadTimePeriods] : 0
    const available = Math.max(0, net) + arriving
    trace.shipped[t] = Math.min(available, Math.max(0, -net) + total[t])
    net += arriving - total[t]
    onOrder -= arriving
    const position = net + onOrder - due(t)
    const ahead = seen(t + leadTimePeriods + 1, t)
    if (position <= level(levels.reorderPoint, ahead) + 1e-9) {
      trace.ordered[t] = Math.max(0, level(levels.orderUpTo, ahead) - position)
      onOrder += trace.ordered[t]
    }
    trace.netStock[t] = net
  }
  return trace
}
