import type { BatchPlan } from './batch-plan.ts'
import { type BatchPlanningRequest, DEMAND_CLASSES } from './batch-planning-request.ts'
import type { MaterialLimit } from './material-limit.ts'

const TOLERANCE = 1e-6

/**
 * Checks a plan against its request without any code of the planner: capacity with setups and overtime, lot rules,
 * nested minimums, fences, routings, shelf life, and that every unit of demand and supply is pegged exactly once or named short.
 * With scarce materials also that no lot takes more than has arrived.
 *
 * @returns one sentence per fault; empty when the plan keeps the request
 */
export function checkPlan(
  request: BatchPlanningRequest,
  plan: BatchPlan,
  materials: readonly MaterialLimit[] = [],
): string[] {
  const faults: string[] = []
  const { bucketCount, items, lines, families, fences } = request
  const minutes = new Map<string, number>()
  const frozenMade = new Map<string, number>()
  const served = items.map(() => new Float64Array(DEMAND_CLASSES.length * bucketCount))
  const lotOf = new Map<string, number>()
  const campaigns = new Set<string>()
  for (const batch of plan.batches) {
    const cell = `${batch.line}|${batch.bucket}`
    if (batch.bucket < 0 || batch.bucket >= bucketCount) faults.push(`batch in bucket ${batch.bucket}`)
    if (batch.isFirm !== batch.bucket < fences.frozenBuckets)
      faults.push(
        `batch on line ${batch.line} in bucket ${batch.bucket} stands on the wrong side of the fence`,
      )
    if (batch.family >= 0) campaigns.add(`${cell}|${batch.family}`)
    for (const entry of batch.items) {
      const item = items[entry.item]
      const name = `item ${item.key} on line ${batch.line} in bucket ${batch.bucket}`
      if (item.family !== batch.family) faults.push(`${name} is in a batch of another family`)
      const routing = item.routings.find((candidate) => candidate.line === batch.line)
      if (!routing && !batch.isFirm) faults.push(`${name} has no routing there`)
      minutes.set(
        cell,
        (minutes.get(cell) ?? 0) +
          (routing?.setupMinutes ?? 0) +
          (routing?.minutesPerUnit ?? 0) * entry.quantity,
      )
      const pegged = entry.pegs.reduce((sum, peg) => sum + peg.quantity, 0)
      if (Math.abs(pegged - entry.quantity) > TOLERANCE * Math.max(1, entry.quantity))
        faults.push(`${name}: ${entry.quantity} made but ${pegged} pegged`)
      for (const peg of entry.pegs)
        if (peg.kind === 'demand') {
          served[entry.item][DEMAND_CLASSES.indexOf(peg.demandClass) * bucketCount + peg.needBucket] +=
            peg.quantity
          if (peg.needBucket - batch.bucket > (item.shelfLifeBuckets ?? bucketCount) && !batch.isFirm)
            faults.push(`${name} is too old for its need in bucket ${peg.needBucket}`)
        }
      if (batch.isFirm) {
        const key = `${entry.item}|${cell}`
        frozenMade.set(key, (frozenMade.get(key) ?? 0) + entry.quantity)
        continue
      }
      if (batch.bucket < (item.materialArrivesInBucket ?? 0))
        faults.push(`${name} is made before its material arrives`)
      const lot = `${entry.item}|${cell}`
      if (lotOf.has(lot)) faults.push(`${name} has two lots`)
      lotOf.set(lot, entry.quantity)
      const { minimum, multiple, maximum } = item.lotRule
      const multiples = entry.quantity / multiple
      if (entry.quantity < minimum - TOLERANCE)
        faults.push(`${name}: ${entry.quantity} is below the minimum ${minimum}`)
      if (entry.quantity > maximum + TOLERANCE)
        faults.push(`${name}: ${entry.quantity} is above the maximum ${maximum}`)
      if (Math.abs(multiples - Math.round(multiples)) > TOLERANCE)
        faults.push(`${name}: ${entry.quantity} is no multiple of ${multiple}`)
    }
  }
  for (const campaign of campaigns) {
    const [line, bucket, family] = campaign.split('|')
    const cell = `${line}|${bucket}`
    minutes.set(cell, (minutes.get(cell) ?? 0) + families[Number(family)].setupMinutes)
  }
  for (const [cell, used] of minutes) {
    const [line, bucket] = cell.split('|').map(Number)
    const load = plan.lineLoads.find((entry) => entry.line === line && entry.bucket === bucket)
    const limit = lines[line].capacityMinutes[bucket] + lines[line].overtimeMinutes[bucket]
    const allowed = bucket < fences.frozenBuckets ? (load?.overloadMinutes ?? 0) : 0
    if (used > limit + allowed + TOLERANCE * Math.max(1, limit))
      faults.push(`line ${lines[line].key} in bucket ${bucket}: ${used} minutes of ${limit}`)
    if (load && Math.abs(load.runMinutes + load.setupMinutes - used) > TOLERANCE * Math.max(1, used))
      faults.push(
        `line ${lines[line].key} in bucket ${bucket}: load is stated as ${load.runMinutes + load.setupMinutes}`,
      )
  }
  for (const lot of request.previousPlan) {
    if (lot.bucket >= fences.frozenBuckets || lot.bucket >= bucketCount) continue
    const key = `${lot.item}|${lot.line}|${lot.bucket}`
    frozenMade.set(key, (frozenMade.get(key) ?? 0) - lot.quantity)
  }
  for (const [key, difference] of frozenMade)
    if (Math.abs(difference) > TOLERANCE) faults.push(`frozen lot ${key} changed by ${difference}`)
  for (const group of request.minimumGroups) checkGroup(group)
  for (const material of materials) checkMaterial(material)
  checkDemand()
  return faults

  function checkMaterial({ material, arrivals, boughtFromBucket, uses }: MaterialLimit) {
    let left = 0
    for (let bucket = 0; bucket < Math.min(boughtFromBucket, bucketCount); bucket += 1) {
      left += arrivals[bucket]
      for (const batch of plan.batches)
        for (const entry of batch.items)
          for (const use of uses)
            if (batch.bucket === bucket && !batch.isFirm && use.item === entry.item)
              left -= use.quantityPerUnit * entry.quantity
      if (left < -TOLERANCE * Math.max(1, arrivals.length))
        faults.push(`material ${material}: ${-left} short in bucket ${bucket}`)
    }
  }

  function checkGroup(group: BatchPlanningRequest['minimumGroups'][number]) {
    for (let bucket = fences.frozenBuckets; bucket < bucketCount; bucket += 1) {
      let quantity = 0
      let value = 0
      for (const batch of plan.batches)
        if (batch.bucket === bucket)
          for (const entry of batch.items)
            if (group.items.includes(entry.item)) {
              quantity += entry.quantity
              value += entry.quantity * (items[entry.item].valuePerUnit ?? 0)
            }
      if (quantity === 0) continue
      if (quantity < group.minimumQuantity - TOLERANCE)
        faults.push(`group ${group.key} in bucket ${bucket}: ${quantity} is below ${group.minimumQuantity}`)
      if (value < group.minimumValue - TOLERANCE)
        faults.push(`group ${group.key} in bucket ${bucket}: value ${value} is below ${group.minimumValue}`)
    }
  }

  function checkDemand() {
    const taken = items.map(() => new Map<number, number>())
    for (const peg of plan.stockPegs) {
      served[peg.item][DEMAND_CLASSES.indexOf(peg.demandClass) * bucketCount + peg.needBucket] += peg.quantity
      const source = peg.source === 'stock' ? -1 : peg.arrivesInBucket
      taken[peg.item].set(source, (taken[peg.item].get(source) ?? 0) + peg.quantity)
    }
    taken.forEach((bySource, item) => {
      for (const [source, quantity] of bySource) {
        const there = source < 0 ? items[item].openingStock : items[item].openOrders[source]
        if (quantity > there + TOLERANCE)
          faults.push(`item ${items[item].key}: ${quantity} pegged of ${there} in stock`)
      }
    })
    for (const shortage of plan.shortages)
      if (shortage.servedInBucket === null)
        served[shortage.item][
          DEMAND_CLASSES.indexOf(shortage.demandClass) * bucketCount + shortage.needBucket
        ] += shortage.quantity
    items.forEach((item, index) => {
      for (const demandClass of ['promisedPaid', 'promisedDeposit', 'other'] as const)
        for (let bucket = 0; bucket < bucketCount; bucket += 1) {
          const wanted = item.demand[demandClass][bucket]
          const got = served[index][DEMAND_CLASSES.indexOf(demandClass) * bucketCount + bucket]
          if (Math.abs(wanted - got) > TOLERANCE * Math.max(1, wanted))
            faults.push(
              `item ${item.key}: ${wanted} ${demandClass} in bucket ${bucket}, ${got} accounted for`,
            )
        }
    })
  }
}
