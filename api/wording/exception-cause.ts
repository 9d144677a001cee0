import type { ExceptionCause } from '#db/run-rows'
import type { ForecastProblem } from '#planning/forecast/forecast'
import type { DemandClass } from '#planning/lot-sizing/batch-planning-request'
import { type IsoDate, isoWeekLabel } from '#planning/time-bucket'
import { type Locale, type Phrase, phraseIn } from './locale.ts'
import { readableUnit } from './readable-unit.ts'

/** Why an exception arose: `run_exception.cause`, filled with its parameters. */
export const EXCEPTION_CAUSES: Readonly<Record<ExceptionCause, Phrase>> = {
  'inside-lead-time': [
    '缺货在提前期之内，新订单来不及到货。',
    'Short inside the lead time: a new order cannot arrive in time.',
  ],
  'open-order-late': ['未交订单晚于需求。', 'An open order arrives after it is needed.'],
  'order-limit': ['超出可调整幅度，订货量受限。', 'The order is held back by the agreed flexibility.'],
  'beyond-flexibility': [
    '已发布的这一周最多可到 {{allowed}}，为避免缺货多订了 {{quantity}}，须先征得供应商同意。',
    'The published week may hold {{allowed}} at most; {{quantity}} more are ordered to avoid a shortage: the supplier has to agree.',
  ],
  'lot-maximum': ['达到单次最大订货量。', 'The order is at its largest lot.'],
  'more-than-horizon': [
    '库存与在途超过计划期内的需求。',
    'Stock and open orders exceed what the horizon needs.',
  ],
  'order-overdue': ['订单已过到货日仍未收到。', 'Ordered, past its due date and not received.'],
  'supplier-declined': [
    '供应商已拒绝 {{weeks}} 周的需求，需另行安排。',
    'The supplier declined {{weeks}} weeks; plan them otherwise.',
  ],
  'stock-never-counted': [
    '全部 {{items}} 个商品都没有库存记录，按 0 计划。',
    'No stock was ever counted: all {{items}} items are planned from 0.',
  ],
  'stock-unknown': ['没有此商品的库存记录，按 0 计划。', 'No stock record for this item: planned from 0.'],
  'no-supplier': ['商品没有有效的供应商条款。', 'The item has no supplier terms in force.'],
  'order-value-short': [
    '{{orderWeek}} 向该供应商的订货额为 {{value}}，低于最低订货额 {{minimum}}。',
    'Orders to this supplier in {{orderWeek}} are worth {{value}}; it takes orders from {{minimum}}.',
  ],
  'no-forecast': ['未能预测：{{problem}}。', 'Could not be forecast: {{problem}}.'],
  'forecast-too-high': [
    '最近 {{weeks}} 周持续高估：预测 {{said}}，实际 {{happened}}。',
    'Too high over {{weeks}} weeks: {{said}} forecast, {{happened}} happened.',
  ],
  'forecast-too-low': [
    '最近 {{weeks}} 周持续低估：预测 {{said}}，实际 {{happened}}。',
    'Too low over {{weeks}} weeks: {{said}} forecast, {{happened}} happened.',
  ],
  'batch-no-routing': [
    '缺少工艺路线，没有产线可以生产此商品。',
    'No line can make the item: it has no routing.',
  ],
  'batch-capacity': ['产线“{{line}}”在 {{lineWeek}} 已排满。', '{{line}} is full in {{lineWeek}}.'],
  'batch-material': [
    '物料“{{material}}”要到 {{arrivesWeek}} 才到。',
    'Material {{material}} arrives only in {{arrivesWeek}}.',
  ],
  'batch-frozen-fence': [
    '{{untilWeek}} 之前的生产已冻结，不能再加批次。',
    'Production before {{untilWeek}} is frozen: no batch can be added.',
  ],
  'batch-minimum-quantity': [
    '每批至少 {{minimum}}，当周排不下或用不了一整批。',
    'A batch is at least {{minimum}}; the week has no room or no use for one.',
  ],
  'batch-maximum-quantity': ['已达最大批量 {{maximum}}。', 'Batches are at their largest, {{maximum}}.'],
  'batch-price': [
    '按设定的成本，晚到比再开一批更省。',
    'At the costs set, being late is cheaper than one more batch.',
  ],
}

const UNKNOWN: Phrase = ['原因不明。', 'Cause not known.']

const FORECAST_FAULTS: Readonly<Record<ForecastProblem['problem'], Phrase>> = {
  'no-observations': ['没有销售记录', 'no week was observed'],
  'not-a-number': ['历史中有无效数值', 'the history holds a value that is no number'],
  'too-large': ['历史数值过大', 'the history holds values too large'],
  'nothing-to-regress-on': [
    '历史太短，或没有可供回归的因素',
    'the history is too short, or holds nothing to regress on',
  ],
}

/** Whose demand comes late or not at all. */
const DEMAND: Readonly<Record<DemandClass, Phrase>> = {
  promisedPaid: ['已付款订单', 'Paid orders'],
  promisedDeposit: ['已付定金订单', 'Orders with a deposit'],
  other: ['其他需求', 'Other demand'],
  safety: ['安全库存', 'Safety stock'],
}
const SERVED: Phrase = ['{{demand}}延至 {{servedWeek}}。', '{{demand}}: served in {{servedWeek}}.']
const NOT_SERVED: Phrase = [
  '{{demand}}在排产期内无法满足。',
  '{{demand}}: not served within the weeks planned in detail.',
]

export interface CauseRow {
  readonly cause: string
  readonly parameters: unknown
  readonly lineZh: string | null
  readonly lineEn: string | null
  /** Base unit of the item it is about, in which its quantities are counted. */
  readonly baseUnit?: string | null
}

/** The cause of an exception as one text; what its row does not hold is a dash. */
export function causeText(row: CauseRow, locale: Locale): string {
  const parameters = (row.parameters ?? {}) as Readonly<Record<string, unknown>>
  const values: Readonly<Record<string, unknown>> = {
    ...parameters,
    demand: parameters.demandClass,
    line: locale === 'en' ? row.lineEn : row.lineZh,
    material: (locale === 'en' ? parameters.materialEn : parameters.materialZh) ?? parameters.material,
  }
  const sentences = [EXCEPTION_CAUSES[row.cause as ExceptionCause] ?? UNKNOWN]
  if (parameters.demandClass !== undefined)
    sentences.push(typeof parameters.servedWeek === 'string' ? SERVED : NOT_SERVED)
  return sentences
    .map((phrase) =>
      phraseIn(phrase, locale).replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) =>
        valueText(name, values[name], locale, row.baseUnit ?? 'piece'),
      ),
    )
    .join(locale === 'en' ? ' ' : '')
}

const QUANTITIES = new Set(['allowed', 'quantity', 'said', 'happened', 'minimum', 'maximum'])

function valueText(name: string, value: unknown, locale: Locale, baseUnit: string): string {
  if (value === null || value === undefined) return '–'
  if (name === 'demand') return phraseIn(DEMAND[value as DemandClass] ?? DEMAND.other, locale)
  if (name === 'problem') return phraseIn(FORECAST_FAULTS[value as ForecastProblem['problem']], locale)
  if (name.endsWith('Week')) return isoWeekLabel(value as IsoDate)
  if (typeof value === 'number' && QUANTITIES.has(name) && baseUnit !== 'piece') {
    const { baseUnits, decimals, word } = readableUnit(baseUnit)
    const shown = (value / baseUnits).toLocaleString(locale, { maximumFractionDigits: decimals })
    return `${shown}\u00A0${phraseIn(word, locale)}`
  }
  return typeof value === 'number' ? value.toLocaleString(locale) : String(value)
}
