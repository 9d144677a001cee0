import type { MeasureKey } from '#planning/measures'
import { type MeasureWording, words } from './measure-words.ts'

/** What the certainty dial and its second hand are measured by. */
export const DIAL_MEASURES = {
  'left-over-units': words(
    ['平均剩余', 'Left over on average'],
    [
      '50 种同样可能的结果中，做出而无人要的数量的平均。',
      'Units made that nobody wants, averaged over 50 equally likely outcomes.',
    ],
  ),
  'short-units': words(
    ['平均短缺', 'Short on average'],
    [
      '50 种同样可能的结果中，想要而没有的数量的平均。',
      'Units wanted that are not there, averaged over 50 equally likely outcomes.',
    ],
  ),
  'money-exposed': words(
    ['垫付资金', 'Money exposed'],
    ['尚无人付款的数量乘以单位成本。', 'Cost of the units that nobody has paid for.'],
  ),
  'mismatch-cost': words(
    ['平均错配成本', 'Cost of mismatch on average'],
    [
      '短缺时少赚的毛利与剩余时收不回的成本之和，取 50 种结果的平均。',
      'Margin missed when short and cost not recovered when left over, averaged over the 50 outcomes.',
    ],
  ),
  'certainty-saved': words(
    ['确定性省下的钱', 'Saved by certainty'],
    [
      '因为多完成的定金，原本会剩下的件数得以卖出：每件的毛利加上免去的损失，取 50 种结果的平均。',
      'Units sold that would have been left over, because more deposits complete: their margin and the loss spared, averaged over the 50 outcomes.',
    ],
  ),
  'certainty-cost': words(
    ['多让的折扣', 'Discount given away'],
    [
      '比现在多让的折扣，对所有完成付款的定金计算。',
      'Discount beyond the present one, for every deposit that completes.',
    ],
  ),
} as const satisfies Partial<Record<MeasureKey, MeasureWording>>
