import type { Wording } from '#api/wording/locale'

export const subscriptions = {
  title: ['订阅', 'Subscriptions'],
  note: ['在订人数、新订与退订', 'Who is subscribed, who starts and who leaves'],
  list: ['订阅方案', 'Plans'],
  plan: ['方案', 'Plan'],
  cadence: ['周期', 'Cadence'],
  everyWeeks_one: ['每周', 'every week'],
  everyWeeks_other: ['每 {{count}} 周', 'every {{count}} weeks'],
  price: ['价格', 'Price'],
  paused: ['暂停', 'Paused'],
  prepaid: ['已预付', 'Prepaid'],
  flow: ['每周新订与退订', 'Started and cancelled by week'],
  flowUnit: ['订阅数', 'subscriptions'],
  flowSummary: [
    '近 {{count}} 周新订 {{started}}，退订 {{cancelled}}。',
    '{{started}} started and {{cancelled}} cancelled in the last {{count}} weeks.',
  ],
  skipped: ['跳过', 'Skipped'],
  emptyTitle: ['还没有订阅', 'No subscriptions yet'],
  emptyText: ['导入订阅后显示在这里。', 'Import subscriptions and they show here.'],
} as const satisfies Wording
