import { describe, expect, it } from 'vitest'
import type { ShopFloor, SupplierBatches } from '#api/runs/batch-request'
import { batchExceptions } from '#api/runs/batch-rows'
import { runCalendar } from '#api/runs/run-calendar'
import { causeText, EXCEPTION_CAUSES } from '#api/wording/exception-cause'
import { LOCALES } from '#api/wording/locale'
import type { BatchPlan, BindingConstraint } from '#planning/lot-sizing/batch-plan'

const line = { lineZh: '杭州一线', lineEn: 'Hangzhou line 1' }
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort()

const CONSTRAINTS: { [Kind in BindingConstraint['kind']]: Extract<BindingConstraint, { kind: Kind }> } = {
  'no-routing': { kind: 'no-routing' },
  capacity: { kind: 'capacity', line: 0, bucket: 1 },
  material: { kind: 'material', material: 'wool', arrivesInBucket: 3 },
  'frozen-fence': { kind: 'frozen-fence', untilBucket: 2 },
  'minimum-quantity': { kind: 'minimum-quantity', minimum: 300 },
  'maximum-quantity': { kind: 'maximum-quantity', maximum: 900 },
  price: { kind: 'price' },
}

const FLOOR = { materials: [{ code: 'wool', nameZh: '羊毛', nameEn: 'Wool' }] } as unknown as ShopFloor

/** The exception a run stores for a need of 40 units that no batch meets because of `because`. */
function stored(because: BindingConstraint) {
  const item = { itemId: 7, priceMinor: 100, transportWeeks: 1 }
  const supplier = { supplierId: 3, lineIds: [11], items: [item] } as unknown as SupplierBatches
  const need = { item: 0, demandClass: 'other', needBucket: 1, quantity: 40, servedInBucket: null } as const
  const plan = { shortages: [{ ...need, because }] } as unknown as BatchPlan
  return batchExceptions(supplier, plan, FLOOR, runCalendar('2026-11-30', 12, 4))[0]!
}

describe('wording of exceptions', () => {
  it.each(Object.entries(EXCEPTION_CAUSES))('%s says the same in both languages', (_, [zh, en]) => {
    expect(holes(zh)).toEqual(holes(en))
    expect(zh).toMatch(/[\u4e00-\u9fff]/)
    expect(en).not.toMatch(/[\u4e00-\u9fff]/)
  })
  it('quantities of an item counted in grams are told in kilograms', () => {
    const row = { ...line, cause: 'batch-minimum-quantity', parameters: { minimum: 12_500 } }
    expect(causeText({ ...row, baseUnit: 'gram' }, 'en')).toContain('at least 12.5\u00A0kg')
    expect(causeText({ ...row, baseUnit: 'gram' }, 'zh-CN')).toContain('12.5\u00A0千克')
    expect(causeText({ ...row, baseUnit: 'piece' }, 'en')).toContain('at least 12,500;')
  })
  it('a full line is named with its week, and when the demand is served', () => {
    const row = {
      cause: 'batch-capacity',
      parameters: { lineWeek: '2026-12-07', demandClass: 'promisedPaid', servedWeek: '2026-12-21' },
      ...line,
    }
    expect(causeText(row, 'zh-CN')).toBe('产线“杭州一线”在 2026-W50 已排满。已付款订单延至 2026-W52。')
    expect(causeText(row, 'en')).toBe('Hangzhou line 1 is full in 2026-W50. Paid orders: served in 2026-W52.')
  })
  it('demand that no batch of the weeks in detail serves is said so', () => {
    const row = { cause: 'batch-price', parameters: { demandClass: 'safety', servedWeek: null }, ...line }
    expect(causeText(row, 'en')).toContain('Safety stock: not served within')
  })
  it.each(Object.values(CONSTRAINTS))(
    'a batch held back by $kind leaves no hole in its sentence',
    (because) => {
      for (const locale of LOCALES) {
        const text = causeText({ ...stored(because), ...line }, locale)
        expect(text).not.toMatch(/[–{]|null|undefined/)
      }
    },
  )
  it('bucket 1 of a run as of Monday 2026-11-30 is the week of 2026-12-14', () => {
    const { parameters } = stored(CONSTRAINTS.capacity)
    expect(parameters).toEqual({ lineWeek: '2026-12-14', demandClass: 'other', servedWeek: null })
  })
  it('material is named in the language of the reader', () => {
    const row = { ...stored(CONSTRAINTS.material), ...line }
    expect(causeText(row, 'zh-CN')).toContain('物料“羊毛”要到 2026-W53 才到。')
    expect(causeText(row, 'en')).toContain('Material Wool arrives only in 2026-W53.')
  })
  it('2,500 reads with its thousands', () => {
    const row = { cause: 'batch-minimum-quantity', parameters: { minimum: 2500 }, ...line }
    expect(causeText(row, 'en')).toContain('at least 2,500')
  })
  it.each(LOCALES)('an unknown cause or an absent value shows neither code nor hole (%s)', (locale) => {
    for (const cause of ['batch-eclipse', ...Object.keys(EXCEPTION_CAUSES)]) {
      const text = causeText({ cause, parameters: null, lineZh: null, lineEn: null }, locale)
      expect(text).not.toMatch(/\{|undefined|null|[a-z]+-[a-z]+-/)
    }
  })
  it('a series that cannot be forecast says why', () => {
    const row = { cause: 'no-forecast', parameters: { problem: 'too-large' }, ...line }
    expect(causeText(row, 'zh-CN')).toBe('未能预测：历史数值过大。')
  })
})
