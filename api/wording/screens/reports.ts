import type { Wording } from '#api/wording/locale'

export const reports = {
  title: ['报告', 'Reports'],
  note: [
    '与页面相同的行、顺序与单位；XLSX 另附说明页',
    'The rows, order and units of the pages; XLSX adds a sheet that says what it is',
  ],
  list: ['可导出的报告', 'Reports to export'],
  report: ['报告', 'Report'],
  rows: ['内容', 'Rows'],
  download: ['下载', 'Download'],
  refresh: ['下载地址可在 Excel 中用于刷新。', 'The addresses can be used in a spreadsheet to refresh.'],
  noRun: ['先完成一次计划运行，才能导出。', 'A planning run must finish first.'],
  chooseSupplier: [
    '请在供应商视角中选择供应商后下载。',
    'Choose a supplier in the supplier view, then download there.',
  ],
} as const satisfies Wording

export const accuracy = {
  title: ['准确率', 'Accuracy'],
  note: ['当时的预测与之后的实际', 'What was forecast and what then happened'],
  lag: ['提前', 'Ahead'],
  sameWeek: ['当周', 'Same week'],
  lagWeeks_one: ['提前 {{count}} 周', '{{count}} week ahead'],
  lagWeeks_other: ['提前 {{count}} 周', '{{count}} weeks ahead'],
  byCategory: ['按品类', 'By category'],
  byWeek: ['按周', 'By week'],
  category: ['品类', 'Category'],
  all: ['全部', 'All items'],
  uncategorised: ['未分类', 'No category'],
  said: ['当时预测', 'Said'],
  happened: ['实际', 'Happened'],
  weeks: ['周数', 'Weeks'],
  tooFew: ['仅 {{count}} 周', 'only {{count}} weeks'],
  chart: ['预测与实际', 'Said and happened'],
  chartSummary: [
    '{{count}} 周中共预测 {{said}}，实际 {{happened}}，偏差 {{bias}}。',
    'Over {{count}} weeks {{said}} was said and {{happened}} happened; bias {{bias}}.',
  ],
  emptyTitle: ['还没有可比较的周', 'No week to compare yet'],
  emptyText: [
    '最早的结果在一次计划运行之后、所预测的周结束时出现。需要至少一次更早的运行。',
    'The first result appears once a week that an earlier run forecast is over. It takes at least one earlier run.',
  ],
  definitions: [
    '偏差 = 误差之和 ÷ 实际之和（正数为高估）；WAPE = 绝对误差之和 ÷ 实际之和，按商品与周计算；售罄的周不计入。',
    'Bias = sum of errors ÷ sum of actuals (positive is too high); WAPE = sum of absolute errors ÷ sum of actuals, by item and week; weeks that sold out are left out.',
  ],
} as const satisfies Wording
