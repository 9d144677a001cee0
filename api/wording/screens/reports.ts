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
