import type { MeasureKey } from '#planning/measures'
import { type MeasureWording, words } from './measure-words.ts'

/** What boxes and the ripening of their fruit are measured by. */
export const BOX_MEASURES = {
  temperature: words(['温度（°C）', 'Temperature (°C)'], ['摄氏温度。', 'Degrees Celsius.']),
  'ripening-days': words(
    ['催熟（天）', 'Ripening (days)'],
    ['在该温度下从未熟到可以吃的天数。', 'Days from unripe to ready to eat at that temperature.'],
  ),
  'rate-per-ten-degrees': words(
    ['升温 10 °C 的倍数', 'Times as fast 10 °C warmer'],
    ['温度高 10 °C 时成熟快多少倍（Q10）。', 'How many times as fast fruit ripens 10 °C warmer (Q10).'],
  ),
} as const satisfies Partial<Record<MeasureKey, MeasureWording>>
