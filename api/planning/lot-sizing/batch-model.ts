import { createLinearModelBuilder } from './linear-model-builder.ts'
import { type Lot, pegLots } from './peg-lots.ts'
import type { PlanningState } from './planning-state.ts'
import type { LinearModel } from './solver-request.ts'

/** What a model may change: everything else stays as it is placed in the planning state. */
export type BatchModelScope = {
  /** items planned anew */
  readonly items: readonly number[]
  /** lots come and go in buckets [fromBucket, toBucket); lots elsewhere stay, with any quantity */
  readonly fromBucket: number
  readonly toBucket: number
  /** a need is served at most so many buckets before and after its own; what is served so now stays possible */
  readonly earlyBuckets: number
  readonly lateBuckets: number
}

export type BatchModel = {
  /** minimises what the scope costs */
  readonly model: LinearModel
  /** money per unit of the model's objective */
  readonly moneyUnit: number
  /** the plan as it is placed, as values of the columns */
  readonly start: Float64Array
  /** number of setups, lots and group minimums decided */
  readonly decisionCount: number
  /** lots of each item of the scope, in its order */
  readLots(columnValues: Float64Array): Lot[][]
}

type LotColumn = Lot & { readonly setup: number; readonly multiples: number }

/** Objective coefficients that a solver's tolerances still resolve. */
const LARGEST_COEFFICIENT = 1e5

/**
 * Batch planning as a mixed-integer plant-location model: a share of each need is made in each lot that may serve
 * it, at most the lot's setup; a lot is a whole number of multiples between minimum and maximum; campaigns pay the
 * shared setup; groups reach their minimum or make nothing; line minutes are regular or overtime.
 * With every item, every bucket and every reach in scope the model's bound is a bound of the whole plan: pegging
 * in the planner's fixed order is one way among those that the model may choose.
 *
 * Source: Krarup & Bilde 1977 for the shares; Pochet & Wolsey 2006, chapters 7, 11 and 13, for lot minimums and setups.
 */
export function batchModel(state: PlanningState, scope: BatchModelScope): BatchModel {
  const { bucketCount, request } = state
  const { items, families, lines, minimumGroups, fences } = request
  const cells = state.load.length
  const builder = createLinearModelBuilder()
  const start: number[] = []
  const moneyUnit = chooseMoneyUnit(state, scope.items)
  const column = (money: number, lower: number, upper: number, isInteger: boolean, value: number) => {
    start.push(value)
    return builder.addColumn(money / moneyUnit, lower, upper, isInteger)
  }
  const inScope = new Set(scope.items)
  const freeLoad = Float64Array.from(state.load)
  const othersInCampaign = Int32Array.from(state.campaignItems)
  for (const index of scope.items)
    for (const lot of state.lots[index]) {
      const routing = items[index].routings[lot.routing]
      const cell = routing.line * bucketCount + lot.bucket
      freeLoad[cell] -= routing.setupMinutes + routing.minutesPerUnit * lot.quantity
      if (items[index].family < 0) continue
      const campaign = items[index].family * cells + cell
      othersInCampaign[campaign] -= 1
      if (othersInCampaign[campaign] === 0) freeLoad[cell] -= families[items[index].family].setupMinutes
    }
  const lotsOf = new Map<number, LotColumn[]>()
  const campaigns = new Map<number, { column: number; setups: number[] }>()
  const loads = new Map<number, { column: number; minutes: number }[]>()
  let everythingShort = 0
  const load = (cell: number, entry: { column: number; minutes: number }) => {
    const list = loads.get(cell)
    if (list) list.push(entry)
    else loads.set(cell, [entry])
  }
  const groupsOf = new Map<number, number[]>()
  minimumGroups.forEach((group, position) => {
    for (const item of group.items) groupsOf.set(item, [...(groupsOf.get(item) ?? []), position])
  })
  for (const index of scope.items) lotsOf.set(index, addLots(index))
  for (const { column: campaign, setups } of campaigns.values())
    for (const setup of setups) {
      builder.put(setup, 1)
      builder.put(campaign, -1)
      builder.endRow(Number.NEGATIVE_INFINITY, 0)
    }
  for (const index of scope.items) addShares(index)
  addGroups()
  addSlushyChanges()
  const decisionCount = start.length
  addCapacity()
  column(everythingShort, 1, 1, false, 1)
  return { model: builder.build(), moneyUnit, start: Float64Array.from(start), decisionCount, readLots }

  function addLots(index: number): LotColumn[] {
    const item = items[index]
    const { minimum, multiple, maximum } = item.lotRule
    const forced = (groupsOf.get(index) ?? []).reduce((most, position) => {
      const { minimumQuantity, minimumValue } = minimumGroups[position]
      const byValue = item.valuePerUnit ? minimumValue / item.valuePerUnit : 0
      return Math.max(most, minimumQuantity, byValue)
    }, 0)
    const columns: LotColumn[] = []
    const excessBuckets = (bucket: number) =>
      Math.min(state.terms[index].shelfLifeBuckets, bucketCount - bucket)
    for (let bucket = state.firstBucket[index]; bucket < bucketCount; bucket += 1)
      for (let routing = 0; routing < item.routings.length; routing += 1) {
        const { line, minutesPerUnit, setupMinutes } = item.routings[routing]
        const present = state.lots[index].find((lot) => lot.bucket === bucket && lot.routing === routing)
        const isFree = bucket >= scope.fromBucket && bucket < scope.toBucket
        if (!isFree && !present) continue
        const cell = line * bucketCount + bucket
        const campaign = item.family * cells + cell
        const joins = item.family < 0 || othersInCampaign[campaign] > 0
        const familyMinutes = joins ? 0 : families[item.family].setupMinutes
        const free =
          state.capacity[cell] + state.overtime[cell] - freeLoad[cell] - setupMinutes - familyMinutes
        const fits = minutesPerUnit > 0 ? (free + 1e-6) / minutesPerUnit : Number.POSITIVE_INFINITY
        const wanted = Math.max(minimum, servable(index, bucket)) + forced + multiple
        const most = Math.max(
          Math.floor(Math.min(maximum, fits, wanted) / multiple + 1e-9),
          present ? Math.round(present.quantity / multiple) : 0,
        )
        const least = Math.ceil(minimum / multiple - 1e-9)
        if (most < 1 || most < least) continue
        const setup = column(item.setupCost, isFree ? 0 : 1, 1, true, present ? 1 : 0)
        const excessCost = item.holdingCostPerUnitPerBucket * excessBuckets(bucket)
        const made = present ? Math.round(present.quantity / multiple) : 0
        const multiples = column(excessCost * multiple, 0, most, true, made)
        builder.put(multiples, 1)
        builder.put(setup, -most)
        builder.endRow(Number.NEGATIVE_INFINITY, 0)
        if (least > 0) {
          builder.put(multiples, 1)
          builder.put(setup, -least)
          builder.endRow(0, Number.POSITIVE_INFINITY)
        }
        load(cell, { column: setup, minutes: setupMinutes })
        load(cell, { column: multiples, minutes: minutesPerUnit * multiple })
        columns.push({ routing, bucket, quantity: present?.quantity ?? 0, setup, multiples })
        if (!joins) joinCampaign(item.family, cell, setup)
      }
    return columns
  }

  /** Units of all needs that a lot of this bucket may serve. */
  function servable(index: number, bucket: number): number {
    const { rows } = state.net[index]
    let units = 0
    for (let row = 0; row < rows.length; row += 1) if (mayServe(index, row, bucket)) units += rows[row]
    return units
  }

  function mayServe(index: number, row: number, bucket: number): boolean {
    const { latePrice, shortPrice, shelfLifeBuckets } = state.terms[index]
    const need = row % bucketCount
    const demandClass = (row - need) / bucketCount
    const delay = bucket - need
    if (delay <= 0) return -delay <= Math.min(shelfLifeBuckets, scope.earlyBuckets)
    return delay <= scope.lateBuckets && latePrice[demandClass] * delay < shortPrice[demandClass]
  }

  function joinCampaign(family: number, cell: number, setup: number) {
    const campaign = family * cells + cell
    const known = campaigns.get(campaign)
    const isOpen = start[setup] > 0
    if (known) {
      known.setups.push(setup)
      if (isOpen) start[known.column] = 1
      return
    }
    const opened = column(families[family].setupCost, 0, 1, true, isOpen ? 1 : 0)
    campaigns.set(campaign, { column: opened, setups: [setup] })
    load(cell, { column: opened, minutes: families[family].setupMinutes })
  }

  function addShares(index: number) {
    const { rows } = state.net[index]
    const terms = state.terms[index]
    const lots = lotsOf.get(index)!
    const servedNow = new Map<string, number>()
    for (const { lot, demandClass, needBucket, quantity } of pegLots(rows, state.lots[index], terms).pegs) {
      const { bucket, routing } = state.lots[index][lot]
      servedNow.set(`${bucket} ${routing} ${demandClass * bucketCount + needBucket}`, quantity)
    }
    const sharesOfLot: { column: number; units: number }[][] = lots.map(() => [])
    for (let row = 0; row < rows.length; row += 1) {
      const units = rows[row]
      if (units <= 0) continue
      const need = row % bucketCount
      const demandClass = (row - need) / bucketCount
      const shortCost = units * terms.shortPrice[demandClass]
      everythingShort += shortCost
      const shares: number[] = []
      lots.forEach((lot, position) => {
        const now = servedNow.get(`${lot.bucket} ${lot.routing} ${row}`) ?? 0
        if (now === 0 && !mayServe(index, row, lot.bucket)) return
        const delay = lot.bucket - need
        const unitCost =
          (delay > 0 ? terms.latePrice[demandClass] * delay : terms.holdingCost * -delay) -
          terms.holdingCost * Math.min(terms.shelfLifeBuckets, bucketCount - lot.bucket)
        const share = column(units * unitCost - shortCost, 0, 1, false, now / units)
        shares.push(share)
        sharesOfLot[position].push({ column: share, units })
        builder.put(share, 1)
        builder.put(lot.setup, -1)
        builder.endRow(Number.NEGATIVE_INFINITY, 0)
      })
      for (const share of shares) builder.put(share, 1)
      builder.endRow(Number.NEGATIVE_INFINITY, 1)
    }
    lots.forEach((lot, position) => {
      for (const { column: share, units } of sharesOfLot[position]) builder.put(share, units)
      builder.put(lot.multiples, -items[index].lotRule.multiple)
      builder.endRow(Number.NEGATIVE_INFINITY, 0)
    })
  }

  function addGroups() {
    for (const group of minimumGroups) {
      const members = group.items.filter((item) => inScope.has(item))
      if (members.length === 0) continue
      for (let bucket = 0; bucket < bucketCount; bucket += 1) {
        let quantity = 0
        let value = 0
        for (const item of group.items)
          if (!inScope.has(item))
            for (const lot of state.lots[item])
              if (lot.bucket === bucket) {
                quantity += lot.quantity
                value += lot.quantity * (items[item].valuePerUnit ?? 0)
              }
        const lots = members.flatMap((item) =>
          lotsOf
            .get(item)!
            .filter((lot) => lot.bucket === bucket)
            .map((lot) => ({ lot, item })),
        )
        if (lots.length === 0) continue
        const isMade = quantity > 0 || lots.some(({ lot }) => start[lot.setup] > 0)
        const made = column(0, quantity > 0 ? 1 : 0, 1, true, isMade ? 1 : 0)
        for (const { lot } of lots) {
          builder.put(lot.setup, 1)
          builder.put(made, -1)
          builder.endRow(Number.NEGATIVE_INFINITY, 0)
        }
        const reach = (least: number, present: number, worth: (item: number) => number) => {
          if (least <= 0) return
          for (const { lot, item } of lots)
            builder.put(lot.multiples, worth(item) * items[item].lotRule.multiple)
          builder.put(made, -least)
          builder.endRow(-present, Number.POSITIVE_INFINITY)
        }
        reach(group.minimumQuantity, quantity, () => 1)
        reach(group.minimumValue, value, (item) => items[item].valuePerUnit ?? 0)
      }
    }
  }

  function addSlushyChanges() {
    if (fences.changeCostPerUnit === 0 || request.previousPlan.length === 0) return
    const end = Math.min(fences.slushyBuckets, bucketCount)
    for (const index of scope.items)
      for (let bucket = fences.frozenBuckets; bucket < end; bucket += 1) {
        const planned = state.slushyQuantity[index]?.[bucket] ?? 0
        const lots = lotsOf.get(index)!.filter((lot) => lot.bucket === bucket)
        const made = lots.reduce((units, lot) => units + lot.quantity, 0)
        const { multiple } = items[index].lotRule
        const change = column(
          fences.changeCostPerUnit,
          0,
          Number.POSITIVE_INFINITY,
          false,
          Math.abs(made - planned),
        )
        for (const sign of [1, -1]) {
          for (const lot of lots) builder.put(lot.multiples, sign * multiple)
          builder.put(change, -1)
          builder.endRow(Number.NEGATIVE_INFINITY, sign * planned)
        }
      }
  }

  function addCapacity() {
    for (const [cell, entries] of loads) {
      const line = Math.floor(cell / bucketCount)
      const overtime = Math.max(0, state.load[cell] - state.capacity[cell])
      for (const entry of entries) builder.put(entry.column, entry.minutes)
      if (state.overtime[cell] > 0)
        builder.put(column(lines[line].overtimeCostPerMinute, 0, state.overtime[cell], false, overtime), -1)
      builder.endRow(Number.NEGATIVE_INFINITY, state.capacity[cell] - freeLoad[cell])
    }
  }

  function readLots(columnValues: Float64Array): Lot[][] {
    return scope.items.map((index) => {
      const { multiple } = items[index].lotRule
      const lots: Lot[] = []
      for (const lot of lotsOf.get(index)!) {
        const quantity = Math.round(columnValues[lot.multiples]) * multiple
        if (columnValues[lot.setup] > 0.5 && quantity > 0)
          lots.push({ routing: lot.routing, bucket: lot.bucket, quantity })
      }
      return lots
    })
  }
}

function chooseMoneyUnit(state: PlanningState, scope: readonly number[]): number {
  let dearest = 0
  for (const index of scope) {
    const { rows } = state.net[index]
    const { shortPrice, bucketCount } = state.terms[index]
    for (let row = 0; row < rows.length; row += 1)
      dearest = Math.max(dearest, rows[row] * shortPrice[Math.floor(row / bucketCount)])
  }
  return Math.max(1, dearest / LARGEST_COEFFICIENT)
}
