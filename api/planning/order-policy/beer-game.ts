/** How a stage of the beer game orders, from the fifth week on. */
export type BeerGamePlayer =
  /** 4 + target − net stock − supply line: the benchmark. */
  | { readonly kind: 'benchmark'; readonly targets: readonly [number, number, number, number] }
  /** Sterman's anchoring rule: expected loss + α(target − net stock − β·supply line). */
  | {
      readonly kind: 'anchoring'
      readonly target: number
      readonly expectation: number
      readonly correction: number
      readonly supplyLineShare: number
    }

export const BENCHMARK_PLAYER: BeerGamePlayer = { kind: 'benchmark', targets: [28, 28, 28, 20] }
export const HUMAN_PLAYER: BeerGamePlayer = {
  kind: 'anchoring',
  target: 17,
  expectation: 0.36,
  correction: 0.26,
  supplyLineShare: 0.34,
}

export interface BeerGameStage {
  readonly orders: Float64Array
  readonly netStock: Float64Array
  /** .5 per unit on hand and 1 per unit owed at the end of each week. */
  readonly cost: number
}

const STAGES = 4
const FIXED_WEEKS = 4
const STEADY_ORDER = 4
const MAIL_WEEKS = 2
const SHIPPING_WEEKS = 2
const FACTORY_WEEKS = 3

/**
 * The beer distribution game: retailer, wholesaler, distributor, factory. Opening stock 12, two weeks for mail and
 * two for shipping, three for production, every pipeline cell 4, all orders 4 in the first four weeks. Each week:
 * receive, read the order placed two weeks ago, fill backlog and order as far as stock goes, pay, order.
 *
 * @param demand at the retailer per week, e.g. 4, 4, 4, 4, 8, 8, …
 * Source: Sterman 1989, Management Science 35(3); start-up chosen so that the benchmark costs 204 over 36 weeks.
 * @example beerGame(demand, BENCHMARK_PLAYER).map((stage) => stage.cost) // [46, 50, 54, 54]
 */
export function beerGame(demand: Float64Array, player: BeerGamePlayer): BeerGameStage[] {
  const weeks = demand.length
  const stages = Array.from({ length: STAGES }, () => ({
    orders: new Float64Array(weeks),
    netStock: new Float64Array(weeks),
    shipped: new Float64Array(weeks),
    net: 12,
    expected: STEADY_ORDER,
    cost: 0,
  }))
  const before = (series: Float64Array, week: number) => (week < 0 ? STEADY_ORDER : series[week])
  for (let week = 0; week < weeks; week += 1) {
    const incoming = stages.map((_, k) =>
      k === 0 ? demand[week] : before(stages[k - 1].orders, week - MAIL_WEEKS),
    )
    stages.forEach((stage, k) => {
      const isFactory = k === STAGES - 1
      const arriving = isFactory
        ? before(stage.orders, week - FACTORY_WEEKS)
        : before(stages[k + 1].shipped, week - SHIPPING_WEEKS)
      const available = Math.max(0, stage.net) + arriving
      const asked = Math.max(0, -stage.net) + incoming[k]
      stage.shipped[week] = Math.min(available, asked)
      stage.net += arriving - incoming[k]
      stage.netStock[week] = stage.net
      stage.cost += 0.5 * Math.max(0, stage.net) + Math.max(0, -stage.net)
    })
    stages.forEach((stage, k) => {
      if (player.kind === 'anchoring')
        stage.expected = player.expectation * incoming[k] + (1 - player.expectation) * stage.expected
      stage.orders[week] =
        week < FIXED_WEEKS ? STEADY_ORDER : Math.max(0, wanted(player, k, stage, supplyLine(k, week)))
    })
  }
  return stages.map(({ orders, netStock, cost }) => ({ orders, netStock, cost }))

  function supplyLine(k: number, week: number): number {
    const own = stages[k].orders
    let units = 0
    if (k === STAGES - 1) {
      for (let age = 1; age < FACTORY_WEEKS; age += 1) units += before(own, week - age)
      return units
    }
    for (let age = 1; age < MAIL_WEEKS; age += 1) units += before(own, week - age)
    for (let age = 0; age < SHIPPING_WEEKS; age += 1) units += before(stages[k + 1].shipped, week - age)
    return units + Math.max(0, -stages[k + 1].net)
  }
}

function wanted(
  player: BeerGamePlayer,
  k: number,
  stage: { readonly net: number; readonly expected: number },
  supplyLine: number,
): number {
  if (player.kind === 'benchmark') return STEADY_ORDER + player.targets[k] - stage.net - supplyLine
  const gap = player.target - stage.net - player.supplyLineShare * supplyLine
  return stage.expected + player.correction * gap
}
