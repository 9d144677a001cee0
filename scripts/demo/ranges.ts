import type { SeasonKind } from './season.ts'

export interface Named {
  readonly code: string
  readonly zh: string
  readonly en: string
}
export interface Noun extends Named {
  readonly priceYuan: number
  readonly family: string
  /** Customer tag the product suits best. */
  readonly tag?: string
}
export interface Range {
  readonly category: Named
  /** Product codes start with it. */
  readonly prefix: string
  readonly supplier: string
  readonly series: readonly (readonly [zh: string, en: string])[]
  readonly nouns: readonly Noun[]
  readonly colours?: readonly (Named & { readonly family?: string })[]
  readonly sizes?: readonly string[]
  readonly season: SeasonKind
  readonly costFraction: number
  readonly returnFraction: number
  readonly leadTimeDays: number
  readonly transportDays: number
  readonly carton: number
  /** Further units the range is counted in, and pieces in each. */
  readonly packs?: readonly (readonly [unit: string, pieces: number])[]
  /** Production minutes per unit against the other items of its line. */
  readonly work: number
  /** Sold by weight: grams in one portion. Counts and prices of the range are then of portions, not of pieces. */
  readonly portionGrams?: number
  readonly shelfLifeDays?: number
  readonly ripeningDays?: number
  /** Its ripening table: Q10, °C of reference, transport, warehouse and home, and the lowest it bears. */
  readonly ripening?: {
    readonly daysAtReference: number
    readonly q10: number
    readonly celsius: readonly [reference: number, transport: number, warehouse: number, home: number]
    readonly lowestCelsius: number
  }
  /** Material code and units per piece. */
  readonly bill: readonly (readonly [material: string, quantity: number])[]
}

const GARMENT_SIZES = ['S', 'M', 'L', 'XL']

export const RANGES: readonly Range[] = [
  {
    category: { code: 'down', zh: '羽绒服', en: 'Down jackets' },
    prefix: 'DJ',
    supplier: 'nuanyu',
    series: [
      ['云暖', 'Cloudwarm'],
      ['初雪', 'First Snow'],
      ['北岸', 'North Shore'],
      ['暮山', 'Dusk Hills'],
      ['轻羽', 'Featherlight'],
    ],
    nouns: [
      { code: 'long', zh: '长款羽绒服', en: 'long down jacket', priceYuan: 699, family: 'down-long' },
      { code: 'short', zh: '短款羽绒服', en: 'short down jacket', priceYuan: 499, family: 'down-short' },
      { code: 'kids', zh: '儿童羽绒服', en: "kids' down jacket", priceYuan: 369, family: 'down-kids' },
    ],
    colours: [
      { code: 'BK', zh: '黑色', en: 'black' },
      { code: 'IV', zh: '米白', en: 'ivory' },
      { code: 'MB', zh: '雾蓝', en: 'mist blue' },
    ],
    sizes: GARMENT_SIZES,
    season: 'winter',
    costFraction: 0.46,
    returnFraction: 0.09,
    leadTimeDays: 21,
    transportDays: 3,
    carton: 10,
    work: 3,
    bill: [
      ['down', 180],
      ['nylon', 2200],
      ['zip', 1],
      ['carton', 0.1],
    ],
  },
  {
    category: { code: 'tshirt', zh: 'T恤', en: 'T-shirts' },
    prefix: 'TS',
    supplier: 'mianyu',
    series: [
      ['日常', 'Everyday'],
      ['棉语', 'Softspun'],
      ['山海', 'Hills & Sea'],
      ['慢行', 'Slow Walk'],
      ['白昼', 'Daylight'],
    ],
    nouns: [
      { code: 'crew', zh: '圆领T恤', en: 'crew-neck T-shirt', priceYuan: 89, family: 'tee-light' },
      { code: 'print', zh: '印花T恤', en: 'printed T-shirt', priceYuan: 99, family: 'tee-print' },
      { code: 'sleeve', zh: '长袖T恤', en: 'long-sleeve T-shirt', priceYuan: 119, family: 'tee-dark' },
    ],
    colours: [
      { code: 'WH', zh: '白色', en: 'white', family: 'tee-light' },
      { code: 'NV', zh: '藏青', en: 'navy', family: 'tee-dark' },
      { code: 'SG', zh: '鼠尾草绿', en: 'sage green', family: 'tee-colour' },
    ],
    sizes: GARMENT_SIZES,
    season: 'summer',
    costFraction: 0.38,
    returnFraction: 0.06,
    leadTimeDays: 14,
    transportDays: 3,
    carton: 20,
    work: 1,
    bill: [
      ['jersey', 1300],
      ['label', 2],
      ['carton', 0.05],
    ],
  },
  {
    category: { code: 'skincare', zh: '护肤', en: 'Skincare' },
    prefix: 'SK',
    supplier: 'qingyan',
    series: [
      ['山茶', 'Camellia'],
      ['茉萃', 'Jasmine'],
      ['青柚', 'Green Pomelo'],
      ['雪燕', 'Snow Swallow'],
      ['玉竹', 'Jade Bamboo'],
      ['澄净', 'Clearwater'],
    ],
    nouns: [
      {
        code: 'toner',
        zh: '保湿爽肤水',
        en: 'hydrating toner',
        priceYuan: 108,
        family: 'care-toner',
        tag: 'mixed',
      },
      {
        code: 'control',
        zh: '控油爽肤水',
        en: 'oil-control toner',
        priceYuan: 98,
        family: 'care-toner',
        tag: 'oily',
      },
      {
        code: 'serum',
        zh: '舒缓精华液',
        en: 'soothing serum',
        priceYuan: 198,
        family: 'care-serum',
        tag: 'mixed',
      },
      {
        code: 'lotion',
        zh: '清爽乳液',
        en: 'light lotion',
        priceYuan: 128,
        family: 'care-lotion',
        tag: 'oily',
      },
      { code: 'cream', zh: '滋养面霜', en: 'rich cream', priceYuan: 168, family: 'care-cream', tag: 'dry' },
      { code: 'mask', zh: '补水面膜', en: 'moisture mask', priceYuan: 79, family: 'care-mask', tag: 'dry' },
    ],
    season: 'even',
    costFraction: 0.3,
    returnFraction: 0.015,
    leadTimeDays: 18,
    transportDays: 2,
    carton: 24,
    work: 1,
    shelfLifeDays: 1095,
    bill: [
      ['bottle', 1],
      ['giftbox', 1],
      ['carton', 0.042],
    ],
  },
  {
    category: { code: 'home', zh: '家居', en: 'Home goods' },
    prefix: 'HM',
    supplier: 'muyu',
    series: [
      ['木语', 'Woodsong'],
      ['青禾', 'Green Rice'],
      ['素朴', 'Plain & Simple'],
      ['拾光', 'Gathered Light'],
      ['南风', 'South Wind'],
    ],
    nouns: [
      {
        code: 'bowl',
        zh: '陶瓷碗四件套',
        en: 'ceramic bowls, set of four',
        priceYuan: 89,
        family: 'home-ceramic',
        tag: 'value',
      },
      {
        code: 'vase',
        zh: '手工花瓶',
        en: 'hand-thrown vase',
        priceYuan: 139,
        family: 'home-ceramic',
        tag: 'looks',
      },
      { code: 'tray', zh: '榉木托盘', en: 'beech tray', priceYuan: 79, family: 'home-wood', tag: 'looks' },
      {
        code: 'rack',
        zh: '桌面置物架',
        en: 'desktop shelf',
        priceYuan: 69,
        family: 'home-wood',
        tag: 'value',
      },
      {
        code: 'cushion',
        zh: '棉麻抱枕套',
        en: 'linen cushion cover',
        priceYuan: 59,
        family: 'home-textile',
        tag: 'looks',
      },
      {
        code: 'throw',
        zh: '华夫格盖毯',
        en: 'waffle throw',
        priceYuan: 149,
        family: 'home-textile',
        tag: 'value',
      },
    ],
    season: 'gift',
    costFraction: 0.42,
    returnFraction: 0.03,
    leadTimeDays: 16,
    transportDays: 4,
    carton: 12,
    work: 1.4,
    bill: [
      ['giftbox', 1],
      ['carton', 0.083],
    ],
  },
  {
    category: { code: 'kitchen', zh: '厨房用品', en: 'Kitchenware' },
    prefix: 'KT',
    supplier: 'yongjia',
    series: [
      ['小灶', 'Small Stove'],
      ['一日三餐', 'Three Meals'],
      ['清欢', 'Quiet Joy'],
      ['巷口', 'Lane Corner'],
    ],
    nouns: [
      { code: 'box', zh: '玻璃保鲜盒', en: 'glass food box', priceYuan: 49, family: 'kitchen-glass' },
      { code: 'jar', zh: '密封罐', en: 'airtight jar', priceYuan: 35, family: 'kitchen-glass' },
      { code: 'flask', zh: '保温杯', en: 'vacuum flask', priceYuan: 109, family: 'kitchen-steel' },
      { code: 'pot', zh: '不锈钢奶锅', en: 'steel milk pan', priceYuan: 129, family: 'kitchen-steel' },
      {
        code: 'spatula',
        zh: '硅胶铲勺套装',
        en: 'silicone utensil set',
        priceYuan: 45,
        family: 'kitchen-silicone',
      },
    ],
    season: 'even',
    costFraction: 0.45,
    returnFraction: 0.02,
    leadTimeDays: 14,
    transportDays: 3,
    carton: 12,
    work: 1,
    bill: [
      ['giftbox', 1],
      ['carton', 0.083],
    ],
  },
  {
    category: { code: 'mango', zh: '芒果', en: 'Mangoes' },
    prefix: 'MG',
    supplier: 'hainan',
    series: [
      ['金煌芒', 'Jinhuang mango'],
      ['贵妃芒', 'Guifei mango'],
      ['台农芒', 'Tainong mango'],
      ['凯特芒', 'Keitt mango'],
      ['水仙芒', 'Shuixian mango'],
    ],
    nouns: [
      { code: '2k', zh: '2.5公斤装', en: '2.5 kg box', priceYuan: 59, family: 'fruit-mango' },
      { code: '4k', zh: '4.5公斤装', en: '4.5 kg box', priceYuan: 98, family: 'fruit-mango' },
    ],
    season: 'mango',
    costFraction: 0.55,
    returnFraction: 0.012,
    leadTimeDays: 4,
    transportDays: 3,
    carton: 4,
    packs: [
      ['pack', 2],
      ['pallet', 160],
    ],
    work: 1,
    shelfLifeDays: 14,
    ripeningDays: 4,
    ripening: { daysAtReference: 5.5, q10: 2.5, celsius: [20, 13, 20, 24], lowestCelsius: 12 },
    bill: [
      ['fruitbox', 1],
      ['netting', 6],
    ],
  },
  {
    category: { code: 'kiwi', zh: '猕猴桃', en: 'Kiwi fruit' },
    prefix: 'KW',
    supplier: 'zhouzhi',
    series: [
      ['徐香猕猴桃', 'Xuxiang kiwi'],
      ['翠香猕猴桃', 'Cuixiang kiwi'],
      ['海沃德猕猴桃', 'Hayward kiwi'],
      ['红阳猕猴桃', 'Hongyang red kiwi'],
      ['金艳猕猴桃', 'Jinyan gold kiwi'],
    ],
    nouns: [
      { code: '12', zh: '12枚装', en: 'box of 12', priceYuan: 39, family: 'fruit-kiwi' },
      { code: '24', zh: '24枚装', en: 'box of 24', priceYuan: 69, family: 'fruit-kiwi' },
    ],
    season: 'kiwi',
    costFraction: 0.52,
    returnFraction: 0.012,
    leadTimeDays: 4,
    transportDays: 3,
    carton: 6,
    packs: [
      ['pack', 3],
      ['pallet', 240],
    ],
    work: 1,
    shelfLifeDays: 24,
    ripeningDays: 6,
    ripening: { daysAtReference: 6.2, q10: 2.2, celsius: [20, 2, 20, 22], lowestCelsius: 0 },
    bill: [
      ['fruitbox', 1],
      ['netting', 12],
    ],
  },
  {
    category: { code: 'dried', zh: '干果散称', en: 'Dried fruit and nuts by weight' },
    prefix: 'DR',
    supplier: 'zhouzhi',
    series: [['秦岭', 'Qinling']],
    nouns: [
      { code: 'walnut', zh: '薄皮核桃', en: 'thin-shell walnuts', priceYuan: 40, family: 'dried-fruit' },
      { code: 'jujube', zh: '灰枣', en: 'grey jujubes', priceYuan: 30, family: 'dried-fruit' },
      { code: 'persimmon', zh: '柿饼', en: 'dried persimmons', priceYuan: 35, family: 'dried-fruit' },
      { code: 'almond', zh: '扁桃仁', en: 'almonds', priceYuan: 60, family: 'dried-fruit' },
    ],
    season: 'gift',
    costFraction: 0.6,
    returnFraction: 0.005,
    leadTimeDays: 7,
    transportDays: 3,
    carton: 20,
    work: 0.5,
    portionGrams: 500,
    shelfLifeDays: 240,
    bill: [['carton', 0.05]],
  },
]

/** Products sold by weight; they come last, so that the others keep their numbers. */
export const BY_WEIGHT = RANGES.findIndex(({ portionGrams }) => portionGrams !== undefined)
