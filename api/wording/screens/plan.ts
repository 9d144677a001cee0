import type { Wording } from '#api/wording/locale'

export const plan = {
  title: ['订货计划', 'Order plan'],
  note: ['每个商品与供应商每周的订货，以及原因', 'Orders per item, supplier and week, with their reasons'],
  onHand: ['库存', 'On hand'],
  showOrders: ['订货', 'Orders'],
  showStock: ['预计库存', 'Projected stock'],
  show: ['显示', 'Show'],
  open: ['打开 {{item}} 的明细', 'Open the detail of {{item}}'],
  shortage: ['缺货', 'short'],
  detail: ['{{item}} · {{supplier}}', '{{item}} · {{supplier}}'],
  detailNote: [
    '每周明细；“满足…”四行之和等于订货量',
    'Week by week; the four "serves" rows add up to the order',
  ],
  serves: ['订货用于：{{what}}', 'serves: {{what}}'],
  cumulative: ['{{what}}（累计）', '{{what}} (cumulative)'],
  emptyTitle: ['本次运行没有订货', 'This run has no order plan'],
  emptyText: ['需要商品的供应商、提前期与库存。', 'Items need a supplier, a lead time and stock.'],
} as const satisfies Wording
