import type { MeasureKey } from '#planning/measures'
import { type MeasureWording, words } from './measure-words.ts'

/** Measures of how orders swing against demand, and of what a tried policy does. */
export const BULLWHIP_MEASURES = {
  'order-variance-ratio': words(
    ['订单方差比', 'Order variance ratio'],
    [
      '该层每周订单的方差除以同样商品、同样周次的消费者需求方差；1 为不放大。',
      "Variance of the tier's weekly orders over variance of consumer demand for the same items and weeks; 1 is no amplification.",
    ],
  ),
  'known-early-share': words(
    ['提前已知比例', 'Known early'],
    [
      '早于最晚订货时点就已有订单的需求占比，按价值计。',
      'Share of demand that was on the book before it had to be ordered; by value.',
    ],
  ),
  'fill-rate': words(
    ['现货满足率', 'Fill rate'],
    [
      '当周即可满足的数量占比，按价值计。',
      'Share of what was asked for that was there in its week; by value.',
    ],
  ),
  'stock-weeks': words(
    ['库存周数', 'Weeks of stock'],
    [
      '达到满足率所需的平均库存除以每周消费者需求，按价值计。',
      'Mean stock that the fill rate takes, over weekly consumer demand; by value.',
    ],
  ),
  'net-stock-amplification': words(
    ['净库存放大', 'Net stock amplification'],
    ['净库存方差除以需求方差。', 'Variance of net stock over variance of demand.'],
  ),
  'cause-share': words(
    ['对方差比的贡献', 'Part of the ratio'],
    [
      '该成因在订单方差比中的部分；各部分合计等于该比值，负值表示平抑。',
      'The part of the order variance ratio due to this cause; the parts add up to it, a negative part smooths.',
    ],
  ),
  'bucket-count': words(['周数', 'Weeks'], ['参与计算的周数。', 'Number of weeks in the figure.']),
  'order-value': words(
    ['订货额', 'Order value'],
    ['订货数量乘以采购价。', 'Quantity ordered at what it costs to buy.'],
  ),
  'day-spread': words(
    ['各日差异', 'Spread of days'],
    [
      '各工作日订货额的标准差除以平均值；越小越均匀。',
      'Standard deviation of what working days order over their mean; less is more even.',
    ],
  ),
} as const satisfies Partial<Record<MeasureKey, MeasureWording>>
