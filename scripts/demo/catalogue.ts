import { createRandom, drawStandardNormal, seedFor } from '#planning/random'
import type { DemoOptions, HistorySpan } from './demo-options.ts'
import type { Named, Noun, Range } from './range.ts'
import { BY_WEIGHT, RANGES } from './ranges.ts'

export type DemandPattern = 'smooth' | 'erratic' | 'intermittent' | 'lumpy' | 'dying' | 'new'

export interface DemoProduct {
  readonly productId: number
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly range: Range
  readonly noun: Noun
  readonly categoryId: number
}

export interface DemoItem {
  readonly itemId: number
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly product: DemoProduct
  readonly colour: Named | null
  readonly size: string | null
  readonly isOpenOption: boolean
  readonly familyCode: string
  readonly pattern: DemandPattern
  readonly baseUnit: 'piece' | 'gram'
  /** Base units in what customers buy one of: a piece, or a portion of so many grams. */
  readonly portion: number
  /** Portions of an ordinary week, before season, events and life cycle. */
  readonly weeklyUnits: number
  readonly launchDay: number
  /** Launched during the history or later; the other items were there before. */
  readonly isLaunched: boolean
  readonly endDay: number | null
  /** Day at which a dying item still sells at its ordinary rate. */
  readonly fadesFromDay: number
  /** Units a supplier was asked for against units consumers wanted: 4 for the T-shirt line that made four for one sold. */
  readonly supplyFactor: number
  /** Price and cost of one base unit. */
  readonly priceMinor: number
  readonly unitCostMinor: number
}

/** Sold in a capped pre-sale before anybody can buy it from the shelf. */
const LIMITED_LAUNCH_PRODUCT = 'SK003'
const LIMITED_LAUNCH_DAYS_AHEAD = 10

/** How often each range comes up; the first seven products tell the named stories. */
const ORDER = [0, 1, 2, 2, 3, 5, 6, 4, 2, 3, 1, 0, 3, 4, 2, 4, 3, 2, 4, 2]
const PATTERNS: readonly DemandPattern[] = [
  'smooth',
  'smooth',
  'erratic',
  'intermittent',
  'smooth',
  'lumpy',
  'erratic',
  'smooth',
  'intermittent',
  'new',
  'erratic',
  'lumpy',
  'smooth',
  'dying',
  'intermittent',
]
const SIZE_SHARE: Record<string, number> = { S: 0.6, M: 1.3, L: 1.3, XL: 0.8 }
const COLOUR_SHARE = [1.3, 0.9, 0.8]
/** The rest are returns, campaigns and expectations. */
const ORGANIC_ENTRY_SHARE = 0.86

/** Products and items, story products first and those sold by weight last, as many items as asked for. */
export function drawCatalogue(
  options: DemoOptions,
  span: HistorySpan,
): { products: DemoProduct[]; items: DemoItem[] } {
  const products: DemoProduct[] = []
  const drafts: Draft[] = []
  const turns = RANGES.map(() => 0)
  const byWeight = RANGES[BY_WEIGHT]!.nouns.length
  while (drafts.length < options.items) {
    const isLast = drafts.length >= options.items - byWeight
    const rangeIndex = isLast ? BY_WEIGHT : ORDER[products.length % ORDER.length]!
    const range = RANGES[rangeIndex]!
    const turn = turns[rangeIndex]!
    turns[rangeIndex] = turn + 1
    const product = nameProduct(products.length + 1, range, rangeIndex + 1, turn)
    products.push(product)
    const room = isLast ? options.items : options.items - byWeight
    for (const draft of draftItems(product)) if (drafts.length < room) drafts.push(draft)
  }
  return { products, items: fillItems(drafts, options, span) }
}

function nameProduct(productId: number, range: Range, categoryId: number, turn: number): DemoProduct {
  const noun = range.nouns[turn % range.nouns.length]!
  const series = range.series[Math.floor(turn / range.nouns.length) % range.series.length]!
  const edition = Math.floor(turn / (range.nouns.length * range.series.length)) + 1
  const fruit = range.shelfLifeDays !== undefined && range.shelfLifeDays < 60
  const zh = fruit ? `${series[0]} ${noun.zh}` : `${series[0]}${noun.zh}`
  const en = fruit ? `${series[1]}, ${noun.en}` : `${series[1]} ${noun.en}`
  return {
    productId,
    code: `${range.prefix}${String(turn + 1).padStart(3, '0')}`,
    zh: edition === 1 ? zh : fruit ? `${zh}（${edition}号果园）` : `${zh} ${edition}代`,
    en: edition === 1 ? en : fruit ? `${en} (orchard ${edition})` : `${en}, mark ${edition}`,
    range,
    noun,
    categoryId,
  }
}

interface Draft {
  readonly product: DemoProduct
  readonly colour: (Named & { readonly family?: string }) | null
  readonly colourShare: number
  readonly size: string | null
}

/** One draft per colour and size, and a stand-in for orders whose size is still to be chosen. */
function draftItems(product: DemoProduct): Draft[] {
  const { colours, sizes } = product.range
  if (!colours || !sizes) return [{ product, colour: null, colourShare: 1, size: null }]
  const story = product.productId <= 2
  const offered = story ? colours : [colours[product.productId % 3]!]
  const drafts: Draft[] = [{ product, colour: null, colourShare: 0, size: null }]
  for (const colour of offered)
    for (const size of sizes)
      drafts.push({ product, colour, colourShare: COLOUR_SHARE[colours.indexOf(colour)]!, size })
  return drafts
}

function fillItems(drafts: readonly Draft[], options: DemoOptions, span: HistorySpan): DemoItem[] {
  const unscaled = drafts.map((draft, index) => drawItem(draft, index + 1, options, span))
  const weeks = (span.lastDay - span.firstDay + 1) / 7
  const wantedLines = (options.entries * ORGANIC_ENTRY_SHARE) / weeks
  const isFast = (item: DemoItem) => item.pattern !== 'intermittent' && item.pattern !== 'lumpy'
  const lines = (scale: number) =>
    unscaled.reduce((sum, item) => {
      if (!isFast(item)) return sum + item.weeklyUnits / 2
      return sum + lifeShare(item, span) * linesPerWeek(item.weeklyUnits * scale)
    }, 0)
  let low = 0
  let high = 1
  while (lines(high) < wantedLines) high *= 2
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2
    if (lines(middle) < wantedLines) low = middle
    else high = middle
  }
  const scale = high
  return unscaled.map((item) => (isFast(item) ? { ...item, weeklyUnits: item.weeklyUnits * scale } : item))
}

/** Order lines that so many units a week make: two pieces a line where a day sells enough to fill it. */
function linesPerWeek(weeklyUnits: number): number {
  return weeklyUnits / (1 + 0.75 * (1 - Math.exp(-weeklyUnits / 14)))
}

/** Share of the history in which the item sells at its ordinary rate. */
function lifeShare(item: DemoItem, span: HistorySpan): number {
  if (item.pattern === 'dying') return 0.32
  const share = Math.max(0, span.asOfDay - item.launchDay) / (span.asOfDay - span.firstDay)
  return item.pattern === 'new' ? 0.6 * share : Math.min(1, share)
}

/** A third of the steady and erratic products came during the history: their launches teach the next. */
function earlierLaunchDay(
  { productId, range }: DemoProduct,
  pattern: DemandPattern,
  seed: number,
  span: HistorySpan,
): number | null {
  const isSteady = (pattern === 'smooth' || pattern === 'erratic') && range.shelfLifeDays === undefined
  const isAny = isSteady && productId > 7 && productId % 3 === 0
  const first = span.firstDay + 30
  const last = span.asOfDay - 120
  if (!isAny || last <= first) return null
  const random = createRandom(seedFor(seed, `launch of product ${productId}`))
  return first + Math.floor(random() * (last - first))
}

function drawItem(draft: Draft, itemId: number, options: DemoOptions, span: HistorySpan): DemoItem {
  const { product, colour, size } = draft
  const { range, noun } = product
  const random = createRandom(seedFor(options.seed, `item ${itemId}`))
  const isOpenOption = range.colours !== undefined && colour === null
  // A product has one life: its sizes share the pattern, and story products are steady sellers.
  const isLimitedLaunch = product.code === LIMITED_LAUNCH_PRODUCT
  const pattern = isLimitedLaunch
    ? 'new'
    : product.productId <= 7 || range.portionGrams !== undefined
      ? 'smooth'
      : PATTERNS[product.productId % PATTERNS.length]!
  const spread = Math.exp(0.55 * drawStandardNormal(random))
  const optionShare = colour === null ? 1 : draft.colourShare * SIZE_SHARE[size!]! * 0.6
  const weeklyUnits = isOpenOption
    ? 0
    : pattern === 'intermittent'
      ? 0.75
      : pattern === 'lumpy'
        ? 3.6
        : spread * optionShare * (pattern === 'erratic' ? 0.8 : 1)
  const names = [colour?.zh, size].filter(Boolean).join(' ')
  const namesEn = [colour?.en, size].filter(Boolean).join(', ')
  const portion = range.portionGrams ?? 1
  const launchDay = isLimitedLaunch
    ? span.asOfDay + LIMITED_LAUNCH_DAYS_AHEAD
    : pattern === 'new'
      ? span.asOfDay - 49 - Math.floor(random() * 50)
      : (earlierLaunchDay(product, pattern, options.seed, span) ?? span.firstDay - 200)
  const priceMinor = Math.round((noun.priceYuan * 100) / portion)
  return {
    itemId,
    code: [product.code, colour?.code, size, isOpenOption ? 'OPEN' : undefined].filter(Boolean).join('-'),
    zh: isOpenOption ? `${product.zh}（待选颜色尺码）` : [product.zh, names].filter(Boolean).join(' '),
    en: isOpenOption
      ? `${product.en} (colour and size to choose)`
      : [product.en, namesEn].filter(Boolean).join(', '),
    product,
    colour,
    size,
    isOpenOption,
    familyCode: noun.family === 'tee-print' ? noun.family : (colour?.family ?? noun.family),
    pattern,
    baseUnit: range.portionGrams === undefined ? 'piece' : 'gram',
    portion,
    weeklyUnits,
    launchDay,
    isLaunched: launchDay > span.firstDay,
    fadesFromDay: span.firstDay,
    endDay: pattern === 'dying' ? span.asOfDay + 60 : null,
    supplyFactor: range.category.code === 'tshirt' && product.productId === 2 ? 4 : 1,
    priceMinor,
    unitCostMinor: Math.round(priceMinor * range.costFraction),
  }
}
