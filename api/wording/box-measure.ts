import type { MeasureKey } from '#planning/measures'
import { type MeasureWording, words } from './measure-words.ts'

/** What boxes and the ripening of their fruit are measured by. */
export const BOX_MEASURES = {
  temperature: words(['温度（°C）', 'Temperature (°C)'], ['摄氏温度。', 'Degrees Celsius.']),
  'ripening-days': words(
    ['催熟（天）', 'Ripening (days)'],
    ['在该温度下从未熟到可以吃的天数。', 'Days from unripe to ready to eat at that temperature.'],
  ),
  'lot-quantity': words(['数量', 'Quantity'], ['该批的数量。', 'Units of the lot.']),
  'boxed-quantity': words(
    ['装箱', 'In boxes'],
    ['装入订阅箱的数量。', 'Units that go into boxes of subscribers.'],
  ),
  'others-quantity': words(
    ['其他顾客', 'Other buyers'],
    ['箱外需求的数量，装箱之后才分配。', 'Units for demand outside boxes, served after them.'],
  ),
  'kept-quantity': words(
    ['留存', 'Kept'],
    ['到所看日期之后仍可吃的数量。', 'Units that are good beyond the days looked at.'],
  ),
  'wasted-quantity': words(
    ['浪费', 'Wasted'],
    ['无人要、在所看日期内过期的数量。', 'Units that nobody takes before they spoil.'],
  ),
  'lot-share': words(['占该批', 'Share of lot'], ['占该批数量的比例。', 'Share of the units of the lot.']),
  'coming-boxes': words(
    ['箱数', 'Boxes'],
    [
      '预计交付的箱数：已预付、续订与新订之和。',
      'Boxes expected: prepaid, renewing and of new subscribers together.',
    ],
  ),
  'replaced-quantity': words(
    ['替换', 'Replaced'],
    [
      '由其他商品代替的数量，或无可代替的数量。',
      'Units that something else stands in for, or that nothing does.',
    ],
  ),
  'given-quantity': words(['给出', 'Given'], ['代替所给的数量。', 'Units given instead.']),
  'from-others-quantity': words(
    ['取自其他顾客', 'From other buyers'],
    [
      '给出的数量中，原本留给箱外顾客的。',
      'Of the units given those that buyers without a box were to have.',
    ],
  ),
  'changed-boxes': words(
    ['涉及箱数', 'Boxes changed'],
    ['至少有多少箱被替换。', 'Boxes in which something is replaced, at least.'],
  ),
  'pieces-per-piece': words(
    ['每件换几件', 'Pieces for one'],
    ['一件换成几件。', 'Pieces given for one piece.'],
  ),
  'most-per-box': words(
    ['每箱最多替换', 'Most per box'],
    ['一箱中最多替换几件；0 为停用。', 'Most pieces of one box that may be replaced; 0 suspends the rule.'],
  ),
  'value-difference': words(
    ['价值差', 'Difference of value'],
    [
      '所给售价与被替换售价之差，占后者的比例。',
      'Sales price of what is given less that of what it replaces, as a share of the latter.',
    ],
  ),
  'value-tolerance': words(
    ['价值容差', 'Value tolerance'],
    [
      '价值差不超过它才会使用；空白为不限。',
      'A rule is used while the difference of value is no larger; empty: any.',
    ],
  ),
  'rate-per-ten-degrees': words(
    ['升温 10 °C 的倍数', 'Times as fast 10 °C warmer'],
    ['温度高 10 °C 时成熟快多少倍（Q10）。', 'How many times as fast fruit ripens 10 °C warmer (Q10).'],
  ),
} as const satisfies Partial<Record<MeasureKey, MeasureWording>>
