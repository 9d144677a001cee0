import type { Wording } from '#api/wording/locale'

export const supplierBatches = {
  title: ['我的批次', 'My batches'],
  toMake: ['待生产', 'Still to make'],
  list: ['批次', 'Batches'],
  listNote: [
    '第 {{version}} 版发布的批次；下达后以订单为准',
    'As published in version {{version}}; once released, as ordered',
  ],
  batch: ['批次', 'Batch'],
  dates: ['生产日期', 'Dates'],
  items: ['商品', 'Items'],
  mix: ['规格构成', 'Option mix'],
  reply: ['我的答复', 'My reply'],
  state: ['状态', 'State'],
  'state-planned': ['计划', 'Planned'],
  'state-firm': ['已确认', 'Firm'],
  'state-released': ['已下达', 'Released'],
  'state-received': ['已收货', 'Received'],
  allStates: ['全部状态', 'All states'],
  allLines: ['全部产线', 'All lines'],
  emptyTitle: ['还没有发布给您的批次', 'No batches published to you yet'],
  emptyText: [
    '平台发布计划后，您的产线要生产的批次会显示在这里。',
    'Once the platform publishes a plan, the batches of your lines show here.',
  ],
} as const satisfies Wording
