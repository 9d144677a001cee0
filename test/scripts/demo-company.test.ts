import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import type { DemoItem } from '#scripts/demo/catalogue'
import type { ConsumerDemand } from '#scripts/demo/consumer-demand'
import { type DemoOptions, demoOptions } from '#scripts/demo/demo-options'
import { generate, type Truth } from '#scripts/demo/generate'
import { OVERSTOCK_FROM, OVERSTOCK_TO } from '#scripts/demo/supply-history'

type Row = Record<string, string & number & boolean & null>

function draw(options: DemoOptions, truth: Truth = {}): Map<string, Row[]> {
  const tables = new Map<string, Row[]>()
  for (const { table, rows } of generate(options, truth))
    tables.set(table, [...(tables.get(table) ?? []), ...(rows as Row[])])
  return tables
}

const small = demoOptions({ asOf: '2026-11-25', items: 90, owners: 40, months: 12, entries: 20_000 })

describe('demo company', () => {
  const options = demoOptions({ asOf: '2026-11-25', owners: 60, entries: 120_000 })
  const truths = new Map<number, { item: DemoItem; demand: ConsumerDemand }>()
  let tables: Map<string, Row[]>

  beforeAll(() => {
    tables = draw(options, {
      item: (item, demand) => truths.set(item.itemId, { item, demand }),
    })
  })

  it('the same options give the same rows, another seed gives others', () => {
    const digest = (given: DemoOptions) => {
      const hash = createHash('sha256')
      for (const [table, rows] of draw(given)) hash.update(table).update(JSON.stringify(rows))
      return hash.digest('hex')
    }
    expect(digest(small)).toBe(digest(small))
    expect(digest({ ...small, seed: 2 })).not.toBe(digest(small))
  })

  it('whether somebody listens to the truth changes nothing in the rows', () => {
    const silent = draw(small)
    const told: Truth = { item: () => 0, campaign: () => 0, subscriptions: () => 0, owners: () => 0 }
    expect(silent.get('subscription_event')!.length).toBeGreaterThan(0)
    expect([...draw(small, told)].map(([table, rows]) => [table, rows.length])).toEqual(
      [...silent].map(([table, rows]) => [table, rows.length]),
    )
  })

  it('the ledger comes within a tenth of the entries asked for', () => {
    const entries = tables.get('demand_entry')!.length
    expect(entries / options.entries).toBeGreaterThan(0.9)
    expect(entries / options.entries).toBeLessThan(1.1)
  })

  it('sales without a campaign add up to what consumers wanted, item by item', () => {
    const sold = new Map<number, number>()
    for (const entry of tables.get('demand_entry')!)
      if (entry.kind === 'sale') sold.set(entry.item_id!, (sold.get(entry.item_id!) ?? 0) + entry.quantity!)
    expect(truths.size).toBeGreaterThan(200)
    for (const [itemId, { item, demand }] of truths)
      expect(sold.get(itemId) ?? 0).toBe(item.portion * demand.units.reduce((sum, units) => sum + units, 0))
  })

  it('demand drawn has the mean it was drawn from: all items together within 5 %', () => {
    let expected = 0
    let drawn = 0
    for (const { demand } of truths.values()) {
      expected += demand.expected.reduce((sum, mean) => sum + mean, 0)
      drawn += demand.units.reduce((sum, units) => sum + units, 0)
    }
    expect(Math.abs(drawn / expected - 1)).toBeLessThan(0.05)
  })

  it('patterns are what they are called: intervals of 1.32 weeks and squared variation of 0.49 part them', () => {
    const figures = (pattern: string) => {
      const all = [...truths.values()].filter(({ item }) => item.pattern === pattern)
      const measured = all.map(({ demand }) => intervalAndVariation(weekly(demand.units)))
      return {
        interval: median(measured.map((each) => each.interval)),
        variation: median(measured.map((each) => each.variation)),
      }
    }
    expect(figures('smooth').interval).toBeLessThan(1.32)
    expect(figures('smooth').variation).toBeLessThan(0.49)
    expect(figures('erratic').interval).toBeLessThan(1.32)
    expect(figures('erratic').variation).toBeGreaterThan(0.49)
    expect(figures('intermittent').interval).toBeGreaterThan(1.32)
    expect(figures('intermittent').variation).toBeLessThan(0.49)
    expect(figures('lumpy').interval).toBeGreaterThan(1.32)
    expect(figures('lumpy').variation).toBeGreaterThan(0.49)
  })

  it('nothing is known after the day before as-of', () => {
    const late = (table: string, column: string) =>
      tables.get(table)!.filter((row) => String(row[column]) >= '2026-11-25').length
    expect(late('demand_entry', 'known_at')).toBe(0)
    expect(late('supply_order', 'placed_on')).toBe(0)
    expect(late('receipt', 'received_on')).toBe(0)
  })

  it('orders of before whip: their weekly variance is over twice that of the calm demand they serve', () => {
    const ratios: number[] = []
    for (const { item, demand } of truths.values()) {
      if (item.pattern !== 'smooth' || item.supplyFactor > 1) continue
      const ordered = new Int32Array(demand.units.length)
      for (const order of tables.get('supply_order')!)
        if (order.item_id === item.itemId)
          ordered[dayIndex(order.placed_on!)]! += order.quantity! / item.portion
      ratios.push(variance(weekly(ordered)) / variance(weekly(demand.units)))
    }
    expect(ratios.length).toBeGreaterThan(20)
    expect(median(ratios)).toBeGreaterThan(2)
  })

  it('the T-shirt line made about four for one sold, and half a year of it is still in stock', () => {
    let ordered = 0
    let sold = 0
    let onHand = 0
    let usual = 0
    const from = dayIndex('2026-11-25') - OVERSTOCK_FROM
    const to = dayIndex('2026-11-25') - OVERSTOCK_TO
    for (const { item, demand } of truths.values()) {
      if (item.supplyFactor !== 4) continue
      usual += item.weeklyUnits
      sold += demand.units.subarray(from - 14, to - 14).reduce((sum, units) => sum + units, 0)
      for (const order of tables.get('supply_order')!) {
        const placed = dayIndex(order.placed_on!)
        if (order.item_id === item.itemId && placed >= from && placed < to) ordered += order.quantity!
      }
      onHand += tables.get('stock_snapshot')!.findLast((row) => row.item_id === item.itemId)!.on_hand!
    }
    expect(ordered / sold).toBeGreaterThan(3)
    expect(ordered / sold).toBeLessThan(5)
    expect(onHand / usual).toBeGreaterThan(26)
  })

  it('has seven suppliers with lines, two of materials, ten lines, twenty-one setup families', () => {
    const suppliers = tables.get('supplier')!
    expect(suppliers.filter((each) => each.is_material_supplier)).toHaveLength(2)
    expect(suppliers.filter((each) => !each.is_material_supplier)).toHaveLength(7)
    expect(new Set(suppliers.map((each) => each.order_weekday)).size).toBe(5)
    expect(tables.get('production_line')).toHaveLength(10)
    expect(tables.get('setup_family')).toHaveLength(21)
  })

  it('ordinary sales take under 30 % of a fruit line: boxes, campaigns and safety stock made anew need the rest', () => {
    for (const prefix of ['MG', 'KW']) {
      let minutes = 0
      for (const { item, demand } of truths.values())
        if (item.code.startsWith(prefix)) {
          const routing = tables.get('routing')!.find(({ item_id }) => item_id === item.itemId)!
          const year = demand.expected.subarray(-364).reduce((sum, units) => sum + units, 0)
          minutes += (year / 52) * routing.run_minutes_per_unit!
        }
      expect(minutes).toBeGreaterThan(0)
      expect(minutes).toBeLessThan(0.3 * 5 * 600)
    }
  })

  it('four items are sold by weight: counted in grams, sold and ordered by the jin of 500, packed in cartons of 10 kg', () => {
    const loose = tables.get('item')!.filter((row) => row.base_unit === 'gram')
    expect(loose.map(({ code }) => code)).toEqual(['DR001', 'DR002', 'DR003', 'DR004'])
    const isLoose = new Set(loose.map(({ item_id }) => item_id))
    const of = (table: string) => tables.get(table)!.filter(({ item_id }) => isLoose.has(item_id))
    const sold = of('demand_entry').map(({ quantity }) => quantity!)
    expect(sold.length).toBeGreaterThan(400)
    expect(sold.filter((grams) => grams % 500 !== 0)).toEqual([])
    expect(of('unit_conversion').map(({ unit, base_units }) => [unit, base_units])).toEqual(
      Array(4).fill(['carton', 10_000]),
    )
    for (const { lot_multiple: multiple } of of('item_supplier')) expect(multiple! % 500).toBe(0)
    for (const row of of('supply_order')) expect(row.quantity! % 500).toBe(0)
  })

  it('stock never runs out while sales go on: what comes in less what goes out is what is counted', () => {
    const counts = tables.get('stock_snapshot')!
    expect(counts.filter((row) => row.on_hand! <= 0)).toHaveLength(0)
  })

  it('suppliers close around Spring Festival and work on adjusted Saturdays', () => {
    const calendar = tables.get('working_calendar')!.filter((row) => row.supplier_id === 1)
    const isWorking = (day: string) => calendar.find((row) => row.day === day)?.is_working
    expect(isWorking('2026-02-17')).toBe(false)
    expect(isWorking('2026-02-11')).toBe(false)
    expect(isWorking('2026-02-28')).toBe(true)
    expect(isWorking('2026-10-10')).toBe(true)
    expect(isWorking('2026-03-04')).toBe(undefined)
  })

  it('codes and names are unique', () => {
    for (const [table, column] of [
      ['item', 'code'],
      ['item', 'name_zh'],
      ['item', 'name_en'],
      ['product', 'code'],
      ['shop_owner', 'code'],
    ] as const) {
      const values = tables.get(table)!.map((row) => row[column])
      expect(new Set(values).size).toBe(values.length)
    }
  })

  const start = () => Date.parse('2026-11-25') / 86_400_000 - Math.round(24 * 30.44)
  const firstMonday = () => start() - ((start() + 3) % 7)
  const dayIndex = (date: string) => Date.parse(date) / 86_400_000 - firstMonday()
})

function weekly(daily: Int32Array): number[] {
  const weeks: number[] = []
  for (let day = 0; day + 7 <= daily.length; day += 7)
    weeks.push(daily.subarray(day, day + 7).reduce((sum, units) => sum + units, 0))
  return weeks
}

function intervalAndVariation(weeks: readonly number[]): { interval: number; variation: number } {
  const sizes = weeks.filter((units) => units > 0)
  const mean = sizes.reduce((sum, units) => sum + units, 0) / sizes.length
  return { interval: weeks.length / sizes.length, variation: variance(sizes) / (mean * mean) }
}

function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!
}
