import type { Wording } from '#api/wording/locale'

export const supplierMaterials = {
  title: ['备料', 'Materials'],
  list: ['物料需求', 'Material requirement'],
  listNote: [
    '由发布的需求按物料清单推算，按开工周合计；未扣减贵司库存',
    'From the published demand by bill of materials, by week in which making starts; your stock is not deducted',
  ],
  material: ['物料', 'Material'],
  unit: ['单位', 'Unit'],
  startWeek: ['开工周', 'Making starts'],
  neededOn: ['最晚到料', 'Needed on'],
  orderBy: ['最晚下单', 'Order by'],
  leadTime: ['采购提前期（天）', 'Lead time (days)'],
  minimum: ['起订量', 'Minimum'],
  buyable: ['可采购', 'May be bought'],
  forItems: ['用于', 'For'],
  moreItems: ['等 {{total}} 种商品', 'and {{more}} more'],
  between: ['、', ', '],
  urgency: ['紧迫程度', 'Urgency'],
  'urgency-in-work': ['应已开工', 'In work'],
  'urgency-late': ['下单已迟', 'Too late'],
  'urgency-this-week': ['七天内下单', 'Within 7 days'],
  'urgency-later': ['以后下单', 'Later'],
  'urgency-no-source': ['没有供应来源', 'No source known'],
  'urgency-look-only': ['仅供参考', 'For information'],
  urgencyHelp: [
    '“下单已迟”：按采购提前期，今天下单也赶不上开工。“应已开工”：按生产周期现在应已投产，不再列入采购。',
    '“Too late”: ordered today it would miss the start of making. “In work”: by its making time it has started, so there is nothing left to buy.',
  ],
  allUrgencies: ['待采购（不含已开工）', 'To buy (without what is in work)'],
  searchMaterial: ['搜索物料', 'Find a material'],
  missingBill: [
    '以下商品没有物料清单，未计入：{{items}}',
    'Not counted, for lack of a bill of materials: {{items}}',
  ],
  emptyTitle: ['没有可显示的物料', 'No material to show'],
  emptyText: [
    '平台发布需求、并导入物料清单后，这里按周显示需要的物料。',
    'Once demand is published and bills of materials are there, the material of each week shows here.',
  ],
} as const satisfies Wording
