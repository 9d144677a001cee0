/** One stage of a supply network that promises its customers a service time. */
export interface ServiceStage {
  readonly name: string
  /** Whole periods of work once everything it needs is there, >= 0 (T). */
  readonly processingTime: number
  /** Money per unit held and period, >= 0. */
  readonly holdingCost: number
  /** Standard deviation of its own customers' demand per period, units, >= 0; 0 for stages without customers. */
  readonly demandDeviation: number
  /** Longest wait its own customers accept, whole, >= 0; null for stages without customers. */
  readonly promisedServiceTime: number | null
  /** Service time of outside suppliers, whole, >= 0. */
  readonly externalServiceTime: number
  /** Stages it delivers to. */
  readonly deliversTo: readonly string[]
}

export interface ServicePlacement {
  readonly name: string
  /** What it promises (S) and what it waits for its suppliers (SI). */
  readonly serviceTime: number
  readonly inboundServiceTime: number
  readonly netReplenishmentTime: number
  readonly safetyStock: number
  readonly cost: number
}

/**
 * Where to hold safety stock in a tree-shaped network: service times that minimise Σ h·z·σ·√(SI + T − S), by dynamic
 * programming over the tree. Demand beyond z standard deviations needs an emergency measure; z is not a fill rate.
 * Deviations of independent customers add up in squares on their way upstream, one unit per unit.
 *
 * @param stages  a tree (connected, no cycle even when directions are ignored)
 * @param safetyFactor z, >= 0
 * @throws RangeError on an empty network, an unknown stage or a cycle, naming it
 * Source: Graves & Willems 2000, MSOM 2(1).
 * @example guaranteedService(stages, 1.645).cost
 */
export function guaranteedService(
  stages: readonly ServiceStage[],
  safetyFactor: number,
): { readonly cost: number; readonly stages: readonly ServicePlacement[] } {
  const network = connect(stages)
  if (!(safetyFactor >= 0)) throw new RangeError(`safetyFactor must be >= 0; got ${safetyFactor}`)
  const chosen = new Array<{ service: number; inbound: number }>(stages.length)
  const solved = solveSubtree(0, -1, network, stages, safetyFactor)
  let best = { cost: Number.POSITIVE_INFINITY, service: 0, inbound: 0 }
  for (let service = 0; service < solved.table.length; service += 1)
    for (let inbound = 0; inbound < solved.table[service].length; inbound += 1)
      if (solved.table[service][inbound] < best.cost)
        best = { cost: solved.table[service][inbound], service, inbound }
  solved.choose(best.service, best.inbound, chosen)
  const placements = stages.map((stage, k): ServicePlacement => {
    const inbound = Math.max(stage.externalServiceTime, ...network.suppliers[k].map((i) => chosen[i].service))
    const netReplenishmentTime = Math.max(0, inbound + stage.processingTime - chosen[k].service)
    const safetyStock = safetyFactor * network.deviation[k] * Math.sqrt(netReplenishmentTime)
    return {
      name: stage.name,
      serviceTime: chosen[k].service,
      inboundServiceTime: inbound,
      netReplenishmentTime,
      safetyStock,
      cost: stage.holdingCost * safetyStock,
    }
  })
  return { cost: placements.reduce((sum, placement) => sum + placement.cost, 0), stages: placements }
}

interface Network {
  readonly suppliers: readonly (readonly number[])[]
  readonly customers: readonly (readonly number[])[]
  readonly deviation: readonly number[]
  /** Longest time from outside supply to a stage's output. */
  readonly longest: readonly number[]
}

interface Subtree {
  /** Cost of the subtree by service time and inbound service time. */
  readonly table: readonly Float64Array[]
  choose(service: number, inbound: number, into: { service: number; inbound: number }[]): void
}

function solveSubtree(
  k: number,
  parent: number,
  network: Network,
  stages: readonly ServiceStage[],
  safetyFactor: number,
): Subtree {
  const stage = stages[k]
  const longest = network.longest[k]
  const branch = (i: number) => ({ tree: solveSubtree(i, k, network, stages, safetyFactor), index: i })
  const above = network.suppliers[k].filter((i) => i !== parent).map(branch)
  const below = network.customers[k].filter((i) => i !== parent).map(branch)
  const inboundMost = longest - stage.processingTime
  const fromAbove = above.map(({ tree }) => bestUpTo(tree.table, inboundMost))
  const fromBelow = below.map(({ tree }) => bestFrom(tree.table, longest))
  const serviceMost =
    stage.promisedServiceTime === null ? longest : Math.min(longest, stage.promisedServiceTime)
  const table = Array.from({ length: serviceMost + 1 }, (_, service) => {
    const row = new Float64Array(inboundMost + 1).fill(Number.POSITIVE_INFINITY)
    for (let inbound = stage.externalServiceTime; inbound <= inboundMost; inbound += 1) {
      const time = inbound + stage.processingTime - service
      if (time < 0) continue
      let cost = stage.holdingCost * safetyFactor * network.deviation[k] * Math.sqrt(time)
      for (const best of fromAbove) cost += best[inbound].cost
      for (const best of fromBelow) cost += best[service].cost
      row[inbound] = cost
    }
    return row
  })
  return {
    table,
    choose: (service, inbound, into) => {
      into[k] = { service, inbound }
      above.forEach(({ tree }, i) => {
        const best = fromAbove[i][inbound]
        tree.choose(best.service, best.inbound, into)
      })
      below.forEach(({ tree }, i) => {
        const best = fromBelow[i][service]
        tree.choose(best.service, best.inbound, into)
      })
    },
  }
}

interface Best {
  readonly cost: number
  readonly service: number
  readonly inbound: number
}

const IMPOSSIBLE: Best = { cost: Number.POSITIVE_INFINITY, service: 0, inbound: 0 }

/** Cheapest supplier whose service time is at most s, for every s. */
function bestUpTo(table: readonly Float64Array[], most: number): Best[] {
  const bests: Best[] = []
  let best = IMPOSSIBLE
  for (let service = 0; service <= most; service += 1) {
    const row = table[service]
    if (row)
      for (let inbound = 0; inbound < row.length; inbound += 1)
        if (row[inbound] < best.cost) best = { cost: row[inbound], service, inbound }
    bests.push(best)
  }
  return bests
}

/** Cheapest customer that waits at least s for its supplies, for every s. */
function bestFrom(table: readonly Float64Array[], most: number): Best[] {
  const bests = new Array<Best>(most + 1).fill(IMPOSSIBLE)
  let best = IMPOSSIBLE
  const inboundMost = (table[0]?.length ?? 0) - 1
  for (let inbound = Math.max(inboundMost, most); inbound >= 0; inbound -= 1) {
    for (let service = 0; service < table.length && inbound <= inboundMost; service += 1)
      if (table[service][inbound] < best.cost) best = { cost: table[service][inbound], service, inbound }
    if (inbound <= most) bests[inbound] = best
  }
  return bests
}

function connect(stages: readonly ServiceStage[]): Network {
  if (stages.length === 0) throw new RangeError('network must hold at least one stage; got 0')
  const place = new Map(stages.map((stage, k) => [stage.name, k]))
  if (place.size !== stages.length) throw new RangeError('network must name each stage once')
  const suppliers: number[][] = stages.map(() => [])
  const customers = stages.map((stage, k) => {
    requireStage(stage)
    return stage.deliversTo.map((name) => {
      const customer = place.get(name)
      if (customer === undefined)
        throw new RangeError(`${stage.name}: deliversTo must name a stage; got ${name}`)
      suppliers[customer].push(k)
      return customer
    })
  })
  requireTree(stages, suppliers, customers)
  const variance = new Array<number | undefined>(stages.length)
  const varianceOf = (k: number): number => {
    variance[k] ??=
      stages[k].demandDeviation ** 2 + customers[k].reduce((sum, customer) => sum + varianceOf(customer), 0)
    return variance[k]
  }
  const longest = new Array<number | undefined>(stages.length)
  const longestOf = (k: number): number => {
    longest[k] ??=
      stages[k].processingTime + Math.max(stages[k].externalServiceTime, ...suppliers[k].map(longestOf))
    return longest[k]
  }
  return {
    suppliers,
    customers,
    deviation: stages.map((_, k) => Math.sqrt(varianceOf(k))),
    longest: stages.map((_, k) => longestOf(k)),
  }
}

function requireTree(
  stages: readonly ServiceStage[],
  suppliers: readonly (readonly number[])[],
  customers: readonly (readonly number[])[],
): void {
  const seen = new Set<number>()
  const visit = (k: number, parent: number) => {
    if (seen.has(k))
      throw new RangeError(`network must be a tree without cycles; got a second way to ${stages[k].name}`)
    seen.add(k)
    for (const next of [...suppliers[k], ...customers[k]]) if (next !== parent) visit(next, k)
  }
  visit(0, -1)
  const apart = stages.find((_, k) => !seen.has(k))
  if (apart) throw new RangeError(`network must be connected; got ${apart.name} apart`)
}

function requireStage(stage: ServiceStage): void {
  const times = {
    processingTime: stage.processingTime,
    externalServiceTime: stage.externalServiceTime,
    promisedServiceTime: stage.promisedServiceTime ?? 0,
  }
  for (const [name, time] of Object.entries(times))
    if (!Number.isInteger(time) || time < 0)
      throw new RangeError(`${stage.name}: ${name} must be >= 0 and whole; got ${time}`)
  if (!(stage.holdingCost >= 0))
    throw new RangeError(`${stage.name}: holdingCost must be >= 0; got ${stage.holdingCost}`)
  if (!(stage.demandDeviation >= 0))
    throw new RangeError(`${stage.name}: demandDeviation must be >= 0; got ${stage.demandDeviation}`)
}
