import type { Wording } from '#api/wording/locale'

export const demand = {
  title: ['需求总览', 'Demand overview'],
  note: [
    '未来 {{count}} 周的需求，按确定程度分开',
    'Demand of the next {{count}} weeks, apart by how sure it is',
  ],
  chartTitle: ['每周需求，按来源', 'Weekly demand by rung'],
  chartSummary: [
    '未来 {{count}} 周共 {{total}}，其中已知 {{known}}（{{share}}）。',
    '{{total}} in the next {{count}} weeks, of which {{known}} ({{share}}) is known.',
  ],
  items: ['商品', 'Items'],
  trend: ['走势', 'Trend'],
  trendHelp: ['近 13 周历史与未来 13 周预测', 'Last 13 weeks and the next 13 as forecast'],
  split: ['构成', 'Split'],
  pattern: ['需求类型', 'Pattern'],
  emptyTitle: ['本次运行没有商品', 'This run has no items'],
  emptyText: ['导入商品与销售后再运行计划。', 'Import items and sales, then run the plan.'],
  exportReport: ['导出', 'Export'],
} as const satisfies Wording

export const item = {
  chartTitle: ['需求：历史、已知与预测', 'Demand: history, known and forecast'],
  chartSummary: [
    '未来 {{count}} 周期望 {{total}}，其中已知 {{known}}。阴影为可能的范围。',
    '{{total}} expected over the next {{count}} weeks, {{known}} of it known. The shading is the likely range.',
  ],
  leadTitle: ['提前期内的需求', 'Demand over the lead time'],
  leadText: [
    '提前期加检查周期共 {{weeks}} 周，期望 {{mean}}。',
    'Lead time and review period: {{weeks}} weeks, {{mean}} expected.',
  ],
  depositTitle: ['定金与预计付尾款', 'Deposits and what is expected to be paid'],
  depositText: [
    '定金不等于成交：部分会取消或不付尾款。',
    'A deposit is not a sale: some are cancelled or never paid.',
  ],
  noDeposit: ['没有未结的定金。', 'No open deposits.'],
  survives: ['预计付尾款比例', 'Expected to be paid'],
  recordTitle: ['当时的预测与实际', 'What was said and what happened'],
  recordNote: ['提前 {{count}} 周所作的预测', 'as forecast {{count}} weeks ahead'],
  recordEmpty: ['还没有足够早的计划运行', 'No run is old enough yet'],
  recordEmptyText: [
    '第一个可比较的结果在早前的运行满 {{count}} 周后出现。',
    'The first comparison appears once a run is {{count}} weeks old.',
  ],
  recordSentence: [
    '{{weeks}} 周中共预测 {{said}}，实际 {{happened}}（偏差 {{bias}}）。',
    'Over {{weeks}} weeks {{said}} was said and {{happened}} happened (bias {{bias}}).',
  ],
  saidOn: ['预测日期', 'Said on'],
  said: ['当时预测', 'Said'],
  happened: ['实际', 'Happened'],
  error: ['误差', 'Error'],
  whyTitle: ['为什么是这个数', 'Why this number'],
  method: ['方法', 'Method'],
  reason: ['理由', 'Reason'],
  parts: ['组成', 'Parts'],
  partsNote: [
    '未来 {{count}} 周，各部分之和等于预测',
    'next {{count}} weeks; the parts add up to the forecast',
  ],
  effects: ['影响因素', 'Effects'],
  campaignsTitle: ['尚未发货的预售与联名', 'Campaigns still to ship'],
  ships: ['发货', 'Ships'],
  booked: ['已订', 'Booked'],
  withdrawn: ['已取消', 'Withdrawn'],
  settledUnits: ['已付尾款', 'Balance paid'],
  soldOut: ['售罄：真实需求至少 {{quantity}}', 'Sold out: true demand is at least {{quantity}}'],
  planTitle: ['订货计划', 'Order plan'],
  noForecastTitle: ['本次运行没有此商品的预测', 'This run has no forecast for this item'],
  noForecastText: ['商品可能在运行之后才导入。', 'The item may have been imported after the run.'],
  allItems: ['需求总览', 'Demand'],
  censored: ['售罄', 'sold out'],
} as const satisfies Wording
