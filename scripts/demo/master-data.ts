import { SAMPLE_PLANNER } from '#db/sample-data'
import { createRandom, seedFor } from '#planning/random'
import { dayNumber, isoWeekday } from '#planning/time-bucket'
import type { DemoItem, DemoProduct } from './catalogue.ts'
import { HOLIDAYS, isFactoryWorkingDay } from './chinese-calendar.ts'
import { MATERIALS, SETUP_FAMILIES } from './company.ts'
import type { DemoOptions, HistorySpan } from './demo-options.ts'
import { type Factories, familyId } from './factories.ts'
import { dateText } from './ledger-book.ts'
import { RANGES } from './ranges.ts'
import { salesEvents } from './season.ts'
import type { DemoOwner } from './shop-owners.ts'
import { supplyTerms } from './supply-terms.ts'
import type { TableRows } from './table-rows.ts'

export const CENTRAL_WAREHOUSE = 1

/** Categories, families, locations, holidays, materials and sales events: what does not grow with the company. */
export function addReferenceData(rows: TableRows, span: HistorySpan): void {
  for (const [index, { category }] of RANGES.entries())
    rows.add('category', {
      category_id: index + 1,
      code: category.code,
      name_zh: category.zh,
      name_en: category.en,
    })
  for (const [index, family] of SETUP_FAMILIES.entries())
    rows.add('setup_family', {
      setup_family_id: index + 1,
      code: family.code,
      name_zh: family.zh,
      name_en: family.en,
    })
  rows.add('stock_location', {
    stock_location_id: CENTRAL_WAREHOUSE,
    code: 'JX',
    name_zh: '嘉兴中心仓',
    name_en: 'Jiaxing central warehouse',
    region: '华东 East China',
  })
  for (const [index, material] of MATERIALS.entries())
    rows.add('material', {
      material_id: index + 1,
      code: material.code,
      name_zh: material.zh,
      name_en: material.en,
      unit: material.unit,
    })
  for (const holiday of HOLIDAYS) {
    const put = (day: number, isWorking: boolean) =>
      rows.add('holiday', {
        day: dateText(day),
        name_zh: isWorking ? `${holiday.zh}调休上班` : holiday.zh,
        name_en: isWorking ? `Working day for ${holiday.en}` : holiday.en,
        is_working: isWorking,
      })
    for (let day = dayNumber(holiday.from); day <= dayNumber(holiday.to); day += 1) put(day, false)
    for (const worked of holiday.worked ?? []) put(dayNumber(worked), true)
  }
  for (const event of salesEvents(span.firstDay, span.asOfDay + 370))
    for (const [index, { category }] of RANGES.entries())
      rows.add('promotion', {
        code: `${event.code}-${category.code}`,
        kind: 'price',
        item_id: null,
        category_id: index + 1,
        starts_on: dateText(event.startDay),
        ends_on: dateText(event.endDay),
        discount_fraction: event.discountFraction,
      })
}

export function addOwners(rows: TableRows, owners: readonly DemoOwner[], span: HistorySpan): void {
  for (const owner of owners)
    rows.add('shop_owner', {
      shop_owner_id: owner.shopOwnerId,
      code: owner.code,
      name: owner.name,
      team: owner.team,
      region: owner.region,
      channel: owner.channel,
    })
  const idOf = (category: string) => RANGES.findIndex((range) => range.category.code === category) + 1
  const told = (owner: DemoOwner, category: string, tag: string, share: number) =>
    rows.add('owner_tag', {
      shop_owner_id: owner.shopOwnerId,
      category_id: idOf(category),
      tag,
      customer_count: Math.round(owner.customers * share),
      known_at: `${dateText(span.asOfDay - 45 - (owner.shopOwnerId % 30))} 20:00:00+08`,
    })
  for (const [category, tag, zh, en] of CUSTOMER_TAGS) {
    rows.add('customer_tag', { category_id: idOf(category), tag, name_zh: zh, name_en: en })
    for (const owner of owners) told(owner, category, tag, DESCRIBED_SHARE * owner.tagShare[tag]!)
  }
  for (const category of new Set(CUSTOMER_TAGS.map(([name]) => name)))
    for (const owner of owners) told(owner, category, 'unknown', 1 - DESCRIBED_SHARE)
}

/** Share of customers whom an owner can describe. */
const DESCRIBED_SHARE = 0.6
const CUSTOMER_TAGS = [
  ['skincare', 'dry', '干性肌肤', 'Dry skin'],
  ['skincare', 'mixed', '混合性肌肤', 'Mixed skin'],
  ['skincare', 'oily', '油性肌肤', 'Oily skin'],
  ['home', 'value', '看重性价比', 'Looks for value'],
  ['home', 'looks', '看重颜值', 'Looks for style'],
] as const

/** Suppliers, calendars, lines with their families, changeovers and exceptions of capacity. */
export function addFactories(
  rows: TableRows,
  factories: Factories,
  span: HistorySpan,
  options: DemoOptions,
): void {
  for (const { supplierId, base, copy } of factories.suppliers) {
    rows.add('supplier', {
      supplier_id: supplierId,
      code: copy === 0 ? base.code : `${base.code}-${copy + 1}`,
      name_zh: copy === 0 ? base.zh : `${base.zh}${copy + 1}厂`,
      name_en: copy === 0 ? base.en : `${base.en} ${copy + 1}`,
      is_material_supplier: base.isMaterialSupplier,
      order_weekday: base.orderWeekday,
      reply_within_days: 3,
    })
    for (let day = span.firstDay; day <= span.asOfDay + 400; day += 1)
      if (isFactoryWorkingDay(day) !== isoWeekday(day) <= 5)
        rows.add('working_calendar', {
          supplier_id: supplierId,
          day: dateText(day),
          is_working: isFactoryWorkingDay(day),
        })
  }
  for (const { lineId, supplierId, base, copy } of factories.lines) {
    rows.add('production_line', {
      production_line_id: lineId,
      supplier_id: supplierId,
      code: copy === 0 ? base.code : `${base.code}-${copy + 1}`,
      name_zh: copy === 0 ? base.zh : `${base.zh} ${copy + 1}厂`,
      name_en: copy === 0 ? base.en : `${base.en}, plant ${copy + 1}`,
      capacity_minutes_per_day: base.capacityMinutesPerDay,
      overtime_minutes_per_day: 120,
      overtime_cost_minor_per_minute: 300,
    })
    const families = [...base.families, ...base.alsoMakes]
    for (const family of families)
      rows.add('family_setup', {
        production_line_id: lineId,
        setup_family_id: familyId(family),
        setup_minutes: base.setupMinutes,
        setup_cost_minor: base.setupMinutes * 150,
      })
    for (const from of families)
      for (const to of families)
        if (from !== to) {
          const [fromId, toId] = [familyId(from), familyId(to)]
          const minutes = changeover(base.setupMinutes, fromId, toId)
          rows.add('changeover', {
            production_line_id: lineId,
            from_family_id: fromId,
            to_family_id: toId,
            changeover_minutes: minutes,
            changeover_cost_minor: minutes * 150,
          })
        }
    addCapacityExceptions(rows, lineId, supplierId, base.capacityMinutesPerDay, span, options.seed)
  }
  for (const [index, material] of MATERIALS.entries()) {
    const supplier = factories.suppliers.find((factory) => factory.base.code === material.supplier)!
    rows.add('material_supplier', {
      material_id: index + 1,
      supplier_id: supplier.supplierId,
      for_supplier_id: null,
      lead_time_days: material.leadTimeDays,
      minimum_quantity: material.minimumQuantity,
      unit_cost_minor: material.unitCostMinor,
    })
  }
}

/** Minutes from one family to another: down the list is the easy way, back up needs cleaning. */
function changeover(setupMinutes: number, from: number, to: number): number {
  return Math.round(setupMinutes * (0.5 + 0.2 * Math.abs(from - to)) * (to > from ? 1 : 1.7))
}

/** A day of upkeep every five weeks, and one trough week that the supplier offers. */
function addCapacityExceptions(
  rows: TableRows,
  lineId: number,
  supplierId: number,
  minutes: number,
  span: HistorySpan,
  seed: number,
): void {
  const random = createRandom(seedFor(seed, `line ${lineId}`))
  const monday = span.asOfDay - isoWeekday(span.asOfDay) + 1
  const put = (day: number, capacity: number) => {
    if (isFactoryWorkingDay(day))
      rows.add('line_capacity', {
        production_line_id: lineId,
        day: dateText(day),
        capacity_minutes: capacity,
        supplier_id: supplierId,
      })
  }
  const troughWeek = monday + 7 * (3 + Math.floor(random() * 8))
  const spareMinutes = 120
  for (let weekday = 0; weekday < 5; weekday += 1) put(troughWeek + weekday, minutes + spareMinutes)
  rows.add('slack_offer', {
    supplier_id: supplierId,
    production_line_id: lineId,
    week: dateText(troughWeek),
    minutes: 5 * spareMinutes,
    price_break_fraction: 0.05,
    offered_by: SAMPLE_PLANNER,
    offered_at: `${dateText(span.lastDay)}T02:00:00Z`,
  })
  const firstUpkeep = Math.floor(random() * 5)
  for (let week = firstUpkeep; week < 26; week += 5) {
    const day = monday + 7 * week + 2
    if (day < troughWeek || day > troughWeek + 6) put(day, Math.round(minutes / 2))
  }
}

export function addProducts(rows: TableRows, products: readonly DemoProduct[]): void {
  for (const product of products)
    rows.add('product', {
      product_id: product.productId,
      code: product.code,
      name_zh: product.zh,
      name_en: product.en,
      category_id: product.categoryId,
      attributes: JSON.stringify(product.noun.tag ? { tag: product.noun.tag } : {}),
    })
}

/** One item with its units, supplier terms, routing and bill of materials. */
export function addItem(rows: TableRows, item: DemoItem, factories: Factories, minutesPerUnit: number): void {
  const { range, noun } = item.product
  const factory = factories.supplierOf(item)
  const launched = item.isLaunched ? dateText(item.launchDay) : null
  rows.add('item', {
    item_id: item.itemId,
    code: item.code,
    name_zh: item.zh,
    name_en: item.en,
    product_id: item.product.productId,
    setup_family_id: familyId(item.familyCode),
    base_unit: item.baseUnit,
    options: JSON.stringify(
      item.colour
        ? {
            colour: item.colour.code,
            colourZh: item.colour.zh,
            colourEn: item.colour.en,
            size: item.size,
          }
        : {},
    ),
    attributes: JSON.stringify(noun.tag ? { tag: noun.tag } : {}),
    is_open_option: item.isOpenOption,
    is_supplier_shipped: range.supplier === 'hainan' || range.supplier === 'zhouzhi',
    price_minor: item.priceMinor,
    unit_cost_minor: item.unitCostMinor,
    currency: 'CNY',
    shelf_life_days: range.shelfLifeDays ?? null,
    ripening_days: range.ripeningDays ?? 0,
    launched_on: launched,
    ends_on: item.endDay === null ? null : dateText(item.endDay),
    service_level_fraction: item.pattern === 'lumpy' || item.pattern === 'intermittent' ? 0.9 : 0.95,
  })
  for (const [unit, baseUnits] of [['carton', range.carton], ...(range.packs ?? [])] as const)
    rows.add('unit_conversion', { item_id: item.itemId, unit, base_units: baseUnits * item.portion })
  if (range.ripening) {
    const [reference, transport, warehouse, home] = range.ripening.celsius
    rows.add('ripening', {
      item_id: item.itemId,
      days_at_reference: range.ripening.daysAtReference,
      reference_celsius: reference,
      q10: range.ripening.q10,
      transport_celsius: transport,
      warehouse_celsius: warehouse,
      home_celsius: home,
      lowest_celsius: range.ripening.lowestCelsius,
    })
  }
  const terms = supplyTerms(item)
  rows.add('item_supplier', {
    item_id: item.itemId,
    supplier_id: factory.supplierId,
    valid_from: '2020-01-01',
    valid_to: null,
    lead_time_days: terms.leadTimeDays,
    transport_days: terms.transportDays,
    minimum_order_quantity: terms.minimum * item.portion,
    lot_multiple: terms.multiple * item.portion,
    maximum_order_quantity: null,
    minimum_colour_quantity: terms.minimumColour * item.portion,
    minimum_style_quantity: terms.minimumStyle * item.portion,
    minimum_order_value_minor: terms.minimumOrderValueMinor,
    share_fraction: 1,
    unit_cost_minor: item.unitCostMinor,
    price_breaks: JSON.stringify(
      terms.priceBreaks.map((step) => ({ ...step, quantity: step.quantity * item.portion })),
    ),
    flexibility_fraction: 0.2,
    liability_fraction: 0.3,
    frozen_days: Math.min(7, terms.leadTimeDays),
    slushy_days: Math.max(14, terms.leadTimeDays + 7),
  })
  if (item.isOpenOption) return
  for (const [index, line] of factories.linesOf(item).entries())
    rows.add('routing', {
      item_id: item.itemId,
      production_line_id: line.lineId,
      run_minutes_per_unit:
        Math.round(minutesPerUnit * (index === 0 ? 1 : 1.12) * 1000) / 1000 / item.portion,
      setup_minutes: line.base.itemSetupMinutes,
      preference: index + 1,
    })
  for (const [material, quantity] of range.bill)
    rows.add('bill_of_materials', {
      item_id: item.itemId,
      material_id: MATERIALS.findIndex((each) => each.code === material) + 1,
      quantity_per_unit: quantity / item.portion,
    })
}
