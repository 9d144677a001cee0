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
  adjustments: ['订货为什么与政策不同', 'Why orders differ from the policy'],
  'adjust-order-value-early': [
    '{{week}}：为达到供应商的最低订货额，从 {{fromWeek}} 提前订 {{quantity}}。',
    "{{week}}: {{quantity}} of {{fromWeek}} are ordered early to reach the supplier's least order value.",
  ],
  'adjust-order-value-late': [
    '{{week}}：{{fromWeek}} 的 {{quantity}} 不足最低订货额，库存够用，并入本周。',
    '{{week}}: {{quantity}} of {{fromWeek}} missed the least order value and wait for this week; stock lasts until then.',
  ],
  'adjust-slack': [
    '{{week}}：从 {{fromWeek}} 提前订 {{quantity}}，用供应商让价的空档生产，扣除持有成本后省 {{saving}}。',
    '{{week}}: {{quantity}} of {{fromWeek}} are made in slack the supplier offers at a lower price; saves {{saving}} after holding cost.',
  ],
  'adjust-published-kept': [
    '{{week}}：已发布的数量只能按约定幅度调整，比需要多订 {{quantity}}。',
    '{{week}}: published already and may move by the agreed share only: {{quantity}} more than needed.',
  ],
  'adjust-ship-wave': [
    '活动发货错开，使供应商各周交货平稳：比平均分摊多 {{quantity}} 放在较空的周，{{week}} 最多，{{fromWeek}} 最少。',
    "Campaign goods leave in staggered waves so that the supplier's weeks are level: {{quantity}} more than an even spread in calmer weeks, most in {{week}}, least in {{fromWeek}}.",
  ],
  smoothing: ['订单怎样平滑', 'How orders are smoothed'],
  smoothingText: [
    '向该供应商每次补足目标与库存位置之差的 {{share}}（1 为不平滑），已知订单平摊 {{weeks}} 周。{{why}}。',
    'Each order to this supplier closes {{share}} of the gap between target and position (1: no smoothing); weeks over which known orders are levelled: {{weeks}}. {{why}}.',
  ],
  smoothingSaves: [
    '该供应商每周的库存、缺货与产能变动成本为 {{cost}}，比不平滑 {{none}}，比 0.5 {{half}}。',
    'Stock, shortage and changing capacity of this supplier cost {{cost}} a week: {{none}} against no smoothing, {{half}} against 0.5.',
  ],
  smoothingMore: ['各方案的成本', 'Costs of every choice'],
  measuresTitle: ['供应是否按计划', 'How supply keeps to the plan'],
  measuresNote: [
    '到货对承诺：过去 {{weeks}} 周；变动：与上一次运行（数据截至 {{before}}）比较；库存：过去一年',
    'Arrivals against commitments of the last {{weeks}} weeks; moved: against the run before, as of {{before}}; stock: the last year',
  ],
  measuresNoteFirst: [
    '到货对承诺：过去 {{weeks}} 周；没有更早的运行可比；库存：过去一年',
    'Arrivals against commitments of the last {{weeks}} weeks; no run before to compare with; stock: the last year',
  ],
  measuresAll: ['全部供应商', 'All suppliers'],
  measuresCommitted: ['承诺的商品周', 'Commitments'],
  stages: ['安全库存放在哪里最省', 'Where safety stock should wait'],
  stagesShow: ['计算', 'Work it out'],
  stagesHide: ['收起', 'Hide'],
  stage: ['环节', 'Stage'],
  stageMade: ['在供应商处制成', 'Made, at the supplier'],
  stagePlatform: ['在平台备好', 'Ready, at the platform'],
  stageAlone: ['各自备货', 'Each on its own'],
  stageBest: ['最省的分法', 'Cheapest'],
  stageStock: ['安全库存', 'Safety stock'],
  stagesWait: ['顾客可等的天数', 'Days customers wait'],
  stagesSummary: [
    '最省的分法每周持有成本 {{best}}；各环节各自备货 {{alone}}，全放在平台 {{end}}。',
    'The cheapest placing costs {{best}} a week to hold; every stage on its own {{alone}}, all at the platform {{end}}.',
  ],
  stagesFoot: [
    '保证服务模型：每个环节承诺固定天数，安全库存 = {{factor}} × 每天需求标准差 {{deviation}} × √净补货天数；数量折合成本商品。平台环节含一周检查周期；物料取最快的供应商。超出范围的需求须另行应急；这只是建议，不改变计划。',
    "Guaranteed service: every stage keeps a promise in days; safety stock = {{factor}} × the day's deviation of {{deviation}} × √net replenishment days, counted in units of this item. The platform's stage includes a review week; each material is its fastest supplier's. Demand beyond that takes an emergency measure. Advice only: the plan stays.",
  ],
  stagesNoMaterials: [
    '没有物料清单，上游没有可选的地方。',
    'There is no bill of materials, so nothing upstream to choose from.',
  ],
  stagesSteady: [
    '预测没有波动，不需要安全库存。',
    'The forecast does not vary, so it takes no safety stock.',
  ],
  returns: ['退货', 'Returns'],
  returnsGraded: [
    '交付的数量中约 {{returned}} 会退回，其中 {{resale}} 可按新品再售（依据：本商品已评级 {{item}}，同品类 {{category}}）。次品与报废不计为供应。',
    'About {{returned}} of what is delivered comes back, and {{resale}} of that is sold again as new (graded so far: {{item}} of this item, {{category}} of its category). Seconds and scrap are not counted as supply.',
  ],
  returnsAssumed: [
    '交付的数量中约 {{returned}} 会退回。退货都没有评级，按设定假定 {{resale}} 可按新品再售。',
    'About {{returned}} of what is delivered comes back. No return was graded, so the setting holds: {{resale}} of it is sold again as new.',
  ],
  cumulative: ['{{what}}（累计）', '{{what}} (cumulative)'],
  emptyTitle: ['本次运行没有订货', 'This run has no order plan'],
  emptyText: ['需要商品的供应商、提前期与库存。', 'Items need a supplier, a lead time and stock.'],
} as const satisfies Wording
