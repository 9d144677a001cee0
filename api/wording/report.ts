import { type Locale, type Phrase, phraseIn, type Wording } from './locale.ts'
import { accuracy } from './screens/accuracy.ts'
import { audit } from './screens/audit.ts'
import { demand } from './screens/demand.ts'
import { today } from './screens/today.ts'
import { ui } from './screens/ui.ts'

/** Reports that can be exported: title and what one row is. */
export const REPORTS = {
  demand: {
    title: ['需求总览', 'Demand overview'],
    rows: ['每个商品一行，未来 13 周按来源合计', 'one row per item: the next 13 weeks by rung'],
  },
  'demand-groups': {
    title: ['分组需求', 'Demand by group'],
    rows: [
      '每个品类、产品、地区或店主一行，未来 13 周合计与范围',
      'one row per category, product, region or shop owner: the next 13 weeks with their range',
    ],
  },
  forecast: {
    title: ['每周预测', 'Weekly forecast'],
    rows: ['每个商品每周一行，含来源与分位数', 'one row per item and week, with rungs and quantiles'],
  },
  'order-plan': {
    title: ['订货计划', 'Order plan'],
    rows: ['每个商品、供应商、每周一行', 'one row per item, supplier and week'],
  },
  batches: {
    title: ['批次', 'Batches'],
    rows: ['每个批次中的每个商品一行', 'one row per batch and item'],
  },
  exceptions: {
    title: ['例外事项', 'Exceptions'],
    rows: ['每个例外一行，按风险金额排列', 'one row per exception, most money at risk first'],
  },
  accuracy: {
    title: ['准确率', 'Accuracy'],
    rows: [
      '每个商品一行，当时预测与实际；最后一行为全部',
      'one row per item: what was said and what happened; all items in the last row',
    ],
  },
  'accuracy-totals': {
    title: accuracy.totals,
    rows: ['每个合计一行：全部、品类、地区', 'one row per total: all items, categories, regions'],
  },
  publication: {
    title: ['发布的需求与答交', 'Published demand and replies'],
    rows: ['每个商品、每周、每级授权一行', 'one row per item, week and authorisation'],
  },
  materials: {
    title: ['物料需求', 'Material requirement'],
    rows: ['每种物料、每个开工周一行', 'one row per material and week in which making starts'],
  },
  audit: {
    title: audit.title,
    rows: ['每项操作一行，最新在前', 'one row per deed, newest first'],
  },
} as const satisfies Record<string, { title: Phrase; rows: Phrase }>

/** Words of report files that no screen has. */
/** The filters of a report on its header sheet. */
export const FILTER_NAMES = {
  runId: ['筛选：计划运行', 'Filter: run'],
  search: ['筛选：搜索', 'Filter: search'],
  categoryId: ['筛选：品类编号', 'Filter: category number'],
  supplierId: ['筛选：供应商编号', 'Filter: supplier number'],
  pattern: ['筛选：需求类型', 'Filter: pattern'],
  unit: ['筛选：计量单位', 'Filter: unit'],
  kind: ['筛选：类别', 'Filter: kind'],
  state: ['筛选：处理状态', 'Filter: what was done'],
  publicationId: ['筛选：发布编号', 'Filter: publication number'],
  weeks: ['筛选：周数', 'Filter: weeks'],
  by: ['筛选：分组', 'Filter: by'],
  group: ['筛选：分组', 'Filter: group'],
  lagWeeks: ['筛选：提前周数', 'Filter: weeks ahead'],
  deed: ['筛选：操作', 'Filter: action'],
  userId: ['筛选：人员', 'Filter: person'],
  from: ['筛选：从', 'Filter: from'],
  to: ['筛选：至', 'Filter: to'],
  sort: ['排序列', 'Sorted by'],
  desc: ['排序方向', 'Order'],
} as const satisfies Record<string, Phrase>

/** Values of filters that are keys, by `name-value`. */
export const FILTER_VALUES: Readonly<Record<string, Phrase>> = {
  ...prefixed('kind-', today, 'kind-'),
  ...prefixed('state-', today, 'state-'),
  ...prefixed('by-', accuracy, 'by-'),
  ...prefixed('group-', demand, 'by-'),
  ...prefixed('deed-', audit, 'kind-'),
  'desc-true': ['降序', 'descending'],
  'desc-false': ['升序', 'ascending'],
}

function prefixed(prefix: string, words: Wording, key: string): Record<string, Phrase> {
  return Object.fromEntries(
    Object.entries(words)
      .filter(([name]) => name.startsWith(key))
      .map(([name, phrase]) => [`${prefix}${name.slice(key.length)}`, phrase]),
  )
}

/** A base unit in words, as the screens say it. */
export function unitName(baseUnit: string, locale: Locale): string {
  return phraseIn(UNITS[baseUnit] ?? ui.unitPiece, locale)
}

const UNITS: Readonly<Record<string, Phrase>> = {
  gram: ui.unitGram,
  millilitre: ui.unitMillilitre,
  millimetre: ui.unitMillimetre,
}

export const REPORT_WORDS = {
  about: ['说明', 'About'],
  what: ['项目', 'What'],
  value: ['内容', 'Value'],
  report: ['报告', 'Report'],
  run: ['运行', 'Run'],
  asOf: ['数据截至', 'Data as of'],
  ledgerVersion: ['账本版本', 'Ledger version'],
  timeZone: ['时区', 'Time zone'],
  rowCount: ['行数', 'Rows'],
  weekStart: ['周一', 'Week from'],
  isoWeek: ['ISO 周', 'ISO week'],
  code: ['商品编码', 'Item code'],
  groupCode: ['编码', 'Code'],
  name: ['商品名称', 'Item'],
  unit: ['单位', 'Unit'],
  supplier: ['供应商', 'Supplier'],
  method: ['方法', 'Method'],
  pattern: ['需求类型', 'Pattern'],
  quantile: ['{{tenths}} / 10 不超过', '{{tenths}} in 10 at or below'],
  line: ['产线', 'Line'],
  batch: ['批次', 'Batch'],
  startsOn: ['开始', 'Starts'],
  endsOn: ['结束', 'Ends'],
  family: ['换产组', 'Setup family'],
  familyBefore: ['产线上原有换产组', 'Family on the line before'],
  state: ['状态', 'State'],
  authorisation: ['授权', 'Authorisation'],
  kind: ['类别', 'Kind'],
  cause: ['原因', 'Cause'],
  subject: ['对象', 'What'],
  version: ['版本', 'Version'],
  publishedAt: ['发布时间', 'Published at'],
  replyBy: ['答交截止', 'Reply by'],
  previous: ['上一版', 'Before'],
  sure: ['已确定', 'Sure'],
  answer: ['答交', 'Reply'],
  committedOn: ['答交到货日', 'Arriving on'],
  reason: ['原因', 'Reason'],
} as const satisfies Record<string, Phrase>
