import type { Named } from './range.ts'

export interface DemoSupplier extends Named {
  readonly orderWeekday: number
  readonly isMaterialSupplier: boolean
}

/** Order days are staggered over the week. */
export const SUPPLIERS: readonly DemoSupplier[] = [
  {
    code: 'nuanyu',
    zh: '嘉兴暖羽服饰',
    en: 'Jiaxing Nuanyu Apparel',
    orderWeekday: 1,
    isMaterialSupplier: false,
  },
  {
    code: 'mianyu',
    zh: '广州棉语针织',
    en: 'Guangzhou Mianyu Knitwear',
    orderWeekday: 2,
    isMaterialSupplier: false,
  },
  {
    code: 'qingyan',
    zh: '杭州清颜生物',
    en: 'Hangzhou Qingyan Skincare',
    orderWeekday: 3,
    isMaterialSupplier: false,
  },
  { code: 'muyu', zh: '佛山木语家居', en: 'Foshan Muyu Home', orderWeekday: 4, isMaterialSupplier: false },
  {
    code: 'yongjia',
    zh: '永嘉日用制品',
    en: 'Yongjia Housewares',
    orderWeekday: 5,
    isMaterialSupplier: false,
  },
  {
    code: 'hainan',
    zh: '海南鲜果源',
    en: 'Hainan Fresh Orchards',
    orderWeekday: 2,
    isMaterialSupplier: false,
  },
  {
    code: 'zhouzhi',
    zh: '周至果业合作社',
    en: 'Zhouzhi Fruit Growers',
    orderWeekday: 4,
    isMaterialSupplier: false,
  },
  {
    code: 'tongxiang',
    zh: '桐乡羽绒面料',
    en: 'Tongxiang Down & Fabric',
    orderWeekday: 3,
    isMaterialSupplier: true,
  },
  {
    code: 'yiwu',
    zh: '义乌包装辅料',
    en: 'Yiwu Packaging & Trims',
    orderWeekday: 5,
    isMaterialSupplier: true,
  },
]

/** In order of easy changeover: going down the list costs less than going back up. */
export const SETUP_FAMILIES: readonly Named[] = [
  { code: 'down-kids', zh: '羽绒·儿童', en: 'Down: kids' },
  { code: 'down-short', zh: '羽绒·短款', en: 'Down: short' },
  { code: 'down-long', zh: '羽绒·长款', en: 'Down: long' },
  { code: 'tee-light', zh: '针织·浅色', en: 'Knit: light colours' },
  { code: 'tee-colour', zh: '针织·彩色', en: 'Knit: bright colours' },
  { code: 'tee-dark', zh: '针织·深色', en: 'Knit: dark colours' },
  { code: 'tee-print', zh: '针织·印花', en: 'Knit: printed' },
  { code: 'care-toner', zh: '护肤·水', en: 'Skincare: toners' },
  { code: 'care-serum', zh: '护肤·精华', en: 'Skincare: serums' },
  { code: 'care-lotion', zh: '护肤·乳液', en: 'Skincare: lotions' },
  { code: 'care-cream', zh: '护肤·面霜', en: 'Skincare: creams' },
  { code: 'care-mask', zh: '护肤·面膜', en: 'Skincare: masks' },
  { code: 'home-textile', zh: '家居·织物', en: 'Home: textiles' },
  { code: 'home-wood', zh: '家居·木作', en: 'Home: woodwork' },
  { code: 'home-ceramic', zh: '家居·陶瓷', en: 'Home: ceramics' },
  { code: 'kitchen-glass', zh: '厨房·玻璃', en: 'Kitchen: glass' },
  { code: 'kitchen-steel', zh: '厨房·不锈钢', en: 'Kitchen: steel' },
  { code: 'kitchen-silicone', zh: '厨房·硅胶', en: 'Kitchen: silicone' },
  { code: 'fruit-mango', zh: '装箱·芒果', en: 'Packing: mangoes' },
  { code: 'fruit-kiwi', zh: '装箱·猕猴桃', en: 'Packing: kiwi fruit' },
  { code: 'dried-fruit', zh: '分装·干果', en: 'Filling: dried fruit' },
]

export interface DemoLine extends Named {
  readonly supplier: string
  readonly capacityMinutesPerDay: number
  readonly setupMinutes: number
  readonly itemSetupMinutes: number
  /** Families it can make; the first ones are its own, `alsoMakes` at a slower pace. */
  readonly families: readonly string[]
  readonly alsoMakes: readonly string[]
}

export const LINES: readonly DemoLine[] = [
  {
    code: 'NY-1',
    zh: '暖羽一线',
    en: 'Nuanyu line 1',
    supplier: 'nuanyu',
    capacityMinutesPerDay: 900,
    setupMinutes: 60,
    itemSetupMinutes: 15,
    families: ['down-long'],
    alsoMakes: ['down-short'],
  },
  {
    code: 'NY-2',
    zh: '暖羽二线',
    en: 'Nuanyu line 2',
    supplier: 'nuanyu',
    capacityMinutesPerDay: 900,
    setupMinutes: 60,
    itemSetupMinutes: 15,
    families: ['down-short', 'down-kids'],
    alsoMakes: ['down-long'],
  },
  {
    code: 'MY-1',
    zh: '棉语一线',
    en: 'Mianyu line 1',
    supplier: 'mianyu',
    capacityMinutesPerDay: 900,
    setupMinutes: 40,
    itemSetupMinutes: 10,
    families: ['tee-light', 'tee-colour'],
    alsoMakes: ['tee-dark'],
  },
  {
    code: 'MY-2',
    zh: '棉语二线',
    en: 'Mianyu line 2',
    supplier: 'mianyu',
    capacityMinutesPerDay: 900,
    setupMinutes: 40,
    itemSetupMinutes: 10,
    families: ['tee-dark', 'tee-print'],
    alsoMakes: ['tee-colour'],
  },
  {
    code: 'QY-1',
    zh: '清颜液体线',
    en: 'Qingyan liquids line',
    supplier: 'qingyan',
    capacityMinutesPerDay: 900,
    setupMinutes: 75,
    itemSetupMinutes: 20,
    families: ['care-toner', 'care-serum', 'care-lotion'],
    alsoMakes: [],
  },
  {
    code: 'QY-2',
    zh: '清颜膏霜线',
    en: 'Qingyan creams line',
    supplier: 'qingyan',
    capacityMinutesPerDay: 900,
    setupMinutes: 75,
    itemSetupMinutes: 20,
    families: ['care-cream', 'care-mask'],
    alsoMakes: ['care-lotion'],
  },
  {
    code: 'MU-1',
    zh: '木语综合线',
    en: 'Muyu workshop',
    supplier: 'muyu',
    capacityMinutesPerDay: 960,
    setupMinutes: 50,
    itemSetupMinutes: 12,
    families: ['home-textile', 'home-wood', 'home-ceramic'],
    alsoMakes: [],
  },
  {
    code: 'YJ-1',
    zh: '永嘉一线',
    en: 'Yongjia line 1',
    supplier: 'yongjia',
    capacityMinutesPerDay: 900,
    setupMinutes: 45,
    itemSetupMinutes: 10,
    families: ['kitchen-glass', 'kitchen-steel', 'kitchen-silicone'],
    alsoMakes: [],
  },
  {
    code: 'HN-1',
    zh: '海南分选线',
    en: 'Hainan packing line',
    supplier: 'hainan',
    capacityMinutesPerDay: 600,
    setupMinutes: 15,
    itemSetupMinutes: 5,
    families: ['fruit-mango'],
    alsoMakes: [],
  },
  {
    code: 'ZZ-1',
    zh: '周至分选线',
    en: 'Zhouzhi packing line',
    supplier: 'zhouzhi',
    capacityMinutesPerDay: 600,
    setupMinutes: 15,
    itemSetupMinutes: 5,
    families: ['fruit-kiwi', 'dried-fruit'],
    alsoMakes: [],
  },
]

export interface DemoMaterial extends Named {
  readonly unit: string
  readonly supplier: string
  readonly leadTimeDays: number
  readonly minimumQuantity: number
  /** Minor units for one unit, rounded up: small parts cost at least one. */
  readonly unitCostMinor: number
}

export const MATERIALS: readonly DemoMaterial[] = [
  {
    code: 'down',
    zh: '90%白鸭绒',
    en: 'White duck down, 90 %',
    unit: 'gram',
    supplier: 'tongxiang',
    leadTimeDays: 21,
    minimumQuantity: 20_000,
    unitCostMinor: 45,
  },
  {
    code: 'nylon',
    zh: '防绒尼龙面料',
    en: 'Down-proof nylon',
    unit: 'millimetre',
    supplier: 'tongxiang',
    leadTimeDays: 18,
    minimumQuantity: 300_000,
    unitCostMinor: 2,
  },
  {
    code: 'jersey',
    zh: '精梳棉汗布',
    en: 'Combed cotton jersey',
    unit: 'millimetre',
    supplier: 'tongxiang',
    leadTimeDays: 14,
    minimumQuantity: 300_000,
    unitCostMinor: 2,
  },
  {
    code: 'zip',
    zh: '双头拉链',
    en: 'Two-way zip',
    unit: 'piece',
    supplier: 'yiwu',
    leadTimeDays: 10,
    minimumQuantity: 500,
    unitCostMinor: 420,
  },
  {
    code: 'label',
    zh: '织唛',
    en: 'Woven label',
    unit: 'piece',
    supplier: 'yiwu',
    leadTimeDays: 7,
    minimumQuantity: 2000,
    unitCostMinor: 12,
  },
  {
    code: 'bottle',
    zh: '玻璃瓶器',
    en: 'Glass bottle or jar',
    unit: 'piece',
    supplier: 'yiwu',
    leadTimeDays: 12,
    minimumQuantity: 1000,
    unitCostMinor: 260,
  },
  {
    code: 'giftbox',
    zh: '彩盒',
    en: 'Printed box',
    unit: 'piece',
    supplier: 'yiwu',
    leadTimeDays: 8,
    minimumQuantity: 1000,
    unitCostMinor: 180,
  },
  {
    code: 'carton',
    zh: '外箱',
    en: 'Shipping carton',
    unit: 'piece',
    supplier: 'yiwu',
    leadTimeDays: 5,
    minimumQuantity: 200,
    unitCostMinor: 520,
  },
  {
    code: 'fruitbox',
    zh: '水果箱',
    en: 'Fruit box',
    unit: 'piece',
    supplier: 'yiwu',
    leadTimeDays: 5,
    minimumQuantity: 500,
    unitCostMinor: 380,
  },
  {
    code: 'netting',
    zh: '网套',
    en: 'Foam netting',
    unit: 'piece',
    supplier: 'yiwu',
    leadTimeDays: 5,
    minimumQuantity: 5000,
    unitCostMinor: 6,
  },
]
