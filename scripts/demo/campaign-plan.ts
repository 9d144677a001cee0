import type { DemoItem } from './catalogue.ts'
import type { HistorySpan } from './demo-options.ts'

interface Template {
  readonly code: string
  readonly kind: 'pre-sale' | 'joint-order'
  readonly zh: string
  readonly en: string
  readonly prefix: string
  /** Which products of the range, counted from 0. */
  readonly products: readonly number[]
  readonly depositFraction: number
  readonly ladder: readonly { readonly quantity: number; readonly discountFraction: number }[]
  readonly threshold: number | null
  readonly depositDays: number
  readonly balanceDays: number
  /** Days from the end of deposits to the first shipment: the making and the way. */
  readonly makingDays: number
  readonly shipDays: number
  /** Share of orders signed before a size is chosen. */
  readonly openShare: number
  readonly cancelMean: number
  readonly unpaidMean: number
}

const LADDER_1000 = [
  { quantity: 200, discountFraction: 0.1 },
  { quantity: 500, discountFraction: 0.2 },
  { quantity: 1000, discountFraction: 0.3 },
]
const LADDER_300 = [
  { quantity: 100, discountFraction: 0.08 },
  { quantity: 300, discountFraction: 0.15 },
]

const LADDER_FRUIT = [
  { quantity: 100, discountFraction: 0.05 },
  { quantity: 300, discountFraction: 0.1 },
]

const TEMPLATES = {
  jacket: {
    code: 'JK',
    kind: 'joint-order',
    zh: '云暖长款羽绒服千人联名',
    en: 'Cloudwarm long down jacket, a thousand together',
    prefix: 'DJ',
    products: [0],
    depositFraction: 0.1,
    ladder: LADDER_1000,
    threshold: 300,
    depositDays: 28,
    balanceDays: 4,
    makingDays: 27,
    shipDays: 12,
    openShare: 0.35,
    cancelMean: 0.07,
    unpaidMean: 0.11,
  },
  tee: {
    code: 'TE',
    kind: 'joint-order',
    zh: '日常圆领T恤拼单',
    en: 'Everyday crew-neck T-shirt joint order',
    prefix: 'TS',
    products: [0],
    depositFraction: 0.2,
    ladder: LADDER_300,
    threshold: 100,
    depositDays: 14,
    balanceDays: 3,
    makingDays: 18,
    shipDays: 6,
    openShare: 0.2,
    cancelMean: 0.05,
    unpaidMean: 0.09,
  },
  care: {
    code: 'SC',
    kind: 'pre-sale',
    zh: '山茶护肤预售',
    en: 'Camellia skincare pre-sale',
    prefix: 'SK',
    products: [0, 1, 3],
    depositFraction: 0.1,
    ladder: LADDER_300,
    threshold: null,
    depositDays: 16,
    balanceDays: 3,
    makingDays: 12,
    shipDays: 5,
    openShare: 0,
    cancelMean: 0.06,
    unpaidMean: 0.14,
  },
  home: {
    code: 'HO',
    kind: 'pre-sale',
    zh: '木语家居节',
    en: 'Woodsong home days',
    prefix: 'HM',
    products: [0, 1, 2],
    depositFraction: 0.15,
    ladder: LADDER_300,
    threshold: null,
    depositDays: 14,
    balanceDays: 3,
    makingDays: 12,
    shipDays: 8,
    openShare: 0,
    cancelMean: 0.06,
    unpaidMean: 0.1,
  },
  mango: {
    code: 'MG',
    kind: 'pre-sale',
    zh: '头茬芒果预售',
    en: 'First-harvest mango pre-sale',
    prefix: 'MG',
    products: [0, 1],
    depositFraction: 0.3,
    ladder: LADDER_FRUIT,
    threshold: null,
    depositDays: 12,
    balanceDays: 2,
    makingDays: 14,
    shipDays: 4,
    openShare: 0,
    cancelMean: 0.05,
    unpaidMean: 0.06,
  },
  kiwi: {
    code: 'KW',
    kind: 'pre-sale',
    zh: '猕猴桃采摘季',
    en: 'Kiwi picking season',
    prefix: 'KW',
    products: [0],
    depositFraction: 0.3,
    ladder: [],
    threshold: null,
    depositDays: 12,
    balanceDays: 2,
    makingDays: 6,
    shipDays: 5,
    openShare: 0,
    cancelMean: 0.05,
    unpaidMean: 0.06,
  },
  launch: {
    code: 'LA',
    kind: 'pre-sale',
    zh: '舒缓精华限量首发',
    en: 'Soothing serum limited launch',
    prefix: 'SK',
    products: [2],
    depositFraction: 0.2,
    ladder: [],
    threshold: null,
    depositDays: 10,
    balanceDays: 3,
    makingDays: 18,
    shipDays: 5,
    openShare: 0,
    cancelMean: 0.04,
    unpaidMean: 0.07,
  },
} as const satisfies Record<string, Template>

/** Template, first day of deposits against as-of, people who want in, and the cap on pieces. */
const SCHEDULE: readonly (readonly [
  keyof typeof TEMPLATES,
  startsIn: number,
  people: number,
  cap?: number,
])[] = [
  ['jacket', -18, 1000],
  ['home', -17, 320],
  ['care', -30, 410],
  ['mango', -4, 380],
  ['launch', -17, 900, 500],
  ['jacket', -76, 700],
  ['jacket', -365, 860],
  ['jacket', -425, 540],
  ['tee', -142, 420],
  ['tee', -210, 360],
  ['tee', -560, 300],
  ['care', -95, 360],
  ['care', -172, 330],
  ['care', -300, 390],
  ['care', -430, 280],
  ['home', -120, 300],
  ['home', -250, 340],
  ['home', -480, 260],
  ['mango', -165, 350],
  ['mango', -200, 330],
  ['mango', -545, 300],
  ['kiwi', -52, 310],
  ['kiwi', -410, 270],
]

export interface DemoCampaign extends Template {
  readonly campaignId: number
  readonly uniqueCode: string
  readonly nameZh: string
  readonly nameEn: string
  readonly people: number
  readonly cap: number | null
  readonly referencePriceMinor: number
  /** Items that can be ordered, without the stand-in. */
  readonly items: readonly DemoItem[]
  readonly openItem: DemoItem | null
  readonly depositFrom: number
  readonly depositTo: number
  readonly balanceFrom: number
  readonly balanceTo: number
  readonly shipFrom: number
  readonly shipTo: number
}

/** Campaigns whose deposits began within the history, oldest first, with their items. */
export function planCampaigns(items: readonly DemoItem[], span: HistorySpan, size: number): DemoCampaign[] {
  const productsOf = (prefix: string) => {
    const ids = items
      .filter((item) => item.product.range.prefix === prefix)
      .map((item) => item.product.productId)
    return [...new Set(ids)]
  }
  const scheduled = SCHEDULE.filter(([, startsIn]) => span.asOfDay + startsIn >= span.firstDay)
  const ordered = [...scheduled].sort((a, b) => a[1] - b[1])
  const editions = new Map<string, number>()
  return ordered.map(([name, startsIn, people, cap], index) => {
    const template: Template = TEMPLATES[name]
    const edition = (editions.get(name) ?? 0) + 1
    editions.set(name, edition)
    const products = productsOf(template.prefix).filter((_, position) => template.products.includes(position))
    const members = items.filter((item) => products.includes(item.product.productId))
    const depositFrom = span.asOfDay + startsIn
    const depositTo = depositFrom + template.depositDays - 1
    const shipFrom = depositTo + template.makingDays
    return {
      ...template,
      campaignId: index + 1,
      uniqueCode: `${template.code}-${String(edition).padStart(2, '0')}`,
      nameZh: `${template.zh}·第${edition}期`,
      nameEn: `${template.en}, round ${edition}`,
      people: Math.max(12, Math.round(people * size)),
      cap: cap === undefined ? null : Math.max(6, Math.round(cap * size)),
      referencePriceMinor: Math.round((members[0]!.priceMinor * 1.06) / 100) * 100,
      items: members.filter((item) => !item.isOpenOption),
      openItem: members.find((item) => item.isOpenOption) ?? null,
      depositFrom,
      depositTo,
      balanceFrom: depositTo + 2,
      balanceTo: depositTo + 1 + template.balanceDays,
      shipFrom,
      shipTo: shipFrom + template.shipDays - 1,
    }
  })
}
