import type { Phrase } from './locale.ts'

/** Why an exception arose: `run_exception.cause`, filled with its parameters. */
export const EXCEPTION_CAUSES: Readonly<Record<string, Phrase>> = {
  'inside-lead-time': [
    '缺货在提前期之内，新订单来不及到货。',
    'Short inside the lead time: a new order cannot arrive in time.',
  ],
  'open-order-late': ['未交订单晚于需求。', 'An open order arrives after it is needed.'],
  'order-limit': ['超出可调整幅度，订货量受限。', 'The order is held back by the agreed flexibility.'],
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
  'no-forecast': ['未能预测：{{detail}}', 'Could not be forecast: {{detail}}'],
  'line-overload': ['所需分钟超过产线可用时间。', 'More minutes are needed than the line has.'],
}
