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
  'rate-per-ten-degrees': words(
    ['升温 10 °C 的倍数', 'Times as fast 10 °C warmer'],
    ['温度高 10 °C 时成熟快多少倍（Q10）。', 'How many times as fast fruit ripens 10 °C warmer (Q10).'],
  ),
} as const satisfies Partial<Record<MeasureKey, MeasureWording>>
