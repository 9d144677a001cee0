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
  'more-than-horizon-needs': [
    '库存与在途超过计划期内的需求。',
    'Stock and orders exceed what the horizon needs.',
  ],
  'line-overload': ['所需分钟超过产线可用时间。', 'More minutes are needed than the line has.'],
}
