import { type ChainPolicy, type DemandStream, estimatePolicy } from '#planning/order-policy/policy-estimate'
import { createRandom, drawPoisson } from '#planning/random'

const ITEMS = 10_000
const WEEKS = 104
const LIMIT_SECONDS = 60
const GAP_SHARES = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]

/** How long it takes to try 20 policies on generated demand, on one core. */
export function benchSimulatorSpeed(): string[] {
  const random = createRandom(1)
  const streams = Array.from({ length: ITEMS }, (_, item): DemandStream => {
    const total = Float64Array.from({ length: WEEKS }, () => drawPoisson(random, 5 + (item % 50)))
    return {
      total,
      known: item % 2 === 0 ? total.map((units) => Math.floor(units * 0.4)) : null,
      noticePeriods: 6,
      leadTimePeriods: 1 + (item % 4),
      upstreamLeadPeriods: [2 + (item % 3), 2 + (item % 5)],
      unitCost: 1 + (item % 90),
      smoothing: { gapShare: 1, levellingPeriods: 1 },
    }
  })
  const policies = GAP_SHARES.flatMap((gapShare): ChainPolicy[] =>
    [true, false].map((isShared) => ({
      gapShare,
      levellingPeriods: isShared ? 2 : 1,
      fillRate: 0.95,
      isShared,
    })),
  )
  const started = performance.now()
  for (const policy of policies) estimatePolicy(streams, policy)
  const seconds = (performance.now() - started) / 1000
  return [
    `Simulator: ${ITEMS} items × 3 tiers × ${WEEKS} weeks × ${policies.length} policies on one core,`,
    `orders, stock for the fill rate and intervals included: ${seconds.toFixed(1)} s (limit ${LIMIT_SECONDS} s).`,
  ]
}
